//! By what issues are grouped where it is not the values of one field: queries of the author's own,
//! or several dates on one axis.

use super::{Axis, Draft};
use chart::Kind;
use serde_json::{Map, Value, json};

/// What makes the values of a dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// A field.
    Field,
    /// Queries, each a value.
    Queries,
    /// Several date fields, each a column.
    Dates,
}

impl Way {
    /// Every way, in the order of a picker.
    pub const ALL: [Self; 3] = [Self::Field, Self::Queries, Self::Dates];

    /// The key in the spec.
    pub fn key(self) -> &'static str {
        match self {
            Self::Field => "field",
            Self::Queries => "segments",
            Self::Dates => "dates",
        }
    }

    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Field => "The values of a field",
            Self::Queries => "Queries of your own",
            Self::Dates => "Several dates on one axis",
        }
    }
}

/// What is said about a dimension that holds whatever makes its values.
const LASTING: [&str; 2] = ["limit", "others"];
/// What is said about dates.
const OF_DATES: [&str; 4] = ["interval", "range", "order", "show_empty"];

impl Draft {
    /// What makes the values.
    pub fn way(&self, axis: Axis) -> Way {
        let dimension = self.dimension(axis);
        Way::ALL
            .into_iter()
            .find(|way| dimension.is_some_and(|map| map.contains_key(way.key())))
            .unwrap_or(Way::Field)
    }

    /// Makes the values in another way; the old one waits for the person to come back to it.
    pub fn set_way(&mut self, axis: Axis, way: Way) {
        let old = self.way(axis);
        // Several dates are rows and columns at once.
        if old == way || (way == Way::Dates && axis == Axis::GroupBy) {
            return;
        }
        self.follow_title(|draft| {
            let dimension = draft.dimension(axis).cloned().unwrap_or_default();
            let mut fresh = draft.waiting(axis, way).unwrap_or_else(|| way.begin());
            for key in LASTING {
                if let Some(value) = dimension.get(key) {
                    fresh.insert(key.to_owned(), value.clone());
                }
            }
            draft
                .aside
                .insert(aside_key(axis, old), Value::Object(dimension));
            draft
                .spec
                .insert(axis.key().to_owned(), Value::Object(fresh));
            draft.give_dates_room();
        });
    }

    /// The date fields on one axis, by id.
    pub fn dates(&self, axis: Axis) -> Vec<String> {
        let dates = self
            .dimension(axis)
            .and_then(|dimension| dimension.get("dates"))
            .and_then(Value::as_array);
        dates
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect()
    }

    /// Adds a date field, once.
    pub fn add_date(&mut self, axis: Axis, id: &str, name: &str) {
        self.follow_title(|draft| {
            draft.names.insert(id.to_owned(), name.to_owned());
            let mut dates = draft.dates(axis);
            if !dates.iter().any(|known| known == id) {
                dates.push(id.to_owned());
            }
            draft.set(axis, "dates", Some(json!(dates)));
        });
    }

    /// Takes a date field out; the last one stays.
    pub fn remove_date(&mut self, axis: Axis, id: &str) {
        self.follow_title(|draft| {
            let mut dates = draft.dates(axis);
            if dates.len() > 1 {
                dates.retain(|known| known != id);
                draft.set(axis, "dates", Some(json!(dates)));
            }
        });
    }

    /// A kind with one dimension has no room for several dates: the first of them stays.
    pub(super) fn leave_dates(&mut self) {
        let axis = Axis::ChartBy;
        let Some(first) = self.dates(axis).first().cloned() else {
            return;
        };
        let old = self.dimension(axis).cloned().unwrap_or_default();
        let mut fresh = Map::from_iter([("field".to_owned(), Value::from(first))]);
        for key in LASTING.into_iter().chain(OF_DATES) {
            if let Some(value) = old.get(key) {
                fresh.insert(key.to_owned(), value.clone());
            }
        }
        self.aside
            .insert(aside_key(axis, Way::Dates), Value::Object(old));
        self.spec
            .insert(axis.key().to_owned(), Value::Object(fresh));
    }

    /// Several dates need a kind with columns, and are these themselves.
    fn give_dates_room(&mut self) {
        let dates = self.way(Axis::ChartBy) == Way::Dates;
        if dates && !self.kind().is_some_and(Kind::two_dimensional) {
            let kind = Kind::ALL
                .into_iter()
                .find(|kind| kind.name() == "multi_line")
                .unwrap_or(Kind::StackedBar);
            self.set_text("kind", kind.name());
        }
        let columns = self.kind().is_some_and(Kind::two_dimensional) && !dates;
        self.keep(Axis::GroupBy, columns);
    }

    /// What was said in this way before, as far as it is still about this way.
    fn waiting(&mut self, axis: Axis, way: Way) -> Option<Map<String, Value>> {
        let waiting = self.aside.remove(&aside_key(axis, way))?;
        waiting
            .as_object()
            .filter(|dimension| dimension.contains_key(way.key()))
            .cloned()
    }
}

impl Way {
    fn begin(self) -> Map<String, Value> {
        let value = match self {
            Self::Field => json!("status"),
            Self::Queries => json!([
                {"name": "Open", "jql": "statusCategory != Done"},
                {"name": "Done", "jql": "statusCategory = Done"},
            ]),
            Self::Dates => json!(["created", "resolutiondate"]),
        };
        Map::from_iter([(self.key().to_owned(), value)])
    }
}

fn aside_key(axis: Axis, way: Way) -> String {
    format!("{} by {}", axis.key(), way.key())
}
