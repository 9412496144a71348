//! Reports of accounts whose data is kept.

use std::time::Duration;

use jira::{AccountChange, AccountId, Error, KeptAccount};
use rstest::rstest;
use serde_json::{Value, json};
use wiremock::ResponseTemplate;

use crate::support::{Bench, TOKEN, json as answer};

/// Atlassian's documented test accounts.
const ACTIVE: &str = "5be24ad8b1653240376955d2";
const CLOSED: &str = "5be24ba3f91c106033269289";

fn kept(id: &str) -> KeptAccount {
    KeptAccount {
        account_id: AccountId::new(id),
        updated_at: "2026-11-01T12:00:00Z".parse().unwrap(),
    }
}

async fn bench(answer: ResponseTemplate) -> Bench {
    let bench = Bench::new().await;
    bench
        .mount("POST", "/app/report-accounts/", answer, None)
        .await;
    bench
}

#[tokio::test]
async fn closed_and_changed_accounts_come_back_with_the_next_cycle() {
    let rows = json!({"accounts": [
        {"accountId": CLOSED, "status": "closed"}, {"accountId": "changed", "status": "updated"},
        {"accountId": "x", "status": "of a kind that is not documented"}]});
    let bench = bench(answer(200, rows).insert_header("Cycle-Period", "P14D")).await;
    let report = bench
        .client
        .report_accounts(&TOKEN.into(), &[kept(ACTIVE), kept(CLOSED)])
        .await
        .unwrap();
    assert_eq!(
        report.changes,
        [
            (AccountId::new(CLOSED), AccountChange::Closed),
            (AccountId::new("changed"), AccountChange::Updated)
        ]
    );
    assert_eq!(report.cycle, Duration::from_hours(14 * 24));
    let request = &bench.requests().await[0];
    let expected = json!({"accounts": [
        {"accountId": ACTIVE, "updatedAt": "2026-11-01T12:00:00Z"},
        {"accountId": CLOSED, "updatedAt": "2026-11-01T12:00:00Z"}]});
    assert_eq!(request.body_json::<Value>().unwrap(), expected);
    assert_eq!(request.headers["authorization"], format!("Bearer {TOKEN}"));
}

#[tokio::test]
async fn nothing_to_do_is_an_empty_answer() {
    let bench = bench(ResponseTemplate::new(204)).await;
    let report = bench
        .client
        .report_accounts(&TOKEN.into(), &[kept(ACTIVE)])
        .await
        .unwrap();
    assert_eq!(report.changes, []);
    assert_eq!(report.cycle, Duration::from_hours(7 * 24));
}

#[rstest]
#[case::a_dead_token(401, Error::Reauthorize)]
#[case::not_for_this_app(403, Error::NotVisible { messages: vec!["no".to_owned()] })]
#[case::too_many(400, Error::Query { messages: vec!["no".to_owned()] })]
#[tokio::test]
async fn a_refused_report_says_what_to_do(#[case] status: u16, #[case] error: Error) {
    let bench = bench(answer(status, json!({"code": status, "message": "no"}))).await;
    let report = bench
        .client
        .report_accounts(&TOKEN.into(), &[kept(ACTIVE)])
        .await;
    assert_eq!(report, Err(error));
}

#[tokio::test]
async fn a_wait_is_honoured() {
    let busy = ResponseTemplate::new(429).insert_header("Retry-After", "3600");
    let bench = bench(busy).await;
    let report = bench
        .client
        .report_accounts(&TOKEN.into(), &[kept(ACTIVE)])
        .await;
    assert_eq!(report, Err(Error::WaitUntil { seconds: 3600 }));
}
