//! The way to consent, and tokens: what is sent, and what is sent twice.

use jira::{TokenError, code_challenge};
use rstest::rstest;
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use wiremock::ResponseTemplate;

use crate::support::{Bench, SECRET, TOKEN, html, json};

fn pair(access: &str, refresh: &str) -> Value {
    json!({"access_token": access, "expires_in": 3600, "token_type": "Bearer",
        "refresh_token": refresh, "scope": "read:jira-work read:jira-user read:me offline_access"})
}

async fn tokens(bench: &Bench, answer: ResponseTemplate, times: Option<u64>) {
    bench.mount("POST", "/oauth/token", answer, times).await;
}

#[tokio::test]
async fn the_way_to_consent_is_as_documented() {
    let bench = Bench::new().await;
    let scopes = [
        "read:jira-work",
        "read:jira-user",
        "read:me",
        "offline_access",
    ];
    let url = bench.client.authorize_url(
        "a state+1",
        "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        &scopes,
    );
    let expected = format!(
        "{}/authorize?audience=api.atlassian.com&client_id=client-id\
         &scope=read%3Ajira-work%20read%3Ajira-user%20read%3Ame%20offline_access\
         &redirect_uri=https%3A%2F%2Fcharts.example.com%2Foauth%2Fcallback\
         &state=a%20state%2B1&response_type=code&prompt=consent\
         &code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256",
        bench.server.uri()
    );
    assert_eq!(url.as_str(), expected);
    let state = url
        .query_pairs()
        .find(|(name, _)| name == "state")
        .unwrap()
        .1
        .into_owned();
    assert_eq!(state, "a state+1");
}

