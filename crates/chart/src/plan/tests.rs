mod choice;

use super::*;
use rstest::rstest;
use serde_json::{Value, json};

fn planned(chart_by: Value) -> Result<Plan, SpecError> {
    let spec = ChartSpec::from_json(&json!({
        "version": 1,
        "site": "1324a887-45db-1bf4-1e99-ef0ff456d421",
        "source": {"jql": "project = A OR project = B order by rank"},
        "kind": "bar",
        "chart_by": chart_by,
    }))?;
    let catalogue = [
        Field::system("status", "Status", FieldKind::Status),
        Field::system("created", "Created", FieldKind::DateTime),
        Field::system("summary", "Summary", FieldKind::Text),
        Field::system("customfield_10016", "Story Points", FieldKind::Number),
    ];
    plan(&spec, &catalogue)
}

#[test]
fn a_plan_asks_for_the_fields_of_the_spec_and_no_ordering() {
    let plan = planned(json!({"field": "status"})).unwrap();
    assert_eq!(plan.jql, "project = A OR project = B");
    assert_eq!(
        plan.fields
            .iter()
            .map(|field| field.id.as_str())
            .collect::<Vec<_>>(),
        ["status"]
    );
}

#[rstest]
#[case(json!({"field": "statsu"}), "chart_by.field", "did you mean status (Status)?")]
#[case(json!({"field": "story points"}), "chart_by.field", "did you mean customfield_10016 (Story Points)?")]
#[case(json!({"field": "nothing like it"}), "chart_by.field", "write the id of a field")]
#[case(json!({"field": "summary"}), "chart_by.field", "cannot be grouped by")]
#[case(json!({"field": "status", "interval": "day"}), "chart_by.interval", "this is for a date")]
#[case(json!({"field": "status", "range": {"from": "-1d"}}), "chart_by.range", "this is for a date")]
#[case(json!({"field": "status", "order": "newest"}), "chart_by.order", "this is for a date")]
#[case(json!({"field": "created", "sprint": "all"}), "chart_by.sprint", "this is for a sprint field")]
#[case(json!({"field": "created", "level": 1}), "chart_by.level", "this is for a cascading select")]
fn what_does_not_fit_the_catalogue_is_named(
    #[case] chart_by: Value,
    #[case] path: &str,
    #[case] mend: &str,
) {
    let error = planned(chart_by).unwrap_err();
    assert_eq!(error.path, path);
    assert!(error.message.contains(mend), "{error}");
}
