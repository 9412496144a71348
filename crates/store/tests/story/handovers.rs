use rstest::rstest;
use store::{Outcome, TokenHash};

use crate::given::{Backend, account, at};

fn frame() -> TokenHash {
    TokenHash::of("the frame's verifier")
}

fn code() -> TokenHash {
    TokenHash::of("the code")
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn every_outcome_reaches_the_frame_once(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let handovers = store.handovers();
    for outcome in [
        Outcome::Authorized(account("ada")),
        Outcome::Cancelled,
        Outcome::WrongSite {
            chosen: "Blue Whale".into(),
        },
        Outcome::Failed {
            sentence: "Atlassian did not answer.".into(),
        },
    ] {
        handovers
            .offer(frame(), Some(code()), outcome.clone(), at(0), at(60))
            .await
            .unwrap();
        let first = handovers
            .claim(&frame(), Some(&code()), at(1))
            .await
            .unwrap();
        assert_eq!(first, Some(outcome));
        assert_eq!(
            handovers
                .claim(&frame(), Some(&code()), at(1))
                .await
                .unwrap(),
            None
        );
    }
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_wrong_code_or_verifier_takes_nothing(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let handovers = store.handovers();
    handovers
        .offer(frame(), Some(code()), Outcome::Cancelled, at(0), at(60))
        .await
        .unwrap();
    let guess = TokenHash::of("guess");

    assert_eq!(
        handovers
            .claim(&frame(), Some(&guess), at(1))
            .await
            .unwrap(),
        None
    );
    assert_eq!(
        handovers.claim(&guess, Some(&code()), at(1)).await.unwrap(),
        None
    );
    assert_eq!(handovers.claim(&guess, None, at(1)).await.unwrap(), None);
    let polled = handovers.claim(&frame(), None, at(1)).await.unwrap();
    assert_eq!(
        polled,
        Some(Outcome::Cancelled),
        "the verifier alone is enough"
    );

    handovers
        .offer(frame(), None, Outcome::Cancelled, at(0), at(60))
        .await
        .unwrap();
    assert_eq!(
        handovers
            .claim(&frame(), Some(&code()), at(1))
            .await
            .unwrap(),
        None
    );
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn an_expired_handover_is_gone_and_a_second_try_replaces_the_first(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let handovers = store.handovers();
    handovers
        .offer(frame(), None, Outcome::Cancelled, at(0), at(60))
        .await
        .unwrap();
    assert_eq!(handovers.claim(&frame(), None, at(60)).await.unwrap(), None);

    let authorized = Outcome::Authorized(account("ada"));
    handovers
        .offer(frame(), Some(code()), authorized.clone(), at(70), at(130))
        .await
        .unwrap();
    assert_eq!(
        handovers.claim(&frame(), None, at(71)).await.unwrap(),
        Some(authorized)
    );
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn of_fifty_claims_at_once_one_wins(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let stores = [database.store().await, database.store().await];
    let offered = Outcome::Authorized(account("ada"));
    let handovers = stores[0].handovers();
    handovers
        .offer(frame(), Some(code()), offered, at(0), at(60))
        .await
        .unwrap();

    let claims: Vec<_> = (0..50)
        .map(|n| {
            let (store, code) = (stores[n % 2].clone(), (n % 3 == 0).then(code));
            tokio::spawn(async move {
                store
                    .handovers()
                    .claim(&frame(), code.as_ref(), at(1))
                    .await
                    .unwrap()
            })
        })
        .collect();
    let mut winners = 0;
    for claim in claims {
        winners += usize::from(claim.await.unwrap().is_some());
    }
    assert_eq!(winners, 1);
}
