//! Buckets of time.

use jiff::civil::date;
use rstest::rstest;

use super::*;

#[rstest]
// Clocks in Berlin go forward on 2026-03-29 at 01:00 UTC and back on 2026-10-25.
#[case("Europe/Berlin", "2026-03-28T22:59:59Z", "2026-03-28")]
#[case("Europe/Berlin", "2026-03-28T23:00:00Z", "2026-03-29")]
#[case("Europe/Berlin", "2026-03-29T21:59:59Z", "2026-03-29")]
#[case("Europe/Berlin", "2026-03-29T22:00:00Z", "2026-03-30")]
#[case("Europe/Berlin", "2026-10-25T22:59:59Z", "2026-10-25")]
#[case("America/New_York", "2026-01-01T04:59:59Z", "2025-12-31")]
#[case("Pacific/Kiritimati", "2026-01-01T10:00:00Z", "2026-01-02")]
fn instants_fall_on_the_day_of_the_charts_zone(
    #[case] zone: &str,
    #[case] time: &str,
    #[case] day: &str,
) {
    let spec = spec(json!({"field": "created", "interval": "day"}), None);
    assert_eq!(
        rows(&fold_in(&spec, &Order::default(), zone, [vec![at(time)]])),
        [(day, 1.0)]
    );
}

#[rstest]
fn days_without_a_time_never_shift(
    #[values("Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC")] zone: &str,
) {
    let spec = spec(json!({"field": "duedate", "interval": "month"}), None);
    let table = fold_in(
        &spec,
        &Order::default(),
        zone,
        [vec![Value::Day(date(2026, 1, 1))]],
    );
    assert_eq!(rows(&table), [("2026-01-01", 1.0)]);
    assert_eq!(table.rows[0].label, "2026-01");
    assert_eq!(table.provenance.timezone, zone);
}

#[test]
fn gaps_between_buckets_are_filled_and_issues_without_a_date_come_last() {
    let table = by(
        json!({"field": "created"}),
        [
            at("2026-04-02T00:00:00Z"),
            Value::Empty,
            at("2026-01-31T00:00:00Z"),
        ],
    );
    let expected = [
        ("2026-01-01", 1.0),
        ("2026-02-01", 0.0),
        ("2026-03-01", 0.0),
        ("2026-04-01", 1.0),
        ("(none)", 1.0),
    ];
    assert_eq!(rows(&table), expected);
    let bare = by(
        json!({"field": "created", "show_empty": false}),
        [at("2026-04-02T00:00:00Z"), at("2026-01-31T00:00:00Z")],
    );
    assert_eq!(rows(&bare), [("2026-01-01", 1.0), ("2026-04-01", 1.0)]);
}

#[test]
fn a_range_takes_whole_days_at_both_ends_and_fills_its_buckets() {
    let values = [
        "2026-08-31T23:59:59Z",
        "2026-09-01T00:00:00Z",
        "2026-11-23T23:59:59Z",
        "2026-11-24T00:00:00Z",
    ]
    .map(at);
    let table = by(
        json!({"field": "created", "range": {"from": "-2M", "to": "0d"}}),
        values.into_iter().chain([Value::Empty]),
    );
    assert_eq!(
        rows(&table),
        [
            ("2026-09-01", 1.0),
            ("2026-10-01", 0.0),
            ("2026-11-01", 1.0)
        ]
    );
    assert_eq!(table.total, Some(2.0));
}

#[test]
fn of_dates_a_limit_keeps_the_newest() {
    let values = [
        "2024-05-05T00:00:00Z",
        "2025-05-05T00:00:00Z",
        "2026-05-05T00:00:00Z",
    ]
    .map(at);
    let table = by(
        json!({"field": "created", "interval": "year", "limit": 2, "order": "newest"}),
        values,
    );
    assert_eq!(
        rows(&table),
        [("2026-01-01", 1.0), ("2025-01-01", 1.0), ("(other)", 1.0)]
    );
}

#[test]
fn a_century_of_empty_days_is_not_drawn() {
    let table = by(
        json!({"field": "created", "interval": "day"}),
        ["1900-01-01T00:00:00Z", "2026-01-01T00:00:00Z"].map(at),
    );
    assert_eq!(table.rows.len(), 2);
    assert_eq!(table.provenance.warnings.len(), 1);
}

#[rstest]
#[case("-52w", "0d", "month", &["Created: the first month begins on 2025-11-24, where the range does."])]
#[case("-12M", "0d", "month", &[])]
#[case("-12M", "-1M", "month", &[])]
#[case("-1y", "0d", "quarter", &[])]
#[case("-26w", "2026-10-31", "month", &["Created: the first month begins on 2026-05-25, where the range does."])]
#[case("2026-01-01", "2026-11-10", "quarter", &["Created: the last quarter ends on 2026-11-10, where the range does."])]
#[case("2026-11-18", "2026-11-20", "week", &[
    "Created: the first week begins on 2026-11-18, where the range does.",
    "Created: the last week ends on 2026-11-20, where the range does.",
])]
#[case("2026-01-01", "2026-10-31", "month", &[])]
#[case("-12d", "0d", "day", &[])]
fn a_bucket_that_a_range_cuts_is_said_to_be_cut(
    #[case] from: &str,
    #[case] to: &str,
    #[case] interval: &str,
    #[case] notes: &[&str],
) {
    let table = by(
        json!({"field": "created", "interval": interval, "range": {"from": from, "to": to}}),
        [at("2026-11-19T12:00:00Z")],
    );
    assert_eq!(table.provenance.warnings, notes);
}

#[test]
fn a_cut_bucket_that_is_not_shown_is_not_spoken_of() {
    let table = by(
        json!({"field": "created", "show_empty": false, "range": {"from": "-52w", "to": "0d"}}),
        [at("2026-11-19T12:00:00Z")],
    );
    assert!(table.provenance.warnings.is_empty());
}
