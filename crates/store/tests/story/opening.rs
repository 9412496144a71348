use std::time::Duration;

use rstest::rstest;
use sqlx::{Connection as _, Executor as _, Row as _};
use store::{Holder, OpenError, Store, TokenHash};

use crate::given::{Backend, account, at, consent, key_ring};

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn what_was_stored_is_there_after_opening_again(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let store = database.store().await;
    let put = store
        .grants()
        .put(consent("ada", "1"), at(0))
        .await
        .unwrap();
    store.close().await;

    let again = database.store().await;
    again.ping().await.unwrap();
    assert_eq!(
        again.grants().by_account(&account("ada")).await.unwrap(),
        Some(put)
    );
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn many_processes_may_open_a_new_database_at_once(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let openings: Vec<_> = (0..8)
        .map(|_| {
            let url = database.url.clone();
            tokio::spawn(async move { Store::open(&url, key_ring(&[1])).await })
        })
        .collect();
    for opening in openings {
        opening.await.unwrap().unwrap().ping().await.unwrap();
    }
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn two_processes_may_write_at_the_same_time(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    let stores = [database.store().await, database.store().await];
    let writes: Vec<_> = (0..100)
        .map(|n| {
            let store = stores[n % 2].clone();
            tokio::spawn(async move {
                let hash = TokenHash::of(&n.to_string());
                let sessions = store.sessions();
                sessions
                    .create(hash, &Holder::Frame(account("ada")), at(0), at(9))
                    .await?;
                store
                    .grants()
                    .put(consent(&format!("person{}", n % 10), "1"), at(0))
                    .await
            })
        })
        .collect();
    for write in writes {
        write.await.unwrap().unwrap();
    }
    assert_eq!(
        stores[0]
            .sessions()
            .delete_for(&account("ada"))
            .await
            .unwrap(),
        100
    );
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_database_of_a_newer_inlay_is_refused(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    database.store().await.close().await;
    let mut raw = database.raw().await;
    raw.execute("UPDATE _sqlx_migrations SET version = 9999 WHERE version = 1")
        .await
        .unwrap();

    let refused = Store::open(&database.url, key_ring(&[1]))
        .await
        .unwrap_err();
    assert!(matches!(refused, OpenError::Migrate { .. }), "{refused:?}");
}

/// SQLite refuses to switch a file to WAL while somebody writes to it (another process that opens
/// it for the first time, say), and refuses at once, whatever the busy timeout.
#[tokio::test]
async fn opening_waits_for_who_writes_to_a_file_that_is_not_in_wal_mode_yet() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}/inlay.db?mode=rwc", folder.path().display());
    sqlx::any::install_default_drivers();
    let mut writer = sqlx::AnyConnection::connect(&url).await.unwrap();
    writer.execute("BEGIN IMMEDIATE").await.unwrap();

    let mut opening = tokio::spawn(async move { Store::open(&url, key_ring(&[1])).await });
    let meanwhile = tokio::time::timeout(Duration::from_millis(300), &mut opening).await;
    assert!(
        meanwhile.is_err(),
        "neither refused nor opened: {meanwhile:?}"
    );
    writer.execute("COMMIT").await.unwrap();

    opening.await.unwrap().unwrap().ping().await.unwrap();
}

#[tokio::test]
async fn a_server_that_is_not_there_is_named_without_its_password() {
    // A folder without a socket in it.
    let folder = tempfile::tempdir().unwrap();
    let url = format!(
        "postgres:///inlay?host={}&password=hunter2",
        folder.path().display()
    );
    let refused = Store::open(&url, key_ring(&[1])).await.unwrap_err();
    assert!(matches!(refused, OpenError::Connect { .. }), "{refused:?}");
    assert_eq!(
        refused.to_string(),
        "cannot connect to the database postgres:///inlay"
    );
    assert!(!format!("{refused:?}").contains("hunter2"));
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_named() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("file"), "in the way").unwrap();
    let url = format!("sqlite://{}/file/inlay.db", folder.path().display());
    let refused = Store::open(&url, key_ring(&[1])).await.unwrap_err();
    assert!(matches!(refused, OpenError::File { .. }), "{refused:?}");
}

#[cfg(unix)]
#[tokio::test]
async fn sqlite_files_are_readable_by_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;

    let database = Backend::Sqlite.database().await.unwrap();
    let store = database.store().await;
    store
        .grants()
        .put(consent("ada", "1"), at(0))
        .await
        .unwrap();
    let mode = |path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;

    let folder = database.folder.as_ref().unwrap().path().join("made");
    assert_eq!(mode(folder.clone()), 0o700);
    let files: Vec<_> = folder
        .read_dir()
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    assert_eq!(files.len(), 3, "database, -wal and -shm: {files:?}");
    for file in files {
        assert_eq!(mode(file.clone()), 0o600, "{}", file.display());
    }
}

#[tokio::test]
async fn a_database_in_memory_holds_what_was_put_into_it() {
    let store = Store::open("sqlite::memory:", key_ring(&[1]))
        .await
        .unwrap();
    let put = store
        .grants()
        .put(consent("ada", "1"), at(0))
        .await
        .unwrap();
    assert_eq!(
        store.grants().by_account(&account("ada")).await.unwrap(),
        Some(put)
    );
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn only_portable_types_are_in_the_tables(#[case] backend: Backend) {
    let Some(database) = backend.database().await else {
        return;
    };
    database.store().await.close().await;
    let sql = match backend {
        Backend::Sqlite => {
            "SELECT DISTINCT lower(c.type) AS type FROM sqlite_master t, pragma_table_info(t.name) c
             WHERE t.type = 'table' AND t.name NOT LIKE '\\_sqlx%' ESCAPE '\\' ORDER BY 1"
        }
        Backend::Postgres => {
            "SELECT DISTINCT CAST(data_type AS TEXT) AS type FROM information_schema.columns
             WHERE table_schema = 'public' AND table_name NOT LIKE '\\_sqlx%' ORDER BY 1"
        }
    };
    let rows = database.raw().await.fetch_all(sql).await.unwrap();
    let types: Vec<String> = rows.iter().map(|row| row.get("type")).collect();
    assert_eq!(types, ["bigint", "text"]);
}
