//! Errors, divided by what the caller does about them.

use std::path::PathBuf;

use sqlx::migrate::MigrateError;

/// Why a store did not open. Each is one sentence for the operator; none shows a password.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The address is not one of a database we know.
    #[error("the database address must begin with sqlite: or postgres:, and {0}")]
    Url(&'static str),
    /// The folder or file for SQLite cannot be made.
    #[error("cannot make {}", .path.display())]
    File {
        /// Which one.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The database does not answer, or refuses us.
    #[error("cannot connect to the database {database}")]
    Connect {
        /// Its address without user, password and parameters.
        database: String,
        /// What the driver said.
        source: sqlx::Error,
    },
    /// The tables do not fit: made by a newer Inlay, changed by hand, or a migration failed.
    #[error("the tables in the database {database} cannot be brought to this version of Inlay")]
    Migrate {
        /// Its address without user, password and parameters.
        database: String,
        /// Which step, and why.
        source: MigrateError,
    },
}

/// Why the store could not do something. "Not there" is never an error: it is `None` or `false`.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database failed: try again later, tell the operator.
    #[error("the database failed")]
    Database(#[from] sqlx::Error),
    /// A row holds what Inlay never writes: somebody must look at it.
    #[error("inconsistent data in table {table}, column {column}, row {row}")]
    Inconsistent {
        /// Which table.
        table: &'static str,
        /// Which column.
        column: &'static str,
        /// The row's key.
        row: String,
        /// What does not fit.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The key that sealed this is not in the key ring: the person must consent again.
    #[error(
        "the key {kid:?} that sealed table {table}, column {column}, row {row} is not in the key \
         ring: this person must consent again"
    )]
    KeyMissing {
        /// The missing key.
        kid: String,
        /// Which table.
        table: &'static str,
        /// Which column.
        column: &'static str,
        /// The row's key.
        row: String,
    },
    /// A sealed text was changed or moved: tell the operator; a new consent replaces it.
    #[error("the seal in table {table}, column {column}, row {row} is broken")]
    SealBroken {
        /// Which table.
        table: &'static str,
        /// Which column.
        column: &'static str,
        /// The row's key.
        row: String,
    },
}
