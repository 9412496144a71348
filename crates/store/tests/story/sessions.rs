use rstest::rstest;
use store::{ConfluenceViewer, Holder, Outcome, Session, TokenHash};

use crate::given::{Backend, account, at, browser, chart_id, site};

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_session_is_found_by_its_secret_until_it_expires(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let sessions = store.sessions();
    let (hash, frame) = (TokenHash::of("secret"), Holder::Frame(account("ada")));
    sessions.create(hash, &frame, at(0), at(60)).await.unwrap();

    let session = Session {
        holder: frame,
        created_at: at(0),
        expires_at: at(60),
    };
    assert_eq!(sessions.find(&hash, at(59)).await.unwrap(), Some(session));
    assert_eq!(sessions.find(&hash, at(60)).await.unwrap(), None);
    assert_eq!(
        sessions.find(&TokenHash::of("guess"), at(0)).await.unwrap(),
        None
    );

    let again = sessions.create(hash, &browser("bob"), at(0), at(60)).await;
    assert!(again.is_err(), "a secret is never given twice");
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn touching_prolongs_a_session_and_never_wakes_one(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let sessions = store.sessions();
    let hash = TokenHash::of("secret");
    sessions
        .create(hash, &browser("ada"), at(0), at(60))
        .await
        .unwrap();

    assert!(sessions.touch(&hash, at(59), at(120)).await.unwrap());
    assert_eq!(
        sessions
            .find(&hash, at(119))
            .await
            .unwrap()
            .unwrap()
            .expires_at,
        at(120)
    );
    assert!(!sessions.touch(&hash, at(120), at(999)).await.unwrap());
    assert_eq!(sessions.find(&hash, at(121)).await.unwrap(), None);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn signing_out_ends_one_session_or_all_of_an_account(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let sessions = store.sessions();
    for (who, secret) in [("ada", "1"), ("ada", "2"), ("ada", "3"), ("bob", "4")] {
        let hash = TokenHash::of(secret);
        sessions
            .create(hash, &browser(who), at(0), at(60))
            .await
            .unwrap();
    }

    assert!(sessions.delete(&TokenHash::of("1")).await.unwrap());
    assert!(!sessions.delete(&TokenHash::of("1")).await.unwrap());
    assert!(
        sessions
            .find(&TokenHash::of("2"), at(1))
            .await
            .unwrap()
            .is_some()
    );

    assert_eq!(sessions.delete_for(&account("ada")).await.unwrap(), 2);
    assert_eq!(
        sessions.find(&TokenHash::of("3"), at(1)).await.unwrap(),
        None
    );
    assert!(
        sessions
            .find(&TokenHash::of("4"), at(1))
            .await
            .unwrap()
            .is_some()
    );
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn sweeping_deletes_what_has_expired_and_nothing_else(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    for (name, end) in [("short", 10), ("long", 20)] {
        let (hash, end) = (TokenHash::of(name), at(end));
        let sessions = store.sessions();
        sessions
            .create(hash, &Holder::Frame(account("ada")), at(0), end)
            .await
            .unwrap();
        store
            .handovers()
            .offer(hash, None, Outcome::Cancelled, at(0), end)
            .await
            .unwrap();
        let viewer = anonymous_in_confluence();
        let grants = store.embed_grants();
        grants.offer(hash, &viewer, end).await.unwrap();
        let replays = store.replays();
        assert!(replays.first_time("jti", &hash, end, at(0)).await.unwrap());
    }

    assert_eq!(store.sweep(at(10)).await.unwrap(), 4);
    assert_eq!(store.sweep(at(10)).await.unwrap(), 0);
    assert!(
        store
            .sessions()
            .find(&TokenHash::of("long"), at(10))
            .await
            .unwrap()
            .is_some()
    );
    let left = store
        .handovers()
        .claim(&TokenHash::of("long"), None, at(10))
        .await
        .unwrap();
    assert_eq!(left, Some(Outcome::Cancelled));
    let long = TokenHash::of("long");
    assert!(
        !store
            .replays()
            .first_time("jti", &long, at(20), at(10))
            .await
            .unwrap()
    );
    assert!(
        store
            .embed_grants()
            .take(&long, at(10))
            .await
            .unwrap()
            .is_some()
    );
}

fn anonymous_in_confluence() -> ConfluenceViewer {
    ConfluenceViewer {
        chart: chart_id("c1"),
        site: site(7),
        account: None,
    }
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_session_of_the_confluence_app_keeps_chart_and_site_and_may_have_no_account(
    #[case] backend: Backend,
) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let sessions = store.sessions();
    let nobody = anonymous_in_confluence();
    let ada = ConfluenceViewer {
        account: Some(account("ada")),
        ..nobody.clone()
    };
    for (secret, viewer) in [("nobody", &nobody), ("ada", &ada)] {
        let holder = Holder::Confluence(viewer.clone());
        let hash = TokenHash::of(secret);
        sessions.create(hash, &holder, at(0), at(60)).await.unwrap();
        let found = sessions.find(&hash, at(1)).await.unwrap().unwrap();
        assert_eq!(found.holder, holder);
        assert_eq!(found.holder.account(), viewer.account.as_ref());
    }

    assert_eq!(sessions.delete_for(&account("ada")).await.unwrap(), 1);
    let left = sessions
        .find(&TokenHash::of("nobody"), at(1))
        .await
        .unwrap();
    assert!(left.is_some(), "nobody's session is not somebody's");
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn signing_out_leaves_nothing_that_would_become_a_session(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    for who in ["ada", "bob"] {
        let hash = TokenHash::of(who);
        let outcome = Outcome::Authorized(account(who));
        let offered = store
            .handovers()
            .offer(hash, None, outcome, at(0), at(60))
            .await;
        offered.unwrap();
        let viewer = ConfluenceViewer {
            account: Some(account(who)),
            ..anonymous_in_confluence()
        };
        let tickets = store.embed_grants();
        tickets.offer(hash, &viewer, at(60)).await.unwrap();
    }
    assert_eq!(
        store.sessions().delete_for(&account("ada")).await.unwrap(),
        0
    );
    for (who, left) in [("ada", false), ("bob", true)] {
        let hash = TokenHash::of(who);
        let claimed = store.handovers().claim(&hash, None, at(1)).await.unwrap();
        let taken = store.embed_grants().take(&hash, at(1)).await.unwrap();
        assert_eq!((claimed.is_some(), taken.is_some()), (left, left), "{who}");
    }
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn the_end_of_the_confluence_app_ends_its_sessions_and_tickets_on_that_site_alone(
    #[case] backend: Backend,
) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let (sessions, tickets) = (store.sessions(), store.embed_grants());
    let here = anonymous_in_confluence();
    let there = ConfluenceViewer {
        site: site(8),
        account: Some(account("ada")),
        ..here.clone()
    };
    for (name, viewer) in [("here", &here), ("there", &there)] {
        let holder = Holder::Confluence(viewer.clone());
        let hash = TokenHash::of(name);
        sessions.create(hash, &holder, at(0), at(60)).await.unwrap();
        tickets.offer(hash, viewer, at(60)).await.unwrap();
    }
    let own = TokenHash::of("own");
    sessions
        .create(own, &browser("ada"), at(0), at(60))
        .await
        .unwrap();

    assert_eq!(sessions.delete_of_confluence(site(7)).await.unwrap(), 1);
    for (name, left) in [("here", false), ("there", true)] {
        let hash = TokenHash::of(name);
        let found = sessions.find(&hash, at(1)).await.unwrap();
        let taken = tickets.take(&hash, at(1)).await.unwrap();
        assert_eq!((found.is_some(), taken.is_some()), (left, left), "{name}");
    }
    assert!(sessions.find(&own, at(1)).await.unwrap().is_some());
}