#[test]
fn the_challenge_is_that_of_rfc_7636() {
    let challenge = code_challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
    assert_eq!(challenge, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

#[tokio::test]
async fn a_code_is_traded_with_its_verifier_and_the_secret() {
    let bench = Bench::new().await;
    tokens(&bench, json(200, pair("eyJ-one", "eyJ-two")), None).await;
    let set = bench
        .client
        .exchange_code("a-code", "a-verifier")
        .await
        .unwrap();
    assert_eq!(set.access.expose_secret(), "eyJ-one");
    assert_eq!(set.refresh.unwrap().expose_secret(), "eyJ-two");
    let request = &bench.requests().await[0];
    assert_eq!(request.headers["content-type"], "application/json");
    let expected = json!({"grant_type": "authorization_code", "client_id": "client-id",
        "client_secret": SECRET, "code": "a-code", "code_verifier": "a-verifier",
        "redirect_uri": "https://charts.example.com/oauth/callback"});
    assert_eq!(request.body_json::<Value>().unwrap(), expected);
}

#[tokio::test]
async fn a_refresh_token_is_traded_for_a_new_pair() {
    let bench = Bench::new().await;
    tokens(&bench, json(200, pair("eyJ-three", "eyJ-four")), None).await;
    let set = bench.client.refresh(&"eyJ-two".into()).await.unwrap();
    assert_eq!(set.refresh.unwrap().expose_secret(), "eyJ-four");
    let expected = json!({"grant_type": "refresh_token", "client_id": "client-id",
        "client_secret": SECRET, "refresh_token": "eyJ-two"});
    assert_eq!(
        bench.requests().await[0].body_json::<Value>().unwrap(),
        expected
    );
}

#[tokio::test]
async fn a_refresh_may_be_repeated() {
    let bench = Bench::new().await;
    tokens(&bench, html(502), Some(1)).await;
    tokens(&bench, json(200, pair("eyJ-three", "eyJ-four")), None).await;
    assert!(bench.client.refresh(&"eyJ-two".into()).await.is_ok());
    assert_eq!(bench.naps(), [2.0]);
}

#[tokio::test]
async fn a_code_that_may_have_been_used_is_not_sent_again() {
    let bench = Bench::new().await;
    tokens(&bench, html(500), None).await;
    let error = bench
        .client
        .exchange_code("a-code", "a-verifier")
        .await
        .unwrap_err();
    assert!(matches!(error, TokenError::Transient { .. }));
    assert_eq!(bench.requests().await.len(), 1);
}

#[tokio::test]
async fn a_code_that_was_turned_away_unread_is_sent_again() {
    let bench = Bench::new().await;
    let busy = ResponseTemplate::new(429).insert_header("Retry-After", "2");
    tokens(&bench, busy, Some(1)).await;
    tokens(&bench, json(200, pair("eyJ-one", "eyJ-two")), None).await;
    assert!(
        bench
            .client
            .exchange_code("a-code", "a-verifier")
            .await
            .is_ok()
    );
    assert_eq!(bench.naps(), [2.0]);
}

#[tokio::test]
async fn a_long_wait_at_the_token_endpoint_is_handed_on() {
    let bench = Bench::new().await;
    tokens(
        &bench,
        ResponseTemplate::new(429).insert_header("Retry-After", "600"),
        None,
    )
    .await;
    let error = bench.client.refresh(&"eyJ-two".into()).await.unwrap_err();
    let TokenError::Transient { retry_after, .. } = error else {
        panic!("{error:?}")
    };
    assert_eq!(retry_after.unwrap().as_secs(), 600);
}

#[rstest]
#[case::dead(403, json!({"error": "invalid_grant", "error_description": "Unknown or invalid refresh token."}))]
#[case::ours(401, json!({"error": "access_denied", "error_description": "Unauthorized"}))]
#[tokio::test]
async fn a_refusal_of_tokens_is_final(#[case] status: u16, #[case] body: Value) {
    let bench = Bench::new().await;
    tokens(&bench, json(status, body), None).await;
    let error = bench.client.refresh(&"eyJ-two".into()).await.unwrap_err();
    match status {
        403 => assert_eq!(error, TokenError::GrantDead),
        _ => assert!(matches!(error, TokenError::Misconfigured { .. })),
    }
    assert_eq!(bench.requests().await.len(), 1);
}

#[tokio::test]
async fn sites_come_one_row_per_product_and_the_identity_with_them() {
    let bench = Bench::new().await;
    let row = |scopes: &[&str]| {
        json!({"id": "1324a887-45db-1bf4-1e99-ef0ff456d421", "name": "Site name",
            "url": "https://your-domain.atlassian.net", "scopes": scopes,
            "avatarUrl": "https://site-admin-avatar-cdn.prod.public.atl-paas.net/avatars/240/flag.png"})
    };
    let rows = json!([row(&["read:jira-user"]), row(&["write:confluence-content"])]);
    bench
        .mount(
            "GET",
            "/oauth/token/accessible-resources",
            json(200, rows),
            None,
        )
        .await;
    let me = json!({"account_type": "atlassian", "account_id": "712020:00000000-0000-4000-8000-000000000001",
        "email": "mia@example.com", "name": "Mia Krystof", "account_status": "active",
        "zoneinfo": "Australia/Sydney", "locale": "en-US"});
    bench.mount("GET", "/me", json(200, me), None).await;

    let rows = bench
        .client
        .accessible_resources(&TOKEN.into())
        .await
        .unwrap();
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0].cloud_id, rows[1].cloud_id);
    assert_eq!(jira::jira_sites(&rows).len(), 1);
    let me = bench.client.me(&TOKEN.into()).await.unwrap();
    assert_eq!(
        me.account_id.as_str(),
        "712020:00000000-0000-4000-8000-000000000001"
    );
    assert_eq!(me.zoneinfo.as_deref(), Some("Australia/Sydney"));
    for request in bench.requests().await {
        assert_eq!(request.headers["authorization"], format!("Bearer {TOKEN}"));
    }
}

#[tokio::test]
async fn no_site_is_an_empty_list() {
    let bench = Bench::new().await;
    bench
        .mount(
            "GET",
            "/oauth/token/accessible-resources",
            json(200, json!([])),
            None,
        )
        .await;
    assert_eq!(
        bench.client.accessible_resources(&TOKEN.into()).await,
        Ok(vec![])
    );
}
