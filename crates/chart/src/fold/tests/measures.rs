//! What is calculated.

use jiff::civil::date;
use rstest::rstest;

use super::*;

fn measured(measure: Json) -> ChartSpec {
    let mut spec = spec(json!({"field": "labels"}), None).to_json();
    spec["measure"] = measure;
    ChartSpec::from_json(&spec).unwrap()
}

/// The table of labels by a measure over issues with one more value each.
fn of(measure: Json, issues: impl IntoIterator<Item = (Value, Value)>) -> Table {
    fold_in(
        &measured(measure),
        &Order::default(),
        "Europe/Berlin",
        issues.into_iter().map(|(label, value)| vec![label, value]),
    )
}

fn points() -> [(Value, Value); 7] {
    let number = |label: &[&str], number: f64| (many(label), Value::Number(number));
    [
        number(&["a"], 3.0),
        number(&["a", "b"], 0.1),
        number(&["a"], 0.2),
        number(&["b"], 8.0),
        number(&["b"], 5.0),
        (many(&["a"]), Value::Empty),
        (many(&["c"]), Value::Empty),
    ]
}

#[rstest]
#[case(json!({"type": "sum"}), [Some(3.3), Some(13.1)], Some(16.3))]
#[case(json!({"type": "average"}), [Some(1.1), Some(13.1 / 3.0)], Some(3.26))]
#[case(json!({"type": "median"}), [Some(0.2), Some(5.0)], Some(3.0))]
#[case(json!({"type": "min"}), [Some(0.1), Some(0.1)], Some(0.1))]
#[case(json!({"type": "max"}), [Some(3.0), Some(8.0)], Some(8.0))]
#[case(json!({"type": "percentile", "p": 0}), [Some(0.1), Some(0.1)], Some(0.1))]
#[case(json!({"type": "percentile", "p": 75}), [Some(1.6), Some(6.5)], Some(5.0))]
#[case(json!({"type": "percentile", "p": 100}), [Some(3.0), Some(8.0)], Some(8.0))]
fn a_statistic_is_made_of_the_issues_of_a_row_and_of_each_issue_once_in_the_total(
    #[case] mut measure: Json,
    #[case] expected: [Option<f64>; 2],
    #[case] total: Option<f64>,
) {
    measure["of"] = json!("customfield_3");
    let mut table = of(measure, points());
    let order =
        |a: &(crate::Member, Option<f64>), b: &(crate::Member, Option<f64>)| a.0.key.cmp(&b.0.key);
    let mut rows: Vec<_> = table
        .rows
        .drain(..)
        .zip(table.row_totals.drain(..))
        .collect();
    rows.sort_by(order);
    let keys: Vec<_> = rows.iter().map(|(row, _)| row.key.as_str()).collect();
    assert_eq!(keys, ["a", "b"], "what has no points has no row");
    for ((_, number), expected) in rows.iter().zip(expected) {
        assert!(
            (number.unwrap() - expected.unwrap()).abs() < 1e-9,
            "{number:?} {expected:?}"
        );
    }
    assert!(
        (table.total.unwrap() - total.unwrap()).abs() < 1e-9,
        "{:?}",
        table.total
    );
    assert_eq!(table.unit, "Story Points");
    let label = &table.columns[0].label;
    assert_eq!(
        table.provenance.warnings,
        [format!(
            "{label}: 2 issues without a value for it are left out."
        )]
    );
}

#[test]
fn tenths_add_up() {
    let tenths = std::iter::repeat_n((many(&["a"]), Value::Number(0.1)), 30);
    assert_eq!(
        of(json!({"type": "sum", "of": "customfield_3"}), tenths).total,
        Some(3.0)
    );
}

