//! Jira's webhooks: registered at the sandbox, delivered by it, and what a delivery does.

use crate::{
    stage::{MAYA, PRIYA, Stage, TOMASZ},
    whole,
};
use axum::{Router, body::Bytes, http::HeaderMap, http::StatusCode, routing::post};
use serde_json::{Value, json};
use service::{NotHeard, Service, Tended, Viewer, WEBHOOK_SCOPE};
use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;
/// Without news a table is served so long without asking Jira; with news every one is read again.
const ALMOST_OLD: i64 = 290;

/// A stage whose service hears what the sandbox sends, as the process does.
async fn listening() -> Stage {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let address = format!("http://127.0.0.1:{port}/hooks/jira");
    let stage = Stage::with_hooks(Some(address.parse().unwrap())).await;
    let service: Arc<OnceLock<Service>> = Arc::default();
    assert!(service.set(stage.service.clone()).is_ok());
    let heard = move |headers: HeaderMap, body: Bytes| {
        let service = service.get().unwrap().clone();
        async move {
            let text = |name: &str| Some(headers.get(name)?.to_str().unwrap().to_owned());
            let authorization = text("authorization").unwrap_or_default();
            let Ok(genuine) = service.genuine(&authorization) else {
                return StatusCode::UNAUTHORIZED;
            };
            let identifier = text("x-atlassian-webhook-identifier");
            let new = service.hear(genuine, identifier.as_deref(), &body).await;
            // The sandbox remembers the status of each try: that is how a test sees what was new.
            if new.unwrap() {
                StatusCode::NO_CONTENT
            } else {
                StatusCode::OK
            }
        }
    };
    let app = Router::new().route("/hooks/jira", post(heard));
    tokio::spawn(async move { axum::serve(listener, app).await });
    stage
}

/// Saves a chart of some projects of the first site.
async fn chart_of(stage: &Stage, owner: &Viewer, projects: &[&str]) -> String {
    let mut spec = stage.spec("", "status");
    spec["source"] = json!({ "projects": projects });
    let saved = stage.service.save_chart(owner, None, None, &spec).await;
    saved.expect("saved").id
}

async fn registered(stage: &Stage) -> Vec<Value> {
    let there = stage.call("GET", "webhooks", Value::Null).await;
    there["registered"].as_array().unwrap().clone()
}

/// What was asked for by whom, in no order of ours.
async fn filters(stage: &Stage) -> Vec<(String, String)> {
    let there = registered(stage).await;
    let text = |hook: &Value, key: &str| hook[key].as_str().unwrap().to_owned();
    let mut filters: Vec<_> = there
        .iter()
        .map(|hook| (text(hook, "account"), text(hook, "jql_filter")))
        .collect();
    filters.sort();
    filters
}

/// The status of each try of the last delivery.
async fn last_tries(stage: &Stage) -> Value {
    let there = stage.call("GET", "webhooks", Value::Null).await;
    let last = there["deliveries"].as_array().unwrap().last();
    last.expect("a delivery")["tries"].clone()
}

async fn new_issue(stage: &Stage, project: &str) {
    let made = json!({ "site": stage.site(0), "project": project, "fields": {} });
    stage.control("issue", made).await;
}

fn tended(registered: usize, refreshed: usize, removed: usize) -> Tended {
    Tended {
        registered,
        refreshed,
        removed,
        failed: 0,
    }
}

async fn total(service: &Service, viewer: &Viewer, chart: &str) -> u64 {
    whole(service.view(viewer, chart).await.unwrap().drawn.table.total)
}

/// Looks until the background has brought another number.
async fn until_total(service: &Service, viewer: &Viewer, chart: &str, wanted: u64) {
    let looking = async {
        while total(service, viewer, chart).await != wanted {
            tokio::task::yield_now().await;
        }
    };
    let seen = tokio::time::timeout(Duration::from_secs(20), looking).await;
    assert!(seen.is_ok(), "never {wanted}");
}

#[tokio::test]
async fn after_an_issue_changed_the_next_view_asks_jira_again_in_every_process() {
    let stage = listening().await;
    let maya = stage.sign_in(MAYA).await;
    let (shop, fin) = (
        chart_of(&stage, &maya, &["SHOP"]).await,
        chart_of(&stage, &maya, &["FIN"]).await,
    );
    let by_jql = stage.saved(&maya, "project is not EMPTY", "status").await;
    let (here, there) = (&stage.service, stage.another_process().await);
    assert_eq!(here.tend_webhooks().await.unwrap(), tended(1, 0, 0));
    let mut before = Vec::new();
    for service in [here, &there] {
        for chart in [&shop, &fin, &by_jql] {
            before.push(total(service, &maya, chart).await);
        }
    }
    stage.advance(ALMOST_OLD).await;
    let searches = stage.searches().await;
    new_issue(&stage, "SHOP").await;
    assert_eq!(last_tries(&stage).await, json!([204]));

    assert_eq!(total(here, &maya, &fin).await, before[1]);
    assert_eq!(stage.searches().await, searches, "another project");
    for service in [here, &there] {
        until_total(service, &maya, &shop, before[0] + 1).await;
        until_total(service, &maya, &by_jql, before[2] + 1).await;
    }
}

