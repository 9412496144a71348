use jiff::SignedDuration;
use rstest::rstest;
use serde_json::json;
use store::{AuditEvent, AuditPage};

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
async fn events_within_one_instant_keep_their_order(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    for n in 0..10 {
        let event = AuditEvent {
            at: at(0) + SignedDuration::from_micros(n / 2),
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

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_site_and_an_account_read_their_own_lines_page_by_page(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let audit = store.audit();
    for (n, (actor, subject, place)) in [
        ("ada", "c0", Some(1)),
        ("bob", "557058:ada", Some(2)),
        ("bob", "c2", Some(1)),
        ("ada", "c3", None),
        ("bob", "c4", Some(1)),
    ]
    .into_iter()
    .enumerate()
    {
        let event = AuditEvent {
            at: at(i64::try_from(n).unwrap()),
            actor: Some(account(actor)),
            action: "chart.saved".into(),
            subject: subject.into(),
            site: place.map(site),
            detail: json!({}),
        };
        audit.record(&event).await.unwrap();
    }
    let subjects = |page: &AuditPage| -> Vec<String> {
        page.events.iter().map(|e| e.subject.clone()).collect()
    };

    let first = audit.on_site(site(1), None, 2).await.unwrap();
    assert_eq!(subjects(&first), ["c4", "c2"]);
    let cursor = first.next.expect("there is more").to_string();
    let cursor = Some(cursor.parse().unwrap());
    let rest = audit.on_site(site(1), cursor, 2).await.unwrap();
    assert_eq!((subjects(&rest), rest.next), (vec!["c0".to_owned()], None));
    assert!("../1".parse::<store::AuditCursor>().is_err());

    let hers = audit.of_account(&account("ada"), None, 3).await.unwrap();
    assert_eq!(subjects(&hers), ["c3", "557058:ada", "c0"]);
    assert_eq!(hers.next, None, "a page that is just full is the last one");
}