#[test]
fn an_average_of_nothing_is_no_number_and_a_sum_of_nothing_is_0() {
    let crossed = |kind: &str| {
        let mut spec = spec(
            json!({"field": "labels"}),
            Some(json!({"field": "priority"})),
        )
        .to_json();
        spec["measure"] = json!({"type": kind, "of": "customfield_3"});
        let issues = [
            vec![many(&["a"]), one("High"), Value::Number(2.0)],
            vec![many(&["b"]), one("Low"), Value::Number(4.0)],
        ];
        fold_in(
            &ChartSpec::from_json(&spec).unwrap(),
            &Order::default(),
            "UTC",
            issues,
        )
    };
    let average = crossed("average");
    assert_eq!(average.rows[0].key, "b", "the greatest first");
    assert_eq!(average.cells, [[None, Some(4.0)], [Some(2.0), None]]);
    assert_eq!(
        serde_json::to_value(&average).unwrap()["cells"],
        json!([[null, 4], [2, null]])
    );
    assert_eq!(
        crossed("sum").cells,
        [[Some(0.0), Some(4.0)], [Some(2.0), Some(0.0)]]
    );
    let nothing = of(json!({"type": "average", "of": "customfield_3"}), []);
    assert_eq!((nothing.total, nothing.is_empty()), (None, true));
    assert_eq!(
        crate::summary(
            &measured(json!({"type": "average", "of": "customfield_3"})),
            &nothing
        ),
        "Average Story Points by Labels: none."
    );
}

#[rstest]
// Now is 2026-11-23 09:14 UTC, 10:14 in Berlin.
#[case(json!({"since": "created"}), "2026-11-21T09:14:00Z", 2.0)]
#[case(json!({"until": "created"}), "2026-11-21T09:14:00Z", -2.0)]
#[case(json!({"since": "created"}), "2026-11-22T21:14:00Z", 0.5)]
fn times_are_counted_from_and_to_now(#[case] of_what: Json, #[case] time: &str, #[case] days: f64) {
    let table = of(
        json!({"type": "average", "of": of_what}),
        [(many(&["a"]), at(time))],
    );
    assert_eq!((table.total, table.unit.as_str()), (Some(days), "days"));
}

#[rstest]
#[case("hours", 48.0)]
#[case("days", 2.0)]
#[case("weeks", 2.0 / 7.0)]
#[case("months", 24.0 / 365.25)]
#[case("years", 2.0 / 365.25)]
fn a_time_is_told_in_its_unit(#[case] unit: &str, #[case] expected: f64) {
    let measure = json!({"type": "sum", "of": {"since": "created"}, "unit": unit});
    let table = of(measure, [(many(&["a"]), at("2026-11-21T09:14:00Z"))]);
    assert!((table.total.unwrap() - expected).abs() < 1e-9);
}

#[test]
fn a_day_without_a_time_is_whole_days_away() {
    let since = json!({"type": "max", "of": {"since": "duedate"}});
    assert_eq!(
        of(since, [(Value::Empty, Value::Day(date(2026, 11, 20)))]).total,
        Some(3.0)
    );
    let spec = measured(json!({"type": "max", "of": {"between": ["created", "duedate"]}}));
    // It is the 24th in Berlin already.
    let issue = vec![
        Value::Empty,
        at("2026-11-23T23:30:00Z"),
        Value::Day(date(2026, 11, 30)),
    ];
    assert_eq!(
        fold_in(&spec, &Order::default(), "Europe/Berlin", [issue]).total,
        Some(6.0)
    );
}

#[rstest]
#[case("exclude", Some(1.0), 1)]
#[case("include", Some(2.0), 0)]
fn issues_that_are_not_resolved_have_no_time_to_resolution_unless_asked_for(
    #[case] unresolved: &str,
    #[case] average: Option<f64>,
    #[case] warnings: usize,
) {
    let spec =
        measured(json!({"type": "average", "of": "resolution_time", "unresolved": unresolved}));
    let issues = [
        vec![
            Value::Empty,
            at("2026-11-01T00:00:00Z"),
            at("2026-11-02T00:00:00Z"),
        ],
        vec![Value::Empty, at("2026-11-20T09:14:00Z"), Value::Empty],
    ];
    let table = fold_in(&spec, &Order::default(), "UTC", issues);
    assert_eq!(
        (table.total, table.provenance.warnings.len()),
        (average, warnings)
    );
}

#[test]
fn time_tracking_is_held_in_seconds_and_told_in_days() {
    let table = of(
        json!({"type": "sum", "of": "timespent"}),
        [(Value::Empty, Value::Number(43_200.0))],
    );
    assert_eq!((table.total, table.unit.as_str()), (Some(0.5), "days"));
}

