//! Charts that others see as their owner sees them.

mod asked;
mod binding;
mod ending;

use crate::stage::{MAYA, PRIYA, Stage};
use rstest::rstest;
use serde_json::{Value, json};
use service::{
    Asking, Audience, Failure, OwnerRunWish, PauseReason, PromptReason, Role, RunAs, SharedView,
    SharingEnd, Shown, View, Viewer,
};

const ALL: &str = "project is not EMPTY";

fn wish(audience: Audience) -> OwnerRunWish {
    OwnerRunWish {
        audience,
        until: None,
        lists: false,
    }
}

/// A chart of Maya's that she alone sees, and that runs as her for everybody on the site.
async fn running(stage: &Stage, maya: &Viewer, spec: &Value) -> String {
    let saved = stage.service.save_chart(maya, None, None, spec).await;
    let id = saved.expect("saved").id;
    stage.keep_private(maya, &id).await;
    let on = stage
        .service
        .switch_on_owner_run(maya, &id, wish(Audience::Site))
        .await;
    on.expect("switched on");
    id
}

async fn shown(stage: &Stage, viewer: &Viewer, id: &str) -> Result<Shown, Failure> {
    stage.service.show(viewer, id, &Asking::default()).await
}

async fn shared(stage: &Stage, viewer: &Viewer, id: &str) -> SharedView {
    match shown(stage, viewer, id).await.expect("it is shared") {
        Shown::Shared(view) => *view,
        Shown::Whole(_) => panic!("the numbers alone"),
    }
}

async fn end(stage: &Stage, viewer: &Viewer, id: &str) -> SharingEnd {
    match shown(stage, viewer, id).await.map(drop).unwrap_err() {
        Failure::NotShared { why, .. } => why,
        other => panic!("{other:?}"),
    }
}

/// What the owner sees of why it waits.
async fn pause(stage: &Stage, maya: &Viewer, id: &str) -> Option<PauseReason> {
    let state = stage.service.owner_run(maya, id).await.unwrap();
    state.run.expect("a run").paused.map(|pause| pause.reason)
}

#[tokio::test]
async fn others_see_the_owners_numbers_and_nothing_behind_them() {
    let stage = Stage::set().await;
    let (maya, priya) = (stage.sign_in(MAYA).await, stage.sign_in(PRIYA).await);
    let id = running(&stage, &maya, &stage.spec(ALL, "status")).await;
    let hers = stage.service.view(&maya, &id).await.unwrap();
    let seen = shared(&stage, &priya, &id).await;
    assert_eq!(seen.table.total, hers.drawn.table.total);
    assert_eq!(seen.title, "By status");
    assert!(seen.svg.starts_with("<svg"));
    let told = format!("{seen:?}");
    let account = maya.account().unwrap().to_string();
    for secret in [ALL, MAYA, account.as_str(), "lindqvist", "/issues/"] {
        assert!(!told.contains(secret), "{secret}");
    }
    // The spec and the query stay with the chart's people.
    let spec = stage.service.chart(&priya, &id).await.map(drop);
    let unknown = stage.service.chart(&priya, "c_unknown").await.map(drop);
    assert_eq!(spec.unwrap_err(), unknown.unwrap_err());
}

#[tokio::test]
async fn who_is_not_in_the_audience_is_told_nothing() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let id = running(&stage, &maya, &stage.spec(ALL, "status")).await;
    for viewer in [Viewer::Anonymous, stage.sign_in(crate::stage::SOFIA).await] {
        let unknown = shown(&stage, &viewer, "c_unknown").await.map(drop);
        let told = shown(&stage, &viewer, &id).await.map(drop);
        assert_eq!(told.unwrap_err(), unknown.unwrap_err());
    }
}

#[tokio::test]
async fn who_has_permissions_of_their_own_sees_the_chart_with_them_first_and_may_switch() {
    let stage = Stage::set().await;
    let (maya, priya) = (stage.sign_in(MAYA).await, stage.sign_in(PRIYA).await);
    let id = running(&stage, &maya, &stage.spec(ALL, "status")).await;
    let service = &stage.service;
    service
        .share(&maya, &id, Some(Role::Viewer), &[])
        .await
        .unwrap();
    let whole = |shown: Shown| -> View {
        match shown {
            Shown::Whole(view) => *view,
            Shown::Shared(_) => panic!("she is one of its people"),
        }
    };
    let own = whole(shown(&stage, &priya, &id).await.unwrap());
    assert_eq!((own.ran_as, own.may_switch), (RunAs::Viewer, true));
    assert_eq!(own.drawn.table.provenance.account, PRIYA);
    let asking = Asking {
        run_as: RunAs::Owner,
        ..Asking::default()
    };
    let owners = whole(service.show(&priya, &id, &asking).await.unwrap());
    assert_eq!((owners.ran_as, owners.may_switch), (RunAs::Owner, true));
    let provenance = &owners.drawn.table.provenance;
    assert_eq!(
        (provenance.run_as.as_str(), provenance.account.as_str()),
        ("owner", MAYA)
    );
    assert!(owners.drawn.table.total > own.drawn.table.total);
    let maya_own = whole(service.show(&maya, &id, &asking).await.unwrap());
    assert_eq!(
        (maya_own.ran_as, maya_own.may_switch),
        (RunAs::Viewer, false)
    );
}

