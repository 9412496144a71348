//! What somebody authorized, and how it ends.

use crate::stage::{MAYA, PRIYA, Stage};
use jiff::SignedDuration;
use service::{AccessState, EndedBy, Errand, Failure, PromptReason, Viewer};
use store::Outcome;

const ALL: &str = "project is not EMPTY";

fn ended(by: EndedBy) -> Failure {
    Failure::Prompt(PromptReason::AccessEnded { by })
}

#[tokio::test]
async fn everybody_sees_what_they_authorized_and_when_it_was_used() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    stage.advance(3600).await;
    let id = stage.saved(&maya, ALL, "status").await;
    stage.service.view(&maya, &id).await.unwrap();

    let mine = stage.service.my_authorizations(&maya).await.unwrap();
    let grant = mine.grant.expect("a grant");
    assert!(grant.healthy && grant.scopes.iter().any(|s| s == "read:jira-work"));
    assert_eq!((grant.name.as_str(), mine.sites.len()), (MAYA, 2));
    let used = |place: usize| match &mine.sites[place].state {
        AccessState::Open { since, used_at, .. } => (*since, *used_at),
        AccessState::Ended { .. } => panic!("it is open"),
    };
    let (since, used_at) = used(0);
    assert_eq!(used_at, Some(since + SignedDuration::from_hours(1)));
    assert_eq!(used(1), (since, None));
    let nobody = stage.service.my_authorizations(&Viewer::Anonymous).await;
    assert_eq!(nobody.unwrap_err(), Failure::Prompt(PromptReason::NotYet));
}

#[tokio::test]
async fn an_access_that_was_removed_holds_in_every_process_at_once() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let id = stage.saved(&maya, ALL, "status").await;
    let other = stage.another_process().await;
    for service in [&stage.service, &other] {
        service.view(&maya, &id).await.unwrap();
    }
    let last = stage.service.remove_access(&maya, &stage.site(0)).await;
    assert!(!last.unwrap(), "the other site is left");
    for service in [&stage.service, &other] {
        let told = service.view(&maya, &id).await.map(drop).unwrap_err();
        assert_eq!(told, ended(EndedBy::Own));
        assert!(told.sentence().contains("You removed"), "{told}");
    }
    let again = stage.service.remove_access(&maya, &stage.site(0)).await;
    assert_eq!(again.unwrap_err(), Failure::NotFound);
}

#[tokio::test]
async fn a_consent_for_one_site_does_not_bring_another_back() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let id = stage.saved(&maya, ALL, "status").await;
    stage.service.remove_all(&maya).await.unwrap();
    let mine = stage.service.my_authorizations(&maya).await.unwrap();
    assert_eq!((mine.grant, mine.sites.len()), (None, 2));

    let errand = Errand {
        site: Some(stage.site(1)),
        ..Errand::default()
    };
    let outcome = stage.consent_for(MAYA, errand, None).await.outcome;
    assert!(matches!(outcome, Outcome::Authorized(_)), "{outcome:?}");
    let told = stage.service.view(&maya, &id).await.map(drop).unwrap_err();
    assert_eq!(told, ended(EndedBy::Own), "the first site stays closed");

    let errand = Errand {
        chart: Some(id.clone()),
        ..Errand::default()
    };
    stage.consent_for(MAYA, errand, None).await;
    assert!(stage.service.view(&maya, &id).await.is_ok());
}

#[tokio::test]
async fn with_the_last_access_the_sessions_go() {
    let stage = Stage::set().await;
    let finished = stage.consent_for(PRIYA, Errand::default(), None).await;
    let session = finished.session.expect("a session").token;
    let service = &stage.service;
    let priya = service.viewer_by_cookie(&session).await.unwrap();
    assert!(service.remove_access(&priya, &stage.site(0)).await.unwrap());
    let now = service.viewer_by_cookie(&session).await.unwrap();
    assert_eq!(now, Viewer::Anonymous);
    assert_eq!(service.account(&priya).await.unwrap(), None);
}

#[tokio::test]
async fn an_uninstall_takes_the_access_to_its_site_from_everybody() {
    let stage = Stage::set().await;
    let (maya, priya) = (stage.sign_in(MAYA).await, stage.sign_in(PRIYA).await);
    let id = stage.saved(&maya, ALL, "status").await;
    let site = stage.site(0).parse().unwrap();
    assert_eq!(stage.service.uninstalled(site).await.unwrap(), 2);
    for viewer in [&maya, &priya] {
        let told = stage.service.view(viewer, &id).await.map(drop);
        assert_eq!(told.unwrap_err(), ended(EndedBy::Uninstall));
    }
    let mine = stage.service.my_authorizations(&maya).await.unwrap();
    assert!(mine.grant.is_some(), "her other site is left");
    assert_eq!(stage.service.uninstalled(site).await.unwrap(), 0);
}
