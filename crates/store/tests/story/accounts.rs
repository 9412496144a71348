use rstest::rstest;
use store::{AccountId, Audience, EndedBy, Grant, NewOwnerRun, Role, Store};

use crate::given::{Backend, account, at, chart_id, consent, saved_chart, site, tokens};

fn names(accounts: &[AccountId]) -> Vec<&str> {
    accounts
        .iter()
        .map(|account| account.as_str().trim_start_matches("557058:"))
        .collect()
}

async fn to_report(store: &Store, before: i64) -> Vec<AccountId> {
    let held = store.accounts().to_report(at(before), 90).await.unwrap();
    held.into_iter().map(|held| held.account).collect()
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn every_account_is_reported_once_in_a_period(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    store
        .grants()
        .put(consent("ada", "1"), at(5))
        .await
        .unwrap();
    saved_chart(&store, "c1", "bob").await;
    let people = [
        (account("eve"), Role::Viewer),
        (account("ada"), Role::Editor),
    ];
    store
        .charts()
        .share(&chart_id("c1"), None, &people, at(3))
        .await
        .unwrap();

    assert_eq!(names(&to_report(&store, 0).await), ["ada", "bob", "eve"]);
    let first = &store.accounts().to_report(at(0), 1).await.unwrap()[0];
    assert_eq!(
        (&first.account, first.updated_at),
        (&account("ada"), at(5)),
        "what was read last counts"
    );

    let done = [account("ada"), account("bob")];
    store.accounts().mark_reported(&done, at(10)).await.unwrap();
    assert_eq!(names(&to_report(&store, 9).await), ["eve"]);
    assert_eq!(names(&to_report(&store, 10).await), ["ada", "bob", "eve"]);
    store.accounts().mark_reported(&done, at(20)).await.unwrap();
    assert_eq!(names(&to_report(&store, 19).await), ["eve"]);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_newer_name_replaces_the_old_one_and_no_token(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let before = store
        .grants()
        .put(consent("ada", "1"), at(0))
        .await
        .unwrap();
    let accounts = store.accounts();
    assert!(
        accounts
            .update_profile(&account("ada"), "Countess", None, at(9))
            .await
            .unwrap()
    );
    assert!(
        !accounts
            .update_profile(&account("bob"), "Nobody", None, at(9))
            .await
            .unwrap()
    );

    let after = store.grants().by_account(&account("ada")).await.unwrap();
    let expected = Grant {
        name: "Countess".into(),
        timezone: None,
        ..before
    };
    assert_eq!(after, Some(expected));
    let held = accounts.to_report(at(0), 9).await.unwrap();
    assert_eq!(held[0].updated_at, at(9));
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn an_erased_account_leaves_its_charts_and_nothing_else(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let ada = account("ada");
    for who in ["ada", "bob"] {
        store.grants().put(consent(who, who), at(0)).await.unwrap();
    }
    let hers = saved_chart(&store, "hers", "ada").await;
    let his = saved_chart(&store, "his", "bob").await;
    let run = NewOwnerRun {
        audience: Audience::Site,
        until: None,
        lists: false,
        fingerprint: "f".into(),
    };
    store
        .owner_runs()
        .put(&hers.id, &ada, &run, at(0))
        .await
        .unwrap();
    let people = [(ada.clone(), Role::Editor)];
    store
        .charts()
        .share(&his.id, None, &people, at(0))
        .await
        .unwrap();

    store.accounts().erase(&ada).await.unwrap();

    assert_eq!(store.grants().by_account(&ada).await.unwrap(), None);
    assert_eq!(store.owner_runs().get(&hers.id).await.unwrap(), None);
    assert_eq!(store.charts().people(&his.id).await.unwrap(), []);
    assert_eq!(store.charts().by_id(&hers.id).await.unwrap(), Some(hers));
    let bob = store.grants().by_account(&account("bob")).await.unwrap();
    assert!(bob.is_some());
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn an_erased_account_is_not_remembered_for_what_it_took_away(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let (grants, ada) = (store.grants(), account("ada"));
    grants.put(consent("ada", "1"), at(0)).await.unwrap();
    grants
        .end_access(&ada, site(1), EndedBy::Own, at(1))
        .await
        .unwrap();
    store.accounts().erase(&ada).await.unwrap();
    assert_eq!(grants.accesses(&ada).await.unwrap(), []);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn idle_healthy_grants_are_due_for_renewal_the_longest_idle_first(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let grants = store.grants();
    for (who, time) in [("ada", 3), ("bob", 1), ("eve", 2), ("fay", 9)] {
        grants.put(consent(who, who), at(time)).await.unwrap();
    }
    let eve = grants.by_account(&account("eve")).await.unwrap().unwrap();
    let failed = tokens("eve").fingerprint();
    grants
        .mark_dead(&eve.id, failed, "invalid_grant", at(4))
        .await
        .unwrap();

    let due = grants.due_for_renewal(at(3), 9).await.unwrap();
    let due: Vec<_> = due.into_iter().map(|grant| grant.name).collect();
    assert_eq!(due, ["BOB", "ADA"]);
    assert_eq!(grants.due_for_renewal(at(3), 1).await.unwrap().len(), 1);
}
