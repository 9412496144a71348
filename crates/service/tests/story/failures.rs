//! Each way in which Jira can fail ends in the sentence that helps.

use crate::stage::{MAYA, Stage};
use rstest::rstest;
use serde_json::{Value, json};

#[rstest]
#[case::server_error(json!({ "status": 500, "body": "html" }), "unreachable", "Jira is not answering")]
#[case::unavailable(json!({ "status": 503, "body": "empty" }), "unreachable", "Jira is not answering")]
#[case::not_json(json!({ "status": 200, "body": "html" }), "unreachable", "does not understand")]
#[case::cut_connection(json!({ "cut": "before" }), "unreachable", "Jira is not answering")]
#[case::cut_within_the_answer(json!({ "cut": "within" }), "unreachable", "Jira is not answering")]
#[case::asked_to_wait(json!({ "status": 429, "retry_after": "1800" }), "busy", "Try again in 30 minutes")]
#[case::forbidden(json!({ "status": 403 }), "not_visible", "does not show this to you")]
#[case::not_found(json!({ "status": 404 }), "not_visible", "does not show this to you")]
#[case::removed_api(json!({ "status": 410 }), "unreachable", "no longer offers a call")]
#[case::refused_query(json!({ "status": 400, "body": { "text": "{\"errorMessages\":[\"The value 'X' does not exist for the field 'project'.\"],\"errors\":{}}" } }), "query", "The value 'X' does not exist for the field 'project'.")]
#[case::scope(json!({ "status": 401, "body": { "text": "{\"code\":401,\"message\":\"Unauthorized; scope does not match\"}" } }), "scopes_missing", "does not cover reading Jira issues")]
#[case::not_installed(json!({ "status": 403, "body": { "text": "{\"code\":403,\"message\":\"The app is not installed on this instance\"}" } }), "not_visible", "removed or blocked the app")]
#[tokio::test]
async fn a_failing_search(#[case] mut fault: Value, #[case] kind: &str, #[case] says: &str) {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    fault["path"] = json!("/ex/jira/*/search/jql");
    fault["times"] = json!(0);
    stage.control("faults", fault).await;
    let failure = stage
        .service
        .preview(&maya, &stage.spec("project is not EMPTY", "status"))
        .await
        .unwrap_err();
    assert_eq!(failure.kind(), kind, "{failure}");
    assert!(failure.sentence().contains(says), "{failure}");
}

#[tokio::test]
async fn jiras_own_sentence_about_a_query_is_passed_on() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    for (jql, says) in [
        (
            "project = NOWHERE",
            "The value 'NOWHERE' does not exist for the field 'project'.",
        ),
        (
            "universe = 42",
            "Field 'universe' does not exist or you do not have permission to view it.",
        ),
        ("project project", "Expecting operator but got 'project'"),
    ] {
        let failure = stage
            .service
            .preview(&maya, &stage.spec(jql, "status"))
            .await
            .unwrap_err();
        assert_eq!(failure.kind(), "query", "{jql}: {failure}");
        assert!(failure.sentence().contains(says), "{jql}: {failure}");
    }
}

#[tokio::test]
async fn a_page_that_fails_once_is_asked_again_and_nothing_is_missing() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    stage
        .control(
            "faults",
            json!({ "path": "/ex/jira/*/search/jql", "status": 502, "after": 3, "times": 2 }),
        )
        .await;
    let table = stage
        .service
        .preview(&maya, &stage.spec("project is not EMPTY", "status"))
        .await
        .unwrap()
        .table;
    let count = stage
        .service
        .count_issues(&maya, &stage.site(0), "project is not EMPTY")
        .await
        .unwrap()
        .count;
    assert_eq!(crate::whole(table.total), count);
}

#[tokio::test]
async fn a_field_that_is_not_there_is_named_with_its_path() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let failure = stage
        .service
        .preview(&maya, &stage.spec("project is not EMPTY", "prioritty"))
        .await
        .unwrap_err();
    assert_eq!(failure.kind(), "spec");
    assert!(
        failure.sentence().starts_with("chart_by.field") && failure.sentence().contains("priority"),
        "{failure}"
    );
}