#[tokio::test]
async fn a_preview_and_a_copy_never_run_as_another() {
    let stage = Stage::set().await;
    let (maya, priya) = (stage.sign_in(MAYA).await, stage.sign_in(PRIYA).await);
    let spec = stage.spec(ALL, "status");
    let id = running(&stage, &maya, &spec).await;
    let owners = shared(&stage, &priya, &id).await.table.total;
    let preview = stage.service.preview(&priya, &spec).await.unwrap();
    assert_eq!(preview.table.provenance.account, PRIYA);
    assert!(preview.table.total < owners);
    let copy = stage.saved(&priya, ALL, "status").await;
    let copied = stage.service.owner_run(&priya, &copy).await.unwrap();
    assert!(copied.run.is_none());
}

#[tokio::test]
async fn people_are_listed_only_with_the_owners_tick() {
    let stage = Stage::set().await;
    let (maya, priya) = (stage.sign_in(MAYA).await, stage.sign_in(PRIYA).await);
    let service = &stage.service;
    let id = stage.saved(&maya, ALL, "assignee").await;
    stage.keep_private(&maya, &id).await;
    let refused = service
        .switch_on_owner_run(&maya, &id, wish(Audience::Site))
        .await;
    let refused = refused.map(drop).unwrap_err();
    assert_eq!(refused.kind(), "not_allowed");
    assert!(refused.sentence().contains("Assignee"), "{refused}");

    let ticked = OwnerRunWish {
        lists: true,
        ..wish(Audience::Site)
    };
    let on = service.switch_on_owner_run(&maya, &id, ticked).await;
    assert_eq!(on.unwrap().lists_by, ["Assignee"]);
    let seen = shared(&stage, &priya, &id).await;
    assert!(seen.table.rows.iter().any(|row| row.label == MAYA));
    let told = format!("{seen:?}");
    let account = maya.account().unwrap().to_string();
    assert!(!told.contains(&account), "names, and no account ids");
}

#[tokio::test]
async fn an_owners_change_to_people_without_the_tick_is_not_shown() {
    let stage = Stage::set().await;
    let (maya, priya) = (stage.sign_in(MAYA).await, stage.sign_in(PRIYA).await);
    let id = running(&stage, &maya, &stage.spec(ALL, "status")).await;
    let people = stage.spec(ALL, "assignee");
    let service = &stage.service;
    service
        .save_chart(&maya, Some(&id), None, &people)
        .await
        .unwrap();
    let why = SharingEnd::Paused(PauseReason::ChartChanged);
    assert_eq!(end(&stage, &priya, &id).await, why);
    let confirmed = service.confirm_owner_run(&maya, &id).await;
    assert_eq!(confirmed.unwrap_err().kind(), "not_allowed");
}

#[rstest]
#[case::refused(json!({ "status": 400, "body": { "text": "{\"errorMessages\":[\"The value 'SECRET' does not exist for the field 'project'.\"],\"errors\":{}}" } }))]
#[case::forbidden(json!({ "status": 403 }))]
#[tokio::test]
async fn jiras_sentences_are_for_those_who_may_see_the_query(#[case] mut fault: Value) {
    let stage = Stage::set().await;
    let (maya, priya) = (stage.sign_in(MAYA).await, stage.sign_in(PRIYA).await);
    let id = running(&stage, &maya, &stage.spec(ALL, "status")).await;
    fault["path"] = json!("/ex/jira/*/search/*");
    fault["times"] = json!(0);
    stage.control("faults", fault).await;
    let told = shown(&stage, &priya, &id).await.map(drop).unwrap_err();
    let broken = Failure::NotShared {
        why: SharingEnd::Broken,
        own: false,
    };
    assert_eq!(told, broken);
    assert!(!told.sentence().contains("SECRET"));
}

#[tokio::test]
async fn somebody_signed_out_is_prompted_and_not_told_of_the_run() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let id = running(&stage, &maya, &stage.spec(ALL, "status")).await;
    let told = shown(&stage, &Viewer::Anonymous, &id).await.map(drop);
    assert_eq!(told.unwrap_err(), Failure::Prompt(PromptReason::NotYet));
}
