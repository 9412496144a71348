//! Ranges of days, absolute or relative to today.

use jiff::{
    Span,
    civil::{Date, date},
};

use super::{SpecError, walk::Node};
use crate::Interval;

/// A range of days, both ends included; an end left out is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Range {
    /// The first day.
    pub from: Option<Moment>,
    /// The last day.
    pub to: Option<Moment>,
}

/// A day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Moment {
    /// `2024-01-31`
    On(Date),
    /// `-36M`, `2w 3d`, `0d`: so long after today; the sign holds for all parts.
    Relative {
        /// Whether it lies before today.
        before: bool,
        /// Amounts by unit, as written.
        parts: Vec<(u32, RelativeUnit)>,
    },
}

/// Units of a relative day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RelativeUnit {
    /// `y`
    Years,
    /// `M`
    Months,
    /// `w`
    Weeks,
    /// `d`
    Days,
}

impl RelativeUnit {
    const ALL: [(char, Self); 4] = [
        ('y', Self::Years),
        ('M', Self::Months),
        ('w', Self::Weeks),
        ('d', Self::Days),
    ];

    fn letter(self) -> char {
        match self {
            Self::Years => 'y',
            Self::Months => 'M',
            Self::Weeks => 'w',
            Self::Days => 'd',
        }
    }
}

impl Moment {
    /// Reads an absolute or a relative day.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() == 10
            && let Ok(date) = text.parse()
        {
            return Some(Self::On(date));
        }
        let (before, amounts) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let parts = amounts
            .split_whitespace()
            .map(Self::part)
            .collect::<Option<Vec<_>>>()?;
        (!parts.is_empty()).then_some(Self::Relative { before, parts })
    }

    fn part(text: &str) -> Option<(u32, RelativeUnit)> {
        let letter = text.chars().last()?;
        let (_, unit) = RelativeUnit::ALL
            .into_iter()
            .find(|(name, _)| *name == letter)?;
        let amount = &text[..text.len() - letter.len_utf8()];
        let digits =
            !amount.is_empty() && amount.len() <= 5 && amount.bytes().all(|b| b.is_ascii_digit());
        digits
            .then(|| amount.parse().ok())
            .flatten()
            .map(|amount| (amount, unit))
    }

    /// The day this is, seen from `today`; stops at the ends of the calendar.
    pub fn on(&self, today: Date) -> Date {
        match self {
            Self::On(date) => *date,
            Self::Relative { before, parts } => parts.iter().fold(today, |day, (amount, unit)| {
                let amount = i64::from(*amount);
                let span = match unit {
                    RelativeUnit::Years => Span::new().try_years(amount),
                    RelativeUnit::Months => Span::new().try_months(amount),
                    RelativeUnit::Weeks => Span::new().try_weeks(amount),
                    RelativeUnit::Days => Span::new().try_days(amount),
                };
                match span {
                    Ok(span) if *before => day.saturating_sub(span),
                    Ok(span) => day.saturating_add(span),
                    Err(_) if *before => Date::MIN,
                    Err(_) => Date::MAX,
                }
            }),
        }
    }

    /// The first day of a range that begins here: of the whole bucket where the distance from today is told in
    /// buckets, as twelve months are by month (docs/adr/0013).
    pub fn first_day(&self, today: Date, interval: Interval) -> Date {
        let day = self.on(today);
        if self.tells_buckets(interval) {
            interval.start(day)
        } else {
            day
        }
    }

    /// The last day of a range that ends here, likewise.
    pub fn last_day(&self, today: Date, interval: Interval) -> Date {
        let day = self.on(today);
        if !self.tells_buckets(interval) {
            return day;
        }
        let next = interval.next(interval.start(day));
        next.and_then(|next| next.yesterday().ok()).unwrap_or(day)
    }

    fn tells_buckets(&self, interval: Interval) -> bool {
        use RelativeUnit::{Months, Weeks, Years};
        let Self::Relative { parts, .. } = self else {
            return false;
        };
        parts.iter().all(|(amount, unit)| match interval {
            Interval::Day => true,
            Interval::Week => *unit == Weeks,
            Interval::Month => matches!(unit, Months | Years),
            Interval::Quarter => *unit == Years || *unit == Months && amount % 3 == 0,
            Interval::Year => *unit == Years || *unit == Months && amount % 12 == 0,
        })
    }

    pub(super) fn read(node: &Node<'_>) -> Result<Self, SpecError> {
        let text = node.text()?;
        Self::parse(text).ok_or_else(|| {
            node.error(format!(
                "{text:?} is not a date; try \"-36M\" or \"2024-01-31\""
            ))
        })
    }
}

