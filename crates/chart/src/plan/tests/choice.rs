//! Which plan is taken.

use super::*;
use crate::plan::{Estimate, Listing, choose};

fn listings(chart_by: Value, measure: Value) -> Result<Vec<Listing>, String> {
    let spec = ChartSpec::from_json(&json!({
        "version": 1, "site": "1324a887-45db-1bf4-1e99-ef0ff456d421", "source": {"jql": "project = A"},
        "kind": "bar", "chart_by": chart_by, "measure": measure,
    }))
    .unwrap();
    let catalogue = [
        Field::system("status", "Status", FieldKind::Status),
        Field::system("assignee", "Assignee", FieldKind::User),
        Field::system("watchers", "Watchers", FieldKind::Users),
        Field::system("created", "Created", FieldKind::DateTime),
        Field::system("points", "Points", FieldKind::Number),
        Field::system("place", "Place", FieldKind::Cascading),
        Field::system("sprint", "Sprint", FieldKind::Sprint),
    ];
    let plan = plan(&spec, &catalogue).unwrap();
    plan.listings(&spec).map_err(|why| why.to_string())
}

#[rstest]
#[case(json!({"field": "status"}), "values of Status")]
#[case(json!({"field": "assignee"}), "values of Assignee")]
#[case(json!({"field": "created"}), "days of Created")]
#[case(json!({"field": "created", "range": {"from": "-3M"}}), "days of Created")]
#[case(json!({"field": "created", "range": {"from": "-3M", "to": "0d"}}), "")]
#[case(json!({"segments": [{"name": "Late", "jql": "due < now()"}]}), "")]
fn counts_of_issues_need_these_lists(#[case] chart_by: Value, #[case] expected: &str) {
    let found = listings(chart_by, json!({"type": "count"})).unwrap();
    let words = found.iter().map(|listing| match listing {
        Listing::Values(field) => format!("values of {}", field.name),
        Listing::Days(field) => format!("days of {}", field.name),
    });
    assert_eq!(words.collect::<Vec<_>>().join(", "), expected);
}

#[rstest]
#[case(json!({"field": "points"}), json!({"type": "count"}), "no list of the values of Points")]
#[case(json!({"field": "place"}), json!({"type": "count"}), "no list of the values of Place")]
#[case(json!({"field": "sprint"}), json!({"type": "count"}), "no list of the values of Sprint")]
#[case(json!({"field": "watchers"}), json!({"type": "count"}), "no list of the values of Watchers")]
#[case(json!({"field": "status"}), json!({"type": "sum", "of": "points"}), "Sum of Points is worked out")]
fn the_issues_themselves_are_needed(
    #[case] chart_by: Value,
    #[case] measure: Value,
    #[case] why: &str,
) {
    let refused = listings(chart_by, measure).unwrap_err();
    assert!(refused.contains(why), "{refused}");
}

#[rstest]
#[case::many_issues_by_few_values(4_400, 14, 0, false, true)]
#[case::so_few_are_read(500, 14, 0, false, false)]
#[case::an_editor_will_ask_again(4_400, 14, 0, true, false)]
#[case::an_editor_of_many(20_000, 14, 0, true, true)]
#[case::many_cells_take_longer_than_pages(4_400, 40, 800, false, false)]
#[case::cells_that_cost_more_than_issues(600, 30, 700, false, false)]
#[case::too_large_to_read(200_000, 40, 800, false, true)]
#[case::too_large_for_either(200_000, 40, 8_000, false, false)]
fn the_cheaper_plan_wins(
    #[case] issues: u64,
    #[case] first: u64,
    #[case] second: u64,
    #[case] editing: bool,
    #[case] counts: bool,
) {
    let choice = choose(
        Estimate::of_counts(first, second),
        Estimate::of_scan(issues, 0),
        issues,
        editing,
    );
    assert_eq!(choice.counts, counts, "{}", choice.why);
    assert!(choice.why.ends_with('.'));
}
