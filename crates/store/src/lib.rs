//! What Inlay keeps: grants with their tokens and accesses, sessions, hand-overs, charts with whom
//! they are shared with, templates, owner runs, news of webhooks, and the audit log, on SQLite or
//! PostgreSQL.
//!
//! One SQL text serves both databases, and one story (`tests/story`) is told to both. Tokens are
//! sealed with a [`KeyRing`] that is not in the database; of sessions, bearers and codes the
//! database knows only hashes. The clock is a parameter: whatever depends on the time takes
//! `now`. Times are stored as milliseconds, finer parts are cut off.
//!
//! ```
//! use jiff::{Timestamp, ToSpan};
//! use secrecy::ExposeSecret;
//! use store::{AccountId, Holder, KeyRing, Keys, Store, TokenHash};
//!
//! # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let keys = KeyRing::parse(Keys::generate(&mut rand::rng()).expose_secret())?;
//! let store = Store::open("sqlite::memory:", keys).await?;
//!
//! let now: Timestamp = "2026-03-01T12:00:00Z".parse()?;
//! let ada = Holder::Browser(AccountId::parse("557058:ada")?);
//! let secret = "what the cookie holds";
//! store
//!     .sessions()
//!     .create(TokenHash::of(secret), &ada, now, now + 24.hours())
//!     .await?;
//!
//! let found = store.sessions().find(&TokenHash::of(secret), now).await?;
//! assert_eq!(found.map(|session| session.holder), Some(ada));
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

mod accounts;
mod audit;
mod cells;
mod charts;
mod dashboards;
mod database;
mod documents;
mod embed_grants;
mod error;
mod grants;
mod handovers;
mod hash;
mod ids;
mod keys;
mod news;
mod owner_runs;
mod replays;
mod seal;
mod sessions;
mod sign;
mod site_rules;
mod templates;
mod webhooks;

use jiff::Timestamp;

pub use self::{
    accounts::{Accounts, HeldAccount},
    audit::{Audit, AuditCursor, AuditEvent, AuditPage},
    charts::{AddPerson, Chart, ChartPerson, Charts, NewChart, Role},
    dashboards::{Dashboard, Dashboards, NewDashboard},
    documents::{New, SaveError},
    embed_grants::EmbedGrants,
    error::{OpenError, StoreError},
    grants::{
        Access, AccessState, EndedAccess, EndedBy, Grant, GrantedSite, Grants, Health, NewGrant,
        Reopen, SiteGrant, Tokens,
    },
    handovers::{Handovers, Outcome},
    hash::{Fingerprint, TokenHash},
    ids::{AccountId, ChartId, DashboardId, GrantId, InvalidId, SiteId, TemplateId},
    keys::{KeyRing, KeyRingError, Keys},
    news::News,
    owner_runs::{Audience, NewOwnerRun, OwnerRun, OwnerRuns, Pause, PauseReason},
    replays::Replays,
    seal::SealError,
    sessions::{ConfluenceViewer, Holder, Session, Sessions},
    site_rules::{RulesOfSites, SetRules, SiteRules},
    templates::{Making, NewTemplate, Renaming, Template, Templates},
    webhooks::{SiteWebhook, Webhooks},
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

    /// Many charts at one address.
    pub fn dashboards(&self) -> Dashboards<'_> {
        Dashboards { store: self }
    }

    /// Charts to begin with, of accounts' own.
    pub fn templates(&self) -> Templates<'_> {
        Templates { store: self }
    }

    /// Charts that run as their owner.
    pub fn owner_runs(&self) -> OwnerRuns<'_> {
        OwnerRuns { store: self }
    }

    /// What the administrators of sites forbid.
    pub fn site_rules(&self) -> RulesOfSites<'_> {
        RulesOfSites { store: self }
    }

    /// Tickets of the Confluence app.
    pub fn embed_grants(&self) -> EmbedGrants<'_> {
        EmbedGrants { store: self }
    }

    /// What may happen once.
    pub fn replays(&self) -> Replays<'_> {
        Replays { store: self }
    }

    /// What Jira's webhooks told.
    pub fn news(&self) -> News<'_> {
        News { store: self }
    }

    /// Webhooks that are registered at Jira.
    pub fn webhooks(&self) -> Webhooks<'_> {
        Webhooks { store: self }
    }

    /// Which accounts there are, whatever it is that Inlay holds about them.
    pub fn accounts(&self) -> Accounts<'_> {
        Accounts { store: self }
    }

    /// Signs a text that goes into an address: see [`KeyRing::sign`].
    pub fn sign(&self, purpose: &str, text: &str) -> String {
        self.keys.sign(purpose, text)
    }

    /// Whether a signature is ours, over this text for this purpose: see [`KeyRing::verify`].
    pub fn verify(&self, purpose: &str, text: &str, signature: &str) -> bool {
        self.keys.verify(purpose, text, signature)
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

    /// Deletes sessions, hand-overs, tickets, seen ids, deleted charts and dashboards that have expired; says how
    /// many. Expired ones count as missing anyway, so that it does not matter when this runs.
    pub async fn sweep(&self, now: Timestamp) -> Result<u64, StoreError> {
        let mut tx = self.database.write().await?;
        let mut swept = 0;
        for sql in [
            "DELETE FROM sessions WHERE expires_at <= $1",
            "DELETE FROM handovers WHERE expires_at <= $1",
            "DELETE FROM embed_grants WHERE expires_at <= $1",
            "DELETE FROM seen WHERE expires_at <= $1",
            "DELETE FROM deleted_charts WHERE expires_at <= $1",
            "DELETE FROM dashboards WHERE gone_at <= $1",
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
