//! Segments, several dates, ranges of numbers.

use std::collections::HashSet;

use super::*;

fn segmented(chart_by: Json, found: &[&[u64]], issues: std::ops::Range<u64>) -> Table {
    let spec = spec(chart_by, None);
    let plan = plan(&spec, &catalogue()).unwrap();
    let found: Vec<HashSet<u64>> = found
        .iter()
        .map(|ids| ids.iter().copied().collect())
        .collect();
    let now = NOW.parse().unwrap();
    let mut fold =
        Fold::new(&spec, &plan, &Order::default(), TimeZone::UTC, now).with_segments(found);
    for id in issues {
        fold.push(&Record {
            id,
            values: Vec::new(),
        });
    }
    fold.finish(Provenance::default())
}

#[test]
fn a_segment_counts_the_issues_that_jira_found_for_it() {
    let segments = json!({"segments": [
        {"name": "Late", "jql": "due < now() ORDER BY due"},
        {"name": "Never", "jql": "due > now()"},
        {"name": "Mine", "jql": "assignee = currentUser()"},
    ]});
    let asked = plan(&spec(segments.clone(), None), &catalogue()).unwrap();
    let queries: Vec<_> = asked
        .segments
        .iter()
        .map(|it| (it.path.as_str(), it.jql.as_str()))
        .collect();
    assert_eq!(
        queries[0],
        (
            "chart_by.segments[0].jql",
            "(project = A) AND (due < now())"
        )
    );
    let table = segmented(segments, &[&[1, 2], &[], &[2, 3]], 0..6);
    // In the author's order, with nothing where nothing is; the issue in two counts once in each.
    assert_eq!(
        rows(&table),
        [
            ("Late", 2.0),
            ("Never", 0.0),
            ("Mine", 2.0),
            ("(none)", 3.0)
        ]
    );
    assert_eq!(table.total, Some(6.0));
}

#[test]
fn segments_can_be_hidden_renamed_and_merged() {
    let table = segmented(
        json!({
            "segments": [{"name": "a", "jql": "x = 1"}, {"name": "b", "jql": "x = 2"}, {"name": "c", "jql": "x = 3"}],
            "merge": [{"name": "ab", "values": ["A", "b"]}], "hide": ["(none)"], "rename": {"c": "Rest"},
        }),
        &[&[1, 2], &[2, 3], &[3]],
        0..5,
    );
    assert_eq!(rows(&table), [("ab", 3.0), ("c", 1.0)]);
    assert_eq!(
        (table.rows[1].label.as_str(), table.total),
        ("Rest", Some(3.0))
    );
}

#[test]
fn several_dates_share_the_rows_and_are_a_column_each() {
    let mut spec = spec(json!({"field": "status"}), Some(json!({"field": "status"}))).to_json();
    spec["kind"] = json!("multi_line");
    spec["chart_by"] =
        json!({"dates": ["created", "resolutiondate"], "rename": {"resolutiondate": "Done"}});
    spec.as_object_mut().unwrap().remove("group_by");
    let spec = ChartSpec::from_json(&spec).unwrap();
    let issues = [
        vec![at("2026-01-05T00:00:00Z"), at("2026-03-05T00:00:00Z")],
        vec![at("2026-01-06T00:00:00Z"), at("2026-01-07T00:00:00Z")],
        vec![at("2026-03-06T00:00:00Z"), Value::Empty],
        vec![Value::Empty, Value::Empty],
    ];
    let table = fold_in(&spec, &Order::default(), "UTC", issues);
    let columns: Vec<_> = table
        .columns
        .iter()
        .map(|it| (it.key.as_str(), it.label.as_str()))
        .collect();
    assert_eq!(
        columns,
        [("created", "Created"), ("resolutiondate", "Done")]
    );
    assert_eq!(
        table.cells,
        [[2.0, 1.0], [0.0, 0.0], [1.0, 1.0]].map(|row| row.map(Some))
    );
    // An issue counts once in a row, and once in the total where it has any of the dates.
    assert_eq!(
        rows(&table),
        [
            ("2026-01-01", 2.0),
            ("2026-02-01", 0.0),
            ("2026-03-01", 2.0)
        ]
    );
    assert_eq!(
        (table.column_totals.as_slice(), table.total),
        ([Some(3.0), Some(2.0)].as_slice(), Some(3.0))
    );
    let said = "Issues by Created and Resolved: 3 in all; 2026-01 to 2026-03; Created 3, most in 2026-01 (2); Done 2, most in 2026-01 (1).";
    assert_eq!(crate::summary(&spec, &table), said);
}