#[test]
fn different_values_are_counted_once_in_a_row_and_once_in_the_total() {
    let person = |id: &str| Value::One(Item::keyed(id, "Kim"));
    let issues = [
        (many(&["a", "b"]), person("1")),
        (many(&["a"]), person("1")),
        (many(&["a"]), person("2")),
        (many(&["b"]), Value::Empty),
    ];
    let table = of(json!({"type": "distinct", "of": "assignee"}), issues);
    assert_eq!(
        (rows(&table), table.total),
        (vec![("a", 2.0), ("b", 1.0)], Some(2.0))
    );
}

#[rstest]
#[case("+", 16.0, "Story Points")]
#[case("-", 10.0, "Story Points")]
#[case("*", 39.0, "Story Points × issues")]
#[case("/", 13.0 / 3.0, "Story Points / issues")]
fn a_formula_combines_two_measures_over_the_same_issues(
    #[case] op: &str,
    #[case] expected: f64,
    #[case] unit: &str,
) {
    // Two issues with 13 points, and one without any.
    let issues = [Value::Number(8.0), Value::Number(5.0), Value::Empty];
    let sum = json!({"type": "sum", "of": "customfield_3"});
    let formula = json!({"type": "formula", "a": sum, "op": op, "b": {"type": "count"}});
    let table = of(formula, issues.map(|points| (Value::Empty, points)));
    assert!((table.total.unwrap() - expected).abs() < 1e-9);
    assert_eq!(table.unit, unit);
}

#[test]
fn progress_is_a_part_in_per_cent_and_of_nothing_it_is_no_number() {
    let progress = json!({"type": "progress", "done": {"type": "sum", "of": "customfield_3"}, "of": {"type": "count"}});
    let table = of(
        progress.clone(),
        [
            (many(&["a"]), Value::Number(0.5)),
            (many(&["a"]), Value::Number(1.0)),
        ],
    );
    assert_eq!((table.total, table.unit.as_str()), (Some(75.0), "%"));
    let nothing = json!({"type": "progress", "done": {"type": "count"}, "of": {"type": "sum", "of": "customfield_3"}});
    assert_eq!(
        of(nothing, [(many(&["a"]), Value::Number(0.0))]).total,
        None
    );
}

#[rstest]
#[case(json!({"type": "sum", "of": "summary"}), "measure.of", "is no number")]
#[case(json!({"type": "sum", "of": "customfield_33"}), "measure.of", "did you mean customfield_3 (Story Points)")]
#[case(json!({"type": "sum", "of": "customfield_3", "unit": "days"}), "measure.unit", "Story Points is a number")]
#[case(json!({"type": "sum", "of": {"since": "status"}}), "measure.of.since", "is no date")]
#[case(json!({"type": "progress", "done": {"type": "count"}, "of": {"type": "distinct", "of": "nobody"}}), "measure.of.of", "there is no field")]
fn what_cannot_be_calculated_on_this_site_is_named(
    #[case] measure: Json,
    #[case] path: &str,
    #[case] message: &str,
) {
    let error = plan(&measured(measure), &catalogue()).unwrap_err();
    assert_eq!(error.path, path);
    assert!(error.message.contains(message), "{error}");
}

#[rstest]
#[case(json!({"type": "count"}), "Total")]
#[case(json!({"type": "sum", "of": "customfield_3"}), "Total")]
#[case(json!({"type": "median", "of": "customfield_3"}), "All issues")]
#[case(json!({"type": "max", "of": "customfield_3"}), "All issues")]
#[case(json!({"type": "formula", "a": {"type": "sum", "of": "customfield_3"}, "op": "/", "b": {"type": "count"}}), "All issues")]
#[case(json!({"type": "progress", "done": {"type": "sum", "of": "customfield_3"}, "of": {"type": "count"}}), "All issues")]
fn only_the_sum_of_what_stands_above_is_called_a_total(#[case] measure: Json, #[case] name: &str) {
    assert_eq!(of(measure, points()).total_name(), name);
}
