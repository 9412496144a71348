//! By what issues are grouped, and what becomes of each value.

use super::{Draft, put};
use serde_json::{Map, Value};

/// Rows or columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// The rows: slices, bars.
    ChartBy,
    /// The columns: what cuts a bar.
    GroupBy,
}

impl Axis {
    /// The key in the spec.
    pub fn key(self) -> &'static str {
        match self {
            Self::ChartBy => "chart_by",
            Self::GroupBy => "group_by",
        }
    }
}

impl Draft {
    /// The id of the field; empty where there is none.
    pub fn field(&self, axis: Axis) -> &str {
        self.word(axis, "field")
    }

    /// Groups by another field. What was said about the old one's values goes; how many to show
    /// stays.
    pub fn set_field(&mut self, axis: Axis, id: &str, name: &str) {
        self.follow_title(|draft| {
            draft.names.insert(id.to_owned(), name.to_owned());
            let mut fresh = Map::from_iter([("field".to_owned(), Value::from(id))]);
            for key in ["limit", "others"] {
                if let Some(kept) = draft
                    .dimension(axis)
                    .and_then(|dimension| dimension.get(key))
                {
                    fresh.insert(key.to_owned(), kept.clone());
                }
            }
            draft
                .spec
                .insert(axis.key().to_owned(), Value::Object(fresh));
        });
    }

    /// Width of a date's buckets.
    pub fn interval(&self, axis: Axis) -> &str {
        Some(self.word(axis, "interval"))
            .filter(|word| !word.is_empty())
            .unwrap_or("month")
    }

    /// Changes the width of a date's buckets.
    pub fn set_interval(&mut self, axis: Axis, interval: &str) {
        self.set(
            axis,
            "interval",
            (interval != "month").then(|| interval.into()),
        );
    }

    /// The order's word: `jira`, `value_desc` and so on; empty for the field's usual order, `keys`
    /// for one of the author's own.
    pub fn order(&self, axis: Axis) -> &str {
        match self
            .dimension(axis)
            .and_then(|dimension| dimension.get("order"))
        {
            Some(Value::String(word)) => word,
            Some(Value::Array(_)) => "keys",
            _ => "",
        }
    }

    /// Changes the order; an empty word is the field's usual one.
    pub fn set_order(&mut self, axis: Axis, order: &str) {
        if order != "keys" {
            self.set(axis, "order", (!order.is_empty()).then(|| order.into()));
        }
    }

    /// At most so many values; nothing for all.
    pub fn limit(&self, axis: Axis) -> Option<u64> {
        self.dimension(axis)?.get("limit")?.as_u64()
    }

    /// Changes how many values are shown.
    pub fn set_limit(&mut self, axis: Axis, limit: Option<u64>) {
        self.set(
            axis,
            "limit",
            limit.filter(|limit| *limit > 0).map(Value::from),
        );
    }

    /// Whether the values beyond the limit stand together as one.
    pub fn others(&self, axis: Axis) -> bool {
        self.flag(axis, "others").unwrap_or(true)
    }

    /// Changes whether the values beyond the limit stand together as one.
    pub fn set_others(&mut self, axis: Axis, others: bool) {
        self.set(axis, "others", (!others).then_some(Value::Bool(false)));
    }

    /// Whether values without issues are shown; nothing for the field's usual way.
    pub fn show_empty(&self, axis: Axis) -> Option<bool> {
        self.flag(axis, "show_empty")
    }

    /// Changes whether values without issues are shown; `usual` is what the field does by itself.
    pub fn set_show_empty(&mut self, axis: Axis, show: bool, usual: bool) {
        self.set(
            axis,
            "show_empty",
            (show != usual).then_some(Value::Bool(show)),
        );
    }

    /// Whether there is a dimension at all.
    pub fn has(&self, axis: Axis) -> bool {
        self.dimension(axis).is_some()
    }

    pub(super) fn dimension(&self, axis: Axis) -> Option<&Map<String, Value>> {
        self.spec.get(axis.key()).and_then(Value::as_object)
    }

    pub(super) fn word(&self, axis: Axis, key: &str) -> &str {
        self.dimension(axis)
            .and_then(|dimension| dimension.get(key))
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    fn flag(&self, axis: Axis, key: &str) -> Option<bool> {
        self.dimension(axis)?.get(key)?.as_bool()
    }

    pub(super) fn set(&mut self, axis: Axis, key: &str, value: Option<Value>) {
        if let Some(dimension) = self.spec.get_mut(axis.key()).and_then(Value::as_object_mut) {
            put(dimension, key, value);
        }
    }
}
