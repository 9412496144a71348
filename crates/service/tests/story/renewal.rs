//! Tokens that end, and grants that are taken back.

use crate::stage::{MAYA, Stage};
use serde_json::json;
use service::{Failure, PromptReason};

const HOUR: i64 = 3600;

#[tokio::test]
async fn a_token_that_expires_is_renewed_unseen() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    stage.advance(2 * HOUR).await;
    let drawn = stage
        .service
        .preview(&maya, &stage.spec("project is not EMPTY", "status"))
        .await
        .unwrap();
    assert!(drawn.table.total > Some(0.0));
    assert_eq!(stage.counters().await["refreshes"], json!(1));
}

#[tokio::test]
async fn a_token_that_dies_early_is_renewed_unseen() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    stage.control("expire", json!({ "person": MAYA })).await;
    assert!(
        stage
            .service
            .preview(&maya, &stage.spec("project is not EMPTY", "status"))
            .await
            .is_ok()
    );
    assert_eq!(stage.counters().await["refreshes"], json!(1));
}

#[tokio::test]
async fn many_requests_in_two_processes_refresh_once() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let other = stage.another_process().await;
    stage.advance(2 * HOUR).await;
    let fields = [
        "status",
        "priority",
        "issuetype",
        "project",
        "resolution",
        "assignee",
    ];
    let asked = fields.iter().flat_map(|field| {
        [&stage.service, &other].map(|service| (service, stage.spec("project is not EMPTY", field)))
    });
    let answers = futures::future::join_all(asked.map(|(service, spec)| {
        let maya = maya.clone();
        async move { service.preview(&maya, &spec).await.map(|d| d.table.total) }
    }))
    .await;
    assert!(
        answers.iter().all(|a| a.is_ok() && *a == answers[0]),
        "{answers:?}"
    );
    let counters = stage.counters().await;
    assert_eq!(
        (&counters["refreshes"], &counters["reuse_events"]),
        (&json!(1), &json!(0))
    );
}

#[tokio::test]
async fn a_connection_cut_after_the_rotation_recovers_within_the_leeway() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    stage.advance(2 * HOUR).await;
    stage
        .control(
            "faults",
            json!({ "path": "/oauth/token", "cut": "after", "times": 1 }),
        )
        .await;
    assert!(
        stage
            .service
            .preview(&maya, &stage.spec("project is not EMPTY", "status"))
            .await
            .is_ok()
    );
    assert_eq!(
        stage.counters().await["reuse_events"],
        json!(0),
        "a reuse within ten minutes breaches nothing"
    );
}

#[tokio::test]
async fn a_reader_who_leaves_during_a_refresh_does_not_hold_up_the_next_one() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let spec = stage.spec("project is not EMPTY", "status");
    stage.advance(2 * HOUR).await;
    stage
        .control(
            "faults",
            json!({ "path": "/oauth/token", "delay_ms": 300, "times": 1 }),
        )
        .await;
    let leaving = stage.service.preview(&maya, &spec);
    assert!(
        tokio::time::timeout(std::time::Duration::from_millis(100), leaving)
            .await
            .is_err(),
        "gone before the answer"
    );
    assert!(stage.service.preview(&maya, &spec).await.is_ok());
    let counters = stage.counters().await;
    assert_eq!(
        (&counters["refreshes"], &counters["reuse_events"]),
        (&json!(1), &json!(0))
    );
}

#[tokio::test]
async fn a_grant_taken_back_leads_to_the_prompt_and_a_new_consent_revives_it() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let spec = stage.spec("project is not EMPTY", "status");
    stage.control("revoke", json!({ "person": MAYA })).await;
    stage.advance(2 * HOUR).await;
    for _ in 0..2 {
        let refused = stage.service.preview(&maya, &spec).await.unwrap_err();
        assert_eq!(refused, Failure::Prompt(PromptReason::GrantEnded));
        assert!(
            refused
                .sentence()
                .contains("no longer accepts your authorization"),
            "{refused}"
        );
    }
    assert!(!stage.service.account(&maya).await.unwrap().unwrap().healthy);
    let tries = stage.counters().await["calls"]["POST /oauth/token"].clone();
    assert_eq!(
        tries,
        json!(2),
        "one exchange, one refused refresh: a dead token is not tried again"
    );

    let maya = stage.sign_in(MAYA).await;
    assert!(stage.service.preview(&maya, &spec).await.is_ok());
}

#[tokio::test]
async fn atlassian_being_down_does_not_end_a_grant() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let spec = stage.spec("project is not EMPTY", "status");
    stage.advance(2 * HOUR).await;
    stage
        .control(
            "faults",
            json!({ "path": "/oauth/token", "status": 503, "body": "html", "times": 0 }),
        )
        .await;
    let refused = stage.service.preview(&maya, &spec).await.unwrap_err();
    assert_eq!(refused.kind(), "unreachable");
    stage.call_delete_faults().await;
    assert!(stage.service.preview(&maya, &spec).await.is_ok());
}

#[tokio::test]
async fn our_own_wrong_secret_alarms_the_operator_and_spares_the_grant() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    stage.advance(2 * HOUR).await;
    stage.sandbox.app_mut().client_secret = "changed at Atlassian".into();
    let refused = stage
        .service
        .preview(&maya, &stage.spec("project is not EMPTY", "status"))
        .await
        .unwrap_err();
    assert_eq!(refused, Failure::Misconfigured);
    assert!(stage.service.account(&maya).await.unwrap().unwrap().healthy);
}
