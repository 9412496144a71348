//! The Confluence app's viewers: one chart, named by Atlassian's token.

use crate::stage::{MAYA, PRIYA, Stage};
use service::{
    Asking, Audience, Claim, ConfluenceViewer, Errand, Failure, HandedOver, OwnerRunWish,
    PromptReason, RunAs, Secret, Shown, SiteId, Viewer,
};
use store::{AccountId, ChartId};

const ALL: &str = "project is not EMPTY";

fn wiki(number: u128) -> SiteId {
    SiteId(uuid::Uuid::from_u128(number))
}

fn named(chart: &str, account: Option<&str>) -> ConfluenceViewer {
    ConfluenceViewer {
        chart: ChartId::parse(chart).unwrap(),
        site: wiki(1),
        account: account.map(|id| AccountId::parse(id).unwrap()),
    }
}

/// The whole way of a ticket, from the app to a frame's session.
async fn opened(stage: &Stage, viewer: &ConfluenceViewer) -> Viewer {
    let service = &stage.service;
    let ticket = service.offer_embed_grant(viewer).await.unwrap();
    let session = service.take_embed_grant(&ticket).await.unwrap();
    let token = session.expect("taken in time").token;
    service.viewer_by_frame(&token).await.unwrap()
}

async fn for_confluence(stage: &Stage, maya: &Viewer, sites: Vec<SiteId>) -> String {
    let id = stage.saved(maya, ALL, "status").await;
    stage.keep_private(maya, &id).await;
    let wish = OwnerRunWish {
        audience: Audience::Confluence { sites },
        until: None,
        lists: false,
    };
    let on = stage.service.switch_on_owner_run(maya, &id, wish).await;
    on.expect("switched on");
    id
}

async fn shown(stage: &Stage, viewer: &Viewer, id: &str) -> Result<Shown, Failure> {
    stage.service.show(viewer, id, &Asking::default()).await
}

#[tokio::test]
async fn somebody_without_jira_sees_a_chart_for_their_confluence_site() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let id = for_confluence(&stage, &maya, vec![wiki(1), wiki(2)]).await;
    let writer = opened(&stage, &named(&id, Some("557058:writer"))).await;
    let seen = shown(&stage, &writer, &id).await.unwrap();
    assert!(matches!(seen, Shown::Shared(_)));
}

#[tokio::test]
async fn another_site_another_chart_and_nobody_are_not_in_the_audience() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let id = for_confluence(&stage, &maya, vec![wiki(2)]).await;
    let here = for_confluence(&stage, &maya, vec![wiki(1)]).await;
    let writer = Some("557058:writer");
    for (viewer, chart) in [
        (named(&id, writer), &id),
        (named(&here, None), &here),
        (named(&id, writer), &here),
    ] {
        let opened = opened(&stage, &viewer).await;
        let told = shown(&stage, &opened, chart).await.map(drop);
        let bare = Failure::Prompt(PromptReason::NotYet);
        assert_eq!(told.unwrap_err(), bare, "{viewer:?}");
    }
}

#[tokio::test]
async fn a_ticket_is_good_once_and_for_a_minute() {
    let stage = Stage::set().await;
    let service = &stage.service;
    let viewer = named("c_any", None);
    let ticket = service.offer_embed_grant(&viewer).await.unwrap();
    assert!(service.take_embed_grant(&ticket).await.unwrap().is_some());
    assert!(service.take_embed_grant(&ticket).await.unwrap().is_none());
    let late = service.offer_embed_grant(&viewer).await.unwrap();
    stage.advance(60).await;
    assert!(service.take_embed_grant(&late).await.unwrap().is_none());
    let guess = Secret::draw();
    assert!(service.take_embed_grant(&guess).await.unwrap().is_none());
}

