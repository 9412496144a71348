use rstest::rstest;
use store::{ChartPerson, Role};

use crate::given::{Backend, account, at, chart_id, consent, saved_chart, site};

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_new_chart_is_for_everybody_on_the_site_and_sharing_replaces_that(
    #[case] backend: Backend,
) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let (charts, id) = (store.charts(), chart_id("c1"));
    let made = saved_chart(&store, "c1", "ada").await;
    assert_eq!(made.everybody, Some(Role::Viewer));
    assert_eq!(charts.people(&id).await.unwrap(), []);
    store
        .grants()
        .put(consent("bob", "1"), at(0))
        .await
        .unwrap();

    let people = [
        (account("eve"), Role::Viewer),
        (account("bob"), Role::Editor),
    ];
    assert!(charts.share(&id, None, &people, at(1)).await.unwrap());
    let person = |who, name: Option<&str>, role| ChartPerson {
        account: account(who),
        name: name.map(str::to_owned),
        role,
    };
    assert_eq!(
        charts.people(&id).await.unwrap(),
        [
            person("bob", Some("BOB"), Role::Editor),
            person("eve", None, Role::Viewer)
        ]
    );
    assert_eq!(charts.by_id(&id).await.unwrap().unwrap().everybody, None);
    let role = charts.role(&id, &account("bob")).await.unwrap();
    assert_eq!(role, Some(Role::Editor));
    assert_eq!(charts.role(&id, &account("ada")).await.unwrap(), None);

    let only = [
        (account("eve"), Role::Viewer),
        (account("eve"), Role::Editor),
    ];
    assert!(
        charts
            .share(&id, Some(Role::Editor), &only, at(2))
            .await
            .unwrap()
    );
    let left = charts.people(&id).await.unwrap();
    assert_eq!(left, [person("eve", None, Role::Editor)]);
    let chart = charts.by_id(&id).await.unwrap().unwrap();
    assert_eq!((chart.everybody, chart.version), (Some(Role::Editor), 1));
    let missing = charts.share(&chart_id("c2"), None, &[], at(3)).await;
    assert!(!missing.unwrap());
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn an_account_finds_what_is_shared_with_it_until_that_is_deleted(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let charts = store.charts();
    let eve = account("eve");
    for (name, role) in [("c1", Role::Viewer), ("c2", Role::Editor)] {
        saved_chart(&store, name, "ada").await;
        let people = [(eve.clone(), role)];
        charts
            .share(&chart_id(name), None, &people, at(1))
            .await
            .unwrap();
    }
    charts
        .save(&chart_id("c2"), 1, "Later", site(1), "{}", at(9))
        .await
        .unwrap();

    let shared = charts.shared_with(&eve).await.unwrap();
    let shared: Vec<_> = shared
        .iter()
        .map(|(chart, role)| (chart.id.as_str(), *role))
        .collect();
    assert_eq!(shared, [("c2", Role::Editor), ("c1", Role::Viewer)]);
    assert_eq!(charts.shared_with(&account("ada")).await.unwrap(), []);

    charts.delete(&chart_id("c2")).await.unwrap();
    assert_eq!(charts.shared_with(&eve).await.unwrap().len(), 1);
    saved_chart(&store, "c2", "bob").await;
    assert_eq!(charts.people(&chart_id("c2")).await.unwrap(), []);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_site_knows_its_charts(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    for (name, owner) in [("c2", "ada"), ("c1", "bob")] {
        saved_chart(&store, name, owner).await;
    }
    let there = store.charts().on_site(site(1)).await.unwrap();
    let ids: Vec<_> = there.iter().map(|chart| chart.id.as_str()).collect();
    assert_eq!(ids, ["c1", "c2"]);
    assert_eq!(store.charts().on_site(site(2)).await.unwrap(), []);
}