#[tokio::test]
async fn a_storm_of_deliveries_asks_once_in_half_a_minute_and_blanks_nothing() {
    let stage = listening().await;
    let maya = stage.sign_in(MAYA).await;
    let service = &stage.service;
    let chart = chart_of(&stage, &maya, &["SHOP"]).await;
    service.tend_webhooks().await.unwrap();
    let before = total(service, &maya, &chart).await;
    let counts = stage.calls("approximate-count").await;
    for _ in 0..10 {
        stage.advance(1).await;
        new_issue(&stage, "SHOP").await;
        assert_eq!(total(service, &maya, &chart).await, before);
    }
    assert_eq!(stage.calls("approximate-count").await, counts);

    // While Jira does not answer, what was read is shown on.
    stage
        .control(
            "faults",
            json!({ "path": "/ex/jira/*", "status": 503, "times": 0 }),
        )
        .await;
    stage.advance(ALMOST_OLD - 10).await;
    assert_eq!(total(service, &maya, &chart).await, before);
    stage.call_delete_faults().await;
    stage.advance(5).await;
    until_total(service, &maya, &chart, before + 10).await;
}

#[tokio::test]
async fn forged_repeated_expired_and_foreign_deliveries_do_nothing() {
    let stage = listening().await;
    let maya = stage.sign_in(MAYA).await;
    let service = &stage.service;
    let chart = chart_of(&stage, &maya, &["SHOP"]).await;
    service.tend_webhooks().await.unwrap();
    total(service, &maya, &chart).await;
    stage.advance(ALMOST_OLD).await;
    for token in ["wrong_secret", "expired", "none"] {
        stage
            .control("switches", json!({ "delivery_token": token }))
            .await;
        new_issue(&stage, "SHOP").await;
        assert_eq!(last_tries(&stage).await, json!([401]), "{token}");
    }
    let counts = stage.calls("approximate-count").await;
    total(service, &maya, &chart).await;
    assert_eq!(stage.calls("approximate-count").await, counts);

    stage
        .control("switches", json!({ "delivery_token": "good" }))
        .await;
    new_issue(&stage, "SHOP").await;
    assert_eq!(last_tries(&stage).await, json!([204]));
    let sent = stage.call("GET", "webhooks", Value::Null).await;
    let sent = sent["deliveries"].as_array().unwrap().last().unwrap()["identifier"].clone();
    stage.control("webhooks", json!({ "repeat": sent })).await;
    assert_eq!(last_tries(&stage).await, json!([200]), "heard before");

    // Nobody gives access to the site any more: what still comes from there is nothing.
    let hooks = stage.sandbox.webhooks().all().to_vec();
    service.remove_access(&maya, &stage.site(0)).await.unwrap();
    for hook in hooks {
        stage
            .sandbox
            .webhooks()
            .register(hook.asked, stage.sandbox.now());
    }
    new_issue(&stage, "SHOP").await;
    assert_eq!(last_tries(&stage).await, json!([200]), "an unknown site");
}

#[tokio::test]
async fn without_the_setting_nothing_is_heard_asked_for_or_registered() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    chart_of(&stage, &maya, &["SHOP"]).await;
    let service = &stage.service;
    assert_eq!(service.genuine("Bearer x").err(), Some(NotHeard::Off));
    assert_eq!(service.tend_webhooks().await.unwrap(), Tended::default());
    let mine = service.my_authorizations(&maya).await.unwrap();
    let scopes = mine.grant.unwrap().scopes;
    assert!(!scopes.iter().any(|scope| scope == WEBHOOK_SCOPE));

    // A grant of that time goes on, and is asked for nothing.
    let hooks = "http://127.0.0.1:9/hooks/jira".parse().unwrap();
    let later = stage.with_other_hooks(Some(hooks)).await;
    let spec = stage.spec("project is not EMPTY", "status");
    assert!(later.preview(&maya, &spec).await.is_ok());
    stage.advance(HOUR).await;
    assert_eq!(later.tend_webhooks().await.unwrap(), Tended::default());
}

