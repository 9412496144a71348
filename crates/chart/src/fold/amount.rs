//! What an issue brings to a statistic.

use std::sync::Arc;

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use crate::{Record, Value, names::folded, number::plain, plan::Amount};

/// A number, in seconds where it is a time; or the values that are told apart.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Got {
    Number(f64),
    Names(Vec<Arc<str>>),
}

/// What now and a day mean.
#[derive(Clone, Debug)]
pub(super) struct Now {
    pub(super) at: Timestamp,
    pub(super) zone: TimeZone,
}

const DAY: f64 = 86_400.0;

impl Now {
    /// What an issue has; nothing where a field that is needed is empty.
    pub(super) fn amount(&self, of: &Amount, record: &Record) -> Option<Got> {
        let value = |place: usize| record.values.get(place).unwrap_or(&Value::Empty);
        let now = Value::Instant(self.at);
        let seconds = match *of {
            Amount::Values(place) => return self.names(value(place)).map(Got::Names),
            Amount::Number(place) => match value(place) {
                Value::Number(number) if number.is_finite() => Some(*number),
                _ => None,
            },
            Amount::Since(place) => self.between(value(place), &now),
            Amount::Until(place) => self.between(&now, value(place)),
            Amount::Between(from, to) => self.between(value(from), value(to)),
            Amount::Resolution {
                created,
                resolved,
                unresolved,
            } => match (value(resolved), unresolved) {
                (Value::Empty, crate::Unresolved::Include) => self.between(value(created), &now),
                (resolved, _) => self.between(value(created), resolved),
            },
        };
        seconds.map(Got::Number)
    }

    /// Seconds from one to the other; whole days where one of them has no time.
    fn between(&self, from: &Value, to: &Value) -> Option<f64> {
        if let (Value::Instant(from), Value::Instant(to)) = (from, to) {
            return Some(to.duration_since(*from).as_secs_f64());
        }
        let days = self.day(to)?.since(self.day(from)?).ok()?.get_days();
        Some(f64::from(days) * DAY)
    }

    fn day(&self, value: &Value) -> Option<Date> {
        match value {
            Value::Instant(at) => Some(self.zone.to_datetime(*at).date()),
            Value::Day(day) => Some(*day),
            _ => None,
        }
    }

    /// What tells values apart, as rows do: the key, whatever the case of its letters.
    fn names(&self, value: &Value) -> Option<Vec<Arc<str>>> {
        let name = |key: &str| Arc::from(folded(key));
        let names: Vec<Arc<str>> = match value {
            Value::Empty => Vec::new(),
            Value::One(item) => vec![name(&item.key)],
            Value::Many(items) => items.iter().map(|item| name(&item.key)).collect(),
            Value::Path(path) => {
                let keys: Vec<&str> = path.iter().map(|item| &*item.key).collect();
                vec![name(&keys.join(" / "))]
            }
            Value::Sprints(sprints) => sprints.iter().map(|it| name(&it.item.key)).collect(),
            Value::Instant(_) | Value::Day(_) => self
                .day(value)
                .map(|day| name(&day.to_string()))
                .into_iter()
                .collect(),
            Value::Number(number) => vec![name(&plain(*number))],
            Value::Text(text) if text.is_empty() => Vec::new(),
            Value::Text(text) => vec![text.clone()],
        };
        (!names.is_empty()).then_some(names)
    }
}
