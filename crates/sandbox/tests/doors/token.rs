//! `/oauth/token` with codes.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use rstest::rstest;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::desk::{Answer, CALLBACK, Desk, MAYA};

async fn code(desk: &Desk, challenge: Option<&str>) -> String {
    let answer = desk
        .control(
            "consent",
            json!({ "person": MAYA, "code_challenge": challenge }),
        )
        .await;
    answer["code"].as_str().unwrap().to_owned()
}

fn exchange(code: &str) -> Value {
    json!({
        "grant_type": "authorization_code", "client_id": "inlay-sandbox", "client_secret": "inlay-sandbox-secret",
        "code": code, "redirect_uri": CALLBACK,
    })
}

fn refused(answer: &Answer, status: u16, error: &str, sentence: &str) {
    assert_eq!(answer.status.as_u16(), status, "{}", answer.text);
    assert_eq!(
        answer.json(),
        json!({ "error": error, "error_description": sentence })
    );
}

async fn form(desk: &Desk, body: String, basic: Option<&str>) -> Answer {
    let mut request = Request::builder()
        .method("POST")
        .uri("/oauth/token")
        .header(header::HOST, "localhost:4000")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    if let Some(basic) = basic {
        request = request.header(
            header::AUTHORIZATION,
            format!("Basic {}", STANDARD.encode(basic)),
        );
    }
    desk.send(request.body(Body::from(body)).unwrap()).await
}

#[tokio::test]
async fn a_code_gives_a_pair_of_long_tokens() {
    let desk = Desk::new();
    let answer = desk
        .post_json("/oauth/token", exchange(&code(&desk, None).await))
        .await;
    assert_eq!(answer.status, StatusCode::OK);
    let pair = answer.json();
    assert_eq!(pair["expires_in"], 3600);
    assert_eq!(pair["token_type"], "Bearer");
    assert_eq!(
        pair["scope"],
        "read:jira-work read:jira-user read:me offline_access"
    );
    assert!(pair["access_token"].as_str().unwrap().len() > 2000);
    assert!(pair["refresh_token"].as_str().unwrap().len() > 255);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
}

#[tokio::test]
async fn without_offline_access_there_is_no_refresh_token() {
    let desk = Desk::new();
    let given = desk
        .control("consent", json!({ "person": MAYA, "scopes": ["read:me"] }))
        .await;
    let pair = desk
        .post_json("/oauth/token", exchange(given["code"].as_str().unwrap()))
        .await
        .json();
    assert!(pair.get("refresh_token").is_none());
}

#[tokio::test]
async fn a_form_body_and_basic_authentication_do_as_well() {
    let desk = Desk::new();
    let body = |code: &str, secret: &str| {
        url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs([
                ("grant_type", "authorization_code"),
                ("code", code),
                ("redirect_uri", CALLBACK),
            ])
            .extend_pairs([("client_id", "inlay-sandbox"), ("client_secret", secret)])
            .finish()
    };
    let first = form(
        &desk,
        body(&code(&desk, None).await, "inlay-sandbox-secret"),
        None,
    )
    .await;
    assert_eq!(first.status, StatusCode::OK);
    let basic = Some("inlay-sandbox:inlay-sandbox-secret");
    let second = form(&desk, body(&code(&desk, None).await, ""), basic).await;
    assert_eq!(second.status, StatusCode::OK, "{}", second.text);
}

