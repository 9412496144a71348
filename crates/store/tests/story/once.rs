//! What can be taken, or may happen, once.

use rstest::rstest;
use store::{ConfluenceViewer, TokenHash};

use crate::given::{Backend, account, at, chart_id, site};

fn viewer() -> ConfluenceViewer {
    ConfluenceViewer {
        chart: chart_id("c1"),
        site: site(7),
        account: Some(account("ada")),
    }
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_ticket_is_taken_once_and_in_time(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let tickets = store.embed_grants();
    let (good, late) = (TokenHash::of("good"), TokenHash::of("late"));
    for hash in [good, late] {
        tickets.offer(hash, &viewer(), at(60)).await.unwrap();
    }
    assert!(tickets.offer(good, &viewer(), at(60)).await.is_err());

    assert_eq!(tickets.take(&good, at(59)).await.unwrap(), Some(viewer()));
    assert_eq!(tickets.take(&good, at(59)).await.unwrap(), None);
    assert_eq!(tickets.take(&late, at(60)).await.unwrap(), None);
    let guess = TokenHash::of("guess");
    assert_eq!(tickets.take(&guess, at(0)).await.unwrap(), None);
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn an_id_is_new_once_for_each_purpose_until_it_expires(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let replays = store.replays();
    let id = TokenHash::of("jti-1");
    let new = |purpose, end, now| replays.first_time(purpose, &id, at(end), at(now));

    assert!(new("forge", 30, 0).await.unwrap());
    assert!(!new("forge", 60, 29).await.unwrap());
    assert!(new("webhook", 30, 29).await.unwrap(), "another purpose");
    assert!(
        new("forge", 60, 30).await.unwrap(),
        "forgotten with its end"
    );
    assert!(!new("forge", 90, 59).await.unwrap());
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn of_many_at_the_same_time_one_is_first(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let stores = [database.store().await, database.store().await];
    let ticket = TokenHash::of("ticket");
    let tickets = stores[0].embed_grants();
    tickets.offer(ticket, &viewer(), at(60)).await.unwrap();
    let tries: Vec<_> = (0..20)
        .map(|n| {
            let store = stores[n % 2].clone();
            tokio::spawn(async move {
                let id = TokenHash::of("jti-1");
                let first = store
                    .replays()
                    .first_time("forge", &id, at(60), at(0))
                    .await;
                let taken = store.embed_grants().take(&ticket, at(0)).await;
                (first.unwrap(), taken.unwrap().is_some())
            })
        })
        .collect();
    let (mut firsts, mut takers) = (0, 0);
    for one in tries {
        let (first, taken) = one.await.unwrap();
        firsts += usize::from(first);
        takers += usize::from(taken);
    }
    assert_eq!((firsts, takers), (1, 1));
}
