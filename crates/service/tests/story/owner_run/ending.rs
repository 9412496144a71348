//! How a run ends, each way with its own sentence, and that it is written down.

use super::{ALL, end, running, shared, shown, wish};
use crate::stage::{MAYA, PRIYA, Stage, TOMASZ};
use serde_json::json;
use service::{Audience, OwnerRunWish, PauseReason, SharingEnd, SiteRules};

#[tokio::test]
async fn off_is_the_default_and_off_again_is_the_same_as_never() {
    let stage = Stage::set().await;
    let (maya, priya) = (stage.sign_in(MAYA).await, stage.sign_in(PRIYA).await);
    let id = stage.saved(&maya, ALL, "status").await;
    stage.keep_private(&maya, &id).await;
    let unknown = shown(&stage, &priya, "c_unknown").await.map(drop);
    let unknown = unknown.unwrap_err();
    let before = shown(&stage, &priya, &id).await.map(drop).unwrap_err();
    assert_eq!(before, unknown);
    let service = &stage.service;
    service
        .switch_on_owner_run(&maya, &id, wish(Audience::Site))
        .await
        .unwrap();
    shared(&stage, &priya, &id).await;
    service.switch_off_owner_run(&maya, &id).await.unwrap();
    let after = shown(&stage, &priya, &id).await.map(drop).unwrap_err();
    assert_eq!(after, unknown);
    assert!(service.owner_run(&maya, &id).await.unwrap().run.is_none());
}

#[tokio::test]
async fn it_ends_on_its_day() {
    let stage = Stage::set().await;
    let (maya, priya) = (stage.sign_in(MAYA).await, stage.sign_in(PRIYA).await);
    let id = running(&stage, &maya, &stage.spec(ALL, "status")).await;
    let service = &stage.service;
    let until = |text: &str| OwnerRunWish {
        until: Some(text.parse().unwrap()),
        ..wish(Audience::Site)
    };
    let late = service
        .switch_on_owner_run(&maya, &id, until("2026-11-23T08:59:59Z"))
        .await;
    assert_eq!(late.unwrap_err().kind(), "spec");
    service
        .switch_on_owner_run(&maya, &id, until("2026-11-23T10:00:00Z"))
        .await
        .unwrap();
    stage.advance(3599).await;
    shared(&stage, &priya, &id).await;
    stage.advance(1).await;
    let told = shown(&stage, &priya, &id).await.map(drop).unwrap_err();
    assert_eq!(
        told.sentence(),
        "Its owner shared this chart until 23 November 2026."
    );
}

#[tokio::test]
async fn it_ends_with_the_owners_access_and_does_not_come_back_unasked() {
    let stage = Stage::set().await;
    let (maya, priya) = (stage.sign_in(MAYA).await, stage.sign_in(PRIYA).await);
    let id = running(&stage, &maya, &stage.spec(ALL, "status")).await;
    shared(&stage, &priya, &id).await;
    let service = &stage.service;
    service.remove_access(&maya, &stage.site(0)).await.unwrap();
    let why = SharingEnd::Paused(PauseReason::AccessEnded);
    assert_eq!(end(&stage, &priya, &id).await, why);
    let mine = service.my_authorizations(&maya).await.unwrap();
    let there = mine.sites.iter().find(|site| site.id == stage.site(0));
    assert!(there.unwrap().runs[0].paused);

    let maya = stage.sign_in(MAYA).await;
    assert_eq!(end(&stage, &priya, &id).await, why);
    service.confirm_owner_run(&maya, &id).await.unwrap();
    shared(&stage, &priya, &id).await;
}

#[tokio::test]
async fn an_authorization_that_atlassian_refuses_is_the_owners_to_mend() {
    let stage = Stage::set().await;
    let (maya, priya) = (stage.sign_in(MAYA).await, stage.sign_in(PRIYA).await);
    let id = running(&stage, &maya, &stage.spec(ALL, "status")).await;
    stage.control("revoke", json!({ "person": MAYA })).await;
    stage.advance(2 * 3600).await;
    // Priya's own hour is over too, and is renewed.
    assert_eq!(end(&stage, &priya, &id).await, SharingEnd::OwnerAccess);
    assert_eq!(end(&stage, &priya, &id).await, SharingEnd::OwnerAccess);
}

#[tokio::test]
async fn a_site_that_forbids_it_stops_what_runs() {
    let stage = Stage::set().await;
    let (maya, priya) = (stage.sign_in(MAYA).await, stage.sign_in(PRIYA).await);
    let tomasz = stage.sign_in(TOMASZ).await;
    let id = running(&stage, &maya, &stage.spec(ALL, "status")).await;
    let forbid = |owner_runs_forbidden| {
        let rules = SiteRules {
            owner_runs_forbidden,
            ..SiteRules::default()
        };
        let (service, site, tomasz) = (stage.service.clone(), stage.site(0), tomasz.clone());
        async move { service.set_site_rules(&tomasz, &site, rules).await }
    };
    forbid(true).await.unwrap();
    assert_eq!(end(&stage, &priya, &id).await, SharingEnd::Forbidden);
    forbid(false).await.unwrap();
    shared(&stage, &priya, &id).await;
}

#[tokio::test]
async fn every_switch_is_in_the_log() {
    let stage = Stage::set().await;
    let (maya, tomasz) = (stage.sign_in(MAYA).await, stage.sign_in(TOMASZ).await);
    let id = running(&stage, &maya, &stage.spec(ALL, "status")).await;
    let service = &stage.service;
    service
        .switch_on_owner_run(&maya, &id, wish(Audience::Link))
        .await
        .unwrap();
    service.renew_link(&maya, &id).await.unwrap();
    service.confirm_owner_run(&maya, &id).await.unwrap();
    service.switch_off_owner_run(&maya, &id).await.unwrap();
    let log = service.site_log(&tomasz, &stage.site(0), None).await;
    let actions: Vec<_> = log
        .unwrap()
        .lines
        .into_iter()
        .filter(|line| line.subject == id && line.action.starts_with("owner_run"))
        .map(|line| line.action)
        .collect();
    assert_eq!(
        actions,
        [
            "owner_run.off",
            "owner_run.confirmed",
            "owner_run.link_renewed",
            "owner_run.on",
            "owner_run.on"
        ]
    );
}
