//! What runs by itself.

use crate::stage::{MAYA, PRIYA, Stage, TOMASZ};
use serde_json::json;
use service::{Audience, OwnerRunWish, Renewed, Reported};
use store::Keys;

const DAY: i64 = 24 * 3600;
const ALL: &str = "project is not EMPTY";

#[tokio::test]
async fn idle_grants_are_renewed_before_atlassian_forgets_them() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let renewed = |renewed, failed| Renewed { renewed, failed };
    stage.advance(59 * DAY).await;
    stage.sign_in(PRIYA).await;
    assert_eq!(stage.service.renew_idle().await.unwrap(), renewed(0, 0));
    stage.advance(DAY).await;
    assert_eq!(stage.service.renew_idle().await.unwrap(), renewed(1, 0));
    assert_eq!(stage.service.renew_idle().await.unwrap(), renewed(0, 0));
    stage.advance(31 * DAY).await;
    let spec = stage.spec(ALL, "status");
    let drawn = stage.service.preview(&maya, &spec).await;
    assert!(drawn.is_ok(), "91 days after the consent");
}

#[tokio::test]
async fn a_grant_that_cannot_be_renewed_is_told_to_its_owner() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    stage.control("revoke", json!({ "person": MAYA })).await;
    stage.advance(60 * DAY).await;
    let done = stage.service.renew_idle().await.unwrap();
    assert_eq!((done.renewed, done.failed), (0, 1));
    let mine = stage.service.my_authorizations(&maya).await.unwrap();
    assert!(!mine.grant.unwrap().healthy);
}

#[tokio::test]
async fn the_end_of_an_authorization_says_what_has_stopped_with_it() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let service = &stage.service;
    let until = |text: Option<&str>| OwnerRunWish {
        audience: Audience::Site,
        until: text.map(|text| text.parse().unwrap()),
        lists: false,
    };
    for end in [None, None, Some("2026-11-24T00:00:00Z")] {
        let id = stage.saved(&maya, ALL, "status").await;
        let on = service.switch_on_owner_run(&maya, &id, until(end)).await;
        on.unwrap();
    }
    stage.saved(&maya, ALL, "status").await;
    let ended = async |service: &service::Service| {
        let account = service.account(&maya).await.unwrap().unwrap();
        assert_eq!(account.healthy, account.ended.is_none());
        account.ended
    };
    assert_eq!(ended(service).await, None);

    let new = Keys::generate(&mut rand::rng());
    let lost = stage.with_a_new_key(&new, false).await;
    let unreadable = ended(&lost).await.expect("nobody can read its tokens");
    assert_eq!((unreadable.since, unreadable.stopped), (None, 3));

    stage.control("revoke", json!({ "person": MAYA })).await;
    stage.advance(60 * DAY).await;
    service.renew_idle().await.unwrap();
    let end = ended(service).await.expect("refused by Atlassian");
    assert_eq!(end.since, Some(stage.sandbox.now()));
    assert_eq!(end.stopped, 2, "one had ended by itself");

    stage.sign_in(MAYA).await;
    assert_eq!(ended(service).await, None);
}

#[tokio::test]
async fn closed_accounts_are_erased_and_changed_ones_read_again() {
    let stage = Stage::set().await;
    let (maya, priya) = (stage.sign_in(MAYA).await, stage.sign_in(PRIYA).await);
    stage.sign_in(TOMASZ).await;
    let service = &stage.service;
    let id = stage.saved(&maya, ALL, "status").await;
    let wish = OwnerRunWish {
        audience: Audience::Site,
        until: None,
        lists: false,
    };
    service.switch_on_owner_run(&maya, &id, wish).await.unwrap();
    let none = Reported {
        asked: 3,
        ..Reported::default()
    };
    assert_eq!(service.report_accounts().await.unwrap(), none);
    assert_eq!(
        service.report_accounts().await.unwrap(),
        Reported::default(),
        "once a week"
    );

    stage.advance(7 * DAY).await;
    for (person, status) in [(MAYA, "closed"), (PRIYA, "updated")] {
        stage
            .control("accounts", json!({ "person": person, "status": status }))
            .await;
    }
    let done = service.report_accounts().await.unwrap();
    assert_eq!((done.asked, done.erased, done.updated), (3, 1, 1));
    assert_eq!(service.account(&maya).await.unwrap(), None);
    let left = service.view(&priya, &id).await.unwrap();
    assert!(!left.may_switch, "the chart stays, and runs as nobody");
    let name = service.account(&priya).await.unwrap().unwrap().name;
    assert_eq!(name, PRIYA, "read again");
}

#[tokio::test]
async fn a_changed_account_that_cannot_be_read_again_loses_its_name() {
    let stage = Stage::set().await;
    let (maya, priya) = (stage.sign_in(MAYA).await, stage.sign_in(PRIYA).await);
    stage.control("revoke", json!({ "person": PRIYA })).await;
    stage.advance(DAY).await;
    stage
        .control("accounts", json!({ "person": PRIYA, "status": "updated" }))
        .await;
    let done = stage.service.report_accounts().await.unwrap();
    assert_eq!((done.asked, done.updated), (2, 1));
    let hers = stage.service.account(&priya).await.unwrap().unwrap();
    assert_ne!(hers.name, PRIYA);
    let other = stage.service.account(&maya).await.unwrap().unwrap();
    assert_eq!(other.name, MAYA);
}

#[tokio::test]
async fn after_a_rotation_nothing_needs_the_old_key() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    stage.sign_in(PRIYA).await;
    let new = Keys::generate(&mut rand::rng());
    let both = stage.with_a_new_key(&new, true).await;
    assert_eq!(both.reseal().await.unwrap(), (2, 0));
    assert_eq!(both.reseal().await.unwrap(), (0, 0));
    let one = stage.with_a_new_key(&new, false).await;
    let drawn = one.preview(&maya, &stage.spec(ALL, "status")).await;
    assert!(drawn.is_ok(), "{drawn:?}");
}

#[tokio::test]
async fn a_lost_key_asks_for_a_new_consent_and_stops_nothing() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let new = Keys::generate(&mut rand::rng());
    let lost = stage.with_a_new_key(&new, false).await;
    assert_eq!(lost.reseal().await.unwrap(), (0, 1));
    let told = lost.preview(&maya, &stage.spec(ALL, "status")).await;
    assert_eq!(told.map(drop).unwrap_err().kind(), "grant_ended");
}
