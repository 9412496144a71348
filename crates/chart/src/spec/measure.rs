//! What is calculated for each cell.

use serde_json::{Value, json};

use super::{SpecError, walk::Node};

/// A statistic of a quantity.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Measure {
    /// The number of issues.
    #[default]
    Count,
}

/// Measures that the format names and this version cannot calculate yet.
const LATER: [&str; 9] = [
    "distinct",
    "sum",
    "average",
    "median",
    "min",
    "max",
    "percentile",
    "formula",
    "progress",
];

impl Measure {
    /// What a column of it is called.
    pub fn label(&self) -> &'static str {
        match self {
            Self::Count => "Issues",
        }
    }

    /// What a number of it counts.
    pub fn unit(&self) -> &'static str {
        match self {
            Self::Count => "issues",
        }
    }

    pub(super) fn read(node: &Node<'_>) -> Result<Self, SpecError> {
        let fields = node.object(
            &[
                "type",
                "of",
                "unit",
                "p",
                "unresolved",
                "a",
                "op",
                "b",
                "done",
            ],
            &[],
        )?;
        let kind = fields.need("type", "what to calculate, such as count")?;
        if LATER.contains(&kind.text()?) {
            return Err(kind.error(format!(
                "this version cannot calculate {} yet; use count",
                kind.text()?
            )));
        }
        let measure = kind.choice(&[("count", Self::count as fn() -> Self)])?();
        // Keys of the other measures mean nothing to a count.
        node.object(&["type"], &[])?;
        Ok(measure)
    }

    fn count() -> Self {
        Self::Count
    }

    pub(super) fn print(&self) -> Value {
        match self {
            Self::Count => json!({"type": "count"}),
        }
    }
}
