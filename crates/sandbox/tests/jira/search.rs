//! Searching: pages, tokens, what is refused, and the old search that is gone.

use std::collections::BTreeSet;

use axum::body::Body;
use http::{Method, StatusCode};
use jiff::SignedDuration;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Client, JONAS, MAYA, PRIYA, client, encoded, fresh};

const EVERYTHING: &str = "created > 1990-01-01";

fn ids(pages: &[Vec<Value>]) -> Vec<u64> {
    let all = pages.iter().flatten();
    all.map(|issue| {
        issue["id"]
            .as_str()
            .and_then(|id| id.parse().ok())
            .expect("an id")
    })
    .collect()
}

#[tokio::test]
async fn all_pages_together_are_the_count_and_hold_every_issue_once() {
    let maya = client(MAYA);
    for (jql, fields) in [
        (EVERYTHING, ["id"]),
        ("status = Done ORDER BY priority, updated DESC", ["summary"]),
    ] {
        let pages = maya.pages(jql, &fields, 1000).await;
        let ids = ids(&pages);
        assert!(pages.len() > 1, "{jql} has more than one page");
        assert_eq!(ids.len() as u64, maya.count(jql).await, "{jql}");
        assert_eq!(
            ids.iter().collect::<BTreeSet<_>>().len(),
            ids.len(),
            "{jql}"
        );
    }
}

#[tokio::test]
async fn an_issue_is_its_id_alone_unless_fields_are_asked_for() {
    let body = client(MAYA)
        .post("/search/jql", json!({ "jql": EVERYTHING }))
        .await
        .ok();
    let issues = body["issues"].as_array().expect("issues");
    assert_eq!(issues.len(), 50);
    let first = issues[0].as_object().expect("an object");
    assert_eq!(first.keys().collect::<Vec<_>>(), ["id"]);
    assert!(body.get("total").is_none() && body.get("startAt").is_none());
}

#[rstest]
#[case(json!(["summary"]), 100)]
#[case(json!(["*all"]), 100)]
#[case(json!(["id"]), 5000)]
#[case(json!(["key"]), 5000)]
#[tokio::test]
async fn a_page_is_cut_at_the_cap_of_what_it_holds(#[case] fields: Value, #[case] cap: usize) {
    let ask = json!({ "jql": EVERYTHING, "fields": fields, "maxResults": 10_000 });
    let answer = client(MAYA).post("/search/jql", ask).await;
    assert_eq!(answer.objects, cap as u64, "every issue costs a point");
    assert_eq!(answer.ok()["issues"].as_array().map(Vec::len), Some(cap));
}

#[tokio::test]
async fn a_token_is_good_for_its_query_and_its_person_for_seven_days() {
    let sandbox = fresh();
    let maya = Client::new(&sandbox, MAYA);
    let jonas = Client::new(&sandbox, JONAS);
    let first = maya
        .post("/search/jql", json!({ "jql": EVERYTHING }))
        .await
        .ok();
    let token = first["nextPageToken"].as_str().expect("a token").to_owned();
    let ask = |jql: &str, token: &str| json!({ "jql": jql, "nextPageToken": token });
    let message = "The provided next page token is invalid or expired.";

    let second = maya.post("/search/jql", ask(EVERYTHING, &token)).await.ok();
    assert_ne!(first["issues"], second["issues"]);
    let other_query = maya
        .post("/search/jql", ask("created > 1991-01-01", &token))
        .await;
    assert_eq!(other_query.refused(StatusCode::BAD_REQUEST), message);
    let other_person = jonas.post("/search/jql", ask(EVERYTHING, &token)).await;
    assert_eq!(other_person.refused(StatusCode::BAD_REQUEST), message);
    let changed = maya
        .post("/search/jql", ask(EVERYTHING, &format!("{token}A")))
        .await;
    assert_eq!(changed.refused(StatusCode::BAD_REQUEST), message);
    sandbox
        .clock
        .advance(SignedDuration::from_hours(7 * 24 + 1));
    let too_late = maya.post("/search/jql", ask(EVERYTHING, &token)).await;
    assert_eq!(too_late.refused(StatusCode::BAD_REQUEST), message);
}

#[rstest]
#[case("")]
#[case("ORDER BY created DESC")]
#[tokio::test]
async fn a_query_without_a_restriction_is_refused_everywhere(#[case] jql: &str) {
    let maya = client(MAYA);
    let sentence = "Unbounded JQL queries are not allowed here. Please add a search restriction to your query.";
    let body = json!({ "jql": jql });
    for answer in [
        maya.post("/search/jql", body.clone()).await,
        maya.post("/search/approximate-count", body).await,
        maya.get(&format!("/search/jql?jql={}", encoded(jql))).await,
    ] {
        assert_eq!(answer.refused(StatusCode::BAD_REQUEST), sentence);
    }
}

#[tokio::test]
async fn seven_sort_fields_are_the_most() {
    let maya = client(MAYA);
    let sorts = [
        "created", "updated", "key", "status", "priority", "assignee", "reporter", "summary",
    ];
    let jql = |count: usize| format!("{EVERYTHING} ORDER BY {}", sorts[..count].join(", "));
    maya.post("/search/jql", json!({ "jql": jql(7) }))
        .await
        .ok();
    maya.post("/search/jql", json!({ "jql": jql(8) }))
        .await
        .refused(StatusCode::BAD_REQUEST);
}

#[rstest]
#[case("/rest/api/3/search")]
#[case("/rest/api/2/search")]
#[case("/rest/api/latest/search?jql=project%3DX")]
#[tokio::test]
async fn the_old_search_is_gone(#[case] path: &str) {
    for method in [Method::GET, Method::POST] {
        let answer = client(MAYA).send(method, path, Body::from("{}")).await;
        let message = answer.refused(StatusCode::GONE);
        assert!(message.starts_with(
            "The requested API has been removed. Please migrate to the /rest/api/3/search/jql API."
        ));
    }
}

#[rstest]
#[case(json!({ "jql": EVERYTHING, "reconcileIssues": (0..51).collect::<Vec<u64>>() }))]
#[case(json!({ "jql": EVERYTHING, "properties": ["a", "b", "c", "d", "e", "f"] }))]
#[case(json!({ "jql": EVERYTHING, "maxResults": 0 }))]
#[case(json!({ "jql": EVERYTHING, "maxResults": "many" }))]
#[case(json!({ "jql": EVERYTHING, "startAt": 50 }))]
#[case(json!([]))]
#[tokio::test]
async fn a_body_that_the_search_does_not_take_is_refused(#[case] body: Value) {
    client(MAYA)
        .post("/search/jql", body)
        .await
        .refused(StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn somebody_without_a_token_is_not_answered() {
    let router = sandbox::jira::router(fresh());
    let request = http::Request::get("/rest/api/3/myself")
        .body(Body::empty())
        .expect("a request");
    let response = tower::ServiceExt::oneshot(router, request)
        .await
        .expect("an answer");
    assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
    assert!(client(PRIYA).get("/myself").await.status.is_success());
}