#[tokio::test]
async fn who_authorized_jira_sees_the_chart_with_their_own_permissions_and_nothing_else() {
    let stage = Stage::set().await;
    let (maya, priya) = (stage.sign_in(MAYA).await, stage.sign_in(PRIYA).await);
    let id = stage.saved(&maya, ALL, "status").await;
    let other = stage.saved(&maya, ALL, "priority").await;
    let account = priya.account().unwrap().to_string();
    let viewer = opened(&stage, &named(&id, Some(&account))).await;
    let Shown::Whole(view) = shown(&stage, &viewer, &id).await.unwrap() else {
        panic!("her own")
    };
    assert_eq!(view.ran_as, RunAs::Viewer);
    assert_eq!(view.drawn.table.provenance.account, PRIYA);

    let service = &stage.service;
    let bare = Failure::Prompt(PromptReason::NotYet);
    for refused in [
        shown(&stage, &viewer, &other).await.map(drop),
        service.my_charts(&viewer).await.map(drop),
        service.my_authorizations(&viewer).await.map(drop),
        service.remove_all(&viewer).await,
        service
            .save_chart(&viewer, None, None, &stage.spec(ALL, "status"))
            .await
            .map(drop),
    ] {
        assert_eq!(refused.unwrap_err(), bare);
    }
}

#[tokio::test]
async fn a_frames_session_of_the_app_is_none_for_our_own_pages() {
    let stage = Stage::set().await;
    let service = &stage.service;
    let ticket = service.offer_embed_grant(&named("c_any", None)).await;
    let session = service.take_embed_grant(&ticket.unwrap()).await.unwrap();
    let token = session.unwrap().token;
    let at_home = service.viewer_by_cookie(&token).await.unwrap();
    assert_eq!(at_home, Viewer::Anonymous);
}

#[tokio::test]
async fn signing_out_leaves_no_hand_over_and_no_ticket_behind() {
    let stage = Stage::set().await;
    let service = &stage.service;
    let finished = stage.consent_for(MAYA, Errand::default(), None).await;
    let session = finished.session.expect("a session").token;
    let maya = service.viewer_by_cookie(&session).await.unwrap();
    let account = maya.account().unwrap().to_string();
    let verifier = Secret::draw();
    let errand = Errand {
        frame: Some(service::hash(verifier.expose())),
        ..Errand::default()
    };
    assert!(stage.consent_for(MAYA, errand, None).await.code.is_some());
    let ticket = service
        .offer_embed_grant(&named("c_any", Some(&account)))
        .await
        .unwrap();
    let others = service
        .offer_embed_grant(&named("c_any", None))
        .await
        .unwrap();

    service.sign_out(&session).await.unwrap();
    let claim = Claim {
        verifier,
        code: None,
    };
    let claimed = service.claim(&claim).await.unwrap();
    assert!(matches!(claimed, HandedOver::Pending), "{claimed:?}");
    assert!(service.take_embed_grant(&ticket).await.unwrap().is_none());
    assert!(service.take_embed_grant(&others).await.unwrap().is_some());
}

#[tokio::test]
async fn an_uninstall_ends_the_apps_frames_on_its_site_at_once() {
    let stage = Stage::set().await;
    let service = &stage.service;
    let there = ConfluenceViewer {
        site: wiki(2),
        ..named("c_any", None)
    };
    let mut frames = Vec::new();
    for viewer in [named("c_any", Some("557058:writer")), there] {
        let ticket = service.offer_embed_grant(&viewer).await.unwrap();
        let session = service.take_embed_grant(&ticket).await.unwrap();
        let waiting = service.offer_embed_grant(&viewer).await.unwrap();
        frames.push((session.unwrap().token, waiting));
    }
    service.uninstalled(wiki(1)).await.unwrap();
    for ((session, ticket), left) in frames.into_iter().zip([false, true]) {
        let viewer = service.viewer_by_frame(&session).await.unwrap();
        let taken = service.take_embed_grant(&ticket).await.unwrap();
        assert_eq!(viewer != Viewer::Anonymous, left);
        assert_eq!(taken.is_some(), left);
    }
}
