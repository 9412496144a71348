//! What Jira's webhooks are answered, genuine or not.

use super::Stage;
use axum::body::Body;
use http::{Request, StatusCode};

/// A delivery; the service's own story sends genuine ones.
fn delivery(authorization: Option<&str>, body: impl Into<Body>) -> Request<Body> {
    let mut request = Request::post("/hooks/jira")
        .header("content-type", "application/json")
        .header("x-atlassian-webhook-identifier", "d1");
    if let Some(authorization) = authorization {
        request = request.header("authorization", authorization);
    }
    request.body(body.into()).unwrap()
}

#[tokio::test]
async fn without_the_setting_there_are_no_webhooks() {
    let stage = Stage::set().await;
    let (response, body) = stage.ask(delivery(Some("Bearer x"), "{}")).await;
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    assert!(body.contains("INLAY_WEBHOOKS"), "{body}");
}

#[tokio::test]
async fn what_is_not_signed_by_atlassian_is_refused_for_good_however_large() {
    let stage = Stage::with(|settings| settings.webhooks = true).await;
    for authorization in [None, Some("Bearer x"), Some("Basic x")] {
        let (response, body) = stage
            .ask(delivery(authorization, vec![b' '; 1 << 20]))
            .await;
        assert_eq!(response.status(), StatusCode::UNAUTHORIZED, "{body}");
    }
    let (response, _) = stage.get("/hooks/jira").await;
    assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn a_genuine_delivery_is_taken_whatever_it_says() {
    let stage = Stage::with(|settings| settings.webhooks = true).await;
    let token = signed("not-to-be-told");
    let large = format!(
        r#"{{"webhookEvent":"jira:issue_updated","issue":{{"key":"A-1","fields":"{}"}}}}"#,
        "x".repeat(1 << 20)
    );
    for body in ["not json".to_owned(), "{}".into(), large] {
        let (response, body) = stage.ask(delivery(Some(&token), body)).await;
        assert_eq!(response.status(), StatusCode::NO_CONTENT, "{body}");
    }
    let endless = vec![b' '; 5 << 20];
    let (response, _) = stage.ask(delivery(Some(&token), endless)).await;
    assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
    let forged = signed("another secret");
    let (response, _) = stage.ask(delivery(Some(&forged), "{}")).await;
    assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
}

/// `Authorization` of a delivery, as Atlassian makes it.
fn signed(secret: &str) -> String {
    let now = service::Clock::system().now().as_second();
    let claims = serde_json::json!({ "iss": "client", "iat": now, "exp": now + 180 });
    let key = jsonwebtoken::EncodingKey::from_secret(secret.as_bytes());
    let header = jsonwebtoken::Header::new(jsonwebtoken::Algorithm::HS256);
    let token = jsonwebtoken::encode(&header, &claims, &key).unwrap();
    format!("Bearer {token}")
}
