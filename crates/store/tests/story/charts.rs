use rstest::rstest;
use store::{ChartId, NewChart, SaveError};

use crate::given::{Backend, account, at, site};

fn id(text: &str) -> ChartId {
    ChartId::parse(text).unwrap()
}

fn chart(name: &str, owner: &str) -> NewChart {
    NewChart {
        id: id(name),
        owner: account(owner),
        site: site(1),
        title: format!("Chart {name}"),
        spec: r#"{"version":1,"title":"Müll & 'Quotes' \u0000"}"#.into(),
    }
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_chart_is_made_found_and_deleted(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let charts = store.charts();
    let made = charts.create(chart("c1", "ada"), at(0)).await.unwrap();

    assert_eq!(
        (made.version, made.created_at, made.updated_at),
        (1, at(0), at(0))
    );
    assert_eq!(made.spec, chart("c1", "ada").spec);
    assert_eq!(charts.by_id(&id("c1")).await.unwrap(), Some(made));
    assert_eq!(charts.by_id(&id("C1")).await.unwrap(), None);
    assert!(
        charts.create(chart("c1", "bob"), at(1)).await.is_err(),
        "an id is given once"
    );

    assert!(charts.set_aside(&id("c1"), at(1_000)).await.unwrap());
    assert!(!charts.set_aside(&id("c1"), at(1_000)).await.unwrap());
    assert_eq!(charts.by_id(&id("c1")).await.unwrap(), None);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn who_saves_second_is_told_the_version_that_is_there(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let charts = store.charts();
    charts.create(chart("c1", "ada"), at(0)).await.unwrap();

    let saved = charts
        .save(&id("c1"), 1, "Better", site(2), "{}", at(5))
        .await
        .unwrap();
    assert_eq!(
        (saved.version, saved.title.as_str(), saved.site),
        (2, "Better", site(2))
    );
    assert_eq!((saved.created_at, saved.updated_at), (at(0), at(5)));

    let second = charts
        .save(&id("c1"), 1, "Worse", site(1), "[]", at(6))
        .await;
    assert!(
        matches!(second, Err(SaveError::Stale { current: 2 })),
        "{second:?}"
    );
    assert_eq!(charts.by_id(&id("c1")).await.unwrap(), Some(saved));

    let missing = charts
        .save(&id("c2"), 1, "None", site(1), "{}", at(7))
        .await;
    assert!(matches!(missing, Err(SaveError::Missing)), "{missing:?}");
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn of_many_saves_from_one_version_one_is_taken(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    store
        .charts()
        .create(chart("c1", "ada"), at(0))
        .await
        .unwrap();
    let saves: Vec<_> = (0..20)
        .map(|n| {
            let store = store.clone();
            let title = format!("Title {n}");
            tokio::spawn(async move {
                store
                    .charts()
                    .save(&id("c1"), 1, &title, site(1), "{}", at(n))
                    .await
            })
        })
        .collect();
    let mut taken = 0;
    for save in saves {
        match save.await.unwrap() {
            Ok(chart) => taken += chart.version - 1,
            Err(SaveError::Stale { current }) => assert_eq!(current, 2),
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!(taken, 1);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn an_owner_sees_their_charts_the_last_saved_first(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let charts = store.charts();
    for (name, owner, time) in [("c1", "ada", 1), ("c2", "ada", 2), ("c3", "bob", 3)] {
        charts.create(chart(name, owner), at(time)).await.unwrap();
    }
    charts
        .save(&id("c1"), 1, "Again", site(1), "{}", at(9))
        .await
        .unwrap();

    let hers = charts.by_owner(&account("ada")).await.unwrap();
    assert_eq!(
        hers.iter().map(|c| c.id.as_str()).collect::<Vec<_>>(),
        ["c1", "c2"]
    );
    assert_eq!(charts.by_owner(&account("eve")).await.unwrap(), []);
}
