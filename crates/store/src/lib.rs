//! What Inlay keeps: grants with their tokens, sessions, hand-overs, charts and the audit log,
//! on SQLite or PostgreSQL.
//!
//! One SQL text serves both databases, and one story (`tests/story`) is told to both. Tokens are
//! sealed with a [`KeyRing`] that is not in the database; of sessions, bearers and codes the
//! database knows only hashes. The clock is a parameter: whatever depends on the time takes
//! `now`. Times are stored as milliseconds, finer parts are cut off.
//!
//! ```
//! use jiff::{Timestamp, ToSpan};
//! use secrecy::ExposeSecret;
//! use store::{AccountId, KeyRing, Keys, SessionKind, Store, TokenHash};
//!
//! # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let keys = KeyRing::parse(Keys::generate(&mut rand::rng()).expose_secret())?;
//! let store = Store::open("sqlite::memory:", keys).await?;
//!
//! let now: Timestamp = "2026-03-01T12:00:00Z".parse()?;
//! let account = AccountId::parse("557058:ada")?;
//! let secret = "what the cookie holds";
//! store
//!     .sessions()
//!     .create(TokenHash::of(secret), SessionKind::Browser, &account, now, now + 24.hours())
//!     .await?;
//!
//! let found = store.sessions().find(&TokenHash::of(secret), now).await?;
//! assert_eq!(found.map(|session| session.account), Some(account));
//! # Ok(()) }
//! ```
//!
//! # Adding a repository
//!
//! 1. A table: the next file in `migrations/` (never edit a shipped one). TEXT and BIGINT only,
//!    times as BIGINT milliseconds. A change to an old table must leave the previous version of
//!    Inlay working (add first, remove a release later).
//! 2. A file `src/things.rs` with `Thing`, `NewThing` and `Things<'a>`, a handle that borrows the
//!    [`Store`]; a method `things()` below. Ids are types of their own (`src/ids.rs`).
//! 3. Methods: what may be missing is an `Option` or a `bool`, never an error. Reads use
//!    `database.pool()`; writes begin with `database.write()`, and what must happen once says so
//!    in the statement's `WHERE`, so that two processes cannot both do it. Rows are read through
//!    `Cells`, which names the cell that does not fit. Secrets are sealed with a `Place`.
//! 4. A story `tests/story/things.rs`, run on both databases.

mod audit;
mod cells;
mod charts;
mod database;
mod error;
mod grants;
mod handovers;
mod hash;
mod ids;
mod keys;
mod seal;
mod sessions;

use jiff::Timestamp;

pub use self::{
    audit::{Audit, AuditEvent},
    charts::{Chart, Charts, NewChart, SaveError},
    error::{OpenError, StoreError},
    grants::{Grant, GrantedSite, Grants, Health, NewGrant, Tokens},
    handovers::{Handovers, Outcome},
    hash::{Fingerprint, TokenHash},
    ids::{AccountId, ChartId, GrantId, InvalidId, SiteId},
    keys::{KeyRing, KeyRingError, Keys},
    seal::SealError,
    sessions::{Session, SessionKind, Sessions},
};

/// An open database and the keys to it. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    database: database::Database,
    keys: KeyRing,
}

impl Store {
    /// Opens the database at `url` and brings its tables up to date.
    ///
    /// `sqlite://data/inlay.db` (folder and file are made where missing), `sqlite::memory:` for
    /// tests, or `postgres://user:password@host/database`.
    pub async fn open(url: &str, keys: KeyRing) -> Result<Self, OpenError> {
        Ok(Self {
            database: database::Database::open(url).await?,
            keys,
        })
    }

    /// What accounts let Inlay do.
    pub fn grants(&self) -> Grants<'_> {
        Grants { store: self }
    }

    /// Who is signed in.
    pub fn sessions(&self) -> Sessions<'_> {
        Sessions { store: self }
    }

    /// How consents in popups ended, for the frames that wait.
    pub fn handovers(&self) -> Handovers<'_> {
        Handovers { store: self }
    }

    /// Saved charts.
    pub fn charts(&self) -> Charts<'_> {
        Charts { store: self }
    }

    /// Who did what.
    pub fn audit(&self) -> Audit<'_> {
        Audit { store: self }
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), StoreError> {
        sqlx::query("SELECT 1")
            .execute(self.database.pool())
            .await?;
        Ok(())
    }

    /// Deletes sessions and hand-overs that have expired; says how many. Expired ones count as
    /// missing anyway, so that it does not matter when this runs.
    pub async fn sweep(&self, now: Timestamp) -> Result<u64, StoreError> {
        let mut tx = self.database.write().await?;
        let mut swept = 0;
        for sql in [
            "DELETE FROM sessions WHERE expires_at <= $1",
            "DELETE FROM handovers WHERE expires_at <= $1",
        ] {
            let done = sqlx::query(sql)
                .bind(now.as_millisecond())
                .execute(&mut *tx)
                .await?;
            swept += done.rows_affected();
        }
        tx.commit().await?;
        Ok(swept)
    }

    /// Waits for running statements and closes every connection.
    pub async fn close(&self) {
        self.database.close().await;
    }
}
