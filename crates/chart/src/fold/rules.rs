//! A dimension made ready for many values: zone, days and names resolved once.

use std::collections::{HashMap, HashSet};

use jiff::{civil::Date, tz::TimeZone};

use crate::{Bins, Dimension, FieldKind, Interval, SprintChoice, names::folded, number::plain};

/// What becomes of a value.
#[derive(Clone, Debug)]
pub(super) struct Rules {
    pub(super) kind: FieldKind,
    pub(super) interval: Interval,
    pub(super) bins: Option<Bins>,
    pub(super) sprint: SprintChoice,
    /// How many levels of a cascading select make the key.
    pub(super) level: usize,
    /// The first and the last day that count.
    pub(super) from: Option<Date>,
    pub(super) to: Option<Date>,
    /// The day on which the chart is looked at.
    pub(super) today: Date,
    pub(super) timezone: TimeZone,
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
        let interval = dimension.interval.unwrap_or(Interval::Month);
        let merges = dimension.merge.iter();
        Self {
            kind,
            bins: dimension.bins,
            interval,
            sprint: dimension.sprint.unwrap_or(SprintChoice::All),
            level: dimension.level.unwrap_or(2) as usize,
            from: range.from.map(|from| from.first_day(today, interval)),
            to: range.to.map(|to| to.last_day(today, interval)),
            today,
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

    /// The key of a bin: its lower end.
    pub(super) fn bin_key(&self, place: i64) -> String {
        self.bins
            .map_or_else(String::new, |bins| plain(bins.start(place)))
    }

    /// What people read of a bin: `0–5`, the lower end taken in and the upper one not.
    pub(super) fn bin_label(&self, place: i64) -> String {
        let end = |place| self.bin_key(place);
        format!("{}–{}", end(place), end(place.saturating_add(1)))
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
