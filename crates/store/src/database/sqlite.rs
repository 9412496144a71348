//! What SQLite needs and PostgreSQL does not.

use std::{
    fs::{DirBuilder, OpenOptions},
    io,
    path::Path,
};

use crate::OpenError;

/// Takes the write lock at the beginning, waiting for it as long as the busy timeout says.
pub(super) const BEGIN_WRITE: &str = "BEGIN IMMEDIATE";

/// For every connection. WAL: readers do not wait for a writer. The busy timeout comes first,
/// so that it already holds for the others. Each commit is synced (SQLite's default), because a
/// refresh token that was rotated and then lost costs a consent.
pub(super) const SETTINGS: &str =
    "PRAGMA busy_timeout = 15000; PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON";

/// Makes the folder and the file, readable by their owner alone. SQLite gives the files beside
/// it (`-wal`, `-shm`) the same mode.
pub(super) fn create(file: &Path) -> Result<(), OpenError> {
    let failed = |path: &Path| {
        let path = path.to_path_buf();
        move |source| OpenError::File { path, source }
    };
    if let Some(folder) = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder).map_err(failed(folder))?;
    }
    let mut options = OpenOptions::new();
    // Never opens a file that is there: closing it again would drop the locks that another
    // connection of this process holds on it.
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(file) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(failed(file)(error)),
        _ => Ok(()),
    }
}

/// SQLITE_BUSY in any of its extended forms (https://sqlite.org/rescode.html#busy).
pub(super) fn is_busy(error: &sqlx::Error) -> bool {
    let code = error
        .as_database_error()
        .and_then(sqlx::error::DatabaseError::code);
    code.and_then(|code| code.parse::<u32>().ok())
        .is_some_and(|code| code & 0xff == 5)
}
