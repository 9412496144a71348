//! Where Jira counts: what it costs, how long it holds, and what happens when it does not add up.

use crate::{
    stage::{MAYA, PRIYA, Stage},
    whole,
};
use serde_json::{Value, json};
use service::{Viewer, Watched};
use std::time::Duration;

const ALL: &str = "project is not EMPTY";
const MINUTE: i64 = 60;
/// After so many seconds a failure is no answer any more.
const A_MOMENT: i64 = 4;
const COUNT: &str = "/ex/jira/*/approximate-count";

async fn points(stage: &Stage) -> u64 {
    stage.counters().await["points"].as_u64().expect("a number")
}

/// Calls of Jira's count so far.
async fn asked(stage: &Stage) -> u64 {
    stage.calls("approximate-count").await
}

/// From the call after `after` on, so many counts are answered with this number.
async fn wrong_count(stage: &Stage, after: u64, times: u64, count: u64) {
    let body = json!({ "text": format!("{{\"count\":{count}}}") });
    let fault =
        json!({ "path": COUNT, "status": 200, "body": body, "after": after, "times": times });
    stage.control("faults", fault).await;
}

/// A saved chart of the spec, shown.
async fn view(stage: &Stage, viewer: &Viewer, spec: &Value) -> chart::Table {
    let saved = stage.service.save_chart(viewer, None, None, spec).await;
    let shown = stage.service.view(viewer, &saved.unwrap().id).await;
    shown
        .unwrap_or_else(|failure| panic!("{spec}: {failure}"))
        .drawn
        .table
}

#[tokio::test]
async fn thousands_of_issues_by_status_cost_tens_of_points() {
    let stage = Stage::set_large().await;
    let maya = stage.sign_in(MAYA).await;
    let id = stage.saved(&maya, ALL, "status").await;
    let before = points(&stage).await;
    let table = stage.service.view(&maya, &id).await.unwrap().drawn.table;
    let spent = points(&stage).await - before;
    assert!(whole(table.total) > 4_000, "{:?}", table.total);
    // Lists of fields and statuses cost a point for each entry, once in ten minutes.
    assert!(spent < 200, "{spent} points in all");
    let provenance = &table.provenance;
    assert_eq!(
        (provenance.plan.as_str(), provenance.complete),
        ("counts", true)
    );
    assert_eq!(provenance.issues, whole(table.total));
    assert!(provenance.points < 40, "{provenance:?}");
    assert_eq!(stage.searches().await, 0, "no issue was read");

    let explained = stage
        .service
        .explain(&maya, &stage.spec(ALL, "status"))
        .await
        .unwrap();
    let (counts, scan) = (explained.counts.cost.unwrap(), explained.scan.cost.unwrap());
    assert_eq!(explained.plan, "counts");
    assert!(counts.points * 100 < scan.points, "{counts:?} {scan:?}");
}

#[tokio::test]
async fn kind_order_names_and_limit_ask_nothing_again() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let mut spec = stage.spec(ALL, "status");
    view(&stage, &maya, &spec).await;
    let before = asked(&stage).await;
    spec["kind"] = "pie".into();
    spec["chart_by"]["order"] = "label".into();
    spec["chart_by"]["limit"] = 3.into();
    spec["chart_by"]["rename"] = json!({"Done": "Finished"});
    let table = view(&stage, &maya, &spec).await;
    assert_eq!(
        (table.rows.len(), table.provenance.plan.as_str()),
        (4, "counts")
    );
    assert_eq!(asked(&stage).await, before);
}

#[tokio::test]
async fn the_same_numbers_at_the_same_time_are_counted_once() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let one = stage
        .saved(&maya, "project is not EMPTY AND created >= -900d", "status")
        .await;
    stage.service.view(&maya, &one).await.unwrap();
    let once = asked(&stage).await;
    let id = stage.saved(&maya, ALL, "status").await;
    let views = (0..8).map(|_| stage.service.view(&maya, &id));
    let shown = futures::future::join_all(views).await;
    assert!(shown.iter().all(Result::is_ok));
    assert_eq!(asked(&stage).await, 2 * once);
    let most = stage.counters().await["max_in_flight"].as_u64().unwrap();
    assert!(most <= 6, "{most} at once");
}

#[tokio::test]
async fn what_is_counted_for_one_person_is_never_shown_to_another() {
    let stage = Stage::set().await;
    let (maya, priya) = (stage.sign_in(MAYA).await, stage.sign_in(PRIYA).await);
    let spec = stage.spec(ALL, "status");
    let all = view(&stage, &maya, &spec).await.total;
    let hers = view(&stage, &priya, &spec).await.total;
    assert!(hers < all, "{hers:?} of {all:?}");
}

