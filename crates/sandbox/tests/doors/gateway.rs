//! The API's door: bearer, scope, installation, resources, `/me`, accounts, browsers.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use rstest::rstest;
use serde_json::{Value, json};

use crate::desk::{Answer, CHEN, Desk, MAYA, PRIYA};

fn refused(answer: &Answer, status: u16, message: &str) {
    assert_eq!(answer.status.as_u16(), status, "{}", answer.text);
    assert_eq!(answer.json(), json!({ "code": status, "message": message }));
}

fn jira(desk: &Desk, path: &str) -> String {
    format!("/ex/jira/{}/rest/api/3/{path}", desk.sites()[0])
}

async fn token_with(desk: &Desk, scopes: &[&str]) -> String {
    let pair = desk
        .control("tokens", json!({ "person": MAYA, "scopes": scopes }))
        .await;
    pair["access_token"].as_str().unwrap().to_owned()
}

#[rstest]
#[case("/me")]
#[case("/oauth/token/accessible-resources")]
#[case("/ex/jira/x/rest/api/3/myself")]
#[tokio::test]
async fn an_unknown_token_is_unauthorized_everywhere(#[case] path: &str) {
    let desk = Desk::new();
    refused(&desk.get_with(path, "nonsense").await, 401, "Unauthorized");
}

#[tokio::test]
async fn no_token_is_unauthorized_too() {
    let mut desk = Desk::new();
    refused(&desk.get("/me").await, 401, "Unauthorized");
}

#[tokio::test]
async fn an_access_token_ends_with_its_hour() {
    let desk = Desk::new();
    let (access, _) = desk.tokens(MAYA).await;
    desk.wait_seconds(3599);
    assert_eq!(desk.get_with("/me", &access).await.status, StatusCode::OK);
    desk.wait_seconds(1);
    refused(&desk.get_with("/me", &access).await, 401, "Unauthorized");
}

#[tokio::test]
async fn me_is_the_person_of_the_token_and_needs_its_scope() {
    let desk = Desk::new();
    let (access, _) = desk.tokens(MAYA).await;
    let me = desk.get_with("/me", &access).await.json();
    assert_eq!(me["account_id"], desk.account(MAYA));
    assert_eq!(
        (
            me["name"].as_str(),
            me["zoneinfo"].as_str(),
            me["locale"].as_str()
        ),
        (Some("Maya Lindqvist"), Some("UTC"), Some("en-US"))
    );
    let without = token_with(&desk, &["read:jira-work"]).await;
    refused(
        &desk.get_with("/me", &without).await,
        401,
        "Unauthorized; scope does not match",
    );
}