#[tokio::test]
async fn a_project_is_told_of_once_and_webhooks_live_as_long_as_charts_and_accesses_do() {
    let stage = listening().await;
    let (maya, tomasz) = (stage.sign_in(MAYA).await, stage.sign_in(TOMASZ).await);
    let service = &stage.service;
    let other = stage.another_process().await;
    let (hers, his) = (
        maya.account().unwrap().to_string(),
        tomasz.account().unwrap().to_string(),
    );
    let shop = chart_of(&stage, &maya, &["shop", "no such key"]).await;
    assert_eq!(service.tend_webhooks().await.unwrap(), tended(1, 0, 0));
    let only = |filter: &str| vec![(hers.clone(), filter.to_owned())];
    assert_eq!(filters(&stage).await, only("project in (\"SHOP\")"));

    chart_of(&stage, &tomasz, &["SHOP", "FIN"]).await;
    assert_eq!(
        other.tend_webhooks().await.unwrap(),
        Tended::default(),
        "another process's turn is later"
    );
    stage.advance(HOUR).await;
    assert_eq!(other.tend_webhooks().await.unwrap(), tended(1, 0, 0));
    let mut both = only("project in (\"SHOP\")");
    both.push((his.clone(), "project in (\"FIN\")".into()));
    both.sort();
    assert_eq!(filters(&stage).await, both);

    // Refreshed before Jira lets go of them.
    stage.advance(29 * DAY).await;
    assert_eq!(service.tend_webhooks().await.unwrap(), tended(0, 2, 0));
    stage.advance(29 * DAY).await;
    new_issue(&stage, "SHOP").await;
    assert_eq!(last_tries(&stage).await, json!([204]), "58 days later");
    assert_eq!(service.tend_webhooks().await.unwrap(), tended(0, 2, 0));

    // Her chart goes, and he is told of its project instead.
    service.delete_chart(&maya, &shop).await.unwrap();
    stage.advance(HOUR).await;
    assert_eq!(service.tend_webhooks().await.unwrap(), tended(1, 0, 1));
    let his_filter = |filter: &str| vec![(his.clone(), filter.to_owned())];
    let told = his_filter("project in (\"FIN\", \"SHOP\")");
    assert_eq!(filters(&stage).await, told);

    service
        .remove_access(&tomasz, &stage.site(0))
        .await
        .unwrap();
    assert_eq!(filters(&stage).await, [], "while its token was there");
}

#[tokio::test]
async fn a_webhook_that_jira_lost_is_registered_anew_and_switching_off_removes_it() {
    let stage = listening().await;
    let maya = stage.sign_in(MAYA).await;
    let service = &stage.service;
    chart_of(&stage, &maya, &["SHOP"]).await;
    service.tend_webhooks().await.unwrap();
    stage.advance(31 * DAY).await;
    assert_eq!(service.tend_webhooks().await.unwrap(), tended(1, 0, 0));

    let elsewhere = "http://127.0.0.1:9/hooks/jira";
    let moved = stage
        .with_other_hooks(Some(elsewhere.parse().unwrap()))
        .await;
    stage.advance(HOUR).await;
    assert_eq!(moved.tend_webhooks().await.unwrap(), tended(1, 0, 1));
    let now = stage.sandbox.now();
    let living = |there: Vec<Value>| {
        let lives = |hook: &Value| {
            let end: jiff::Timestamp = hook["expires"].as_str().unwrap().parse().unwrap();
            end > now
        };
        there.into_iter().filter(lives).collect::<Vec<_>>()
    };
    let there = living(registered(&stage).await);
    assert_eq!((there.len(), &there[0]["url"]), (1, &json!(elsewhere)));

    let off = stage.with_other_hooks(None).await;
    stage.advance(HOUR).await;
    assert_eq!(off.tend_webhooks().await.unwrap(), tended(0, 0, 1));
    assert_eq!(living(registered(&stage).await), [] as [Value; 0]);
}

#[tokio::test]
async fn a_jira_that_does_not_answer_costs_an_attempt_and_no_chart() {
    let stage = listening().await;
    let (maya, priya) = (stage.sign_in(MAYA).await, stage.sign_in(PRIYA).await);
    chart_of(&stage, &maya, &["SHOP"]).await;
    chart_of(&stage, &priya, &["SHOP"]).await;
    stage
        .control(
            "faults",
            json!({ "path": "/ex/jira/*/webhook", "status": 503, "times": 0 }),
        )
        .await;
    let failed = Tended {
        failed: 1,
        ..Tended::default()
    };
    let service = &stage.service;
    assert_eq!(service.tend_webhooks().await.unwrap(), failed);
    stage.call_delete_faults().await;
    stage.advance(HOUR).await;
    assert_eq!(service.tend_webhooks().await.unwrap(), tended(1, 0, 0));
}
