//! Buckets of days.

use jiff::{ToSpan, civil::Date};

use crate::Interval;

impl Interval {
    /// The first day of the bucket that `day` is in. ISO weeks begin on Monday.
    pub fn start(self, day: Date) -> Date {
        match self {
            Self::Day => day,
            Self::Week => {
                day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days())
            }
            Self::Month => day.first_of_month(),
            Self::Quarter => {
                let into = i64::from((day.month() - 1) % 3);
                day.first_of_month().saturating_sub(into.months())
            }
            Self::Year => day.first_of_year(),
        }
    }

    /// The first day of the bucket after the one that starts on `start`; none at the calendar's end.
    pub fn next(self, start: Date) -> Option<Date> {
        let width = match self {
            Self::Day => 1.day(),
            Self::Week => 1.week(),
            Self::Month => 1.month(),
            Self::Quarter => 3.months(),
            Self::Year => 1.year(),
        };
        start.checked_add(width).ok()
    }

    /// What people read: `2011-04-02`, `2011-W14`, `2011-04`, `2011-Q2`, `2011`.
    pub fn label(self, start: Date) -> String {
        match self {
            Self::Day => start.to_string(),
            Self::Week => {
                let week = start.iso_week_date();
                format!("{:04}-W{:02}", week.year(), week.week())
            }
            Self::Month => format!("{:04}-{:02}", start.year(), start.month()),
            Self::Quarter => format!("{:04}-Q{}", start.year(), (start.month() - 1) / 3 + 1),
            Self::Year => format!("{:04}", start.year()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use rstest::rstest;

    #[rstest]
    #[case(Interval::Day, date(2011, 4, 2), date(2011, 4, 2), "2011-04-02")]
    #[case(Interval::Week, date(2011, 4, 10), date(2011, 4, 4), "2011-W14")]
    #[case(Interval::Month, date(2011, 3, 31), date(2011, 3, 1), "2011-03")]
    #[case(Interval::Quarter, date(2011, 6, 30), date(2011, 4, 1), "2011-Q2")]
    #[case(Interval::Quarter, date(2011, 1, 1), date(2011, 1, 1), "2011-Q1")]
    #[case(Interval::Year, date(2011, 12, 31), date(2011, 1, 1), "2011")]
    // The ISO year is not the calendar's at its ends.
    #[case(Interval::Week, date(2027, 1, 1), date(2026, 12, 28), "2026-W53")]
    #[case(Interval::Week, date(2024, 12, 30), date(2024, 12, 30), "2025-W01")]
    fn a_day_falls_into_its_bucket(
        #[case] width: Interval,
        #[case] day: Date,
        #[case] start: Date,
        #[case] label: &str,
    ) {
        assert_eq!(width.start(day), start);
        assert_eq!(width.label(start), label);
    }

    #[rstest]
    fn buckets_follow_each_other_without_gap_or_overlap(
        #[values(
            Interval::Day,
            Interval::Week,
            Interval::Month,
            Interval::Quarter,
            Interval::Year
        )]
        width: Interval,
    ) {
        let mut start = width.start(date(2019, 11, 5));
        for _ in 0..60 {
            let next = width.next(start).unwrap();
            assert_eq!(width.start(next.yesterday().unwrap()), start);
            assert_eq!(width.start(next), next);
            start = next;
        }
    }
}
