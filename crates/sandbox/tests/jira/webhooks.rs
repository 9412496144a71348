//! Registering webhooks.

use http::{Method, StatusCode};
use jiff::SignedDuration;
use rstest::rstest;
use serde_json::{Value, json};

use crate::schema::{described, described_by};
use crate::support::{Client, JONAS, MAYA, fresh};

const URL: &str = "http://localhost:3000/hooks/jira";

fn hooks(filters: &[&str]) -> Value {
    let hooks: Vec<Value> = filters
        .iter()
        .map(|filter| json!({ "events": ["jira:issue_updated"], "jqlFilter": filter }))
        .collect();
    json!({ "url": URL, "webhooks": hooks })
}

async fn register(client: &Client, body: Value) -> Vec<Value> {
    let answer = client.post("/webhook", body).await.ok();
    answer["webhookRegistrationResult"]
        .as_array()
        .expect("results")
        .clone()
}

/// The filters of the living webhooks.
async fn listed(client: &Client) -> Vec<String> {
    let page = client.get("/webhook").await.ok();
    let rows = page["values"].as_array().expect("a page").iter();
    rows.filter_map(|row| row["jqlFilter"].as_str().map(str::to_owned))
        .collect()
}

#[tokio::test]
async fn answers_are_as_described_when_dates_are_numbers() {
    let sandbox = fresh();
    sandbox.switches_mut().numeric_webhook_dates = true;
    let maya = Client::new(&sandbox, MAYA);
    let mut body = hooks(&["project = SHOP", "watchCount = 1"]);
    body["webhooks"][0]["fieldIdsFilter"] = json!(["summary"]);
    let ok = StatusCode::OK;
    let made = described(&maya, "/webhook", "/webhook", Some(body), ok).await;
    let results = &made["webhookRegistrationResult"];
    assert_eq!(results[0]["createdWebhookId"], 1000);
    assert_eq!(
        results[1]["errors"],
        json!(["The clause watchCount is unsupported"])
    );
    let page = described(&maya, "/webhook", "/webhook", None, ok).await;
    assert_eq!(
        (page["total"].as_u64(), page["isLast"].as_bool()),
        (Some(1), Some(true))
    );
    let ids = json!({ "webhookIds": [1000, 4711] });
    let refresh = "/webhook/refresh";
    described_by(&maya, Method::PUT, refresh, refresh, Some(ids.clone()), ok).await;
    let removed = maya
        .send(Method::DELETE, "/webhook", ids.to_string().into())
        .await;
    assert_eq!(
        (removed.status, removed.body),
        (StatusCode::ACCEPTED, Value::Null)
    );
    assert_eq!(listed(&maya).await, Vec::<String>::new());
    let bad = StatusCode::BAD_REQUEST;
    described(
        &maya,
        "/webhook",
        "/webhook",
        Some(json!({ "url": URL })),
        bad,
    )
    .await;
    let none = json!({ "webhookIds": [] });
    described_by(&maya, Method::PUT, refresh, refresh, Some(none), bad).await;
}

#[tokio::test]
async fn an_end_is_a_text_as_in_the_examples_unless_told_otherwise() {
    let maya = Client::new(&fresh(), MAYA);
    register(&maya, hooks(&["project = SHOP"])).await;
    let page = maya.get("/webhook").await.ok();
    assert_eq!(
        page["values"][0]["expirationDate"],
        "2026-12-23T09:00:00.000+0000"
    );
}

#[tokio::test]
async fn an_account_has_five_and_sees_its_own_alone() {
    let sandbox = fresh();
    let maya = Client::new(&sandbox, MAYA);
    let six = register(&maya, hooks(&["project = SHOP"; 6])).await;
    assert!(six[..5].iter().all(|it| it["createdWebhookId"].is_u64()));
    assert!(
        six[5]["errors"][0]
            .as_str()
            .is_some_and(|it| it.contains("limit of 5"))
    );
    let jonas = Client::new(&sandbox, JONAS);
    assert_eq!(listed(&jonas).await, Vec::<String>::new());
    register(&jonas, hooks(&["issuetype = Bug"])).await;
    let all: Vec<u64> = (1000..1010).collect();
    let ids = json!({ "webhookIds": all }).to_string();
    jonas.send(Method::DELETE, "/webhook", ids.into()).await;
    assert_eq!(listed(&maya).await.len(), 5, "somebody else's stay");
    assert_eq!(listed(&jonas).await, Vec::<String>::new());
}

#[tokio::test]
async fn thirty_days_end_a_webhook_and_a_refresh_begins_them_anew() {
    let sandbox = fresh();
    let maya = Client::new(&sandbox, MAYA);
    register(&maya, hooks(&["project = SHOP", "issuetype = Bug"])).await;
    sandbox.clock.advance(SignedDuration::from_hours(29 * 24));
    let ids = json!({ "webhookIds": [1001] }).to_string();
    maya.send(Method::PUT, "/webhook/refresh", ids.into()).await;
    sandbox.clock.advance(SignedDuration::from_hours(24));
    assert_eq!(listed(&maya).await, ["issuetype = Bug"]);
    let late = json!({ "webhookIds": [1000] }).to_string();
    maya.send(Method::PUT, "/webhook/refresh", late.into())
        .await;
    assert_eq!(
        listed(&maya).await,
        ["issuetype = Bug"],
        "what has ended stays so"
    );
}

#[tokio::test]
async fn all_webhooks_of_an_app_go_to_one_address() {
    let sandbox = fresh();
    register(&Client::new(&sandbox, MAYA), hooks(&["project = SHOP"])).await;
    let mut elsewhere = hooks(&["project = SHOP"]);
    elsewhere["url"] = json!("http://localhost:9999/hooks/jira");
    let answer = Client::new(&sandbox, JONAS)
        .post("/webhook", elsewhere)
        .await;
    assert_eq!(
        answer.refused(StatusCode::BAD_REQUEST),
        "Only a single URL per app is allowed to be registered."
    );
}

#[rstest]
#[case::no_filter(json!({ "events": ["jira:issue_updated"] }), "The JQL filter is required.")]
#[case::no_event(json!({ "events": [], "jqlFilter": "project = SHOP" }), "At least one event is required.")]
#[case::an_unknown_event(json!({ "events": ["sprint_started"], "jqlFilter": "project = SHOP" }), "The event sprint_started is not supported.")]
#[tokio::test]
async fn what_cannot_be_a_webhook_is_told_why(#[case] hook: Value, #[case] sentence: &str) {
    let maya = Client::new(&fresh(), MAYA);
    let results = register(&maya, json!({ "url": URL, "webhooks": [hook] })).await;
    assert_eq!(results[0]["errors"], json!([sentence]));
}
