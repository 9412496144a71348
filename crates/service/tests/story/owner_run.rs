//! Charts that others see as their owner sees them.

use crate::stage::{MAYA, PRIYA, Stage, TOMASZ};
use rstest::rstest;
use serde_json::{Value, json};
use service::{
    Asking, Audience, Failure, OwnerRunWish, PauseReason, PromptReason, Role, RunAs, SharedView,
    SharingEnd, Shown, SiteRules, View, Viewer,
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
async fn a_filter_changed_by_somebody_else_pauses_it_until_the_owner_confirms() {
    let stage = Stage::set().await;
    let (maya, priya) = (stage.sign_in(MAYA).await, stage.sign_in(PRIYA).await);
    // 10001 is a filter of the filter 10000.
    let id = running(&stage, &maya, &stage.spec("filter = 10001", "status")).await;
    let before = shared(&stage, &priya, &id).await.table.total;
    stage
        .control(
            "filter",
            json!({ "site": stage.site(0), "id": 10000, "jql": "issuetype = Bug" }),
        )
        .await;
    let filters = stage.calls("filter/").await;
    let held = shared(&stage, &priya, &id).await.table.total;
    assert_eq!(held, before, "what was asked before the change is shown on");
    assert_eq!(stage.calls("filter/").await, filters, "and asks nothing");

    stage.advance(3601).await;
    let why = SharingEnd::Paused(PauseReason::FilterChanged);
    assert_eq!(end(&stage, &priya, &id).await, why);
    assert_eq!(
        pause(&stage, &maya, &id).await,
        Some(PauseReason::FilterChanged)
    );
    assert_eq!(end(&stage, &priya, &id).await, why);

    // A save that has nothing to do with it is no look at the filter.
    let mut spec = stage.spec("filter = 10001", "status");
    spec["title"] = json!("Another title");
    let service = &stage.service;
    service
        .save_chart(&maya, Some(&id), None, &spec)
        .await
        .unwrap();
    assert_eq!(end(&stage, &priya, &id).await, why);
    let confirmed = service.confirm_owner_run(&maya, &id).await.unwrap();
    assert!(confirmed.halted.is_none(), "{confirmed:?}");
    assert!(shared(&stage, &priya, &id).await.table.total >= before);
}

#[tokio::test]
async fn an_ordering_in_a_filter_changes_nothing_and_a_circle_of_filters_ends() {
    let stage = Stage::set().await;
    let (maya, priya) = (stage.sign_in(MAYA).await, stage.sign_in(PRIYA).await);
    let id = running(&stage, &maya, &stage.spec("filter = 10000", "status")).await;
    let change = |jql: &'static str| {
        let site = stage.site(0);
        stage.control("filter", json!({ "site": site, "id": 10000, "jql": jql }))
    };
    shared(&stage, &priya, &id).await;
    change("issuetype = Bug AND statusCategory != Done ORDER BY created").await;
    stage.advance(3601).await;
    shared(&stage, &priya, &id).await;
    let asked = stage.calls("jql/parse").await;
    let circle = stage
        .control(
            "filter",
            json!({ "site": stage.site(0), "id": 10000, "jql": "filter = 10001" }),
        )
        .await;
    assert_eq!(circle, json!({}));
    let confirmed = stage.service.confirm_owner_run(&maya, &id).await;
    assert!(confirmed.is_ok(), "{confirmed:?}");
    assert!(stage.calls("jql/parse").await > asked);
}

#[tokio::test]
async fn another_editors_change_pauses_it_and_the_owners_own_save_renews_it() {
    let stage = Stage::set().await;
    let (maya, priya) = (stage.sign_in(MAYA).await, stage.sign_in(PRIYA).await);
    let tomasz = stage.sign_in(TOMASZ).await;
    let id = running(&stage, &maya, &stage.spec(ALL, "status")).await;
    let service = &stage.service;
    let editor = [(priya.account().unwrap().to_string(), Role::Editor)];
    service.share(&maya, &id, None, &editor).await.unwrap();

    let mut looks = stage.spec(ALL, "status");
    looks["title"] = json!("Other looks");
    looks["kind"] = json!("donut");
    looks["display"] = json!({ "height": 500 });
    looks["chart_by"]["colours"] = json!({ "Done": "#00ff00" });
    service
        .save_chart(&priya, Some(&id), None, &looks)
        .await
        .unwrap();
    assert_eq!(shared(&stage, &tomasz, &id).await.title, "Other looks");

    let other = stage.spec(ALL, "priority");
    service
        .save_chart(&priya, Some(&id), None, &other)
        .await
        .unwrap();
    assert_eq!(
        pause(&stage, &maya, &id).await,
        Some(PauseReason::ChartChanged)
    );
    let why = SharingEnd::Paused(PauseReason::ChartChanged);
    assert_eq!(end(&stage, &tomasz, &id).await, why);

    let mine = stage.spec(ALL, "issuetype");
    service
        .save_chart(&maya, Some(&id), None, &mine)
        .await
        .unwrap();
    assert_eq!(pause(&stage, &maya, &id).await, None);
    shared(&stage, &tomasz, &id).await;
}

#[tokio::test]
async fn an_owners_save_does_not_wave_a_changed_filter_through() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let id = running(&stage, &maya, &stage.spec("filter = 10000", "status")).await;
    stage
        .control(
            "filter",
            json!({ "site": stage.site(0), "id": 10000, "jql": "issuetype = Bug" }),
        )
        .await;
    let other = stage.spec("filter = 10000", "priority");
    stage
        .service
        .save_chart(&maya, Some(&id), None, &other)
        .await
        .unwrap();
    assert_eq!(
        pause(&stage, &maya, &id).await,
        Some(PauseReason::FilterChanged)
    );
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
async fn a_query_that_means_whoever_asks_warns_its_owner() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let service = &stage.service;
    let plain = stage.saved(&maya, ALL, "status").await;
    assert!(!service.owner_run(&maya, &plain).await.unwrap().means_owner);
    // 10002 says currentUser().
    for jql in ["assignee = currentUser()", "filter = 10002"] {
        let id = stage.saved(&maya, jql, "status").await;
        assert!(
            service.owner_run(&maya, &id).await.unwrap().means_owner,
            "{jql}"
        );
    }
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

#[tokio::test]
async fn somebody_signed_out_is_prompted_and_not_told_of_the_run() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let id = running(&stage, &maya, &stage.spec(ALL, "status")).await;
    let told = shown(&stage, &Viewer::Anonymous, &id).await.map(drop);
    assert_eq!(told.unwrap_err(), Failure::Prompt(PromptReason::NotYet));
}
