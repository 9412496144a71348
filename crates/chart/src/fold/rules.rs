//! A dimension made ready for many values: zone, days and names resolved once.

use std::collections::{HashMap, HashSet};

use jiff::{civil::Date, tz::TimeZone};

use crate::{Dimension, FieldKind, Interval, SprintChoice, names::folded};

/// What becomes of a value.
#[derive(Clone, Debug)]
pub(super) struct Rules {
    pub(super) kind: FieldKind,
    pub(super) interval: Interval,
    pub(super) sprint: SprintChoice,
    /// How many levels of a cascading select make the key.
    pub(super) level: usize,
    /// The first and the last day that count.
    pub(super) from: Option<Date>,
    pub(super) to: Option<Date>,
    timezone: TimeZone,
    hidden: HashSet<String>,
    /// The names of merged values by the keys that merge into them.
    merged: HashMap<String, String>,
}

impl Rules {
    pub(super) fn new(
        dimension: &Dimension,
        kind: FieldKind,
        timezone: TimeZone,
        today: Date,
    ) -> Self {
        let range = dimension.range.clone().unwrap_or_default();
        let merges = dimension.merge.iter();
        Self {
            kind,
            interval: dimension.interval.unwrap_or(Interval::Month),
            sprint: dimension.sprint.unwrap_or(SprintChoice::All),
            level: dimension.level.unwrap_or(2) as usize,
            from: range.from.map(|moment| moment.on(today)),
            to: range.to.map(|moment| moment.on(today)),
            timezone,
            hidden: dimension.hide.iter().map(|key| folded(key)).collect(),
            merged: merges
                .flat_map(|merge| {
                    merge
                        .values
                        .iter()
                        .map(|value| (folded(value), merge.name.clone()))
                })
                .collect(),
        }
    }

    /// The day of an instant in the chart's zone.
    pub(super) fn day(&self, instant: jiff::Timestamp) -> Date {
        self.timezone.to_datetime(instant).date()
    }

    /// Whether a day counts.
    pub(super) fn in_range(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Whether a range leaves out what has no day.
    pub(super) fn is_ranged(&self) -> bool {
        self.from.is_some() || self.to.is_some()
    }

    /// Whether the value with this key (its case folded) is hidden.
    pub(super) fn hides(&self, key: &str) -> bool {
        self.hidden.contains(key)
    }

    /// Into what the value with this key (its case folded) merges.
    pub(super) fn merges(&self, key: &str) -> Option<&str> {
        self.merged.get(key).map(String::as_str)
    }
}
