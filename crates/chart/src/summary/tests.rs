use super::*;
use crate::Provenance;
use rstest::rstest;
use serde_json::json;

fn said(kind: &str, field: Option<&str>, rows: &[(&str, &str, f64)], total: f64) -> String {
    let spec = ChartSpec::from_json(&json!({
        "version": 1, "site": "1324a887-45db-1bf4-1e99-ef0ff456d421", "source": {"filter": 1}, "kind": kind,
        "chart_by": field.map(|field| json!({"field": field})),
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
    "pie", Some("customfield_1"), &[("a", "a", 1.0), ("b", "b", 2.0), ("c", "c", 2.0), ("d", "d", 1.0), ("e", "e", 1.0), ("f", "f", 1.0)], 8.0,
    "Issues: 8 in all; b 2 (25 %), c 2 (25 %), a 1 (13 %), d 1 (13 %), e 1 (13 %), and 1 more value."
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
    "Average by status: 3.5 days overall; Open 4 days, Done 0 days; the goal is 2 days."
)]
#[case("funnel", json!({"type": "count"}), "issues", "Issues by status: 3.5 in all; Open 4 (100 %).")]
#[case("tile", json!({"type": "progress", "done": {"type": "count"}, "of": {"type": "count"}}), "%", "Average by status: 3.5 % overall; Open 4 %, Done 0 %.")]
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
        unit: unit.into(),
        provenance: Provenance::default(),
    };
    assert_eq!(summary(&spec, &table), sentence);
}
