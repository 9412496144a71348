use rstest::rstest;
use store::{AddPerson, ChartPerson, Role};

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

    charts.set_aside(&chart_id("c2"), at(1_000)).await.unwrap();
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

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn one_person_is_added_or_taken_off_and_nobody_else_is_touched(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let (charts, id) = (store.charts(), chart_id("c1"));
    saved_chart(&store, "c1", "ada").await;
    let (ada, bob, eve) = (account("ada"), account("bob"), account("eve"));
    let add = |person, role, most| charts.add_person(&id, &ada, (person, role), most, at(1));
    let people = async || {
        let people = charts.people(&id).await.unwrap();
        let pair = |person: ChartPerson| (person.account, person.role);
        people.into_iter().map(pair).collect::<Vec<_>>()
    };

    assert_eq!(add(&bob, Role::Viewer, 2).await.unwrap(), AddPerson::Added);
    assert!(charts.set_everybody(&id, &ada, None).await.unwrap());
    assert_eq!(add(&eve, Role::Viewer, 2).await.unwrap(), AddPerson::Added);
    assert_eq!(add(&bob, Role::Editor, 2).await.unwrap(), AddPerson::Added);
    let both = [(bob.clone(), Role::Editor), (eve.clone(), Role::Viewer)];
    assert_eq!(people().await, both);
    let third = account("zoe");
    assert_eq!(add(&third, Role::Viewer, 2).await.unwrap(), AddPerson::Full);
    assert_eq!(charts.by_id(&id).await.unwrap().unwrap().everybody, None);

    // Who owns it is looked at in the same transaction.
    for (chart, owner) in [(&id, &bob), (&chart_id("c2"), &ada)] {
        let added = charts.add_person(chart, owner, (&third, Role::Editor), 9, at(2));
        assert_eq!(added.await.unwrap(), AddPerson::Missing);
        assert!(!charts.remove_person(chart, owner, &eve).await.unwrap());
        let everybody = Some(Role::Editor);
        assert!(!charts.set_everybody(chart, owner, everybody).await.unwrap());
    }
    assert_eq!(people().await, both);

    assert!(charts.remove_person(&id, &ada, &bob).await.unwrap());
    assert!(charts.remove_person(&id, &ada, &bob).await.unwrap());
    assert_eq!(people().await, [(eve, Role::Viewer)]);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn people_who_are_added_at_the_same_time_are_all_there_and_never_too_many(
    #[case] backend: Backend,
) {
    let Some(database) = backend.database().await else {
        return;
    };
    let stores = [database.store().await, database.store().await];
    saved_chart(&stores[0], "c1", "ada").await;
    let adding: Vec<_> = (0..12)
        .map(|n| {
            let store = stores[n % 2].clone();
            tokio::spawn(async move {
                let person = account(&format!("person{n}"));
                let (id, ada) = (chart_id("c1"), account("ada"));
                let charts = store.charts();
                charts
                    .add_person(&id, &ada, (&person, Role::Viewer), 10, at(1))
                    .await
            })
        })
        .collect();
    let mut added = 0;
    for one in adding {
        added += usize::from(one.await.unwrap().unwrap() == AddPerson::Added);
    }
    let people = stores[0].charts().people(&chart_id("c1")).await.unwrap();
    assert_eq!((added, people.len()), (10, 10));
}
