use rstest::rstest;
use secrecy::ExposeSecret as _;

use crate::given::{Backend, at, consent, key_ring};

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn resealing_goes_on_until_nothing_needs_the_old_key(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let old = database.store_with(&key_ring(&[1])).await;
    let mut ids = Vec::new();
    for who in ["ada", "bob", "eve"] {
        ids.push(old.grants().put(consent(who, who), at(0)).await.unwrap().id);
    }
    let rotated = database.store_with(&key_ring(&[2, 1])).await;
    let new = database.store_with(&key_ring(&[2])).await;
    assert_eq!(new.grants().unreadable().await.unwrap(), 3);

    assert_eq!(rotated.grants().reseal(2).await.unwrap(), 2);
    assert_eq!(new.grants().unreadable().await.unwrap(), 1);
    assert_eq!(rotated.grants().reseal(2).await.unwrap(), 1);
    assert_eq!(rotated.grants().reseal(2).await.unwrap(), 0);

    assert_eq!(new.grants().unreadable().await.unwrap(), 0);
    for (id, who) in ids.iter().zip(["ada", "bob", "eve"]) {
        let opened = new.grants().tokens(id).await.unwrap().unwrap();
        assert_eq!(opened.access.expose_secret(), format!("access-{who}"));
        assert_eq!(opened.refresh.expose_secret(), format!("refresh-{who}"));
    }
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_lost_key_is_counted_and_does_not_hold_up_the_others(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let lost = database.store_with(&key_ring(&[9])).await;
    for who in ["ada", "bob"] {
        lost.grants().put(consent(who, who), at(0)).await.unwrap();
    }
    let old = database.store_with(&key_ring(&[1])).await;
    let eve = old.grants().put(consent("eve", "e"), at(0)).await.unwrap();
    let rotated = database.store_with(&key_ring(&[2, 1])).await;

    assert_eq!(rotated.grants().reseal(1).await.unwrap(), 1);
    assert_eq!(rotated.grants().reseal(1).await.unwrap(), 0);
    assert_eq!(rotated.grants().unreadable().await.unwrap(), 2);
    let new = database.store_with(&key_ring(&[2])).await;
    assert!(new.grants().tokens(&eve.id).await.unwrap().is_some());
}
