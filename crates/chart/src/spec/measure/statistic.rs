//! What is made of many numbers, and of two.

use super::super::display::words;

/// What is made of many numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Statistic {
    /// All together; of nothing it is 0.
    Sum,
    /// The mean.
    Average,
    /// The middle one; of an even number, the mean of the middle two.
    Median,
    /// The least.
    Min,
    /// The greatest.
    Max,
    /// So many per cent (0 to 100) lie at or below it, linear between two neighbours.
    Percentile(f64),
}

words! {
    /// In what a time is told.
    TimeUnit {
        /// 3,600 seconds.
        Hours = "hours",
        /// 24 hours.
        Days = "days",
        /// 7 days.
        Weeks = "weeks",
        /// 365.25 / 12 days.
        Months = "months",
        /// 365.25 days.
        Years = "years",
    }
}

words! {
    /// How two measures are combined.
    Operator {
        /// Both together.
        Plus = "+",
        /// The left one less the right one.
        Minus = "-",
        /// One times the other.
        Times = "*",
        /// The left one for each of the right one.
        Over = "/",
    }
}

impl TimeUnit {
    /// How long one is, in seconds.
    pub fn seconds(self) -> f64 {
        const DAY: f64 = 86_400.0;
        match self {
            Self::Hours => 3_600.0,
            Self::Days => DAY,
            Self::Weeks => 7.0 * DAY,
            Self::Months => 365.25 / 12.0 * DAY,
            Self::Years => 365.25 * DAY,
        }
    }
}

impl Statistic {
    /// The word of the spec.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sum => "sum",
            Self::Average => "average",
            Self::Median => "median",
            Self::Min => "min",
            Self::Max => "max",
            Self::Percentile(_) => "percentile",
        }
    }
}
