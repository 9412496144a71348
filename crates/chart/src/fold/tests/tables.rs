//! Whole tables.

use jiff::Timestamp;

use super::*;

#[test]
fn two_dimensions_cross_and_every_total_counts_issues() {
    let spec = spec(json!({"field": "labels"}), Some(json!({"field": "status"})));
    let issues = [
        vec![many(&["a", "b"]), one("Open")],
        vec![many(&["a"]), one("Done")],
        vec![Value::Empty, one("Open")],
    ];
    let table = fold_in(&spec, &Order::default(), "UTC", issues);
    assert_eq!(rows(&table), [("a", 2.0), ("b", 1.0), ("(none)", 1.0)]);
    assert_eq!(
        table
            .columns
            .iter()
            .map(|column| column.key.as_str())
            .collect::<Vec<_>>(),
        ["Done", "Open"]
    );
    assert_eq!(
        table.cells,
        [[1.0, 1.0], [0.0, 1.0], [0.0, 1.0]].map(|row| row.map(Some))
    );
    assert_eq!(
        (table.column_totals, table.total),
        (vec![Some(1.0), Some(2.0)], Some(3.0))
    );
}

#[test]
fn one_field_may_make_rows_and_columns_and_is_asked_for_once() {
    let spec = spec(
        json!({"field": "created", "interval": "year"}),
        Some(json!({"field": "created", "interval": "quarter"})),
    );
    assert_eq!(plan(&spec, &catalogue()).unwrap().fields.len(), 1);
    let table = fold_in(
        &spec,
        &Order::default(),
        "UTC",
        [vec![at("2026-05-05T00:00:00Z")]],
    );
    assert_eq!(
        (rows(&table), table.columns[0].label.as_str()),
        (vec![("2026-01-01", 1.0)], "2026-Q2")
    );
}

#[test]
fn a_tile_without_a_dimension_is_one_number() {
    let tile = json!({"version": 1, "site": "1324a887-45db-1bf4-1e99-ef0ff456d421", "source": {"filter": 1}, "kind": "tile"});
    let table = fold_in(
        &ChartSpec::from_json(&tile).unwrap(),
        &Order::default(),
        "UTC",
        [vec![], vec![]],
    );
    assert_eq!(
        (rows(&table), table.cells.clone(), table.total),
        (vec![("(all)", 2.0)], vec![vec![Some(2.0)]], Some(2.0))
    );
}

#[test]
fn nothing_found_is_an_empty_table() {
    let table = by(json!({"field": "status"}), []);
    assert!(table.is_empty() && table.rows.is_empty() && table.cells.is_empty());
    assert_eq!(table.column_totals, [Some(0.0)]);
}

#[test]
fn the_json_of_a_table_is_the_public_one() {
    let provenance = Provenance {
        run_as: "viewer".into(),
        fetched_at: Timestamp::UNIX_EPOCH,
        ..Provenance::default()
    };
    let mut fold = started(
        &spec(json!({"field": "priority"}), None),
        &Order::default(),
        "Europe/Berlin",
    );
    fold.push(&record(vec![one("High")]));
    let expected = json!({
        "rows": [{"key": "High", "label": "High", "colour": "#e2703a"}],
        "columns": [{"key": "value", "label": "Issues", "colour": "#4688ec"}],
        "cells": [[1]], "row_totals": [1], "column_totals": [1], "total": 1, "adds_up": true,
        "names": {"measure": "Issues", "rows": "Priority", "columns": null}, "runs_up": false, "so_far": {"row": null, "column": null}, "unit": "issues",
        "provenance": {
            "run_as": "viewer", "account": "", "site": "", "issues": 0, "complete": false, "plan": "", "calls": 0, "points": 0,
            "fetched_at": "1970-01-01T00:00:00Z", "age_seconds": 0, "timezone": "Europe/Berlin", "warnings": [],
        },
    });
    assert_eq!(
        serde_json::to_string(&fold.finish(provenance)).unwrap(),
        expected.to_string()
    );
}
