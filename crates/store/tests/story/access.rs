use rstest::rstest;
use store::{
    AccessState, EndedAccess, EndedBy, Health, NewGrant, Outcome, Reopen, Store, TokenHash,
};

use crate::given::{Backend, account, at, browser, consent, granted_site, site, tokens, words};

/// A consent that reaches the first two sites.
fn two_sites(who: &str, token: &str, reopen: Reopen) -> NewGrant {
    NewGrant {
        sites: vec![
            granted_site(1, "one", "read:jira-work"),
            granted_site(2, "two", "read:jira-work"),
        ],
        reopen,
        ..consent(who, token)
    }
}

async fn open_sites(store: &Store, who: &str) -> Vec<u128> {
    let accesses = store.grants().accesses(&account(who)).await.unwrap();
    let open = accesses
        .iter()
        .filter(|access| matches!(access.state, AccessState::Open { .. }));
    open.map(|access| access.site.0.as_u128()).collect()
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn an_access_ends_alone_and_is_remembered(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let grants = store.grants();
    let ada = account("ada");
    let grant = grants
        .put(two_sites("ada", "1", Reopen::All), at(0))
        .await
        .unwrap();
    assert_eq!(open_sites(&store, "ada").await, [1, 2]);

    let ended = grants
        .end_access(&ada, site(1), EndedBy::Administrator, at(5))
        .await
        .unwrap();
    assert_eq!(ended, Some(EndedAccess { last: false }));
    let again = grants.end_access(&ada, site(1), EndedBy::Own, at(6)).await;
    assert_eq!(again.unwrap(), None, "it ends once");

    let sites = grants.sites(&grant.id).await.unwrap();
    assert_eq!(sites, [granted_site(2, "two", "read:jira-work")]);
    let after = grants.by_account(&ada).await.unwrap().unwrap();
    assert_eq!(after.generation, grant.generation + 1);
    assert!(grants.tokens(&grant.id).await.unwrap().is_some());
    let accesses = grants.accesses(&ada).await.unwrap();
    assert_eq!(
        accesses.iter().map(|a| &a.name).collect::<Vec<_>>(),
        ["two", "one"]
    );
    let state = AccessState::Ended {
        at: at(5),
        by: EndedBy::Administrator,
    };
    assert_eq!(accesses[1].state, state);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn with_the_last_access_go_tokens_sessions_and_hand_overs(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let grants = store.grants();
    let ada = account("ada");
    let grant = grants.put(consent("ada", "1"), at(0)).await.unwrap();
    store
        .sessions()
        .create(TokenHash::of("s"), &browser("ada"), at(0), at(99))
        .await
        .unwrap();
    let waiting = Outcome::Authorized(ada.clone());
    store
        .handovers()
        .offer(TokenHash::of("f"), None, waiting, at(0), at(99))
        .await
        .unwrap();

    let ended = grants.end_access(&ada, site(1), EndedBy::Own, at(5)).await;
    assert_eq!(ended.unwrap(), Some(EndedAccess { last: true }));

    assert!(grants.tokens(&grant.id).await.unwrap().is_none());
    assert_eq!(grants.by_account(&ada).await.unwrap(), None);
    let session = store.sessions().find(&TokenHash::of("s"), at(6)).await;
    assert_eq!(session.unwrap(), None);
    let handovers = store.handovers();
    let claimed = handovers.claim(&TokenHash::of("f"), None, at(6)).await;
    assert_eq!(claimed.unwrap(), None);
    assert_eq!(
        grants.accesses(&ada).await.unwrap().len(),
        1,
        "the memory outlives the grant"
    );
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_later_consent_opens_again_only_what_it_is_about(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let grants = store.grants();
    let put = |token: &'static str, reopen| grants.put(two_sites("ada", token, reopen), at(20));
    put("1", Reopen::All).await.unwrap();
    let ended = grants
        .end_all_of(&account("ada"), EndedBy::Own, at(5))
        .await;
    assert_eq!(ended.unwrap(), [site(1), site(2)]);

    for reopen in [Reopen::Only(site(9)), Reopen::Nothing] {
        put("2", reopen).await.unwrap();
        assert_eq!(open_sites(&store, "ada").await, [] as [u128; 0]);
    }
    put("3", Reopen::Only(site(2))).await.unwrap();
    assert_eq!(open_sites(&store, "ada").await, [2]);
    put("4", Reopen::Only(site(2))).await.unwrap();
    assert_eq!(
        open_sites(&store, "ada").await,
        [2],
        "the other one stays closed"
    );
    put("5", Reopen::All).await.unwrap();
    assert_eq!(open_sites(&store, "ada").await, [1, 2]);
    let accesses = grants.accesses(&account("ada")).await.unwrap();
    assert_eq!(
        accesses.len(),
        2,
        "what is open again is not remembered as ended"
    );
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_consent_keeps_since_when_an_access_is_open_and_when_it_was_used(
    #[case] backend: Backend,
) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let grants = store.grants();
    let grant = grants.put(consent("ada", "1"), at(0)).await.unwrap();
    let state = || async {
        let accesses = grants.accesses(&account("ada")).await.unwrap();
        let AccessState::Open { since, used_at, .. } = &accesses[0].state else {
            panic!("{accesses:?}")
        };
        (*since, *used_at)
    };
    assert_eq!(state().await, (at(0), None));

    for (now, noted) in [(10, 10), (609, 10), (610, 610)] {
        grants
            .touch_access(&grant.id, site(1), at(now))
            .await
            .unwrap();
        assert_eq!(state().await, (at(0), Some(at(noted))), "at {now} s");
    }

    grants
        .put(two_sites("ada", "2", Reopen::All), at(700))
        .await
        .unwrap();
    assert_eq!(state().await, (at(0), Some(at(610))));
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn an_uninstall_ends_the_accesses_of_its_site_and_no_others(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let grants = store.grants();
    for who in ["bob", "ada"] {
        grants
            .put(two_sites(who, who, Reopen::All), at(0))
            .await
            .unwrap();
    }
    grants.put(consent("eve", "e"), at(0)).await.unwrap();

    let touched = grants
        .end_all_on_site(site(1), EndedBy::Uninstall, at(5))
        .await
        .unwrap();

    assert_eq!(touched, [account("ada"), account("bob"), account("eve")]);
    assert_eq!(open_sites(&store, "ada").await, [2]);
    assert_eq!(grants.by_account(&account("eve")).await.unwrap(), None);
    assert_eq!(grants.on_site(site(1)).await.unwrap(), []);
    assert_eq!(grants.on_site(site(2)).await.unwrap().len(), 2);
    let again = grants
        .end_all_on_site(site(1), EndedBy::Uninstall, at(6))
        .await;
    assert_eq!(again.unwrap(), []);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn administrators_see_who_authorized_on_their_site(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let grants = store.grants();
    let bob = grants.put(consent("bob", "b"), at(1)).await.unwrap();
    grants
        .put(two_sites("ada", "a", Reopen::All), at(2))
        .await
        .unwrap();
    let failed = tokens("b").fingerprint();
    grants
        .mark_dead(&bob.id, failed, "invalid_grant", at(9))
        .await
        .unwrap();
    grants.touch_access(&bob.id, site(1), at(7)).await.unwrap();

    let seen = grants.on_site(site(1)).await.unwrap();

    assert_eq!(
        seen.iter().map(|s| s.name.as_str()).collect::<Vec<_>>(),
        ["ADA", "BOB"]
    );
    assert_eq!((seen[0].since, seen[0].used_at), (at(2), None));
    assert_eq!(seen[0].scopes, words("read:jira-work"));
    assert_eq!(seen[0].health, Health::Healthy);
    assert_eq!((seen[1].since, seen[1].used_at), (at(1), Some(at(7))));
    assert!(matches!(seen[1].health, Health::Dead { .. }));
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn of_many_ends_at_once_one_ends_the_access_and_one_is_the_last(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let stores = [database.store().await, database.store().await];
    let put = two_sites("ada", "1", Reopen::All);
    stores[0].grants().put(put, at(0)).await.unwrap();
    let ends: Vec<_> = (0..20)
        .map(|n| {
            let store = stores[n % 2].clone();
            let site = site((n % 2) as u128 + 1);
            tokio::spawn(async move {
                store
                    .grants()
                    .end_access(&account("ada"), site, EndedBy::Own, at(1))
                    .await
            })
        })
        .collect();
    let mut ended = Vec::new();
    for end in ends {
        ended.extend(end.await.unwrap().unwrap());
    }
    assert_eq!(ended.len(), 2, "{ended:?}");
    assert_eq!(ended.iter().filter(|end| end.last).count(), 1, "{ended:?}");
    let left = stores[0].grants().by_account(&account("ada")).await;
    assert_eq!(left.unwrap(), None);
}
