//! The hour's pool of points, and bursts.

use axum::http::StatusCode;
use sandbox::Config;
use serde_json::json;

use crate::desk::{Answer, Desk, MAYA};

async fn search(desk: &Desk, token: &str) -> Answer {
    let path = format!("/ex/jira/{}/rest/api/3/search/jql", desk.sites()[0]);
    let query =
        json!({ "jql": "created > \"1970/01/01\"", "fields": ["summary"], "maxResults": 100 });
    desk.post_with(&path, token, query).await
}

async fn server_info(desk: &Desk, token: &str) -> Answer {
    let path = format!("/ex/jira/{}/rest/api/3/serverInfo", desk.sites()[0]);
    desk.get_with(&path, token).await
}

#[tokio::test]
async fn a_call_costs_one_point_and_each_issue_in_the_answer_one_more() {
    let desk = Desk::new();
    let (access, _) = desk.tokens(MAYA).await;
    let answer = search(&desk, &access).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    assert_eq!(answer.header("x-ratelimit-limit"), Some("65000"));
    assert_eq!(answer.header("x-ratelimit-remaining"), Some("64899"));
    assert_eq!(
        answer.header("ratelimit-policy"),
        Some("\"global-app-quota\";q=65000;w=3600")
    );
    assert_eq!(answer.header("x-ratelimit-nearlimit"), None);
    assert_eq!(
        server_info(&desk, &access)
            .await
            .header("x-ratelimit-remaining"),
        Some("64898")
    );
}

#[tokio::test]
async fn below_a_fifth_the_answers_warn() {
    let desk = Desk::new();
    let (access, _) = desk.tokens(MAYA).await;
    desk.control("points", json!({ "left": 13_000 })).await;
    let answer = server_info(&desk, &access).await;
    assert_eq!(answer.header("x-ratelimit-nearlimit"), Some("true"));
    assert_eq!(
        answer.header("ratelimit"),
        Some("\"global-app-quota\";r=12999;t=2700")
    );
}

#[tokio::test]
async fn an_empty_pool_is_a_429_until_the_top_of_the_utc_hour() {
    let desk = Desk::with(Config {
        points_per_hour: 150,
        ..Config::at_port(4000)
    });
    let (access, _) = desk.tokens(MAYA).await;
    for _ in 0..2 {
        assert_eq!(search(&desk, &access).await.status, StatusCode::OK);
    }
    let answer = search(&desk, &access).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(
        answer.json(),
        json!({ "errorMessages": ["Rate limit exceeded."], "errors": {} })
    );
    for (name, value) in [
        ("retry-after", "2700"),
        ("x-ratelimit-remaining", "0"),
        ("x-ratelimit-reset", "2026-11-23T10:00:00Z"),
        ("ratelimit-reason", "jira-quota-global-based"),
    ] {
        assert_eq!(answer.header(name), Some(value), "{name}");
    }
    assert_eq!(
        desk.get_with("/me", &access).await.status,
        StatusCode::OK,
        "only Jira is metered"
    );
    desk.wait_seconds(2700);
    // The access token's hour is not over yet: 45 minutes passed.
    assert_eq!(search(&desk, &access).await.status, StatusCode::OK);
}

#[tokio::test]
async fn by_switch_a_429_is_plain_text_and_keeps_the_time_to_itself() {
    let desk = Desk::new();
    let (access, _) = desk.tokens(MAYA).await;
    desk.control("points", json!({ "left": 0 })).await;
    desk.control(
        "switches",
        json!({ "rate_limit_body": "plain", "retry_after": false }),
    )
    .await;
    let answer = server_info(&desk, &access).await;
    assert_eq!(
        (answer.status, answer.text.as_str()),
        (StatusCode::TOO_MANY_REQUESTS, "Rate limit exceeded")
    );
    assert_eq!(answer.header("retry-after"), None);
}

#[tokio::test]
async fn by_switch_a_hundred_calls_a_second_are_the_most_for_one_site_and_endpoint() {
    let desk = Desk::new();
    let (access, _) = desk.tokens(MAYA).await;
    desk.control("switches", json!({ "burst_limits": true }))
        .await;
    for _ in 0..100 {
        assert_eq!(server_info(&desk, &access).await.status, StatusCode::OK);
    }
    let answer = server_info(&desk, &access).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(
        (
            answer.header("ratelimit-reason"),
            answer.header("retry-after")
        ),
        (Some("jira-burst-based"), Some("1"))
    );
    let elsewhere = format!("/ex/jira/{}/rest/api/3/serverInfo", desk.sites()[1]);
    assert_eq!(
        desk.get_with(&elsewhere, &access).await.status,
        StatusCode::OK
    );
    desk.wait_seconds(1);
    assert_eq!(server_info(&desk, &access).await.status, StatusCode::OK);
}
