use super::*;
use crate::Provenance;
use rstest::rstest;
use serde_json::json;

fn said(kind: &str, field: Option<&str>, rows: &[(&str, &str, f64)], total: f64) -> String {
    let spec = ChartSpec::from_json(&json!({
        "version": 1, "site": "1324a887-45db-1bf4-1e99-ef0ff456d421", "source": {"filter": 1}, "kind": kind,
        "chart_by": field.map(|_| json!({"field": "status"})),
    }))
    .unwrap();
    let member = |(key, label, _): &(&str, &str, f64)| Member {
        key: (*key).into(),
        label: (*label).into(),
        colour: String::new(),
    };
    summary(
        &spec,
        &Table {
            rows: rows.iter().map(member).collect(),
            columns: Vec::new(),
            cells: Vec::new(),
            row_totals: rows.iter().map(|row| Some(row.2)).collect(),
            column_totals: Vec::new(),
            total: Some(total),
            adds_up: true,
            names: crate::Names {
                rows: field.map(str::to_owned),
                ..crate::Names::default()
            },
            runs_up: false,
            so_far: crate::SoFar::default(),
            unit: "issues".into(),
            provenance: Provenance::default(),
        },
    )
}

#[rstest]
#[case("tile", None, &[("(all)", "All issues", 1184.0)], 1184.0, "Issues: 1,184 in all.")]
#[case("bar", Some("status"), &[], 0.0, "Issues by status: none.")]
#[case(
    "bar", Some("status"), &[("Open", "Open", 2639.0), ("Done", "Closed", 23834.0), ("New", "New", 0.0)], 29057.0,
    "Issues by status: 29,057 in all; Closed 23,834 (82 %), Open 2,639 (9 %)."
)]
#[case(
    "pie", Some("Team"), &[("a", "a", 1.0), ("b", "b", 2.0), ("c", "c", 2.0), ("d", "d", 1.0), ("e", "e", 1.0), ("f", "f", 1.0)], 8.0,
    "Issues by Team: 8 in all; b 2 (25 %), c 2 (25 %), a 1 (13 %), d 1 (13 %), e 1 (13 %), and 1 more value."
)]
#[case(
    "bar", Some("created"), &[("2011-03-01", "2011-03", 2.0), ("2011-04-01", "2011-04", 3735.0), ("(none)", "(none)", 4.0)], 3741.0,
    "Issues by created: 3,741 in all; 2011-03 to 2011-04, most in 2011-04 (3,735), (none) 4."
)]
fn a_chart_is_told_in_one_sentence(
    #[case] kind: &str,
    #[case] field: Option<&str>,
    #[case] rows: &[(&str, &str, f64)],
    #[case] total: f64,
    #[case] sentence: &str,
) {
    assert_eq!(said(kind, field, rows, total), sentence);
}

#[rstest]
#[case(
    "bar", json!({"type": "average", "of": "resolution_time"}), "days",
    "Average by Status: 3.5 days overall; Open 4 days, Done 0 days; the goal is 2 days."
)]
#[case("funnel", json!({"type": "count"}), "issues", "Average by Status: 3.5 in all; Open 4 (100 %).")]
#[case("tile", json!({"type": "progress", "done": {"type": "count"}, "of": {"type": "count"}}), "%", "Average by Status: 3.5 % overall; Open 4 %, Done 0 %.")]
fn what_does_not_add_up_has_no_shares_and_a_goal_is_told(
    #[case] kind: &str,
    #[case] measure: serde_json::Value,
    #[case] unit: &str,
    #[case] sentence: &str,
) {
    let spec = ChartSpec::from_json(&json!({
        "version": 1, "site": "1324a887-45db-1bf4-1e99-ef0ff456d421", "source": {"filter": 1}, "kind": kind,
        "chart_by": {"field": "status"}, "measure": measure, "lines": {"goal": {"value": 2}},
    }))
    .unwrap();
    let member = |key: &str, label: &str| Member {
        key: key.into(),
        label: label.into(),
        colour: String::new(),
    };
    let table = Table {
        rows: vec![
            member("Done", "Done"),
            member("Open", "Open"),
            member("New", "New"),
        ],
        columns: vec![member(keys::VALUE, "Average")],
        cells: vec![vec![Some(0.0)], vec![Some(4.0)], vec![None]],
        row_totals: vec![Some(0.0), Some(4.0), None],
        column_totals: vec![Some(3.5)],
        total: Some(3.5),
        adds_up: false,
        names: crate::Names {
            measure: "Average".into(),
            rows: Some("Status".into()),
            columns: None,
        },
        runs_up: false,
        so_far: crate::SoFar::default(),
        unit: unit.into(),
        provenance: Provenance::default(),
    };
    assert_eq!(summary(&spec, &table), sentence);
}

