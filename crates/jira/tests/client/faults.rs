//! Each fault ends in the error that tells the caller what to do, after the right number of tries.

use jira::Error;
use rstest::rstest;
use serde_json::{Value, json};
use wiremock::ResponseTemplate;

use crate::support::{Bench, html, json};

fn says(sentence: &str) -> Value {
    json!({"errorMessages": [sentence], "errors": {}})
}

fn gateway(code: u16, message: &str) -> Value {
    json!({"code": code, "message": message})
}

#[rstest]
#[case::bad_query(
    400, says("Field 'universe' does not exist or you do not have permission to view it."),
    Error::Query { messages: vec!["Field 'universe' does not exist or you do not have permission to view it.".into()] }
)]
#[case::dead_token(401, gateway(401, "Unauthorized"), Error::Reauthorize)]
#[case::missing_scope(
    401,
    gateway(401, "Unauthorized; scope does not match"),
    Error::ScopeMissing
)]
#[case::uninstalled(
    403,
    gateway(403, "The app is not installed on this instance"),
    Error::SiteGone
)]
#[case::forbidden(
    403, says("You may not."), Error::NotVisible { messages: vec!["You may not.".into()] }
)]
#[case::not_found(404, says("Not there."), Error::NotVisible { messages: vec!["Not there.".into()] })]
#[case::removed(410, says("The requested API has been removed."), Error::Removed)]
#[tokio::test]
async fn a_refusal_is_final_and_asked_once(
    #[case] status: u16,
    #[case] body: Value,
    #[case] expected: Error,
) {
    let bench = Bench::new().await;
    bench
        .jira("POST", "search/approximate-count", json(status, body))
        .await;
    assert_eq!(
        bench.site().approximate_count("universe = 42").await,
        Err(expected)
    );
    assert_eq!(bench.requests().await.len(), 1);
    assert!(bench.naps().is_empty());
}

#[tokio::test]
async fn a_short_retry_after_is_waited_for() {
    let bench = Bench::new().await;
    let busy = ResponseTemplate::new(429).insert_header("Retry-After", "3");
    bench
        .jira_once("POST", "search/approximate-count", busy)
        .await;
    bench
        .jira(
            "POST",
            "search/approximate-count",
            json(200, json!({"count": 153})),
        )
        .await;
    let site = bench.site();
    assert_eq!(site.approximate_count("project = HSP").await, Ok(153));
    assert_eq!(bench.naps(), [3.0]);
    assert_eq!(site.meter().calls, 2, "a repeated request costs again");
}

#[tokio::test]
async fn a_long_retry_after_is_handed_to_the_caller_at_once() {
    let bench = Bench::new().await;
    let wall = json(429, says("Rate limit exceeded."))
        .insert_header("Retry-After", "1847")
        .insert_header("RateLimit-Reason", "jira-quota-tenant-based");
    bench.jira("GET", "field", wall).await;
    assert_eq!(
        bench.site().fields().await,
        Err(Error::WaitUntil { seconds: 1847 })
    );
    assert_eq!(bench.requests().await.len(), 1);
    assert!(bench.naps().is_empty());
}

#[tokio::test]
async fn a_429_without_a_wait_is_tried_four_times() {
    let bench = Bench::new().await;
    bench
        .jira(
            "GET",
            "field",
            ResponseTemplate::new(429).set_body_string("Too many"),
        )
        .await;
    assert_eq!(
        bench.site().fields().await,
        Err(Error::WaitUntil { seconds: 30 })
    );
    assert_eq!(bench.requests().await.len(), 4);
    assert_eq!(bench.naps(), [2.0, 4.0, 8.0]);
}

#[rstest]
#[case(500)]
#[case(502)]
#[case(503)]
#[tokio::test]
async fn a_broken_server_with_an_html_page_is_transient(#[case] status: u16) {
    let bench = Bench::new().await;
    bench.jira("GET", "field", html(status)).await;
    let error = bench.site().fields().await.unwrap_err();
    assert_eq!(
        error,
        Error::Transient {
            what: format!("field: status {status}")
        }
    );
    assert_eq!(bench.requests().await.len(), 4);
}

#[tokio::test]
async fn a_search_is_safe_to_repeat() {
    let bench = Bench::new().await;
    bench
        .jira_once("POST", "search/approximate-count", html(503))
        .await;
    bench
        .jira(
            "POST",
            "search/approximate-count",
            json(200, json!({"count": 1})),
        )
        .await;
    assert_eq!(bench.site().approximate_count("project = HSP").await, Ok(1));
    let requests = bench.requests().await;
    assert_eq!(requests[0].body, requests[1].body);
}
