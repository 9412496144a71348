//! Lines over a chart with axes.

use serde_json::{Map, Value, json};

use super::{
    SpecError,
    print::{number, put},
    walk::Node,
};

/// What is drawn over bars and lines. Kinds without axes have nothing to draw it on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lines {
    /// A line at a wanted number.
    pub goal: Option<Goal>,
    /// A straight line through the numbers, by least squares.
    pub trend: bool,
    /// A line at their mean.
    pub average: bool,
    /// The running total: in place of the numbers of a line, above bars as a line.
    pub cumulative: bool,
}

/// A wanted number.
#[derive(Clone, Debug, PartialEq)]
pub struct Goal {
    /// In the unit of the measure.
    pub value: f64,
    /// What stands at the line; may be empty.
    pub label: String,
}

impl Lines {
    pub(super) fn read(node: &Node<'_>) -> Result<Self, SpecError> {
        let fields = node.object(&["goal", "trend", "average", "cumulative"])?;
        let goal = |node: &Node<'_>| -> Result<Goal, SpecError> {
            let fields = node.object(&["value", "label"])?;
            Ok(Goal {
                value: fields.need("value", "the number to reach")?.number()?,
                label: fields.or_default("label", |n| n.text().map(str::to_owned))?,
            })
        };
        Ok(Self {
            goal: fields.maybe("goal", goal)?,
            trend: fields.or_default("trend", Node::truth)?,
            average: fields.or_default("average", Node::truth)?,
            cumulative: fields.or_default("cumulative", Node::truth)?,
        })
    }

    pub(super) fn print(&self) -> Value {
        let mut out = Map::new();
        if let Some(goal) = &self.goal {
            let mut inside = Map::new();
            inside.insert("value".into(), number(goal.value));
            put(&mut inside, "label", goal.label.as_str(), "");
            out.insert("goal".into(), json!(inside));
        }
        put(&mut out, "trend", self.trend, false);
        put(&mut out, "average", self.average, false);
        put(&mut out, "cumulative", self.cumulative, false);
        Value::Object(out)
    }
}
