//! Filters over an owner's view: only what its owner offers, as the chart shows it.

use super::{ALL, by, saved, seen};
use crate::stage::{MAYA, PRIYA, Stage};
use rstest::rstest;
use serde_json::{Value, json};
use service::{
    Asking, Audience, Failure, OwnerRunWish, PauseReason, RunAs, SharedView, SharingEnd, Shown,
    Viewer,
};

/// For everybody on the site.
fn wish(lists: bool) -> OwnerRunWish {
    OwnerRunWish {
        audience: Audience::Site,
        until: None,
        lists,
    }
}

async fn shared(stage: &Stage, viewer: &Viewer, id: &str, asking: &Asking) -> SharedView {
    match stage.service.show(viewer, id, asking).await.unwrap() {
        Shown::Shared(view) => *view,
        Shown::Whole(_) => panic!("the numbers alone"),
    }
}

async fn running(stage: &Stage, maya: &Viewer, filters: Value, lists: bool) -> String {
    let id = saved(stage, maya, filters).await;
    stage.keep_private(maya, &id).await;
    let on = stage.service.switch_on_owner_run(maya, &id, wish(lists));
    on.await.unwrap();
    id
}

#[tokio::test]
async fn an_owners_view_follows_only_what_the_owner_offers() {
    let stage = Stage::set().await;
    let (maya, priya) = (stage.sign_in(MAYA).await, stage.sign_in(PRIYA).await);
    let id = running(&stage, &maya, json!([{ "field": "priority" }]), false).await;
    let whole_table = shared(&stage, &priya, &id, &Asking::default()).await.table;
    let asking = by(&[
        ("filter.priority", "High"),
        ("filter.assignee", MAYA),
        ("text", "secret"),
        ("open", "assignee"),
    ]);
    let view = shared(&stage, &priya, &id, &asking).await;
    let hers = seen(&stage, &maya, &id, &by(&[("filter.priority", "High")])).await;
    assert_eq!(view.table.total, hers.drawn.table.total);
    assert!(view.table.total < whole_table.total);
    let ignored =
        ["assignee", "Text"].map(|it| format!("This chart does not follow the filter \"{it}\"."));
    assert_eq!(view.filter.ignored, ignored);
    assert_eq!(view.filter.query, None);
    assert_eq!(view.filter.tabs.len(), 1);
    let told = format!("{view:?}");
    let account = maya.account().unwrap().to_string();
    for secret in [ALL, MAYA, account.as_str(), "AND", "priority ="] {
        assert!(!told.contains(secret), "{secret}");
    }
    // Nor does a crafted value find more than there is.
    let asking = by(&[(
        "filter.priority",
        "High\" OR project is not EMPTY OR priority = \"x",
    )]);
    let crafted = shared(&stage, &priya, &id, &asking).await;
    assert_eq!(crafted.table.total, Some(0.0));
}

#[rstest]
#[case::people(json!([{ "field": "assignee" }]), "Assignee")]
#[case::issues(json!([{ "field": "parent" }]), "Parent")]
#[case::words(json!([{ "text": true }]), "Text")]
#[tokio::test]
async fn filters_that_find_people_or_single_issues_need_the_owners_tick(
    #[case] filters: Value,
    #[case] name: &str,
) {
    let stage = Stage::set().await;
    let (maya, priya) = (stage.sign_in(MAYA).await, stage.sign_in(PRIYA).await);
    let id = saved(&stage, &maya, filters.clone()).await;
    let on = stage.service.switch_on_owner_run(&maya, &id, wish(false));
    let refused = on.await.map(drop).unwrap_err();
    assert!(refused.sentence().contains(name), "{refused}");
    let id = running(&stage, &maya, filters, true).await;
    let view = shared(&stage, &priya, &id, &by(&[("open", "assignee")])).await;
    let told = format!("{view:?}");
    assert!(
        !told.contains(&maya.account().unwrap().to_string()),
        "names, and no account ids"
    );
    if name == "Assignee" {
        let values = view.filter.tabs[0].values.clone().unwrap().values;
        assert!(
            values
                .iter()
                .any(|value| value.key == MAYA && value.label == MAYA),
            "{values:?}"
        );
        let narrowed = shared(&stage, &priya, &id, &by(&[("filter.assignee", MAYA)])).await;
        assert!(narrowed.table.total < view.table.total && narrowed.table.total > Some(0.0));
    }
}

