//! The editor without a screen: a spec that is being changed, and how changing it feels.
//!
//! A [`Draft`] is the spec's JSON with words for its parts. Keys it does not know stay as they are,
//! so that a spec written by hand, or by a newer Inlay, loses nothing in the editor. What it writes
//! is as short as the canonical form: a value that is the default is left out. [`History`] is undo,
//! [`Turns`] says which answer may still be shown.

mod cut;
mod dimension;
mod display;
mod filters;
mod history;
pub mod jql;
mod lines;
mod measure;
mod merge;
mod merges;
mod names;
mod query;
mod reset;
mod segment;
mod site;
mod source;
mod suggest;
mod template;
mod turns;
mod unsaved;
mod way;
mod written;

pub use cut::{Bins, Day};
pub use dimension::Axis;
pub use history::{History, Place};
pub use measure::{Calculation, Family, Quantity, Slot};
pub use names::Names;
pub use query::Query;
pub use segment::{Part, Segment};
pub use source::SourceKind;
pub use template::Template;
pub use turns::Turns;
pub use unsaved::Unsaved;
pub use way::Way;
pub use written::{Whole, hex};

use chart::Kind;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// A spec that is being changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    spec: Map<String, Value>,
    /// What the present choice has no use for, in case the person comes back to it: the grouping of
    /// a kind with two dimensions, the sources that are not chosen.
    aside: Map<String, Value>,
    /// Names of the fields that were chosen here, for the suggested title.
    names: BTreeMap<String, String>,
}

impl Draft {
    /// A new chart on this site: bars by status, of no issues yet.
    pub fn blank(site: &str) -> Self {
        let spec = json!({
            "version": 1,
            "title": "Issues by status",
            "site": site,
            "source": {"jql": ""},
            "kind": "bar",
            "chart_by": {"field": "status"},
        });
        Self::of(&spec)
    }

    /// A draft of this spec.
    pub fn of(spec: &Value) -> Self {
        let spec = spec.as_object().cloned().unwrap_or_default();
        Self {
            spec,
            aside: Map::new(),
            names: BTreeMap::new(),
        }
    }

    /// The spec as it is now.
    pub fn spec(&self) -> Value {
        Value::Object(self.spec.clone())
    }

    /// The spec without what changes no number and no drawing: while this stays the same, there is
    /// nothing to ask the server. Nothing where it cannot be drawn yet.
    pub fn question(&self) -> Option<Value> {
        self.base_jql()?;
        let mut asked = self.asked();
        for key in ["title", "description", "filters"] {
            asked.spec.remove(key);
        }
        Some(asked.spec())
    }

    /// What the numbers depend on: while this stays the same, a drawing needs nothing new of Jira,
    /// only another look.
    pub fn numbers(&self) -> Value {
        let mut asked = self.asked();
        for key in [
            "title",
            "description",
            "filters",
            "display",
            "lines",
            "kind",
        ] {
            asked.spec.remove(key);
        }
        for axis in [Axis::ChartBy, Axis::GroupBy] {
            let dimension = asked
                .spec
                .get_mut(axis.key())
                .and_then(Value::as_object_mut);
            if let Some(dimension) = dimension {
                dimension.remove("colours");
                dimension.remove("rename");
            }
        }
        asked.spec()
    }

    /// The draft as the server is asked for it: without what is still being written and said to be
    /// wrong at its place, such as half a query or an end of a range that is no day.
    #[must_use]
    pub fn asked(&self) -> Self {
        let mut asked = self.clone();
        for axis in [Axis::ChartBy, Axis::GroupBy] {
            for end in ["from", "to"] {
                if let Day::Unknown(_) = Day::of(self.range(axis, end)) {
                    asked.set_range(axis, end, "");
                }
            }
            for place in (0..self.queries(axis).len()).rev() {
                if self.query_trouble(axis, place).is_some() {
                    asked.remove_query(axis, place);
                }
            }
        }
        asked
    }

    /// The title.
    pub fn title(&self) -> &str {
        self.text("title")
    }

    /// Changes the title.
    pub fn set_title(&mut self, title: &str) {
        self.set_text("title", title);
    }

    /// The text under the title.
    pub fn description(&self) -> &str {
        self.text("description")
    }

    /// Changes the text under the title.
    pub fn set_description(&mut self, text: &str) {
        self.set_text("description", text);
    }

    /// The cloud id of the site.
    pub fn site(&self) -> &str {
        self.text("site")
    }

    /// The kind, unless it is one that this version does not know.
    pub fn kind(&self) -> Option<Kind> {
        Kind::ALL
            .into_iter()
            .find(|kind| kind.name() == self.text("kind"))
    }

    /// Changes the kind. A dimension is put aside where there is no need for it, and comes back, or
    /// is suggested, where one is needed.
    pub fn set_kind(&mut self, kind: Kind) {
        self.follow_title(|draft| {
            draft.set_text("kind", kind.name());
            draft.keep(Axis::ChartBy, kind.needs_dimension());
            if !kind.two_dimensional() {
                draft.leave_dates();
            }
            let dates = draft.way(Axis::ChartBy) == Way::Dates;
            draft.keep(Axis::GroupBy, kind.two_dimensional() && !dates);
        });
    }

    fn keep(&mut self, axis: Axis, needed: bool) {
        let key = axis.key();
        if !needed {
            if let Some(dimension) = self.spec.shift_remove(key) {
                self.aside.insert(key.to_owned(), dimension);
            }
        } else if !self.spec.contains_key(key) {
            let field = if axis == Axis::GroupBy && self.field(Axis::ChartBy) == "status" {
                "issuetype"
            } else {
                "status"
            };
            let dimension = self
                .aside
                .remove(key)
                .unwrap_or_else(|| json!({"field": field}));
            self.spec.insert(key.to_owned(), dimension);
        }
    }

    fn text(&self, key: &str) -> &str {
        self.spec
            .get(key)
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    fn set_text(&mut self, key: &str, value: &str) {
        self.spec.insert(key.to_owned(), value.into());
    }
}

/// Sets a key, or takes it out where the value is the default.
fn put(map: &mut Map<String, Value>, key: &str, value: Option<Value>) {
    match value {
        Some(value) => {
            map.insert(key.to_owned(), value);
        }
        // Not `remove`: that would bring the last key into the place of this one.
        None => {
            map.shift_remove(key);
        }
    }
}

#[cfg(test)]
mod tests;
