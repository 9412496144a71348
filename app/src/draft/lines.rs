//! Lines over a chart with axes.

use super::{Draft, measure::number, put};
use serde_json::{Map, Value};

/// Where a running total waits while it means nothing.
const ASIDE: &str = "lines.cumulative";

impl Draft {
    /// Whether the kind has axes to draw lines on.
    pub fn has_axes(&self) -> bool {
        self.kind().is_some_and(chart::Kind::has_axes)
    }

    /// Whether a line is drawn: `trend`, `average` or `cumulative`.
    pub fn line(&self, key: &str) -> bool {
        self.lines()
            .and_then(|lines| lines.get(key))
            .and_then(Value::as_bool)
            .unwrap_or(false)
    }

    /// Draws a line, or no longer.
    pub fn set_line(&mut self, key: &str, on: bool) {
        self.set_lines(key, on.then_some(Value::Bool(true)));
    }

    /// The wanted number.
    pub fn goal(&self) -> Option<f64> {
        self.lines()?.get("goal")?.get("value")?.as_f64()
    }

    /// Changes the wanted number; nothing takes the line away.
    pub fn set_goal(&mut self, value: Option<f64>) {
        let goal = value.map(|value| {
            let mut goal = Map::from_iter([("value".to_owned(), number(value))]);
            let label = self.goal_label();
            put(
                &mut goal,
                "label",
                (!label.is_empty()).then(|| label.into()),
            );
            Value::Object(goal)
        });
        self.set_lines("goal", goal);
    }

    /// What stands at the goal's line.
    pub fn goal_label(&self) -> &str {
        self.lines()
            .and_then(|lines| lines.get("goal")?.get("label")?.as_str())
            .unwrap_or_default()
    }

    /// Changes what stands at the goal's line.
    pub fn set_goal_label(&mut self, label: &str) {
        let goal = self.lines().and_then(|lines| lines.get("goal"));
        if let Some(mut goal) = goal.and_then(Value::as_object).cloned() {
            put(
                &mut goal,
                "label",
                (!label.is_empty()).then(|| label.into()),
            );
            self.set_lines("goal", Some(Value::Object(goal)));
        }
    }

    /// A running total of averages means nothing: it waits for numbers that add up.
    pub(super) fn keep_cumulative(&mut self) {
        if !self.adds_up() && self.line("cumulative") {
            self.aside.insert(ASIDE.into(), Value::Bool(true));
            self.set_line("cumulative", false);
        } else if self.adds_up() && self.aside.remove(ASIDE).is_some() {
            self.set_line("cumulative", true);
        }
    }

    fn lines(&self) -> Option<&Map<String, Value>> {
        self.spec.get("lines")?.as_object()
    }

    fn set_lines(&mut self, key: &str, value: Option<Value>) {
        let mut lines = self.lines().cloned().unwrap_or_default();
        put(&mut lines, key, value);
        put(
            &mut self.spec,
            "lines",
            (!lines.is_empty()).then_some(Value::Object(lines)),
        );
    }
}
