use jiff::SignedDuration;
use rstest::rstest;
use serde_json::json;
use store::AuditEvent;

use crate::given::{Backend, account, at, site};

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn the_log_is_read_from_its_end(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let full = AuditEvent {
        at: at(1),
        actor: Some(account("ada")),
        action: "grant.removed".into(),
        subject: "557058:ada".into(),
        site: Some(site(1)),
        detail: json!({"by": "herself", "sites": [1, 2]}),
    };
    let bare = AuditEvent {
        at: at(2),
        actor: None,
        action: "grant.died".into(),
        subject: "557058:bob".into(),
        site: None,
        detail: json!(null),
    };
    store.audit().record(&full).await.unwrap();
    store.audit().record(&bare).await.unwrap();

    assert_eq!(
        store.audit().recent(10).await.unwrap(),
        [bare.clone(), full]
    );
    assert_eq!(store.audit().recent(1).await.unwrap(), [bare]);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn events_within_one_millisecond_keep_their_order(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    for n in 0..10 {
        let event = AuditEvent {
            at: at(0) + SignedDuration::from_micros(n * 10),
            actor: None,
            action: "chart.saved".into(),
            subject: n.to_string(),
            site: None,
            detail: json!({}),
        };
        store.audit().record(&event).await.unwrap();
    }
    let read = store.audit().recent(10).await.unwrap();
    let subjects: String = read.iter().map(|event| event.subject.as_str()).collect();
    assert_eq!(subjects, "9876543210");
}
