//! Statuses, priorities and months, counted by hand.

use chart::{ChartSpec, Table};
use serde_json::{Value as Json, json};

use crate::issues::{folder, tables};

const PROJECTS: [&str; 5] = ["TIMOB", "AC", "ALOY", "MOD", "DAEMON"];

fn spec(chart_by: Json, group_by: Option<Json>) -> ChartSpec {
    ChartSpec::from_json(&json!({
        "version": 1,
        "site": "1324a887-45db-1bf4-1e99-ef0ff456d421",
        "source": {"projects": PROJECTS},
        "kind": if group_by.is_some() { "stacked_bar" } else { "bar" },
        "chart_by": chart_by,
        "group_by": group_by,
    }))
    .unwrap()
}

fn counts(table: &Table) -> Vec<(&str, f64)> {
    let keys = table.rows.iter().map(|row| row.key.as_str());
    let mut counts: Vec<_> = keys
        .zip(
            table
                .row_totals
                .iter()
                .map(|number| number.unwrap_or(f64::NAN)),
        )
        .collect();
    counts.sort_by(|a, b| b.1.total_cmp(&a.1));
    counts
}

#[test]
fn statuses_priorities_and_months_of_real_issues_are_counted_right() {
    let Some(folder) = folder("appcelerator") else {
        return;
    };
    let specs = [
        spec(json!({"field": "status"}), None),
        spec(json!({"field": "priority"}), None),
        spec(json!({"field": "created"}), None),
        spec(
            json!({"field": "priority"}),
            Some(json!({"field": "status"})),
        ),
        spec(json!({"field": "components"}), None),
    ];
    let tables = tables(&folder, &PROJECTS, &specs, "2021-12-01T00:00:00Z");
    let [by_status, by_priority, by_month, crossed, by_component] = tables.as_slice() else {
        panic!("one table for each spec");
    };

    let expected = [
        ("Closed", 23834.0),
        ("Open", 2639.0),
        ("Resolved", 2335.0),
        ("Reopened", 192.0),
        ("In Review", 29.0),
        ("In Progress", 26.0),
        ("In QE Test", 2.0),
    ];
    assert_eq!(counts(by_status), expected);
    assert_eq!(
        chart::summary(&specs[0], by_status),
        "Issues by Status: 29,057 in all; Closed 23,834 (82 %), Open 2,639 (9 %), Resolved 2,335 (8 %), \
         Reopened 192 (< 1 %), In Review 29 (< 1 %), and 2 more values."
    );

    let expected = [
        ("High", 7462.0),
        ("Medium", 6409.0),
        ("(none)", 5024.0),
        ("Low", 4494.0),
        ("Critical", 2992.0),
        ("None", 1766.0),
        ("Trivial", 910.0),
    ];
    assert_eq!(counts(by_priority), expected);

    assert_eq!(by_month.rows[0].key, "2011-03-01");
    assert_eq!(counts(by_month)[0], ("2011-04-01", 3735.0));
    let all: Option<f64> = by_month.row_totals.iter().copied().sum();
    assert_eq!(all, Some(29_057.0));

    assert_eq!(
        (crossed.total, counts(crossed)),
        (Some(29_057.0), counts(by_priority))
    );

    // Several components count an issue several times, the total once.
    assert_eq!(by_component.total, Some(29_057.0));
    let all: Option<f64> = by_component.row_totals.iter().copied().sum();
    assert!(all > Some(29_057.0));
}
