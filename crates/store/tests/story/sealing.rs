use rstest::rstest;
use secrecy::ExposeSecret as _;
use sqlx::{Executor as _, Row as _};
use store::{StoreError, Tokens};

use crate::given::{Backend, Database, account, at, consent, key_ring, tokens, words};

/// Everything the database holds, as bytes (SQLite) or as the rows' text (PostgreSQL).
async fn everything_in(database: &Database) -> Vec<u8> {
    if let Some(folder) = &database.folder {
        let files = folder.path().join("made").read_dir().unwrap();
        return files
            .flat_map(|file| std::fs::read(file.unwrap().path()).unwrap())
            .collect();
    }
    let mut raw = database.raw().await;
    let rows = raw
        .fetch_all("SELECT CAST(grants AS TEXT) AS row FROM grants")
        .await
        .unwrap();
    rows.iter()
        .flat_map(|row| row.get::<String, _>("row").into_bytes())
        .collect()
}

fn contains(bytes: &[u8], part: &str) -> bool {
    bytes
        .windows(part.len())
        .any(|window| window == part.as_bytes())
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn no_token_is_readable_in_the_database(#[case] backend: Backend) {
    use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};

    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let grant = store
        .grants()
        .put(consent("ada", "CONSENTED"), at(0))
        .await
        .unwrap();
    let old = tokens("CONSENTED").fingerprint();
    let new = tokens("REFRESHED");
    assert!(
        store
            .grants()
            .put_refreshed(&grant.id, old, new, at(9), &[], at(1))
            .await
            .unwrap()
    );

    let bytes = everything_in(&database).await;
    assert!(
        contains(&bytes, "557058:ada"),
        "the search finds what is there"
    );
    for secret in ["CONSENTED", "REFRESHED"] {
        let Tokens { access, refresh } = tokens(secret);
        for token in [access.expose_secret(), refresh.expose_secret()] {
            assert!(!contains(&bytes, token));
            assert!(!contains(&bytes, &STANDARD_NO_PAD.encode(token)));
        }
    }
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_token_opens_only_in_its_own_cell(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let ada = store
        .grants()
        .put(consent("ada", "1"), at(0))
        .await
        .unwrap();
    store
        .grants()
        .put(consent("bob", "2"), at(0))
        .await
        .unwrap();
    let mut raw = database.raw().await;

    let bobs = "(SELECT access_sealed FROM grants WHERE account = '557058:bob')";
    for (change, broken) in [
        (format!("access_sealed = {bobs}"), "access_sealed"),
        ("refresh_sealed = access_sealed".into(), "refresh_sealed"),
        (
            "access_sealed = access_sealed || 'A'".into(),
            "access_sealed",
        ),
        ("refresh_sealed = 'refresh-1'".into(), "refresh_sealed"),
    ] {
        store
            .grants()
            .put(consent("ada", "1"), at(1))
            .await
            .unwrap();
        let sql = format!("UPDATE grants SET {change} WHERE account = '557058:ada'");
        raw.execute(sqlx::AssertSqlSafe(sql)).await.unwrap();

        match store.grants().tokens(&ada.id).await {
            Err(StoreError::SealBroken {
                table: "grants",
                column,
                row,
            }) => {
                assert_eq!((column, row), (broken, ada.id.to_string()), "{change}");
            }
            other => panic!("{change}: {other:?}"),
        }
    }
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn after_a_rotation_the_old_key_opens_and_the_new_one_seals(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let before = database.store_with(&key_ring(&[1])).await;
    let id = before
        .grants()
        .put(consent("ada", "1"), at(0))
        .await
        .unwrap()
        .id;

    let rotated = database.store_with(&key_ring(&[2, 1])).await;
    let opened = rotated.grants().tokens(&id).await.unwrap().unwrap();
    assert_eq!(opened.refresh.expose_secret(), "refresh-1");
    let (old, scopes) = (opened.fingerprint(), words("read:jira-work"));
    let grants = rotated.grants();
    assert!(
        grants
            .put_refreshed(&id, old, tokens("2"), at(9), &scopes, at(1))
            .await
            .unwrap()
    );

    let without_the_old = database.store_with(&key_ring(&[2])).await;
    let opened = without_the_old.grants().tokens(&id).await.unwrap().unwrap();
    assert_eq!(opened.refresh.expose_secret(), "refresh-2");
    match before.grants().tokens(&id).await {
        Err(error @ StoreError::KeyMissing { .. }) => {
            assert!(error.to_string().contains("consent again"), "{error}");
            assert!(error.to_string().contains("\"k2\""), "{error}");
        }
        other => panic!("{other:?}"),
    }
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_cell_that_inlay_never_writes_is_named(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    store
        .grants()
        .put(consent("ada", "1"), at(0))
        .await
        .unwrap();
    let mut raw = database.raw().await;
    raw.execute("UPDATE grants SET created_at = 9223372036854775807")
        .await
        .unwrap();

    match store.grants().by_account(&account("ada")).await {
        Err(StoreError::Inconsistent {
            table: "grants",
            column: "created_at",
            row,
            ..
        }) => {
            assert_eq!(row.len(), 36);
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn neither_keys_nor_passwords_are_in_what_is_printed() {
    let store = store::Store::open("sqlite::memory:", key_ring(&[1]))
        .await
        .unwrap();
    assert_eq!(
        format!("{store:?}"),
        r#"Store { database: Database(Sqlite), keys: ["k1"] }"#
    );
    let printed = format!("{:?}", consent("ada", "1"));
    assert!(
        !printed.contains("access-1") && !printed.contains("refresh-1"),
        "{printed}"
    );
}
