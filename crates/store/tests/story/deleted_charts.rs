use rstest::rstest;
use store::{Audience, NewOwnerRun, Role};

use crate::given::{Backend, account, at, chart_id, saved_chart};

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_deletion_is_taken_back_by_its_owner_alone_with_whom_it_was_shared_with(
    #[case] backend: Backend,
) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let (charts, ada, bob) = (store.charts(), account("ada"), account("bob"));
    saved_chart(&store, "c1", "ada").await;
    let id = chart_id("c1");
    let people = [(bob.clone(), Role::Editor)];
    charts.share(&id, None, &people, at(1)).await.unwrap();
    let before = charts.by_id(&id).await.unwrap().unwrap();
    let shared = charts.people(&id).await.unwrap();

    assert!(charts.set_aside(&id, at(100)).await.unwrap());
    assert!(!charts.set_aside(&id, at(100)).await.unwrap());
    assert_eq!(charts.by_id(&id).await.unwrap(), None);
    assert_eq!(charts.by_owner(&ada).await.unwrap(), []);
    assert_eq!(charts.shared_with(&bob).await.unwrap(), []);

    assert_eq!(charts.restore(&bob, &id, at(2)).await.unwrap(), None);
    let back = charts.restore(&ada, &id, at(2)).await.unwrap();
    assert_eq!(back.as_ref(), Some(&before));
    assert_eq!(charts.by_id(&id).await.unwrap(), back);
    assert_eq!(charts.people(&id).await.unwrap(), shared);
    assert_eq!(charts.restore(&ada, &id, at(2)).await.unwrap(), None);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_run_as_the_owner_and_a_signed_address_do_not_come_back(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let (charts, runs, ada) = (store.charts(), store.owner_runs(), account("ada"));
    saved_chart(&store, "c1", "ada").await;
    let id = chart_id("c1");
    let run = NewOwnerRun {
        audience: Audience::Link,
        until: None,
        lists: false,
        fingerprint: "f".into(),
    };
    runs.put(&id, &ada, &run, at(0)).await.unwrap();
    let generation = runs.get(&id).await.unwrap().unwrap().link_generation;
    charts.set_aside(&id, at(100)).await.unwrap();
    charts.restore(&ada, &id, at(1)).await.unwrap().unwrap();
    assert_eq!(runs.get(&id).await.unwrap(), None);
    runs.put(&id, &ada, &run, at(2)).await.unwrap();
    let again = runs.get(&id).await.unwrap().unwrap();
    assert!(again.link_generation > generation);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn what_was_deleted_long_ago_or_replaced_stays_away(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let (charts, ada) = (store.charts(), account("ada"));
    let id = chart_id("c1");
    saved_chart(&store, "c1", "ada").await;
    charts.set_aside(&id, at(100)).await.unwrap();
    assert_eq!(charts.restore(&ada, &id, at(100)).await.unwrap(), None);
    assert_eq!(store.sweep(at(99)).await.unwrap(), 0);
    assert_eq!(store.sweep(at(100)).await.unwrap(), 1);
    assert_eq!(charts.restore(&ada, &id, at(1)).await.unwrap(), None);

    // The same id, given by hand.
    saved_chart(&store, "c1", "ada").await;
    charts.set_aside(&id, at(200)).await.unwrap();
    let new = saved_chart(&store, "c1", "bob").await;
    assert_eq!(charts.restore(&ada, &id, at(101)).await.unwrap(), None);
    assert_eq!(charts.by_id(&id).await.unwrap(), Some(new));
    assert!(charts.set_aside(&id, at(300)).await.unwrap());
    assert_eq!(charts.restore(&ada, &id, at(102)).await.unwrap(), None);
}
