//! Webhooks: registering them, and telling a genuine delivery from another.

use jira::webhook::{NotADelivery, verify_delivery};
use jira::{Error, NewWebhook};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use rstest::rstest;
use serde_json::{Value, json};
use wiremock::ResponseTemplate;

use crate::support::{Bench, SECRET, html, json as answer};

fn hook(filter: &str) -> NewWebhook {
    NewWebhook {
        events: vec!["jira:issue_updated".to_owned()],
        jql_filter: filter.to_owned(),
        field_ids_filter: Vec::new(),
    }
}

#[tokio::test]
async fn each_webhook_is_registered_or_refused_with_a_sentence() {
    let bench = Bench::new().await;
    let result = json!({"webhookRegistrationResult":
        [{"createdWebhookId": 1000}, {"errors": ["The clause watchCount is unsupported"]}]});
    bench.jira("POST", "webhook", answer(200, result)).await;
    let url = "https://charts.example.com/hooks/jira".parse().unwrap();
    let mut narrow = hook("watchCount > 1");
    narrow.field_ids_filter = vec!["summary".to_owned()];
    let results = bench
        .site()
        .register_webhooks(&url, &[hook("project = PRJ"), narrow])
        .await
        .unwrap();
    assert_eq!(
        results,
        [
            Ok(1000),
            Err(vec!["The clause watchCount is unsupported".to_owned()])
        ]
    );
    let expected = json!({"url": "https://charts.example.com/hooks/jira", "webhooks": [
        {"events": ["jira:issue_updated"], "jqlFilter": "project = PRJ"},
        {"events": ["jira:issue_updated"], "jqlFilter": "watchCount > 1", "fieldIdsFilter": ["summary"]}]});
    assert_eq!(
        bench.requests().await[0].body_json::<Value>().unwrap(),
        expected
    );
}

#[tokio::test]
async fn a_registration_that_may_have_arrived_is_not_sent_again() {
    let bench = Bench::new().await;
    bench.jira("POST", "webhook", html(502)).await;
    let url = "https://charts.example.com/hooks/jira".parse().unwrap();
    let result = bench
        .site()
        .register_webhooks(&url, &[hook("project = PRJ")])
        .await;
    assert!(matches!(result, Err(Error::Transient { .. })), "{result:?}");
    assert_eq!(bench.requests().await.len(), 1);
}

#[rstest]
#[case::as_shown(json!("2019-06-01T12:42:30.000+0000"))]
#[case::as_described(json!(1_559_392_950_000_i64))]
#[tokio::test]
async fn webhooks_are_listed_and_refreshed_with_their_end(#[case] end: Value) {
    let bench = Bench::new().await;
    let row = json!({"id": 10000, "jqlFilter": "project = PRJ", "events": ["jira:issue_updated"],
        "fieldIdsFilter": ["summary"], "expirationDate": end, "url": "https://charts.example.com/hooks/jira"});
    let page = json!({"maxResults": 3, "startAt": 0, "total": 1, "isLast": true, "values": [row]});
    bench.jira("GET", "webhook", answer(200, page)).await;
    bench
        .jira(
            "PUT",
            "webhook/refresh",
            answer(200, json!({"expirationDate": end})),
        )
        .await;
    let expires = "2019-06-01T12:42:30Z".parse().unwrap();
    let listed = bench.site().webhooks().await.unwrap();
    assert_eq!(
        (
            listed[0].id,
            listed[0].jql_filter.as_str(),
            listed[0].expires
        ),
        (10000, "project = PRJ", Some(expires))
    );
    assert_eq!(bench.site().refresh_webhooks(&[10000]).await, Ok(expires));
    let body: Value = bench.requests().await[1].body_json().unwrap();
    assert_eq!(body, json!({"webhookIds": [10000]}));
}

#[tokio::test]
async fn removing_webhooks_is_answered_with_nothing_and_may_be_repeated() {
    let bench = Bench::new().await;
    bench.jira_once("DELETE", "webhook", html(503)).await;
    bench
        .jira("DELETE", "webhook", ResponseTemplate::new(202))
        .await;
    assert_eq!(bench.site().delete_webhooks(&[1000, 1001]).await, Ok(()));
    assert_eq!(bench.requests().await.len(), 2);
}

const NOW: i64 = 1_764_000_000;

fn token(algorithm: Algorithm, secret: &str, claims: &Value) -> String {
    let key = EncodingKey::from_secret(secret.as_bytes());
    let token = encode(&Header::new(algorithm), claims, &key).unwrap();
    format!("Bearer {token}")
}

#[rstest]
#[case::genuine(Algorithm::HS256, SECRET, json!({"iss": "client-id", "iat": NOW, "exp": NOW + 180}), true)]
#[case::with_other_claims(Algorithm::HS256, SECRET, json!({"iss": "jira", "aud": "x", "exp": NOW + 180}), true)]
#[case::a_clock_apart(Algorithm::HS256, SECRET, json!({"exp": NOW - 59}), true)]
#[case::old(Algorithm::HS256, SECRET, json!({"exp": NOW - 60}), false)]
#[case::without_an_end(Algorithm::HS256, SECRET, json!({"iss": "client-id"}), false)]
#[case::with_a_text_for_an_end(Algorithm::HS256, SECRET, json!({"exp": "never"}), false)]
#[case::not_yet_good(Algorithm::HS256, SECRET, json!({"exp": NOW + 500, "nbf": NOW + 61}), false)]
#[case::by_another_secret(Algorithm::HS256, "guess", json!({"exp": NOW + 180}), false)]
#[case::by_another_hash(Algorithm::HS512, SECRET, json!({"exp": NOW + 180}), false)]
fn a_delivery_is_genuine_by_secret_and_time(
    #[case] algorithm: Algorithm,
    #[case] secret: &str,
    #[case] claims: Value,
    #[case] genuine: bool,
) {
    let now = jiff::Timestamp::from_second(NOW).unwrap();
    let header = token(algorithm, secret, &claims);
    let expected = if genuine { Ok(()) } else { Err(NotADelivery) };
    assert_eq!(verify_delivery(&header, &SECRET.into(), now), expected);
    assert_eq!(
        verify_delivery(&header.replace("Bearer", "JWT"), &SECRET.into(), now),
        Err(NotADelivery)
    );
}
