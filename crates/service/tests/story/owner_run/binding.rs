//! What a run is bound to: the query with its saved filters, and who changed what.

use super::{ALL, end, pause, running, shared};
use crate::stage::{MAYA, PRIYA, Stage, TOMASZ};
use serde_json::json;
use service::{PauseReason, Role, SharingEnd};

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