#[tokio::test]
async fn old_counts_are_shown_at_once_then_with_a_word_and_never_after_a_refusal() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let id = stage.saved(&maya, ALL, "status").await;
    let show = async || stage.service.view(&maya, &id).await;
    let first = show().await.unwrap().drawn.table;

    stage.advance(6 * MINUTE).await;
    let old = show().await.unwrap().drawn;
    assert!(!old.stale);
    assert_eq!(old.table.provenance.age_seconds, 6 * 60);
    let renewed = async {
        while show().await.unwrap().drawn.table.provenance.age_seconds > 0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), renewed)
        .await
        .expect("counted anew meanwhile");

    stage.advance(3 * 60 * MINUTE).await;
    stage
        .control(
            "faults",
            json!({ "path": "/ex/jira/*", "status": 503, "times": 0 }),
        )
        .await;
    let last = show().await.unwrap().drawn;
    assert!(last.stale);
    assert_eq!(last.table.total, first.total);
    let warnings = &last.table.provenance.warnings;
    assert!(
        warnings.iter().any(|it| it.contains("not answering")),
        "{warnings:?}"
    );

    stage.call_delete_faults().await;
    stage.advance(A_MOMENT).await;
    stage
        .control(
            "faults",
            json!({ "path": COUNT, "status": 403, "times": 1 }),
        )
        .await;
    assert_eq!(show().await.unwrap_err().kind(), "not_visible");
    stage.advance(A_MOMENT).await;
    stage
        .control(
            "faults",
            json!({ "path": "/ex/jira/*", "status": 503, "times": 0 }),
        )
        .await;
    assert_eq!(
        show().await.unwrap_err().kind(),
        "unreachable",
        "nothing is held any more"
    );
}

/// The numbers of `ALL` by status, held under another query than theirs.
async fn the_same_by_another_query(stage: &Stage, maya: &Viewer) -> chart::Table {
    let spec = stage.spec(&format!("{ALL} AND key is not EMPTY"), "status");
    view(stage, maya, &spec).await
}

#[tokio::test]
async fn what_does_not_add_up_is_counted_once_more() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let spec = stage.spec(ALL, "status");
    let right = the_same_by_another_query(&stage, &maya).await;
    wrong_count(&stage, 3, 1, 999).await;
    let table = view(&stage, &maya, &spec).await;
    assert_eq!(table.provenance.plan, "counts");
    assert_eq!(table.cells, right.cells);
    assert!(table.provenance.calls > right.provenance.calls);
}

#[tokio::test]
async fn what_never_adds_up_is_read_issue_by_issue() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let spec = stage.spec(ALL, "status");
    let right = the_same_by_another_query(&stage, &maya).await;
    wrong_count(&stage, 1, 0, 7).await;
    let table = view(&stage, &maya, &spec).await;
    assert_eq!(table.provenance.plan, "scan");
    assert_eq!(table.cells, right.cells);
    let explained = stage.service.explain(&maya, &spec).await.unwrap();
    assert_eq!(explained.plan, "scan");
}

#[tokio::test]
async fn an_index_that_lags_behind_is_told_as_it_is() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    // Issues of the last thirty days are not in the index yet: for no query, so that all adds up.
    let lag = json!({ "index_lag_seconds": 30 * 24 * 3600 });
    stage.control("switches", lag).await;
    let table = view(&stage, &maya, &stage.spec(ALL, "status")).await;
    assert_eq!(table.provenance.plan, "counts");
    let found = stage
        .service
        .count_issues(&maya, &stage.site(0), ALL)
        .await
        .unwrap();
    assert_eq!(whole(table.total), found.count);
}

#[tokio::test]
async fn a_query_too_large_to_read_is_counted_and_what_needs_the_issues_is_refused() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    wrong_count(&stage, 0, 1, 60_000).await;
    let drawn = stage
        .service
        .preview(&maya, &stage.spec(ALL, "status"))
        .await
        .unwrap();
    assert_eq!(
        drawn.table.provenance.plan, "counts",
        "an editor would read so few issues"
    );
    let mut sum = stage.spec(&format!("{ALL} AND key is not EMPTY"), "status");
    sum["measure"] = json!({"type": "sum", "of": "timespent"});
    wrong_count(&stage, 0, 1, 60_000).await;
    let refused = stage.service.preview(&maya, &sum).await.unwrap_err();
    assert!(
        refused.sentence().contains("finds 60,000 issues"),
        "{refused}"
    );
}

#[tokio::test]
async fn a_segment_that_jira_refuses_is_named_before_anything_is_read() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let mut spec = stage.spec(ALL, "status");
    let segments =
        json!([{"name": "a", "jql": "issuetype = Bug"}, {"name": "b", "jql": "colour = red"}]);
    spec["chart_by"] = json!({ "segments": segments });
    let id = stage
        .service
        .save_chart(&maya, None, None, &spec)
        .await
        .unwrap()
        .id;
    let failure = stage.service.view(&maya, &id).await.unwrap_err();
    let sentence = failure.sentence();
    assert!(
        sentence.starts_with("chart_by.segments[1].jql: "),
        "{sentence}"
    );
    assert_eq!(stage.searches().await, 0);
}

#[tokio::test]
async fn a_long_counting_says_how_many_questions_are_answered() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let mut spec = stage.spec(ALL, "status");
    spec["chart_by"] = json!({"field": "created", "interval": "week"});
    let id = stage
        .service
        .save_chart(&maya, None, None, &spec)
        .await
        .unwrap()
        .id;
    stage.control("latency", json!({ "ms": 60 })).await;
    let asking = service::Asking::default();
    let patience = Duration::from_millis(400);
    let mut told = Vec::new();
    let shown = loop {
        match stage
            .service
            .watch(&maya, &id, &asking, patience)
            .await
            .unwrap()
        {
            Watched::Ready(shown) => break shown,
            Watched::Reading { progress, .. } => told.push(progress),
        }
    };
    let service::Shown::Whole(view) = shown else {
        panic!("it is her own")
    };
    assert_eq!(view.drawn.table.provenance.plan, "counts");
    let counting = |it: &&service::Progress| it.unit == service::Reading::Questions;
    let last = told.iter().rfind(counting).expect("some progress");
    assert!(last.done > 0 && last.done <= last.of, "{told:?}");
}
