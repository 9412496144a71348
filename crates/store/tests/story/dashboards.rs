use rstest::rstest;
use store::{Dashboard, DashboardId, NewDashboard, Role, SaveError, Store};

use crate::given::{Backend, account, at, site};

async fn made(store: &Store, title: &str, owner: &str) -> Dashboard {
    let new = NewDashboard {
        id: DashboardId::generate(&mut rand::rng()),
        owner: account(owner),
        site: site(1),
        title: title.into(),
        spec: r#"{"title":"A"}"#.into(),
    };
    store.dashboards().create(new, at(0)).await.unwrap()
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_dashboard_is_saved_over_the_version_it_started_from(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let dashboards = store.dashboards();
    let first = made(&store, "A", "ada").await;
    assert_eq!(
        (first.version, first.everybody, first.link),
        (1, None, None)
    );
    let saved = dashboards
        .save(&first.id, 1, "B", site(1), "{}", at(5))
        .await
        .unwrap();
    assert_eq!(
        (saved.version, saved.title.as_str(), saved.updated_at),
        (2, "B", at(5))
    );
    let late = dashboards
        .save(&first.id, 1, "C", site(1), "{}", at(6))
        .await;
    assert!(
        matches!(late, Err(SaveError::Stale { current: 2 })),
        "{late:?}"
    );
    let unknown = DashboardId::parse("unknown").unwrap();
    let missing = dashboards
        .save(&unknown, 1, "C", site(1), "{}", at(6))
        .await;
    assert!(matches!(missing, Err(SaveError::Missing)), "{missing:?}");
    assert_eq!(dashboards.by_id(&first.id).await.unwrap(), Some(saved));
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn its_owner_alone_shares_it_and_gives_it_an_address(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let (dashboards, ada, bob) = (store.dashboards(), account("ada"), account("bob"));
    let id = made(&store, "A", "ada").await.id;
    let now = async || dashboards.by_id(&id).await.unwrap().unwrap();
    assert!(
        !dashboards
            .set_everybody(&id, &bob, Some(Role::Editor))
            .await
            .unwrap()
    );
    assert!(!dashboards.set_link(&id, &bob, true).await.unwrap());
    assert_eq!((now().await.everybody, now().await.link), (None, None));

    assert!(
        dashboards
            .set_everybody(&id, &ada, Some(Role::Viewer))
            .await
            .unwrap()
    );
    assert_eq!(dashboards.shared_on(site(1)).await.unwrap(), [now().await]);
    assert_eq!(dashboards.shared_on(site(2)).await.unwrap(), []);
    assert!(dashboards.set_everybody(&id, &ada, None).await.unwrap());
    assert_eq!(dashboards.shared_on(site(1)).await.unwrap(), []);

    assert!(dashboards.set_link(&id, &ada, true).await.unwrap());
    let first = now().await.link.unwrap();
    assert!(dashboards.set_link(&id, &ada, true).await.unwrap());
    assert!(now().await.link.unwrap() > first, "the old address is void");
    assert!(dashboards.set_link(&id, &ada, false).await.unwrap());
    assert_eq!(now().await.link, None);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_deletion_is_taken_back_by_its_owner_within_its_time(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let (dashboards, ada, bob) = (store.dashboards(), account("ada"), account("bob"));
    let id = made(&store, "A", "ada").await.id;
    dashboards.set_link(&id, &ada, true).await.unwrap();
    assert!(!dashboards.set_aside(&id, &bob, at(100)).await.unwrap());
    assert!(dashboards.set_aside(&id, &ada, at(100)).await.unwrap());
    assert_eq!(dashboards.by_id(&id).await.unwrap(), None);
    assert_eq!(dashboards.by_owner(&ada).await.unwrap(), []);
    let late = dashboards.save(&id, 1, "C", site(1), "{}", at(6)).await;
    assert!(matches!(late, Err(SaveError::Missing)), "{late:?}");

    assert!(!dashboards.restore(&id, &bob, at(50)).await.unwrap());
    assert!(!dashboards.restore(&id, &ada, at(100)).await.unwrap());
    assert!(dashboards.restore(&id, &ada, at(50)).await.unwrap());
    let back = dashboards.by_owner(&ada).await.unwrap();
    assert_eq!(back.len(), 1);
    assert_eq!(back[0].link, None, "addresses do not come back");

    dashboards.set_aside(&id, &ada, at(100)).await.unwrap();
    assert_eq!(store.sweep(at(100)).await.unwrap(), 1);
    assert!(!dashboards.restore(&id, &ada, at(50)).await.unwrap());
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_closed_account_takes_its_dashboards_along(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let hers = made(&store, "A", "ada").await;
    let his = made(&store, "B", "bob").await;
    let held = store.accounts().to_report(at(1_000_000), 10).await.unwrap();
    assert!(
        held.iter().any(|it| it.account == account("ada")),
        "it is asked after"
    );
    store.accounts().erase(&account("ada")).await.unwrap();
    assert_eq!(store.dashboards().by_id(&hers.id).await.unwrap(), None);
    assert_eq!(store.dashboards().by_id(&his.id).await.unwrap(), Some(his));
}
