//! Which part of a field's values counts, and how they are cut: days, numbers, sprints, levels.

use super::{Axis, Draft, measure::number, put};
use serde_json::{Map, Value};

/// Equal ranges of a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bins {
    /// From one lower end to the next; more than 0.
    pub width: f64,
    /// One of the lower ends.
    pub from: f64,
}

/// An end of a range of days, as somebody wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day<'a> {
    /// Nothing: this end is open.
    Open,
    /// `2024-01-31`, `-36M`, `2w 3d`.
    Known(&'a str),
    /// Something else.
    Unknown(&'a str),
}

impl<'a> Day<'a> {
    /// Reads what somebody wrote.
    pub fn of(text: &'a str) -> Self {
        match text.trim() {
            "" => Self::Open,
            day if is_date(day) || is_distance(day) => Self::Known(day),
            other => Self::Unknown(other),
        }
    }
}

impl Draft {
    /// An end of the range of days: `from` or `to`, as written.
    pub fn range(&self, axis: Axis, end: &str) -> &str {
        self.dimension(axis)
            .and_then(|dimension| dimension.get("range")?.get(end)?.as_str())
            .unwrap_or_default()
    }

    /// Changes an end of the range of days.
    pub fn set_range(&mut self, axis: Axis, end: &str, text: &str) {
        let mut range = self.inner(axis, "range");
        let text = text.trim();
        put(&mut range, end, (!text.is_empty()).then(|| text.into()));
        self.set_inner(axis, "range", range);
    }

    /// The equal ranges of a number field; nothing where each number stands for itself.
    pub fn bins(&self, axis: Axis) -> Option<Bins> {
        let bins = self.dimension(axis)?.get("bins")?;
        let of = |key: &str| bins.get(key).and_then(Value::as_f64);
        Some(Bins {
            width: of("width")?,
            from: of("from").unwrap_or(0.0),
        })
    }

    /// Changes the equal ranges of a number field.
    pub fn set_bins(&mut self, axis: Axis, bins: Option<Bins>) {
        let bins = bins.filter(|bins| bins.width > 0.0).map(|bins| {
            let mut map = Map::from_iter([("width".to_owned(), number(bins.width))]);
            put(
                &mut map,
                "from",
                (bins.from != 0.0).then(|| number(bins.from)),
            );
            Value::Object(map)
        });
        self.set(axis, "bins", bins);
    }

    /// Which of an issue's sprints count: `all`, `active` or `latest`.
    pub fn sprint(&self, axis: Axis) -> &str {
        Some(self.word(axis, "sprint"))
            .filter(|word| !word.is_empty())
            .unwrap_or("all")
    }

    /// Changes which of an issue's sprints count.
    pub fn set_sprint(&mut self, axis: Axis, which: &str) {
        self.set(axis, "sprint", (which != "all").then(|| which.into()));
    }

    /// How deep a cascading select is read, 1 or 2.
    pub fn level(&self, axis: Axis) -> u64 {
        self.dimension(axis)
            .and_then(|dimension| dimension.get("level")?.as_u64())
            .unwrap_or(2)
    }

    /// Changes how deep a cascading select is read.
    pub fn set_level(&mut self, axis: Axis, level: u64) {
        self.set(axis, "level", (level != 2).then(|| level.into()));
    }

    fn inner(&self, axis: Axis, key: &str) -> Map<String, Value> {
        self.dimension(axis)
            .and_then(|dimension| dimension.get(key)?.as_object())
            .cloned()
            .unwrap_or_default()
    }

    fn set_inner(&mut self, axis: Axis, key: &str, map: Map<String, Value>) {
        self.set(axis, key, (!map.is_empty()).then_some(Value::Object(map)));
    }
}

fn is_date(text: &str) -> bool {
    let number = |range: std::ops::Range<usize>| -> Option<u16> {
        let digits = text.get(range)?;
        let all = digits.bytes().all(|byte| byte.is_ascii_digit());
        all.then(|| digits.parse().ok()).flatten()
    };
    let signs = text.len() == 10 && text.get(4..5) == Some("-") && text.get(7..8) == Some("-");
    match (number(0..4), number(5..7), number(8..10)) {
        (Some(year), Some(month), Some(day)) if signs => (1..=days_of(year, month)).contains(&day),
        _ => false,
    }
}

fn days_of(year: u16, month: u16) -> u16 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

/// So long before or after today, as [`chart::Moment`] has it. Reading it there would bring a whole
/// calendar into the browser.
fn is_distance(text: &str) -> bool {
    let amounts = text.strip_prefix(['-', '+']).unwrap_or(text);
    let part = |part: &str| {
        let digits = part.strip_suffix(['y', 'M', 'w', 'd']).unwrap_or_default();
        (1..=5).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    !amounts.trim().is_empty() && amounts.split_whitespace().all(part)
}
