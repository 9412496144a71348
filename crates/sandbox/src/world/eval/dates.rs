//! Dates as JQL writes them, read in the asking person's zone.

use jiff::civil::{Date, DateTime, Time, Weekday, date};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp, ToSpan as _};

/// A date or a period from now, as an instant. A date without time is its first instant.
pub(super) fn instant(text: &str, zone: &TimeZone, now: Timestamp) -> Option<Timestamp> {
    let text = text.trim();
    absolute(text, zone).or_else(|| now.checked_add(period(text)?).ok())
}

/// `2024-01-31`, `2024/01/31`, each with ` 13:45` or without.
fn absolute(text: &str, zone: &TimeZone) -> Option<Timestamp> {
    let (day, time) = match text.split_once([' ', 'T']) {
        Some((day, time)) => (day, hour_and_minute(time.trim())?),
        None => (text, Time::midnight()),
    };
    let separator = if day.contains('/') { '/' } else { '-' };
    let mut parts = day.split(separator);
    let mut next = || parts.next().filter(|part| (1..=4).contains(&part.len()));
    let (year, month, day) = (
        next()?.parse().ok()?,
        next()?.parse().ok()?,
        next()?.parse().ok()?,
    );
    if parts.next().is_some() {
        return None;
    }
    first_instant(Date::new(year, month, day).ok()?.to_datetime(time), zone)
}

fn hour_and_minute(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once(':')?;
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

fn first_instant(at: DateTime, zone: &TimeZone) -> Option<Timestamp> {
    at.to_zoned_datetime(zone.clone())
        .ok()
        .map(|at| at.timestamp())
}

/// `-5d`, `4w 2d`, `-2w 3d`: weeks, days, hours and minutes; the sign counts for all of them.
fn period(text: &str) -> Option<SignedDuration> {
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let mut minutes: i64 = 0;
    let mut number: Option<i64> = None;
    for c in rest.chars() {
        if let Some(digit) = c.to_digit(10) {
            number = Some(
                number
                    .unwrap_or(0)
                    .checked_mul(10)?
                    .checked_add(i64::from(digit))?,
            );
            continue;
        }
        let unit = match c {
            'm' => 1,
            'h' => 60,
            'd' => 60 * 24,
            'w' => 60 * 24 * 7,
            c if c.is_whitespace() && number.is_none() => continue,
            _ => return None,
        };
        minutes = minutes.checked_add(number.take()?.checked_mul(unit)?)?;
    }
    let ends_well = number.is_none() && !rest.trim().is_empty();
    ends_well.then(|| SignedDuration::from_mins(sign * minutes))
}

/// Seconds of an estimate: `2h 30m`, `1d` (of eight hours), `1w` (of five days), a bare number of
/// minutes.
pub(super) fn work_seconds(text: &str) -> Option<f64> {
    let mut seconds = 0.0;
    for part in text.split_whitespace() {
        let split = part
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .unwrap_or(part.len());
        let (number, unit) = part.split_at(split);
        let number: f64 = number.parse().ok()?;
        seconds += number
            * match unit {
                "" | "m" => 60.0,
                "h" => 3_600.0,
                "d" => 8.0 * 3_600.0,
                "w" => 40.0 * 3_600.0,
                _ => return None,
            };
    }
    (!text.trim().is_empty()).then_some(seconds)
}

/// The units of `startOf…` and `endOf…`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Month,
    Year,
}

/// `startOfMonth("-1")`, `endOfMonth("+15d")`: an increment in the function's own unit comes
/// before rounding, in another unit after it. `Err` is an argument that cannot be read.
pub(super) fn edge(
    unit: Unit,
    is_end: bool,
    increment: Option<&str>,
    now: Timestamp,
    zone: &TimeZone,
    locale: &str,
) -> Result<Timestamp, ()> {
    let here = now.to_zoned_datetime(zone.clone()).datetime();
    let (before, after) = match increment {
        None => (Span::new(), Span::new()),
        Some(text) => match parse_increment(text, unit).ok_or(())? {
            (span, true) => (span, Span::new()),
            (span, false) => (Span::new(), span),
        },
    };
    let day = here.checked_add(before).map_err(|_| ())?.date();
    let first = first_of(unit, day, locale).ok_or(())?;
    let edge = if is_end {
        let next = match unit {
            Unit::Day => first.checked_add(1.day()),
            Unit::Week => first.checked_add(1.week()),
            Unit::Month => first.checked_add(1.month()),
            Unit::Year => first.checked_add(1.year()),
        };
        let next = next.map_err(|_| ())?.to_datetime(Time::midnight());
        next.checked_sub(1.millisecond()).map_err(|_| ())?
    } else {
        first.to_datetime(Time::midnight())
    };
    let edge = edge.checked_add(after).map_err(|_| ())?;
    first_instant(edge, zone).ok_or(())
}

fn first_of(unit: Unit, day: Date, locale: &str) -> Option<Date> {
    match unit {
        Unit::Day => Some(day),
        Unit::Week => {
            let first = if locale.ends_with("US") {
                Weekday::Sunday
            } else {
                Weekday::Monday
            };
            let back = first.until(day.weekday());
            day.checked_sub(i64::from(back).days()).ok()
        }
        Unit::Month => Some(day.first_of_month()),
        Unit::Year => Some(date(day.year(), 1, 1)),
    }
}

/// The span, and whether it is in the function's own unit.
fn parse_increment(text: &str, own: Unit) -> Option<(Span, bool)> {
    let text = text.trim();
    let at = text.find(|c: char| c.is_alphabetic()).unwrap_or(text.len());
    let (number, unit) = text.split_at(at);
    let number: i64 = number.trim().trim_start_matches('+').parse().ok()?;
    let (span, unit) = match (unit, own) {
        ("y", _) | ("", Unit::Year) => (Span::new().try_years(number).ok()?, Some(Unit::Year)),
        ("M", _) | ("", Unit::Month) => (Span::new().try_months(number).ok()?, Some(Unit::Month)),
        ("w", _) | ("", Unit::Week) => (Span::new().try_weeks(number).ok()?, Some(Unit::Week)),
        ("d", _) | ("", Unit::Day) => (Span::new().try_days(number).ok()?, Some(Unit::Day)),
        ("h", _) => (Span::new().try_hours(number).ok()?, None),
        ("m", _) => (Span::new().try_minutes(number).ok()?, None),
        _ => return None,
    };
    Some((span, unit == Some(own)))
}

/// The day in the zone into which an instant falls: first and last instant.
pub(super) fn whole_day(at: Timestamp, zone: &TimeZone) -> Option<(Timestamp, Timestamp)> {
    let day = at.to_zoned_datetime(zone.clone()).date();
    let start = first_instant(day.to_datetime(Time::midnight()), zone)?;
    let next = first_instant(day.tomorrow().ok()?.to_datetime(Time::midnight()), zone)?;
    Some((
        start,
        next.checked_sub(SignedDuration::from_millis(1)).ok()?,
    ))
}
