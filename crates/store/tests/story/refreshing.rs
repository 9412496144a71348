use std::time::Duration;

use rstest::rstest;
use secrecy::ExposeSecret as _;
use store::{Grant, GrantId, Health, Store};

use crate::given::{Backend, account, at, consent, tokens, words};

const TTL: Duration = Duration::from_secs(30);

async fn granted(store: &Store) -> Grant {
    store
        .grants()
        .put(consent("ada", "1"), at(0))
        .await
        .unwrap()
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_lease_is_given_once_until_it_is_released_or_runs_out(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let id = granted(&store).await.id;
    let grants = store.grants();

    assert!(grants.lease(&id, "first", at(0), TTL).await.unwrap());
    assert!(!grants.lease(&id, "second", at(29), TTL).await.unwrap());
    assert!(!grants.lease(&id, "first", at(29), TTL).await.unwrap());
    assert!(!grants.release(&id, "second").await.unwrap());

    assert!(grants.lease(&id, "second", at(30), TTL).await.unwrap());
    assert!(!grants.release(&id, "first").await.unwrap());
    assert!(grants.release(&id, "second").await.unwrap());
    assert!(grants.lease(&id, "third", at(31), TTL).await.unwrap());

    let nobodys = GrantId(uuid::Uuid::nil());
    assert!(!grants.lease(&nobodys, "first", at(0), TTL).await.unwrap());
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn of_many_that_ask_for_a_lease_at_once_one_gets_it(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let stores = [database.store().await, database.store().await];
    let id = granted(&stores[0]).await.id;
    let asked: Vec<_> = (0..40)
        .map(|n| {
            let store = stores[n % 2].clone();
            tokio::spawn(async move {
                store
                    .grants()
                    .lease(&id, &format!("replica {n}"), at(0), TTL)
                    .await
                    .unwrap()
            })
        })
        .collect();
    let mut given = 0;
    for lease in asked {
        given += usize::from(lease.await.unwrap());
    }
    assert_eq!(given, 1);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn refreshed_tokens_are_stored_only_in_place_of_those_they_were_traded_for(
    #[case] backend: Backend,
) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let grants = store.grants();
    let id = granted(&store).await.id;
    let (old, scopes) = (tokens("1").fingerprint(), words("read:jira-work"));

    assert!(
        grants
            .put_refreshed(&id, old, tokens("2"), at(7200), &scopes, at(60))
            .await
            .unwrap()
    );
    assert!(
        !grants
            .put_refreshed(&id, old, tokens("3"), at(9999), &[], at(61))
            .await
            .unwrap()
    );

    let grant = grants.by_account(&account("ada")).await.unwrap().unwrap();
    assert_eq!(
        (grant.access_expires_at, grant.refreshed_at),
        (at(7200), at(60))
    );
    assert_eq!((grant.scopes, grant.generation), (scopes, 1));
    let opened = grants.tokens(&id).await.unwrap().unwrap();
    assert_eq!(opened.access.expose_secret(), "access-2");
    assert_eq!(opened.refresh.expose_secret(), "refresh-2");
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_late_verdict_about_an_old_token_does_not_kill_a_living_grant(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let grants = store.grants();
    let id = granted(&store).await.id;
    let (old, new) = (tokens("1").fingerprint(), tokens("2").fingerprint());
    let health = || async {
        grants
            .by_account(&account("ada"))
            .await
            .unwrap()
            .unwrap()
            .health
    };
    assert!(
        grants
            .put_refreshed(&id, old, tokens("2"), at(7200), &[], at(60))
            .await
            .unwrap()
    );

    assert!(
        !grants
            .mark_dead(&id, old, "invalid_grant", at(61))
            .await
            .unwrap()
    );
    assert_eq!(health().await, Health::Healthy);

    assert!(
        grants
            .mark_dead(&id, new, "invalid_grant", at(62))
            .await
            .unwrap()
    );
    assert!(
        grants
            .mark_dead(&id, new, "unauthorized_client", at(63))
            .await
            .unwrap()
    );
    let dead = Health::Dead {
        since: at(62),
        reason: "invalid_grant".into(),
    };
    assert_eq!(health().await, dead);

    // Another replica's refresh with the same token went through after all.
    assert!(
        grants
            .put_refreshed(&id, new, tokens("3"), at(9999), &[], at(64))
            .await
            .unwrap()
    );
    assert_eq!(health().await, Health::Healthy);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_consent_during_a_refresh_wins(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let grants = store.grants();
    let id = granted(&store).await.id;
    let old = tokens("1").fingerprint();
    assert!(grants.lease(&id, "slow", at(0), TTL).await.unwrap());

    grants.put(consent("ada", "new"), at(1)).await.unwrap();

    assert!(grants.lease(&id, "next", at(2), TTL).await.unwrap());
    assert!(
        !grants
            .put_refreshed(&id, old, tokens("2"), at(7200), &[], at(3))
            .await
            .unwrap()
    );
    assert!(!grants.release(&id, "slow").await.unwrap());
    let opened = grants.tokens(&id).await.unwrap().unwrap();
    assert_eq!(opened.refresh.expose_secret(), "refresh-new");
}
