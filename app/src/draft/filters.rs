//! What those who look at the chart may narrow it by.

use super::{Draft, put};
use serde_json::{Value, json};

impl Draft {
    /// Fields that a chart may be narrowed by.
    pub const MOST_FILTERS: usize = 8;

    /// Ids of the fields whose values are offered.
    pub fn filters(&self) -> Vec<String> {
        let field = |filter: &Value| Some(filter.get("field")?.as_str()?.to_owned());
        self.all_filters().iter().filter_map(field).collect()
    }

    /// Whether words may be looked for in the issues' texts.
    pub fn filters_text(&self) -> bool {
        let text = |filter: &Value| filter.get("text").and_then(Value::as_bool);
        self.all_filters()
            .iter()
            .any(|filter| text(filter) == Some(true))
    }

    /// Offers a field's values, after the others. What is offered already, or is one too many, is not.
    pub fn add_filter(&mut self, field: &str) {
        let mut fields = self.filters();
        if fields.len() < Self::MOST_FILTERS && !fields.iter().any(|known| known == field) {
            fields.push(field.to_owned());
            self.set_filters(&fields, self.filters_text());
        }
    }

    /// Offers it no longer.
    pub fn remove_filter(&mut self, field: &str) {
        let mut fields = self.filters();
        fields.retain(|known| known != field);
        self.set_filters(&fields, self.filters_text());
    }

    /// Moves it one place; at the end it stays.
    pub fn move_filter(&mut self, field: &str, down: bool) {
        let mut fields = self.filters();
        let from = fields.iter().position(|known| known == field);
        let to = from.and_then(|from| {
            if down {
                from.checked_add(1)
            } else {
                from.checked_sub(1)
            }
        });
        if let (Some(from), Some(to)) = (from, to.filter(|to| *to < fields.len())) {
            fields.swap(from, to);
            self.set_filters(&fields, self.filters_text());
        }
    }

    /// Whether words may be looked for.
    pub fn set_filters_text(&mut self, on: bool) {
        self.set_filters(&self.filters(), on);
    }

    fn all_filters(&self) -> &[Value] {
        let all = self.spec.get("filters").and_then(Value::as_array);
        all.map(Vec::as_slice).unwrap_or_default()
    }

    fn set_filters(&mut self, fields: &[String], text: bool) {
        let fields = fields.iter().map(|field| json!({ "field": field }));
        let all: Vec<Value> = fields
            .chain(text.then(|| json!({ "text": true })))
            .collect();
        let filters = (!all.is_empty()).then_some(Value::Array(all));
        put(&mut self.spec, "filters", filters);
    }
}
