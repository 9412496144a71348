use rstest::rstest;
use store::{Audience, EndedBy, NewOwnerRun, OwnerRun, Pause, PauseReason, Store};

use crate::given::{Backend, account, at, chart_id, consent, saved_chart, site};

fn run(audience: Audience, fingerprint: &str) -> NewOwnerRun {
    NewOwnerRun {
        audience,
        until: Some(at(1_000)),
        lists: true,
        fingerprint: fingerprint.into(),
    }
}

/// Switches the run of a chart on, or changes it; whether that was allowed.
async fn put(store: &Store, chart: &str, who: &str, new: &NewOwnerRun, now: i64) -> bool {
    store
        .owner_runs()
        .put(&chart_id(chart), &account(who), new, at(now))
        .await
        .unwrap()
}

async fn switched_on(store: &Store, audience: Audience, now: i64) -> OwnerRun {
    saved_chart(store, "c1", "ada").await;
    assert!(put(store, "c1", "ada", &run(audience, "f1"), now).await);
    let on = store.owner_runs().get(&chart_id("c1")).await.unwrap();
    on.unwrap()
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_run_keeps_what_its_owner_set(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let audience = Audience::Confluence {
        sites: vec![site(8), site(7)],
    };
    let on = switched_on(&store, audience.clone(), 5).await;
    assert_eq!(
        (on.chart.as_str(), on.title.as_str(), on.site, on.owner),
        ("c1", "Chart c1", site(1), account("ada"))
    );
    assert_eq!(
        (on.audience, on.until, on.lists),
        (audience, Some(at(1_000)), true)
    );
    assert_eq!((on.fingerprint.as_str(), on.paused), ("f1", None));
    assert_eq!((on.switched_on_at, on.confirmed_at), (at(5), at(5)));

    let changed = NewOwnerRun {
        until: None,
        lists: false,
        ..run(Audience::Site, "f2")
    };
    let runs = store.owner_runs();
    assert!(put(&store, "c1", "ada", &changed, 9).await);
    let now = runs.get(&chart_id("c1")).await.unwrap().unwrap();
    assert_eq!(
        (now.audience, now.until, now.lists),
        (Audience::Site, None, false)
    );
    assert_eq!((now.switched_on_at, now.confirmed_at), (at(5), at(9)));
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn only_its_owner_switches_a_run_on(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    saved_chart(&store, "c1", "ada").await;
    let runs = store.owner_runs();
    for (chart, who) in [("c1", "bob"), ("c2", "ada")] {
        assert!(!put(&store, chart, who, &run(Audience::Site, "f"), 0).await);
        assert_eq!(runs.get(&chart_id(chart)).await.unwrap(), None);
    }
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_pause_and_a_confirmation_hold_only_for_what_they_are_about(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    switched_on(&store, Audience::Site, 0).await;
    let (runs, id) = (store.owner_runs(), chart_id("c1"));
    let now = || async { runs.get(&id).await.unwrap().unwrap() };
    let pause = |expected, reason, time| runs.pause(&id, expected, reason, at(time));

    assert!(!pause("f0", PauseReason::FilterChanged, 1).await.unwrap());
    assert_eq!(now().await.paused, None, "a late verdict pauses nothing");
    assert!(pause("f1", PauseReason::FilterChanged, 2).await.unwrap());
    assert!(pause("f1", PauseReason::ChartChanged, 3).await.unwrap());
    let first = Pause {
        since: at(2),
        reason: PauseReason::FilterChanged,
    };
    assert_eq!(now().await.paused, Some(first));

    assert!(!runs.confirm(&id, "f0", "f2", at(4)).await.unwrap());
    assert_eq!(now().await.paused, Some(first));
    assert!(runs.confirm(&id, "f1", "f2", at(5)).await.unwrap());
    let confirmed = now().await;
    assert_eq!((confirmed.paused, confirmed.confirmed_at), (None, at(5)));
    assert_eq!(confirmed.fingerprint, "f2");
    assert!(!pause("f1", PauseReason::ChartChanged, 6).await.unwrap());
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn signed_addresses_of_a_run_that_ended_never_come_back(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let first = switched_on(&store, Audience::Link, 0).await;
    let (runs, id) = (store.owner_runs(), chart_id("c1"));
    let mut seen = vec![first.link_generation];
    let put = async |audience| {
        assert!(put(&store, "c1", "ada", &run(audience, "f1"), 1).await);
        runs.get(&id).await.unwrap().unwrap().link_generation
    };
    assert_eq!(
        put(Audience::Link).await,
        seen[0],
        "a change of the date keeps it"
    );

    assert!(runs.renew_link(&id).await.unwrap());
    seen.push(put(Audience::Link).await);
    put(Audience::Site).await;
    seen.push(put(Audience::Link).await);
    assert!(runs.end(&id).await.unwrap());
    assert!(!runs.end(&id).await.unwrap());
    assert!(!runs.renew_link(&id).await.unwrap());
    seen.push(put(Audience::Link).await);

    let mut distinct = seen.clone();
    distinct.dedup();
    assert_eq!(distinct, seen);
    assert!(seen.is_sorted());
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn runs_are_found_by_owner_and_by_site_and_go_with_their_chart(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let runs = store.owner_runs();
    for (name, owner) in [("c2", "ada"), ("c1", "ada"), ("c3", "bob")] {
        saved_chart(&store, name, owner).await;
        assert!(put(&store, name, owner, &run(Audience::Site, "f"), 0).await);
    }
    let ids = |runs: Vec<OwnerRun>| -> Vec<String> {
        runs.iter().map(|run| run.chart.to_string()).collect()
    };
    assert_eq!(
        ids(runs.by_owner(&account("ada")).await.unwrap()),
        ["c1", "c2"]
    );
    assert_eq!(
        ids(runs.on_site(site(1)).await.unwrap()),
        ["c1", "c2", "c3"]
    );
    assert_eq!(runs.on_site(site(2)).await.unwrap(), []);

    store
        .charts()
        .set_aside(&chart_id("c1"), at(1_000))
        .await
        .unwrap();
    assert_eq!(ids(runs.by_owner(&account("ada")).await.unwrap()), ["c2"]);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_run_waits_for_its_owner_when_the_owners_access_ends(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    switched_on(&store, Audience::Site, 0).await;
    saved_chart(&store, "c2", "bob").await;
    assert!(put(&store, "c2", "bob", &run(Audience::Site, "f"), 0).await);
    for who in ["ada", "bob"] {
        store.grants().put(consent(who, who), at(0)).await.unwrap();
    }

    let ended = store
        .grants()
        .end_access(&account("ada"), site(1), EndedBy::Administrator, at(5))
        .await;
    assert!(ended.unwrap().is_some());
    store
        .grants()
        .put(consent("ada", "again"), at(6))
        .await
        .unwrap();

    let paused = |run: Option<OwnerRun>| run.unwrap().paused;
    let hers = store.owner_runs().get(&chart_id("c1")).await.unwrap();
    let waits = Pause {
        since: at(5),
        reason: PauseReason::AccessEnded,
    };
    assert_eq!(
        paused(hers),
        Some(waits),
        "a new consent is no confirmation"
    );
    let his = store.owner_runs().get(&chart_id("c2")).await.unwrap();
    assert_eq!(paused(his), None);
}
