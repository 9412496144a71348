//! What is held in memory, for whom and for how long.

use crate::stage::{MAYA, PRIYA, Stage};
use serde_json::json;
use service::{Asking, Watched};
use std::time::Duration;

const ALL: &str = "project is not EMPTY";
/// How long a frame waits for its chart.
const PATIENCE: Duration = Duration::from_mins(1);
const MINUTE: i64 = 60;

#[tokio::test]
async fn another_grouping_of_the_same_query_asks_jira_nothing() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    stage
        .service
        .preview(&maya, &stage.spec(ALL, "status"))
        .await
        .unwrap();
    let searches = stage.searches().await;
    for field in ["priority", "issuetype", "assignee", "labels", "components"] {
        stage
            .service
            .preview(&maya, &stage.spec(ALL, field))
            .await
            .unwrap();
    }
    assert_eq!(stage.searches().await, searches);
}

#[tokio::test]
async fn what_one_person_saw_is_never_shown_to_another() {
    let stage = Stage::set().await;
    let (maya, priya) = (stage.sign_in(MAYA).await, stage.sign_in(PRIYA).await);
    let spec = stage.spec(ALL, "status");
    let all = stage
        .service
        .preview(&maya, &spec)
        .await
        .unwrap()
        .table
        .total;
    let hers = stage
        .service
        .preview(&priya, &spec)
        .await
        .unwrap()
        .table
        .total;
    assert!(hers < all, "{hers:?} of {all:?}");
}

#[tokio::test]
async fn the_same_question_at_the_same_time_is_asked_once() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let spec = stage.spec("project is not EMPTY AND created >= -30d", "status");
    stage.service.preview(&maya, &spec).await.unwrap();
    let once = stage.searches().await;
    stage.advance(2 * 60 * MINUTE).await;
    let answers =
        futures::future::join_all((0..8).map(|_| stage.service.preview(&maya, &spec))).await;
    assert!(answers.iter().all(Result::is_ok));
    assert_eq!(stage.searches().await, 2 * once);
}

#[tokio::test]
async fn more_viewers_than_can_be_drawn_for_at_once_take_turns_and_none_meets_an_error() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let id = stage.saved(&maya, ALL, "status").await;
    let asking = Asking::default();
    let watch = || stage.service.watch(&maya, &id, &asking, PATIENCE);
    watch().await.unwrap();
    let crowd = futures::future::join_all((0..300).map(|_| watch())).await;
    let reading = |it: &Result<Watched, _>| matches!(it, Ok(Watched::Reading { .. }));
    assert!(crowd.iter().all(Result::is_ok));
    assert!(
        crowd.iter().any(reading),
        "the crowd was too small to fill the queue"
    );
    assert!(matches!(watch().await, Ok(Watched::Ready(_))));
}

/// After so many seconds a failure is no answer any more.
const A_MOMENT: i64 = 4;

#[tokio::test]
async fn a_failure_is_the_answer_of_who_asks_a_moment_later_and_not_for_longer() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let spec = stage.spec(ALL, "status");
    stage
        .control(
            "faults",
            json!({ "path": "/ex/jira/*/approximate-count", "status": 403, "times": 1 }),
        )
        .await;
    for _ in 0..2 {
        assert_eq!(
            stage
                .service
                .preview(&maya, &spec)
                .await
                .unwrap_err()
                .kind(),
            "not_visible"
        );
    }
    stage.advance(A_MOMENT).await;
    assert!(stage.service.preview(&maya, &spec).await.is_ok());
}

#[tokio::test]
async fn old_numbers_are_shown_with_a_word_while_jira_fails_and_dropped_when_it_refuses() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let spec = stage.spec(ALL, "status");
    let fresh = stage.service.preview(&maya, &spec).await.unwrap();
    assert!(!fresh.stale);
    stage.advance(3 * 60 * MINUTE).await;
    stage
        .control(
            "faults",
            json!({ "path": "/ex/jira/*", "status": 503, "times": 0 }),
        )
        .await;
    let old = stage.service.preview(&maya, &spec).await.unwrap();
    assert!(old.stale);
    assert_eq!(old.table.total, fresh.table.total);
    assert_eq!(old.table.provenance.age_seconds, 3 * 60 * 60);
    assert!(
        old.table
            .provenance
            .warnings
            .iter()
            .any(|w| w.contains("not answering")),
        "{:?}",
        old.table.provenance.warnings
    );

    stage.call_delete_faults().await;
    stage.advance(A_MOMENT).await;
    stage
        .control(
            "faults",
            json!({ "path": "/ex/jira/*/approximate-count", "status": 403, "times": 1 }),
        )
        .await;
    assert_eq!(
        stage
            .service
            .preview(&maya, &spec)
            .await
            .unwrap_err()
            .kind(),
        "not_visible"
    );
    stage.advance(A_MOMENT).await;
    stage
        .control(
            "faults",
            json!({ "path": "/ex/jira/*", "status": 503, "times": 0 }),
        )
        .await;
    assert_eq!(
        stage
            .service
            .preview(&maya, &spec)
            .await
            .unwrap_err()
            .kind(),
        "unreachable",
        "nothing is held any more"
    );
}

