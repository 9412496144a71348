//! Rotation of refresh tokens: families, leeway, reuse, and the two ends of life.

use axum::http::StatusCode;
use rstest::rstest;
use serde_json::json;

use crate::desk::{Answer, Desk, MAYA};

fn refresh_of(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    answer.json()["refresh_token"].as_str().unwrap().to_owned()
}

fn is_dead(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::FORBIDDEN, "{}", answer.text);
    assert_eq!(
        answer.json(),
        json!({ "error": "invalid_grant", "error_description": "Unknown or invalid refresh token." })
    );
}

#[tokio::test]
async fn each_refresh_gives_another_token() {
    let desk = Desk::new();
    let (_, first) = desk.tokens(MAYA).await;
    let second = refresh_of(&desk.refresh(&first).await);
    let third = refresh_of(&desk.refresh(&second).await);
    assert!(first != second && second != third);
}

#[tokio::test]
async fn a_token_used_again_within_the_leeway_gives_a_fresh_pair_and_both_live() {
    let desk = Desk::new();
    let (_, first) = desk.tokens(MAYA).await;
    let one = refresh_of(&desk.refresh(&first).await);
    desk.wait_seconds(600);
    let other = refresh_of(&desk.refresh(&first).await);
    assert_ne!(one, other);
    refresh_of(&desk.refresh(&one).await);
    refresh_of(&desk.refresh(&other).await);
    assert_eq!(desk.sandbox.grants().reuse_events, 0);
}

#[tokio::test]
async fn by_switch_the_leeway_gives_the_same_pair_again() {
    let desk = Desk::new();
    desk.control("switches", json!({ "reuse_within_leeway": "same_pair" }))
        .await;
    let (_, first) = desk.tokens(MAYA).await;
    let one = refresh_of(&desk.refresh(&first).await);
    assert_eq!(refresh_of(&desk.refresh(&first).await), one);
}

#[tokio::test]
async fn a_token_used_again_after_the_leeway_kills_every_descendant() {
    let desk = Desk::new();
    let (_, first) = desk.tokens(MAYA).await;
    let second = refresh_of(&desk.refresh(&first).await);
    let third = refresh_of(&desk.refresh(&second).await);
    desk.wait_seconds(601);
    is_dead(&desk.refresh(&first).await);
    is_dead(&desk.refresh(&third).await);
    assert_eq!(desk.sandbox.grants().reuse_events, 1);
}

#[tokio::test]
async fn a_reuse_in_one_family_leaves_the_others_alone() {
    let desk = Desk::new();
    let (_, first) = desk.tokens(MAYA).await;
    let (_, other) = desk.tokens(MAYA).await;
    refresh_of(&desk.refresh(&first).await);
    desk.wait_seconds(601);
    is_dead(&desk.refresh(&first).await);
    refresh_of(&desk.refresh(&other).await);
}

#[rstest]
#[case("invalid_grant", 403, json!({ "error": "invalid_grant", "error_description": "Unknown or invalid refresh token." }))]
#[case("unauthorized_client", 403, json!({ "error": "unauthorized_client", "error_description": "refresh_token is invalid" }))]
#[case("expired_or_revoked", 401, json!({ "error": "invalid_grant", "error_description": "Token has been expired or revoked." }))]
#[tokio::test]
async fn an_unknown_token_is_refused_in_the_dialect_of_the_day(
    #[case] dialect: &str,
    #[case] status: u16,
    #[case] body: serde_json::Value,
) {
    let desk = Desk::new();
    desk.control(
        "switches",
        json!({ "refresh_errors": dialect, "refresh_error_status": status }),
    )
    .await;
    let answer = desk.refresh("never issued").await;
    assert_eq!((answer.status.as_u16(), answer.json()), (status, body));
}

#[tokio::test]
async fn ninety_idle_days_end_a_token_and_every_use_starts_them_again() {
    let desk = Desk::new();
    let (_, first) = desk.tokens(MAYA).await;
    desk.wait(90 * 24);
    let second = refresh_of(&desk.refresh(&first).await);
    desk.wait(90 * 24);
    let third = refresh_of(&desk.refresh(&second).await);
    desk.wait(90 * 24);
    desk.wait_seconds(1);
    is_dead(&desk.refresh(&third).await);
}

#[rstest]
#[case(true)]
#[case(false)]
#[tokio::test]
async fn after_a_year_a_family_ends_unless_the_switch_says_otherwise(#[case] enforced: bool) {
    let desk = Desk::new();
    desk.control("switches", json!({ "absolute_expiry": enforced }))
        .await;
    let (_, mut token) = desk.tokens(MAYA).await;
    for _ in 0..6 {
        desk.wait(60 * 24);
        token = refresh_of(&desk.refresh(&token).await);
    }
    desk.wait(6 * 24);
    let answer = desk.refresh(&token).await;
    assert_eq!(
        answer.status == StatusCode::OK,
        !enforced,
        "{}",
        answer.text
    );
}

#[tokio::test]
async fn revoking_ends_the_refresh_token_and_the_access_token_lives_out_its_hour() {
    let desk = Desk::new();
    let (access, refresh) = desk.tokens(MAYA).await;
    desk.control("revoke", json!({ "person": MAYA })).await;
    is_dead(&desk.refresh(&refresh).await);
    assert_eq!(desk.get_with("/me", &access).await.status, StatusCode::OK);
    desk.control("switches", json!({ "access_outlives_removal": false }))
        .await;
    assert_eq!(
        desk.get_with("/me", &access).await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn a_consent_with_other_scopes_ends_the_earlier_tokens_and_narrows_the_grant() {
    let desk = Desk::new();
    let (_, before) = desk.tokens(MAYA).await;
    desk.control(
        "tokens",
        json!({ "person": MAYA, "scopes": ["read:me", "offline_access"] }),
    )
    .await;
    is_dead(&desk.refresh(&before).await);
    let grants = desk.sandbox.grants();
    assert_eq!(
        grants.of(&desk.account(MAYA)).unwrap().scopes,
        ["read:me", "offline_access"]
    );
}

#[tokio::test]
async fn a_consent_on_a_second_site_adds_it_to_the_first() {
    let desk = Desk::new();
    let [first, second] = desk.sites();
    let pair = desk
        .control("tokens", json!({ "person": MAYA, "sites": [first] }))
        .await;
    let access = pair["access_token"].as_str().unwrap().to_owned();
    let ids = |answer: Answer| -> Vec<String> {
        let mut ids: Vec<String> = answer
            .json()
            .as_array()
            .unwrap()
            .iter()
            .map(|r| r["id"].as_str().unwrap().to_owned())
            .collect();
        ids.dedup();
        ids
    };
    assert_eq!(
        ids(desk
            .get_with("/oauth/token/accessible-resources", &access)
            .await),
        [first.to_string()]
    );
    desk.control("tokens", json!({ "person": MAYA, "sites": [second] }))
        .await;
    assert_eq!(
        ids(desk
            .get_with("/oauth/token/accessible-resources", &access)
            .await),
        [first.to_string(), second.to_string()]
    );
}

#[tokio::test]
async fn uninstalling_from_the_only_site_ends_the_grant() {
    let desk = Desk::new();
    let site = desk.sites()[0];
    let pair = desk
        .control("tokens", json!({ "person": MAYA, "sites": [site] }))
        .await;
    desk.control("uninstall", json!({ "site": site })).await;
    is_dead(&desk.refresh(pair["refresh_token"].as_str().unwrap()).await);
}
