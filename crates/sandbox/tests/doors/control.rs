//! `/_control`: what a test can make happen.

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode, header};
use rstest::rstest;
use serde_json::json;
use std::net::SocketAddr;

use crate::desk::{Desk, MAYA, PRIYA};

#[tokio::test]
async fn every_route_of_the_help_exists() {
    let desk = Desk::new();
    for (method, path, body, _) in sandbox::control::HELP {
        let request = Request::builder()
            .method(*method)
            .uri(*path)
            .header(header::HOST, "localhost:4000");
        let answer = desk.send(request.body(Body::from(*body)).unwrap()).await;
        assert!(
            !matches!(
                answer.status,
                StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED
            ),
            "{method} {path}: {}",
            answer.status
        );
    }
}

#[rstest]
#[case::this_machine("127.0.0.1:5", "localhost:4000", None, true)]
#[case::this_machine_v6("[::1]:5", "localhost:4000", None, true)]
#[case::mapped("[::ffff:127.0.0.1]:5", "127.0.0.1:4000", None, true)]
#[case::another_machine("192.0.2.7:5", "localhost:4000", None, false)]
#[case::another_sites_page("127.0.0.1:5", "localhost:4000", Some("cross-site"), false)]
#[case::a_name_that_was_rebound("127.0.0.1:5", "evil.example:4000", None, false)]
#[tokio::test]
async fn it_answers_to_this_machine_alone(
    #[case] peer: &str,
    #[case] host: &str,
    #[case] fetch_site: Option<&str>,
    #[case] answered: bool,
) {
    let desk = Desk::new();
    let peer: SocketAddr = peer.parse().unwrap();
    let mut request = Request::builder()
        .uri("/_control/clock")
        .header(header::HOST, host)
        .extension(ConnectInfo(peer));
    if let Some(site) = fetch_site {
        request = request.header("sec-fetch-site", site);
    }
    let answer = desk.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(
        answer.status == StatusCode::OK,
        answered,
        "{}",
        answer.status
    );
}

#[tokio::test]
async fn the_clock_is_set_moved_and_given_back() {
    let desk = Desk::new();
    let read = desk
        .control("clock", json!({ "advance_seconds": 3600 }))
        .await;
    assert_eq!(read["now"], "2026-11-23T10:15:00Z");
    let read = desk
        .control(
            "clock",
            json!({ "set": "2027-01-01T00:00:00Z", "frozen": true }),
        )
        .await;
    assert_eq!(
        (read["now"].as_str(), read["frozen"].as_bool()),
        (Some("2027-01-01T00:00:00Z"), Some(true))
    );
    desk.control("clock", json!({ "reset": true })).await;
    assert_eq!(desk.now().to_string(), "2026-11-23T09:15:00Z");
}

#[tokio::test]
async fn a_fault_answers_in_place_of_the_endpoint_as_often_as_it_was_asked_to() {
    let desk = Desk::new();
    let (access, _) = desk.tokens(MAYA).await;
    let fault =
        json!({ "path": "/me", "status": 503, "times": 2, "retry_after": "7", "body": "html" });
    desk.control("faults", fault).await;
    for _ in 0..2 {
        let answer = desk.get_with("/me", &access).await;
        assert_eq!(
            (answer.status, answer.header("retry-after")),
            (StatusCode::SERVICE_UNAVAILABLE, Some("7"))
        );
        assert!(answer.text.contains("<h1>503 Service Unavailable</h1>"));
    }
    assert_eq!(desk.get_with("/me", &access).await.status, StatusCode::OK);
}

#[rstest]
#[case(json!("json"), "{\"code\":500,\"message\":\"Internal Server Error\"}")]
#[case(json!("plain"), "Internal Server Error")]
#[case(json!("empty"), "")]
#[case(json!({ "text": "{\"own\":true}" }), "{\"own\":true}")]
#[tokio::test]
async fn a_faults_body_is_chosen(#[case] body: serde_json::Value, #[case] expected: &str) {
    let desk = Desk::new();
    desk.control(
        "faults",
        json!({ "path": "/me", "status": 500, "body": body }),
    )
    .await;
    assert_eq!(desk.get_with("/me", "x").await.text, expected);
}

