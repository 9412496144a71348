//! Conditions over days and numbers.

use jiff::{civil::Date, tz::TimeZone};

use super::super::Side;
use crate::{Field, FieldKind, jql::word, number::plain, queries::Clause};

/// The issues whose date falls into one of these buckets, as far as the range takes them in.
pub(super) fn buckets(
    side: &Side,
    field: &Field,
    starts: &[Date],
    account: &TimeZone,
) -> Vec<Clause> {
    let rules = &side.axis.rules;
    let mut starts = starts.to_vec();
    starts.sort_unstable();
    let mut spans: Vec<(Date, Option<Date>)> = Vec::new();
    for start in starts {
        let next = rules.interval.next(start);
        match spans.last_mut() {
            Some((_, end)) if *end == Some(start) => *end = next,
            _ => spans.push((start, next)),
        }
    }
    let after = rules.to.and_then(|day| day.tomorrow().ok());
    let limited = spans.into_iter().map(|(start, end)| {
        let start = rules.from.map_or(start, |from| from.max(start));
        let end = match (end, after) {
            (Some(end), Some(after)) => Some(end.min(after)),
            (end, after) => end.or(after),
        };
        (Some(start), end)
    });
    limited
        .map(|(from, to)| Clause::Where(span(side, field, from, to, account)))
        .collect()
}

/// The issues whose date is in the range of the dimension.
pub(super) fn range(side: &Side, field: &Field, account: &TimeZone) -> Vec<Clause> {
    let rules = &side.axis.rules;
    let after = rules.to.and_then(|day| day.tomorrow().ok());
    vec![Clause::Where(span(side, field, rules.from, after, account))]
}

/// From the beginning of one day to the beginning of another one.
fn span(
    side: &Side,
    field: &Field,
    from: Option<Date>,
    to: Option<Date>,
    account: &TimeZone,
) -> String {
    let clause = word(&field.clause);
    let text = |day: Date| match field.kind {
        FieldKind::Date => day.to_string(),
        _ => moment(day, &side.axis.rules.timezone, account),
    };
    let bounds: Vec<String> = [(">=", from), ("<", to)]
        .into_iter()
        .filter_map(|(sign, day)| Some(format!("{clause} {sign} \"{}\"", text(day?))))
        .collect();
    match bounds.as_slice() {
        [] => format!("{clause} is not EMPTY"),
        [only] => only.clone(),
        both => format!("({})", both.join(" AND ")),
    }
}

/// The beginning of a day in one zone, as Jira reads it in another one.
fn moment(day: Date, zone: &TimeZone, account: &TimeZone) -> String {
    let begins = zone
        .to_ambiguous_timestamp(day.to_datetime(jiff::civil::Time::midnight()))
        .compatible();
    // Only at the very ends of the calendar there is no such instant.
    let Ok(begins) = begins else {
        return day.to_string();
    };
    let there = account.to_datetime(begins);
    if there.time() == jiff::civil::Time::midnight() {
        there.date().to_string()
    } else {
        there.strftime("%Y-%m-%d %H:%M").to_string()
    }
}

/// The issues whose number lies in one of these bins.
pub(super) fn bins(side: &Side, clause: &str, places: &[i64]) -> Vec<Clause> {
    let Some(bins) = side.axis.rules.bins else {
        return Vec::new();
    };
    let mut places = places.to_vec();
    places.sort_unstable();
    let mut spans: Vec<(i64, i64)> = Vec::new();
    for place in places {
        match spans.last_mut() {
            Some((_, end)) if *end == place => *end = place.saturating_add(1),
            _ => spans.push((place, place.saturating_add(1))),
        }
    }
    let span = |(from, to): (i64, i64)| {
        let (from, to) = (plain(bins.start(from)), plain(bins.start(to)));
        Clause::Where(format!("({clause} >= \"{from}\" AND {clause} < \"{to}\")"))
    };
    spans.into_iter().map(span).collect()
}
