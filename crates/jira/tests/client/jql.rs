//! Jira's help with JQL, as Atlassian documents it.

use jira::Validation;
use serde_json::json;

use crate::support::{bench, has, query};

#[tokio::test]
async fn jira_parses_queries_and_says_what_is_wrong() {
    let answer = json!({"queries": [
        {"query": "labels in (urgent)", "structure": {"where": {"field": {"name": "labels"}}}},
        {"query": "universe = 42", "errors": ["Field 'universe' does not exist or you do not have permission to view it."]},
    ]});
    let bench = bench("POST", "jql/parse", answer).await;
    let parsed = bench
        .site()
        .parse_jql(&["labels in (urgent)", "universe = 42"], Validation::Strict)
        .await
        .unwrap();
    assert!(parsed[0].errors.is_empty() && parsed[0].structure.is_some());
    assert!(parsed[1].errors[0].starts_with("Field 'universe'"));
    assert!(has(&query(&bench).await, "validation", "strict"));
}

#[tokio::test]
async fn an_editor_learns_what_jql_is_made_of() {
    let data = json!({"visibleFieldNames": [
            {"value": "summary", "displayName": "summary", "orderable": "true", "searchable": "true",
             "operators": ["~", "!~", "is", "is not"], "types": ["java.lang.String"]},
            {"value": "Sprint", "displayName": "Sprint - cf[10880]", "auto": "true", "cfid": "cf[10880]",
             "operators": ["="], "types": ["com.atlassian.greenhopper.service.sprint.Sprint"]}],
        "visibleFunctionNames": [{"value": "standardIssueTypes()", "displayName": "standardIssueTypes()",
             "isList": "true", "types": ["com.atlassian.jira.issue.issuetype.IssueType"]}],
        "jqlReservedWords": ["empty", "and", "or", "in", "distinct"]});
    let data = bench("GET", "jql/autocompletedata", data)
        .await
        .site()
        .autocomplete_data()
        .await
        .unwrap();
    let flags: Vec<_> = data
        .visible_field_names
        .iter()
        .map(|f| (f.auto, f.orderable))
        .collect();
    assert_eq!(flags, [(false, true), (true, false)]);
    assert!(data.visible_function_names[0].is_list);
    let answer = json!({"results": [{"value": "ActiveObjects", "displayName": "<b>Ac</b>tiveObjects (AO)"}]});
    let bench = bench("GET", "jql/autocompletedata/suggestions", answer).await;
    assert_eq!(
        bench.site().suggestions("component", "Ac").await.unwrap()[0].value,
        "ActiveObjects"
    );
}