impl std::fmt::Display for Moment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::On(date) => date.fmt(f),
            Self::Relative { before, parts } => {
                if *before {
                    f.write_str("-")?;
                }
                for (i, (amount, unit)) in parts.iter().enumerate() {
                    if i > 0 {
                        f.write_str(" ")?;
                    }
                    write!(f, "{amount}{}", unit.letter())?;
                }
                Ok(())
            }
        }
    }
}

impl Range {
    pub(super) fn read(node: &Node<'_>) -> Result<Self, SpecError> {
        let fields = node.object(&["from", "to"])?;
        let range = Self {
            from: fields.maybe("from", Moment::read)?,
            to: fields.maybe("to", Moment::read)?,
        };
        // A day and a distance from today may meet, and part again.
        let ends = match (&range.from, &range.to) {
            (Some(from @ Moment::On(_)), Some(to @ Moment::On(_)))
            | (Some(from @ Moment::Relative { .. }), Some(to @ Moment::Relative { .. })) => {
                Some((from, to))
            }
            _ => None,
        };
        let today = date(2024, 6, 15);
        if let Some((from, to)) = ends
            && from.on(today) > to.on(today)
        {
            return Err(node.error(format!("it begins ({from}) after it ends ({to})")));
        }
        Ok(range)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("2024-01-31", date(2024, 1, 31))]
    #[case("0d", date(2026, 3, 31))]
    #[case("-1M", date(2026, 2, 28))]
    #[case("-36M", date(2023, 3, 31))]
    #[case("2w 3d", date(2026, 4, 17))]
    #[case("+1y", date(2027, 3, 31))]
    #[case("-1y 1d", date(2025, 3, 30))]
    #[case("-99999y", Date::MIN)]
    fn a_day_is_absolute_or_counted_from_today(#[case] text: &str, #[case] day: Date) {
        assert_eq!(Moment::parse(text).unwrap().on(date(2026, 3, 31)), day);
    }

    #[rstest]
    #[case("-12M", Interval::Month, date(2025, 3, 1), date(2025, 3, 31))]
    #[case("-1y", Interval::Month, date(2025, 3, 1), date(2025, 3, 31))]
    #[case("0M", Interval::Month, date(2026, 3, 1), date(2026, 3, 31))]
    #[case("-2w", Interval::Week, date(2026, 3, 16), date(2026, 3, 22))]
    #[case("-6M", Interval::Quarter, date(2025, 7, 1), date(2025, 9, 30))]
    #[case("-12M", Interval::Year, date(2025, 1, 1), date(2025, 12, 31))]
    #[case("-3d", Interval::Day, date(2026, 3, 28), date(2026, 3, 28))]
    // What is told in other units is that day.
    #[case("0d", Interval::Month, date(2026, 3, 31), date(2026, 3, 31))]
    #[case("-52w", Interval::Month, date(2025, 4, 1), date(2025, 4, 1))]
    #[case("-1M 3d", Interval::Month, date(2026, 2, 25), date(2026, 2, 25))]
    #[case("-4M", Interval::Quarter, date(2025, 11, 30), date(2025, 11, 30))]
    #[case("-18M", Interval::Year, date(2024, 9, 30), date(2024, 9, 30))]
    #[case("-1M", Interval::Week, date(2026, 2, 28), date(2026, 2, 28))]
    #[case("2025-03-14", Interval::Month, date(2025, 3, 14), date(2025, 3, 14))]
    #[case("-99999y", Interval::Year, Date::MIN, date(-9999, 12, 31))]
    #[case("99999y", Interval::Year, date(9999, 1, 1), Date::MAX)]
    fn a_distance_told_in_buckets_takes_whole_ones(
        #[case] text: &str,
        #[case] interval: Interval,
        #[case] first: Date,
        #[case] last: Date,
    ) {
        let (moment, today) = (Moment::parse(text).unwrap(), date(2026, 3, 31));
        assert_eq!(moment.first_day(today, interval), first);
        assert_eq!(moment.last_day(today, interval), last);
    }

    #[rstest]
    #[case("")]
    #[case("-")]
    #[case("M")]
    #[case("3m")]
    #[case("3h")]
    #[case("2024-13-01")]
    #[case("2 w")]
    #[case("-1d -1d")]
    #[case("1000000d")]
    #[case("1é")]
    fn anything_else_is_no_day(#[case] text: &str) {
        assert_eq!(Moment::parse(text), None);
    }
}