/// A table over these rows and columns, every number of it the same.
fn crossed(rows: &[&str], columns: &[&str], names: crate::Names) -> Table {
    let member = |key: &&str| Member {
        key: (*key).into(),
        label: (*key).into(),
        colour: String::new(),
    };
    Table {
        rows: rows.iter().map(member).collect(),
        columns: columns.iter().map(member).collect(),
        cells: vec![vec![Some(2.0); columns.len()]; rows.len()],
        row_totals: vec![Some(4.0); rows.len()],
        column_totals: vec![Some(6.0); columns.len()],
        total: Some(12.0),
        adds_up: true,
        names,
        runs_up: false,
        so_far: crate::SoFar::default(),
        unit: "issues".into(),
        provenance: Provenance::default(),
    }
}

fn named(rows: Option<&str>, columns: Option<&str>) -> crate::Names {
    crate::Names {
        rows: rows.map(str::to_owned),
        columns: columns.map(str::to_owned),
        ..crate::Names::default()
    }
}

fn spec(more: serde_json::Value) -> ChartSpec {
    let mut spec = json!({
        "version": 1, "site": "1324a887-45db-1bf4-1e99-ef0ff456d421", "source": {"filter": 1}, "kind": "table_2d",
    });
    for (key, value) in more.as_object().unwrap() {
        spec[key] = value.clone();
    }
    ChartSpec::from_json(&spec).unwrap()
}

#[test]
fn both_dimensions_are_told_with_their_largest_values() {
    let spec =
        spec(json!({"chart_by": {"field": "priority"}, "group_by": {"field": "customfield_7"}}));
    let table = crossed(
        &["High", "Low", "None"],
        &["Red", "Blue"],
        named(Some("Priority"), Some("Team")),
    );
    assert_eq!(
        summary(&spec, &table),
        "Issues by Priority and Team: 12 in all; High 4 (33 %), Low 4 (33 %), None 4 (33 %); Team: Red 6 (50 %), Blue 6 (50 %)."
    );
}

#[test]
fn each_of_several_dates_has_its_own_busiest_time() {
    let spec = spec(
        json!({"kind": "multi_line", "chart_by": {"dates": ["created", "resolutiondate"], "interval": "month"}}),
    );
    let mut table = crossed(
        &["2026-01-01", "2026-02-01"],
        &["Created", "Resolved"],
        named(Some("Created and Resolved"), None),
    );
    table.cells[1] = vec![Some(1.0), Some(5.0)];
    assert_eq!(
        summary(&spec, &table),
        "Issues by Created and Resolved: 12 in all; 2026-01-01 to 2026-02-01; Created 6, most in 2026-01-01 (2); Resolved 6, most in 2026-02-01 (5)."
    );
}

#[test]
fn a_running_total_is_told_as_one() {
    let spec = spec(
        json!({"kind": "line", "chart_by": {"field": "created", "interval": "month"}, "lines": {"cumulative": true}}),
    );
    let newest_first = ["2026-03-01", "2026-02-01", "2026-01-01", keys::NONE];
    let table = crossed(&newest_first, &[keys::VALUE], named(Some("Created"), None));
    assert_eq!(
        summary(&spec, &table),
        "Issues by Created: 12 in all; running total from 4 in 2026-01-01 to 12 in 2026-03-01, (none) 4."
    );
}

#[test]
fn a_tile_cut_by_time_alone_says_by_what() {
    let spec = spec(json!({"kind": "tile", "group_by": {"field": "created", "interval": "month"}}));
    let table = crossed(
        &[keys::ALL],
        &["2026-01-01", "2026-02-01"],
        named(None, Some("Created")),
    );
    assert_eq!(summary(&spec, &table), "Issues by Created: 12 in all.");
}