#[rstest]
#[case("client_secret", json!("wrong"))]
#[case("client_secret", json!(""))]
#[case("client_secret", Value::Null)]
#[case("client_id", json!("someone-else"))]
#[tokio::test]
async fn a_wrong_secret_is_access_denied_and_leaves_the_code_alone(
    #[case] key: &str,
    #[case] value: Value,
) {
    let desk = Desk::new();
    let code = code(&desk, None).await;
    let mut body = exchange(&code);
    body[key] = value;
    refused(
        &desk.post_json("/oauth/token", body).await,
        401,
        "access_denied",
        "Unauthorized",
    );
    assert_eq!(
        desk.post_json("/oauth/token", exchange(&code)).await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn a_code_works_once() {
    let desk = Desk::new();
    let body = exchange(&code(&desk, None).await);
    assert_eq!(
        desk.post_json("/oauth/token", body.clone()).await.status,
        StatusCode::OK
    );
    let again = desk.post_json("/oauth/token", body).await;
    refused(&again, 403, "invalid_grant", "Invalid authorization code");
}

#[tokio::test]
async fn a_code_is_good_for_five_minutes() {
    let desk = Desk::new();
    let (in_time, late) = (code(&desk, None).await, code(&desk, None).await);
    desk.wait_seconds(300);
    assert_eq!(
        desk.post_json("/oauth/token", exchange(&in_time))
            .await
            .status,
        StatusCode::OK
    );
    desk.wait_seconds(1);
    refused(
        &desk.post_json("/oauth/token", exchange(&late)).await,
        403,
        "invalid_grant",
        "Invalid authorization code",
    );
}

#[tokio::test]
async fn the_exchange_names_the_same_callback_as_the_request() {
    let desk = Desk::new();
    let mut body = exchange(&code(&desk, None).await);
    body["redirect_uri"] = "http://localhost:3000/other".into();
    let answer = desk.post_json("/oauth/token", body).await;
    assert_eq!(
        (answer.status, answer.json()["error"].as_str()),
        (StatusCode::FORBIDDEN, Some("invalid_grant"))
    );
}

#[rstest]
#[case::the_right_one(Some("a-verifier-of-at-least-forty-three-characters-x"), 200)]
#[case::another_one(Some("another-verifier"), 403)]
#[case::none(None, 403)]
#[tokio::test]
async fn where_there_was_a_challenge_its_verifier_is_needed(
    #[case] verifier: Option<&str>,
    #[case] status: u16,
) {
    let desk = Desk::new();
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(
        "a-verifier-of-at-least-forty-three-characters-x",
    ));
    let mut body = exchange(&code(&desk, Some(&challenge)).await);
    if let Some(verifier) = verifier {
        body["code_verifier"] = verifier.into();
    }
    let answer = desk.post_json("/oauth/token", body).await;
    assert_eq!(answer.status.as_u16(), status, "{}", answer.text);
}

#[tokio::test]
async fn a_challenge_never_replaces_the_secret() {
    let desk = Desk::new();
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest("verifier"));
    let mut body = exchange(&code(&desk, Some(&challenge)).await);
    body["code_verifier"] = "verifier".into();
    body["client_secret"] = Value::Null;
    refused(
        &desk.post_json("/oauth/token", body).await,
        401,
        "access_denied",
        "Unauthorized",
    );
}

#[rstest]
#[case(json!("urn:ietf:params:oauth:grant-type:device_code"), 400, "invalid_client")]
#[case(json!("client_credentials"), 400, "invalid_client")]
#[case(json!("magic"), 403, "unsupported_grant_type")]
#[case(Value::Null, 400, "invalid_request")]
#[tokio::test]
async fn other_grant_types_are_refused(
    #[case] kind: Value,
    #[case] status: u16,
    #[case] error: &str,
) {
    let desk = Desk::new();
    let mut body = exchange("x");
    body["grant_type"] = kind;
    let answer = desk.post_json("/oauth/token", body).await;
    assert_eq!(
        (answer.status.as_u16(), answer.json()["error"].as_str()),
        (status, Some(error))
    );
}

#[tokio::test]
async fn a_body_that_is_neither_json_nor_a_form_is_an_invalid_request() {
    let desk = Desk::new();
    let request = Request::builder()
        .method("POST")
        .uri("/oauth/token")
        .header(header::CONTENT_TYPE, "text/plain");
    let answer = desk.send(request.body(Body::from("x")).unwrap()).await;
    assert_eq!(
        (answer.status, answer.json()["error"].as_str()),
        (StatusCode::BAD_REQUEST, Some("invalid_request"))
    );
}

#[tokio::test]
async fn the_metadata_advertises_s256_and_no_way_without_the_secret() {
    let mut desk = Desk::new();
    let metadata = desk.get("/.well-known/openid-configuration").await.json();
    assert_eq!(
        metadata["code_challenge_methods_supported"],
        json!(["S256"])
    );
    assert_eq!(
        metadata["token_endpoint_auth_methods_supported"],
        json!(["client_secret_basic", "client_secret_post"])
    );
    assert_eq!(
        metadata["token_endpoint"],
        "http://localhost:4000/oauth/token"
    );
}