#[tokio::test]
async fn a_refusal_in_the_background_drops_what_is_held() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let spec = stage.spec(ALL, "status");
    stage.service.preview(&maya, &spec).await.unwrap();
    stage.advance(6 * MINUTE).await;
    stage
        .control(
            "faults",
            json!({ "path": "/ex/jira/*/approximate-count", "status": 403, "times": 0 }),
        )
        .await;
    assert!(
        stage.service.preview(&maya, &spec).await.is_ok(),
        "what is held comes at once"
    );
    let refused = async {
        loop {
            match stage.service.preview(&maya, &spec).await {
                Ok(_) => tokio::task::yield_now().await,
                Err(failure) => break failure,
            }
        }
    };
    let refused = tokio::time::timeout(std::time::Duration::from_secs(20), refused)
        .await
        .expect("dropped soon");
    assert_eq!(refused.kind(), "not_visible");
}

#[tokio::test]
async fn a_scan_goes_on_when_its_reader_leaves() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let spec = stage.spec("project is not EMPTY AND issuetype is not EMPTY", "status");
    stage.control("latency", json!({ "ms": 30 })).await;
    let leaving = stage.service.preview(&maya, &spec);
    assert!(
        tokio::time::timeout(std::time::Duration::from_millis(200), leaving)
            .await
            .is_err()
    );
    stage.service.preview(&maya, &spec).await.unwrap();
    let once = stage.searches().await;
    stage
        .service
        .preview(
            &maya,
            &stage.spec(
                "project is not EMPTY AND issuetype is not EMPTY AND key is not EMPTY",
                "status",
            ),
        )
        .await
        .unwrap();
    assert_eq!(
        stage.searches().await,
        2 * once,
        "the second reader took what the first had begun"
    );
}

#[tokio::test]
async fn jiras_wish_to_wait_is_kept_by_the_next_reader_too() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let spec = stage.spec(ALL, "status");
    stage.control("faults", json!({ "path": "/ex/jira/*/approximate-count", "status": 429, "retry_after": "1800", "times": 1 })).await;
    assert_eq!(
        stage
            .service
            .preview(&maya, &spec)
            .await
            .unwrap_err()
            .kind(),
        "busy"
    );
    stage.advance(10 * MINUTE).await;
    let told = stage.service.preview(&maya, &spec).await.unwrap_err();
    assert!(told.sentence().contains("20 minutes"), "{told}");
    stage.advance(21 * MINUTE).await;
    assert!(stage.service.preview(&maya, &spec).await.is_ok());
}

#[tokio::test]
async fn the_frames_of_one_page_do_not_push_each_others_columns_out() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let mut ids = Vec::new();
    for field in ["status", "priority", "issuetype", "project"] {
        ids.push(
            stage
                .service
                .save_chart(&maya, None, None, &stage.spec(ALL, field))
                .await
                .unwrap()
                .id,
        );
    }
    let page = || futures::future::join_all(ids.iter().map(|id| stage.service.view(&maya, id)));
    let before = stage.searches().await;
    assert!(page().await.iter().all(Result::is_ok));
    let first = stage.searches().await;
    let one_scan = {
        stage
            .service
            .preview(
                &maya,
                &stage.spec(&format!("{ALL} AND created is not EMPTY"), "status"),
            )
            .await
            .unwrap();
        stage.searches().await - first
    };
    assert!(
        first - before <= 2 * one_scan,
        "{} calls for the page, {one_scan} for one scan",
        first - before
    );
    let held = stage.searches().await;
    assert!(page().await.iter().all(Result::is_ok));
    assert_eq!(stage.searches().await, held, "a reload asks nothing");
}

#[tokio::test]
async fn a_new_consent_starts_afresh() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let spec = stage.spec(ALL, "status");
    stage.service.preview(&maya, &spec).await.unwrap();
    let searches = stage.searches().await;
    let maya = stage.sign_in(MAYA).await;
    stage.service.preview(&maya, &spec).await.unwrap();
    assert!(stage.searches().await > searches);
}
