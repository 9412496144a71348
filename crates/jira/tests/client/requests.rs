//! What is sent, and what never is.

use jira::{Client, Error};
use rstest::rstest;
use serde_json::json;

use crate::support::{Bench, CLOUD, TOKEN, config, jira_path, json};

#[tokio::test]
async fn a_key_stays_one_segment_of_the_path() {
    let bench = Bench::new().await;
    bench
        .jira(
            "GET",
            "project/A%2F..%2Fx%3Fy%23z/components",
            json(200, json!([])),
        )
        .await;
    assert_eq!(bench.site().components("A/../x?y#z").await, Ok(vec![]));
}

#[rstest]
#[case("..")]
#[case(".")]
#[case("")]
#[tokio::test]
async fn a_segment_that_would_name_another_resource_is_never_sent(#[case] key: &str) {
    let bench = Bench::new().await;
    let answer = bench.site().components(key).await;
    assert_eq!(answer, Err(Error::NotVisible { messages: vec![] }));
    assert!(bench.requests().await.is_empty());
}

#[tokio::test]
async fn every_jira_request_has_the_token_and_forces_the_language() {
    let bench = Bench::new().await;
    bench.jira("GET", "status", json(200, json!([]))).await;
    let site = bench
        .client
        .site(CLOUD.parse().unwrap(), TOKEN.into(), "de");
    site.statuses().await.unwrap();
    let request = &bench.requests().await[0];
    assert_eq!(request.url.path(), jira_path("status"));
    assert_eq!(request.headers["authorization"], format!("Bearer {TOKEN}"));
    assert_eq!(request.headers["accept-language"], "de");
    assert_eq!(request.headers["x-force-accept-language"], "true");
    assert!(
        request.headers["user-agent"]
            .to_str()
            .unwrap()
            .starts_with("Inlay/")
    );
}

#[rstest]
#[case("mailto:x@example.com")]
#[case("file:///etc")]
fn a_base_that_is_not_http_makes_no_client(#[case] base: &str) {
    let mut config = config("http://localhost");
    config.api_url = base.parse().unwrap();
    assert!(matches!(
        Client::new(config),
        Err(Error::Misconfigured { .. })
    ));
}