#[tokio::test]
async fn a_fault_on_the_token_endpoint_speaks_its_language() {
    let desk = Desk::new();
    desk.control("faults", json!({ "path": "/oauth/token", "status": 502 }))
        .await;
    let answer = desk.refresh("x").await;
    assert_eq!(
        (answer.status.as_u16(), answer.json()["error"].as_str()),
        (502, Some("server_error"))
    );
}

#[tokio::test]
async fn faults_can_be_forgotten() {
    let mut desk = Desk::new();
    desk.control(
        "faults",
        json!([{ "path": "*", "status": 500, "times": 0 }]),
    )
    .await;
    let request = Request::builder()
        .method("DELETE")
        .uri("/_control/faults")
        .body(Body::empty())
        .unwrap();
    assert_eq!(desk.send(request).await.json()["waiting"], json!([]));
    assert_eq!(desk.get("/").await.status, StatusCode::OK);
}

#[rstest]
#[case("faults", json!({ "path": "/me", "statsu": 500 }), "unknown field `statsu`")]
#[case("switches", json!({ "cop": true }), "unknown field `cop`")]
#[case("clock", json!({ "advance_seconds": "an hour" }), "expected i64")]
#[case("tokens", json!({ "person": "nobody" }), "there is nobody called")]
#[case("uninstall", json!({ "site": "00000000-0000-0000-0000-000000000000" }), "there is no site")]
#[tokio::test]
async fn a_mistake_is_answered_with_a_sentence(
    #[case] what: &str,
    #[case] body: serde_json::Value,
    #[case] sentence: &str,
) {
    let desk = Desk::new();
    let answer = desk.post_json(&format!("/_control/{what}"), body).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    let error = answer.json()["error"].as_str().unwrap().to_owned();
    assert!(error.contains(sentence), "{error}");
}

#[tokio::test]
async fn the_counters_know_every_call_and_refresh() {
    let mut desk = Desk::new();
    let (access, refresh) = desk.tokens(MAYA).await;
    desk.get_with("/me", &access).await;
    desk.get_with("/me", "wrong").await;
    desk.get_with(
        &format!("/ex/jira/{}/rest/api/3/serverInfo", desk.sites()[0]),
        &access,
    )
    .await;
    desk.refresh(&refresh).await;
    let counts = desk.get("/_control/counters").await.json();
    assert_eq!(counts["calls"]["GET /me"], 2);
    assert_eq!(
        counts["calls"]["GET /ex/jira/{cloudid}/rest/api/3/serverInfo"],
        1
    );
    assert_eq!(counts["statuses"], json!({ "200": 3, "401": 1 }));
    assert_eq!(
        (
            counts["refreshes"].as_u64(),
            counts["points"].as_u64(),
            counts["in_flight"].as_u64()
        ),
        (Some(1), Some(1), Some(0))
    );
}

