//! When things happen: working days, working hours, quiet holidays.

use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use rand::Rng;

/// How far back the company goes, in days.
const DAYS: i64 = 730;

/// How long a company's span is in days, with its first day.
pub(super) fn first_day(anchor: Timestamp) -> Date {
    let today = day(anchor);
    today.checked_sub(DAYS.days()).unwrap_or(today)
}

/// The day of an instant in UTC.
pub(super) fn day(at: Timestamp) -> Date {
    at.to_zoned_datetime(TimeZone::UTC).date()
}

/// An instant from a moment in UTC.
pub(super) fn instant(at: DateTime) -> Timestamp {
    at.to_zoned_datetime(TimeZone::UTC)
        .map_or(Timestamp::UNIX_EPOCH, |at| at.timestamp())
}

/// How busy a day is: more from year to year, little at weekends and around Christmas.
fn weight(day: Date, since: i64) -> f64 {
    let growth = 0.7 + 0.6 * f64::from(i32::try_from(since).unwrap_or(0)) / 730.0;
    let rhythm = match day.weekday() {
        Weekday::Saturday | Weekday::Sunday => 0.06,
        Weekday::Monday => 1.15,
        Weekday::Friday => 0.8,
        _ => 1.0,
    };
    let season = match (day.month(), day.day()) {
        (12, 22..) | (1, 1..=4) => 0.15,
        (8, _) => 0.7,
        _ => 1.0,
    };
    growth * rhythm * season
}

/// A number of moments before the anchor, ascending.
pub(super) fn moments(rng: &mut impl Rng, anchor: Timestamp, how_many: usize) -> Vec<Timestamp> {
    let first = first_day(anchor);
    let mut heaps = Vec::new();
    let mut sum = 0.0;
    for since in 0..=DAYS {
        let day = first.checked_add(since.days()).unwrap_or(first);
        sum += weight(day, since);
        heaps.push((sum, day));
    }
    let mut all: Vec<_> = (0..how_many)
        .map(|_| {
            let at = rng.random_range(0.0..sum);
            let heap = heaps.partition_point(|(upto, _)| *upto <= at);
            let day = heaps.get(heap).map_or(first, |(_, day)| *day);
            let moment = working_moment(rng, day);
            if moment < anchor {
                moment
            } else {
                anchor - minutes(rng, 5, 600)
            }
        })
        .collect();
    all.sort_unstable();
    all
}

/// A moment of a working day: around noon, seldom at night, with odd milliseconds.
pub(super) fn working_moment(rng: &mut impl Rng, day: Date) -> Timestamp {
    let hour = if rng.random_bool(0.04) {
        rng.random_range(0.0..24.0)
    } else {
        // The middle of three is rarely early or late.
        let mut three = [0; 3].map(|_| rng.random_range(6.5..18.5));
        three.sort_unstable_by(f64::total_cmp);
        three[1]
    };
    let start = instant(day.to_datetime(jiff::civil::time(0, 0, 0, 0)));
    start + millis(hour * 3_600_000.0)
}

/// A span of minutes between two numbers, with odd milliseconds.
pub(super) fn minutes(rng: &mut impl Rng, from: u32, to: u32) -> jiff::SignedDuration {
    millis(rng.random_range(f64::from(from)..f64::from(to)) * 60_000.0)
}

/// A waiting time: half of them shorter than `median` days, a few very much longer.
pub(super) fn wait(rng: &mut impl Rng, median: f64) -> jiff::SignedDuration {
    // Box and Muller's way to a normal number.
    let (turn, reach): (f64, f64) = (rng.random_range(0.0..1.0), rng.random_range(1e-9..1.0));
    let normal = (-2.0 * reach.ln()).sqrt() * (turn * std::f64::consts::TAU).cos();
    millis(median * (normal * 1.1).exp() * 86_400_000.0)
}

/// Moves a moment that falls into a night or a weekend to a working hour soon after.
pub(super) fn at_work(rng: &mut impl Rng, at: Timestamp) -> Timestamp {
    let here = at.to_zoned_datetime(TimeZone::UTC);
    let weekend = match here.weekday() {
        Weekday::Saturday => 2,
        Weekday::Sunday => 1,
        _ => 0,
    };
    let night = !(6..19).contains(&here.hour());
    if (weekend == 0 && !night) || rng.random_bool(0.03) {
        return at;
    }
    let days = match (weekend, here.hour() >= 19, here.weekday()) {
        (1.., ..) => weekend,
        (_, true, Weekday::Friday) => 3,
        (_, late, _) => i64::from(late),
    };
    let day = here.date().checked_add(days.days()).unwrap_or(here.date());
    working_moment(rng, day).max(at)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "spans of years in milliseconds are far below 2^53"
)]
fn millis(millis: f64) -> jiff::SignedDuration {
    jiff::SignedDuration::from_millis(millis as i64)
}
