use rstest::rstest;
use secrecy::ExposeSecret as _;
use store::{Health, NewGrant, Outcome, TokenHash};

use crate::given::{
    Backend, account, at, browser, consent, granted_site, saved_chart, site, tokens, words,
};

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_consent_is_found_again_by_its_account(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    assert_eq!(
        store.grants().by_account(&account("ada")).await.unwrap(),
        None
    );

    let put = store
        .grants()
        .put(consent("ada", "1"), at(0))
        .await
        .unwrap();
    let found = store
        .grants()
        .by_account(&account("ada"))
        .await
        .unwrap()
        .unwrap();

    assert_eq!(found, put);
    assert_eq!(found.name, "ADA");
    assert_eq!(found.timezone.as_deref(), Some("Europe/Zurich"));
    assert_eq!(found.scopes, words("read:jira-work offline_access"));
    assert_eq!(found.access_expires_at, at(3600));
    assert_eq!((found.created_at, found.refreshed_at), (at(0), at(0)));
    assert_eq!((found.health, found.generation), (Health::Healthy, 1));

    let opened = store.grants().tokens(&put.id).await.unwrap().unwrap();
    assert_eq!(opened.access.expose_secret(), "access-1");
    assert_eq!(opened.refresh.expose_secret(), "refresh-1");
    assert_eq!(opened.fingerprint(), tokens("1").fingerprint());
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_second_consent_replaces_everything_but_the_id(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let first = store
        .grants()
        .put(consent("ada", "1"), at(0))
        .await
        .unwrap();
    let failed = tokens("1").fingerprint();
    assert!(
        store
            .grants()
            .mark_dead(&first.id, failed, "invalid_grant", at(5))
            .await
            .unwrap()
    );

    let again = NewGrant {
        timezone: None,
        scopes: words("read:jira-work"),
        sites: vec![granted_site(2, "two", "read:jira-work")],
        ..consent("ada", "2")
    };
    let second = store.grants().put(again, at(10)).await.unwrap();

    assert_eq!((second.id, second.created_at), (first.id, at(0)));
    assert_eq!((second.refreshed_at, second.generation), (at(10), 2));
    assert_eq!(
        (second.health.clone(), second.timezone.clone()),
        (Health::Healthy, None)
    );
    assert_eq!(second.scopes, words("read:jira-work"));
    let sites = store.grants().sites(&second.id).await.unwrap();
    assert_eq!(sites, [granted_site(2, "two", "read:jira-work")]);
    let opened = store.grants().tokens(&second.id).await.unwrap().unwrap();
    assert_eq!(opened.refresh.expose_secret(), "refresh-2");
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn sites_keep_their_order_and_a_site_told_twice_is_one(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let sites = vec![
        granted_site(9, "nine", "read:jira-work read:me"),
        granted_site(3, "three", "read:jira-work"),
        granted_site(9, "nine", "read:me read:confluence-content.all"),
    ];
    let grant = store
        .grants()
        .put(
            NewGrant {
                sites,
                ..consent("ada", "1")
            },
            at(0),
        )
        .await
        .unwrap();

    let stored = store.grants().sites(&grant.id).await.unwrap();
    assert_eq!(
        stored.iter().map(|s| s.id).collect::<Vec<_>>(),
        [site(9), site(3)]
    );
    assert_eq!(
        stored[0].scopes,
        words("read:jira-work read:me read:confluence-content.all")
    );
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn removing_a_grant_takes_tokens_and_sessions_and_leaves_charts(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let ada = store
        .grants()
        .put(consent("ada", "1"), at(0))
        .await
        .unwrap();
    let bob = store
        .grants()
        .put(consent("bob", "2"), at(0))
        .await
        .unwrap();
    for (who, secret) in [("ada", "a"), ("bob", "b")] {
        let hash = TokenHash::of(secret);
        let sessions = store.sessions();
        sessions
            .create(hash, &browser(who), at(0), at(99))
            .await
            .unwrap();
    }
    let waiting = Outcome::Authorized(account("ada"));
    store
        .handovers()
        .offer(TokenHash::of("f"), None, waiting, at(0), at(99))
        .await
        .unwrap();
    let chart = saved_chart(&store, "c1", "ada").await;

    assert!(store.grants().remove(&account("ada")).await.unwrap());

    assert_eq!(
        store.grants().by_account(&account("ada")).await.unwrap(),
        None
    );
    assert!(store.grants().tokens(&ada.id).await.unwrap().is_none());
    assert_eq!(store.grants().sites(&ada.id).await.unwrap(), []);
    assert_eq!(
        store
            .sessions()
            .find(&TokenHash::of("a"), at(1))
            .await
            .unwrap(),
        None
    );
    assert_eq!(
        store
            .handovers()
            .claim(&TokenHash::of("f"), None, at(1))
            .await
            .unwrap(),
        None
    );
    assert_eq!(store.charts().by_id(&chart.id).await.unwrap(), Some(chart));

    assert!(
        store
            .sessions()
            .find(&TokenHash::of("b"), at(1))
            .await
            .unwrap()
            .is_some()
    );
    assert!(store.grants().tokens(&bob.id).await.unwrap().is_some());
    assert!(!store.grants().remove(&account("ada")).await.unwrap());
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_consents_many_times_at_once_has_one_grant(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let stores = [database.store().await, database.store().await];
    let puts: Vec<_> = (0..20)
        .map(|n| {
            let store = stores[n % 2].clone();
            tokio::spawn(async move {
                store
                    .grants()
                    .put(consent("ada", &n.to_string()), at(0))
                    .await
            })
        })
        .collect();
    let mut generations = Vec::new();
    for put in puts {
        generations.push(put.await.unwrap().unwrap().generation);
    }

    generations.sort_unstable();
    assert_eq!(generations, (1..=20).collect::<Vec<_>>());
    let grant = stores[0]
        .grants()
        .by_account(&account("ada"))
        .await
        .unwrap()
        .unwrap();
    let opened = stores[1].grants().tokens(&grant.id).await.unwrap().unwrap();
    let number = opened.access.expose_secret().trim_start_matches("access-");
    assert_eq!(opened.refresh.expose_secret(), format!("refresh-{number}"));
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_name_with_a_nul_character_is_stored(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let odd = NewGrant {
        name: "A\0da Łukasz 𝒳".into(),
        ..consent("ada", "1")
    };
    let grant = store.grants().put(odd, at(0)).await.unwrap();
    assert_eq!(grant.name, "A\u{fffd}da Łukasz 𝒳");
}