#[tokio::test]
async fn every_secret_that_was_given_out_is_listed_until_the_reset() {
    let mut desk = Desk::new();
    let (access, refresh) = desk.tokens(MAYA).await;
    desk.refresh(&refresh).await;
    let listed = desk.get("/_control/secrets").await.json();
    let of = |kind: &str| -> Vec<String> {
        let all = listed.as_array().unwrap().iter();
        all.filter(|one| one["kind"] == kind)
            .map(|one| one["secret"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(of("code").len(), 1);
    assert_eq!(
        (of("access_token").len(), &of("access_token")[0]),
        (2, &access)
    );
    assert_eq!(
        (of("refresh_token").len(), &of("refresh_token")[0]),
        (2, &refresh)
    );
    desk.control("reset", json!({})).await;
    assert_eq!(desk.get("/_control/secrets").await.json(), json!([]));
}

#[tokio::test]
async fn a_log_in_without_a_page_is_good_on_every_host() {
    let desk = Desk::new();
    let given = desk
        .control("log_in", json!({ "person": "Maya Lindqvist" }))
        .await;
    let cookie = format!(
        "{}={}",
        given["name"].as_str().unwrap(),
        given["value"].as_str().unwrap()
    );
    for (host, path) in [
        ("localhost:4000", "/manage-profile/apps"),
        (&*site_host(&desk), "/issues/"),
    ] {
        let request = Request::builder()
            .uri(path)
            .header(header::HOST, host)
            .header(header::COOKIE, &cookie);
        let answer = desk.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::OK, "{host}");
    }
}

fn site_host(desk: &Desk) -> String {
    desk.sandbox.sites()[0]
        .url
        .split("://")
        .nth(1)
        .unwrap()
        .to_owned()
}

#[tokio::test]
async fn a_person_can_be_shut_out_of_a_site_and_let_in_again() {
    let desk = Desk::new();
    let (access, _) = desk.tokens(PRIYA).await;
    let site = desk.sites()[0];
    let path = format!("/ex/jira/{site}/rest/api/3/serverInfo");
    desk.control(
        "permissions",
        json!({ "site": site, "person": PRIYA, "remove": true }),
    )
    .await;
    assert_eq!(
        desk.get_with(&path, &access).await.status,
        StatusCode::FORBIDDEN
    );
    let key = desk.sandbox.world().site(site).unwrap().projects[0]
        .key
        .to_string();
    let shown = desk
        .control(
            "permissions",
            json!({ "site": site, "person": PRIYA, "projects": [key] }),
        )
        .await;
    assert_eq!(
        shown["access"],
        json!({ "projects": [key], "levels": [], "administer": false })
    );
    assert_eq!(desk.get_with(&path, &access).await.status, StatusCode::OK);
}

#[tokio::test]
async fn reset_forgets_grants_faults_switches_and_time() {
    let desk = Desk::new();
    let (access, _) = desk.tokens(MAYA).await;
    desk.control("switches", json!({ "coop": true })).await;
    desk.control("faults", json!({ "path": "*", "status": 500, "times": 0 }))
        .await;
    desk.control("clock", json!({ "advance_seconds": 5 })).await;
    desk.control("reset", json!({})).await;
    assert_eq!(
        desk.get_with("/me", &access).await.status,
        StatusCode::UNAUTHORIZED
    );
    assert!(!desk.sandbox.switches().coop);
    assert_eq!(desk.now().to_string(), "2026-11-23T09:15:00Z");
}

#[tokio::test]
async fn an_issue_can_be_changed_and_made() {
    let desk = Desk::new();
    let site = desk.sites()[0];
    let (key, project) = {
        let world = desk.sandbox.world();
        let site = world.site(site).unwrap();
        (site.key(&site.issues[0]), site.projects[0].key.to_string())
    };
    let body = json!({ "site": site, "key": key, "fields": { "summary": "Changed by a test" }, "by": MAYA });
    assert_eq!(desk.control("issue", body).await["key"], key);
    let made = desk
        .control(
            "issue",
            json!({ "site": site, "project": project, "fields": { "summary": "New" } }),
        )
        .await;
    let world = desk.sandbox.world();
    let site = world.site(site).unwrap();
    let summary = |key: &str| {
        site.issue(site.issue_by_key(key).unwrap())
            .summary
            .as_deref()
    };
    assert_eq!(summary(&key), Some("Changed by a test"));
    assert_eq!(summary(made["key"].as_str().unwrap()), Some("New"));
}

#[rstest]
#[case(json!({ "fields": {} }), "name either key")]
#[case(json!({ "key": "NOSUCH-1", "fields": { "summary": "x" } }), "there is no issue NOSUCH-1")]
#[case(json!({ "project": "NOSUCH" }), "there is no project NOSUCH")]
#[tokio::test]
async fn a_change_that_is_impossible_is_answered_with_a_sentence(
    #[case] mut body: serde_json::Value,
    #[case] sentence: &str,
) {
    let desk = Desk::new();
    body["site"] = json!(desk.sites()[0]);
    let answer = desk.post_json("/_control/issue", body).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.text.contains(sentence), "{}", answer.text);
}