#[test]
fn numbers_fall_into_bins_without_gaps() {
    let bins = |more: Json| {
        let mut by_bin = json!({"field": "customfield_3", "bins": {"width": 5}});
        by_bin
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        by(
            by_bin,
            [0.0, 4.9, 5.0, 17.0, -1.0]
                .map(Value::Number)
                .into_iter()
                .chain([Value::Empty]),
        )
    };
    let table = bins(json!({}));
    let expected = [
        ("-5", 1.0),
        ("0", 2.0),
        ("5", 1.0),
        ("10", 0.0),
        ("15", 1.0),
        ("(none)", 1.0),
    ];
    assert_eq!(rows(&table), expected);
    assert_eq!(table.rows[1].label, "0–5");
    let table =
        bins(json!({"show_empty": false, "hide": ["-5", "(none)"], "rename": {"15": "Many"}}));
    assert_eq!(rows(&table), [("0", 2.0), ("5", 1.0), ("15", 1.0)]);
    assert_eq!(table.rows[2].label, "Many");
}

#[test]
fn queries_name_values_by_id_and_days_in_the_zone_of_the_account() {
    let item = |id: &str, name: &str| {
        Value::One(Item {
            id: id.into(),
            ..Item::named(name)
        })
    };
    let spec = spec(
        json!({"field": "status", "hide": ["Gone"]}),
        Some(json!({"field": "created", "range": {"from": "2026-01-10", "to": "2026-02-20"}})),
    );
    let mut fold = started(&spec, &Order::default(), "Europe/Berlin");
    for (status, created) in [
        (item("1", "Open"), "2026-01-15T00:00:00Z"),
        (item("7", "open"), "2026-02-15T00:00:00Z"),
        (Value::Empty, "2026-01-15T00:00:00Z"),
        (item("3", "Gone"), "2026-01-15T00:00:00Z"),
    ] {
        fold.push(&record(vec![status, at(created)]));
    }
    let (table, queries) = fold.finish_with_queries(
        Provenance::default(),
        &TimeZone::get("America/New_York").unwrap(),
    );
    assert_eq!(
        (table.rows[0].key.as_str(), table.columns[0].key.as_str()),
        ("Open", "2026-01-01")
    );
    let january = r#"(created >= "2026-01-09 18:00" AND created < "2026-01-31 18:00")"#;
    assert_eq!(
        queries.cell(0, 0).unwrap(),
        format!("(project = A) AND status in (1, 7) AND {january}")
    );
    assert_eq!(
        queries.cell(1, 0).unwrap(),
        format!("(project = A) AND status is EMPTY AND {january}")
    );
    let all = r#"(created >= "2026-01-09 18:00" AND created < "2026-02-20 18:00")"#;
    assert_eq!(
        queries.row(0).unwrap(),
        format!("(project = A) AND status in (1, 7) AND {all}")
    );
    assert_eq!(
        queries.total().unwrap(),
        format!("(project = A) AND (status in (1, 7) OR status is EMPTY) AND {all}")
    );
    assert_eq!(queries.cell(9, 0), None);
}

/// The queries of a chart by segments, with two issues in each.
fn segments_queried(chart_by: Json) -> crate::Queries {
    let spec = spec(chart_by, None);
    let plan = plan(&spec, &catalogue()).unwrap();
    let found = (0..plan.segments.len() as u64).map(|i| HashSet::from([i, i + 1]));
    let now = NOW.parse().unwrap();
    let mut fold = Fold::new(&spec, &plan, &Order::default(), TimeZone::UTC, now)
        .with_segments(found.collect());
    for id in 0..9 {
        fold.push(&Record {
            id,
            values: Vec::new(),
        });
    }
    fold.finish_with_queries(Provenance::default(), &TimeZone::UTC)
        .1
}

#[test]
fn a_hidden_segment_leaves_the_query_of_the_total() {
    let segments =
        json!([{"name": "Bugs", "jql": "issuetype = Bug"}, {"name": "Late", "jql": "due < now()"}]);
    let queries = segments_queried(json!({ "segments": segments, "hide": ["Bugs"] }));
    assert_eq!(
        queries.total().unwrap(),
        "(project = A) AND (NOT (issuetype = Bug) OR (due < now()))"
    );
    // Who has no due date is not in `NOT (due < now())`.
    let queries = segments_queried(json!({ "segments": segments, "hide": ["Late"] }));
    assert_eq!(queries.total(), None);
}

#[test]
fn what_is_in_no_segment_has_a_query_where_nothing_can_be_empty() {
    let segments = json!([{"name": "Bugs", "jql": "issuetype = Bug"}, {"name": "Old", "jql": "created < -30d ORDER BY key"}]);
    let queries = segments_queried(json!({ "segments": segments }));
    assert_eq!(
        queries.row(2).unwrap(),
        "(project = A) AND NOT ((issuetype = Bug) OR (created < -30d))"
    );
}