#[tokio::test]
async fn a_missing_scope_is_a_401_that_does_not_name_it() {
    let desk = Desk::new();
    let without = token_with(&desk, &["read:me"]).await;
    let query = json!({ "jql": "project = X" });
    refused(
        &desk
            .post_with(&jira(&desk, "search/jql"), &without, query)
            .await,
        401,
        "Unauthorized; scope does not match",
    );
    refused(
        &desk.get_with(&jira(&desk, "myself"), &without).await,
        401,
        "Unauthorized; scope does not match",
    );
    assert_eq!(
        desk.get_with(&jira(&desk, "serverInfo"), &without)
            .await
            .status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn boards_want_granular_scopes_and_the_classic_one_does_not_help() {
    let desk = Desk::new();
    let path = format!("/ex/jira/{}/rest/agile/1.0/board", desk.sites()[0]);
    let classic = token_with(&desk, &["read:jira-work"]).await;
    refused(
        &desk.get_with(&path, &classic).await,
        401,
        "Unauthorized; scope does not match",
    );
    let granular = token_with(
        &desk,
        &["read:board-scope:jira-software", "read:project:jira"],
    )
    .await;
    assert_ne!(
        desk.get_with(&path, &granular).await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn an_answer_names_the_account_of_the_token() {
    let desk = Desk::new();
    let (access, _) = desk.tokens(MAYA).await;
    let answer = desk.get_with(&jira(&desk, "myself"), &access).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    assert_eq!(
        answer.header("x-aaccountid"),
        Some(desk.account(MAYA).as_str())
    );
    assert_eq!(answer.json()["accountId"], desk.account(MAYA));
}

#[tokio::test]
async fn a_site_outside_the_consent_has_no_app_installed() {
    let desk = Desk::new();
    let [first, second] = desk.sites();
    let pair = desk
        .control("tokens", json!({ "person": MAYA, "sites": [second] }))
        .await;
    let access = pair["access_token"].as_str().unwrap();
    let path = |site| format!("/ex/jira/{site}/rest/api/3/serverInfo");
    refused(
        &desk.get_with(&path(first), access).await,
        403,
        "The app is not installed on this instance",
    );
    assert_eq!(
        desk.get_with(&path(second), access).await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn an_account_level_grant_covers_the_persons_own_sites_alone() {
    let desk = Desk::new();
    let (access, _) = desk.tokens(PRIYA).await;
    let second = desk.sites()[1];
    let answer = desk
        .get_with(&format!("/ex/jira/{second}/rest/api/3/serverInfo"), &access)
        .await;
    refused(&answer, 403, "The app is not installed on this instance");
}

#[tokio::test]
async fn an_uninstalled_app_is_refused_until_somebody_consents_again() {
    let desk = Desk::new();
    let (access, _) = desk.tokens(MAYA).await;
    let [first, _] = desk.sites();
    desk.control("uninstall", json!({ "site": first })).await;
    refused(
        &desk.get_with(&jira(&desk, "serverInfo"), &access).await,
        403,
        "The app is not installed on this instance",
    );
    let rows = desk
        .get_with("/oauth/token/accessible-resources", &access)
        .await
        .json();
    assert!(
        rows.as_array()
            .unwrap()
            .iter()
            .all(|row| row["id"] != json!(first))
    );
    desk.control("consent", json!({ "person": MAYA, "sites": [first] }))
        .await;
    assert_eq!(
        desk.get_with(&jira(&desk, "serverInfo"), &access)
            .await
            .status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn a_cloud_id_that_is_none_is_not_found() {
    let desk = Desk::new();
    let (access, _) = desk.tokens(MAYA).await;
    refused(
        &desk
            .get_with("/ex/jira/northwind/rest/api/3/serverInfo", &access)
            .await,
        404,
        "Not Found",
    );
}

#[tokio::test]
async fn the_first_sites_id_comes_twice_with_different_scopes() {
    let desk = Desk::new();
    let (access, _) = desk.tokens(MAYA).await;
    let [first, second] = desk.sites();
    let rows = desk
        .get_with("/oauth/token/accessible-resources", &access)
        .await
        .json();
    let rows: Vec<(&str, &Value)> = rows
        .as_array()
        .unwrap()
        .iter()
        .map(|r| (r["id"].as_str().unwrap(), &r["scopes"]))
        .collect();
    let (first, second) = (first.to_string(), second.to_string());
    let work = json!(["read:jira-work", "read:jira-user"]);
    assert_eq!(
        rows,
        [
            (first.as_str(), &json!(["read:confluence-content.summary"])),
            (first.as_str(), &work),
            (second.as_str(), &work)
        ]
    );
}

#[tokio::test]
async fn by_switch_the_rows_list_the_apps_scopes() {
    let desk = Desk::new();
    let access = token_with(&desk, &["read:jira-work"]).await;
    desk.control("switches", json!({ "resource_scopes": "app" }))
        .await;
    let rows = desk
        .get_with("/oauth/token/accessible-resources", &access)
        .await
        .json();
    assert!(
        rows[1]["scopes"]
            .as_array()
            .unwrap()
            .contains(&json!("read:sprint:jira-software"))
    );
}

#[tokio::test]
async fn somebody_without_sites_gets_an_empty_list() {
    let desk = Desk::new();
    let (access, _) = desk.tokens(CHEN).await;
    assert_eq!(
        desk.get_with("/oauth/token/accessible-resources", &access)
            .await
            .json(),
        json!([])
    );
}

#[tokio::test]
async fn report_accounts_knows_the_documented_test_accounts_and_what_a_test_closed() {
    let desk = Desk::new();
    let (access, _) = desk.tokens(MAYA).await;
    let path = "/app/report-accounts/";
    let account = |id: &str| json!({ "accountId": id, "updatedAt": "2026-11-01T12:00:00.000Z" });
    let active = account("5be24ad8b1653240376955d2");
    let quiet = desk
        .post_with(path, &access, json!({ "accounts": [active] }))
        .await;
    assert_eq!(
        (quiet.status, quiet.header("cycle-period")),
        (StatusCode::NO_CONTENT, Some("P7D"))
    );
    desk.control("accounts", json!({ "person": PRIYA, "status": "updated" }))
        .await;
    desk.control(
        "accounts",
        json!({ "person": "712020:gone", "status": "closed" }),
    )
    .await;
    let all = [
        active,
        account("5be24ba3f91c106033269289"),
        account(&desk.account(PRIYA)),
        account("712020:gone"),
    ];
    let answer = desk
        .post_with(path, &access, json!({ "accounts": all }))
        .await;
    assert_eq!(
        answer.json(),
        json!({ "accounts": [
            { "accountId": "5be24ba3f91c106033269289", "status": "closed" },
            { "accountId": desk.account(PRIYA), "status": "updated" },
            { "accountId": "712020:gone", "status": "closed" },
        ] })
    );
    let too_many = desk
        .post_with(path, &access, json!({ "accounts": vec![account("x"); 91] }))
        .await;
    assert_eq!(too_many.status, StatusCode::BAD_REQUEST);
    let shapeless = desk
        .post_with(path, &access, json!({ "accounts": "all" }))
        .await;
    assert_eq!(shapeless.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn browsers_may_call_from_anywhere() {
    let desk = Desk::new();
    let preflight = Request::builder()
        .method("OPTIONS")
        .uri("/me")
        .header(header::HOST, "localhost:4000")
        .header(header::ORIGIN, "https://charts.example.com")
        .header(header::ACCESS_CONTROL_REQUEST_METHOD, "GET");
    let answer = desk.send(preflight.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
    assert!(
        answer
            .header("access-control-allow-headers")
            .unwrap()
            .contains("Authorization")
    );
}