#[tokio::test]
async fn another_editors_filter_pauses_the_owners_view() {
    let stage = Stage::set().await;
    let (maya, priya) = (stage.sign_in(MAYA).await, stage.sign_in(PRIYA).await);
    let id = running(&stage, &maya, json!([]), false).await;
    let service = &stage.service;
    let editors = [(priya.account().unwrap().to_string(), service::Role::Editor)];
    service.share(&maya, &id, None, &editors).await.unwrap();
    let mut spec = stage.spec(ALL, "status");
    spec["filters"] = json!([{ "field": "priority" }]);
    service
        .save_chart(&priya, Some(&id), None, &spec)
        .await
        .unwrap();
    let asking = Asking {
        run_as: RunAs::Owner,
        ..Asking::default()
    };
    let end = service
        .show(&priya, &id, &asking)
        .await
        .map(drop)
        .unwrap_err();
    let why = SharingEnd::Paused(PauseReason::ChartChanged);
    assert!(
        matches!(end, Failure::NotShared { why: ref told, .. } if *told == why),
        "{end:?}"
    );
}

#[tokio::test]
async fn what_the_owner_hides_renames_and_merges_stays_so_in_the_filters_of_their_view() {
    let stage = Stage::set().await;
    let (maya, priya) = (stage.sign_in(MAYA).await, stage.sign_in(PRIYA).await);
    let mut spec = stage.spec(ALL, "priority");
    spec["chart_by"] = json!({
        "field": "priority", "hide": ["Medium"], "rename": { "Low": "Customer A" },
        "merge": [{ "name": "Urgent", "values": ["High", "Highest"] }],
    });
    spec["filters"] = json!([{ "field": "priority" }]);
    let saved = stage.service.save_chart(&maya, None, None, &spec).await;
    let id = saved.unwrap().id;
    stage.keep_private(&maya, &id).await;
    let on = stage.service.switch_on_owner_run(&maya, &id, wish(false));
    on.await.unwrap();
    let open = shared(&stage, &priya, &id, &by(&[("open", "priority")])).await;
    let values = open.filter.tabs[0].values.clone().unwrap().values;
    let names: Vec<&str> = values.iter().map(|value| value.label.as_str()).collect();
    assert!(
        names.contains(&"Urgent") && names.contains(&"Customer A"),
        "{names:?}"
    );
    for hidden in ["Medium", "Low", "High", "Highest"] {
        assert!(!names.contains(&hidden), "{names:?}");
        let narrowed = shared(&stage, &priya, &id, &by(&[("filter.priority", hidden)])).await;
        assert_eq!(narrowed.table.total, Some(0.0), "{hidden}");
    }
    let urgent = shared(&stage, &priya, &id, &by(&[("filter.priority", "Urgent")])).await;
    assert_eq!(urgent.table.rows.len(), 1);
    assert!(urgent.table.total > Some(0.0));
}

#[tokio::test]
async fn an_account_named_in_an_address_is_told_nobodys_name() {
    let stage = Stage::set().await;
    let (maya, priya) = (stage.sign_in(MAYA).await, stage.sign_in(PRIYA).await);
    let id = running(&stage, &maya, json!([{ "field": "assignee" }]), true).await;
    let account = maya.account().unwrap().to_string();
    let view = shared(&stage, &priya, &id, &by(&[("filter.assignee", &account)])).await;
    assert_eq!(view.table.total, Some(0.0));
    assert!(!format!("{:?}", view.filter).contains(MAYA));
}

#[tokio::test]
async fn whoever_sees_numbers_alone_asks_so_many_different_questions_and_no_more() {
    let stage = Stage::set().await;
    let (maya, priya) = (stage.sign_in(MAYA).await, stage.sign_in(PRIYA).await);
    let id = running(&stage, &maya, json!([{ "text": true }]), true).await;
    let ask = async |viewer: &Viewer, text: &str| {
        let shown = stage
            .service
            .show(viewer, &id, &by(&[("text", text)]))
            .await;
        shown.map(drop)
    };
    let mut asked = 0;
    while asked < 500 && ask(&priya, &format!("word{asked}")).await.is_ok() {
        asked += 1;
    }
    assert_eq!(asked, 120);
    let refused = ask(&priya, "another").await.unwrap_err();
    assert!(matches!(refused, Failure::Busy { .. }), "{refused:?}");
    // What was asked is there, the whole is there, and its owner is not held up.
    ask(&priya, "word7").await.unwrap();
    shared(&stage, &priya, &id, &Asking::default()).await;
    ask(&maya, "another").await.unwrap();
}
