//! Use cases of Inlay: who may see what, token refresh, and how the numbers of a chart are got.
//!
//! This is the only room that knows the four others: it asks [`store`] who somebody is and what
//! they saved, [`jira`] for issues, folds them with [`chart`], and draws with [`render`]. The
//! pages (`app`) and the process (`server`) call it and decide nothing themselves.
//!
//! ```no_run
//! # async fn example(service: service::Service, viewer: service::Viewer) -> Result<(), service::Failure> {
//! let view = service.view(&viewer, "c_3k9dq2m7x4w1").await?;
//! println!("{}: {}", view.title, view.drawn.table.total);
//! # Ok(())
//! # }
//! ```
//!
//! **To add a use case**: one file with one `impl Service` block; take the [`Viewer`] first, go
//! through [`access`] before anything of Jira or of a chart is touched, and answer a [`Failure`]
//! that says what the person can do about it.

pub mod access;
mod autocomplete;
mod catalogue;
mod charts;
mod clock;
mod consent;
mod discover;
mod failure;
mod hand_over;
mod held;
mod mapping;
mod query;
mod ranges;
mod scan;
mod secret;
mod session;
mod text;
mod tokens;
mod view;
mod viewer;

pub use autocomplete::{JqlPlace, JqlSuggestion};
pub use catalogue::language_of;
pub use charts::{ChartSummary, SavedChart};
pub use clock::Clock;
pub use consent::{Answer, Begun, Consent, Errand, Finished, SCOPES};
pub use discover::{Choice, Found};
pub use failure::{Failure, PromptReason};
pub use hand_over::{Claim, HandedOver};
pub use query::Progress;
pub use secret::{Secret, hash};
pub use session::{NewSession, SESSION_DAYS};
pub use text::{LineChange, SpecLine};
pub use view::{Drawn, Room, View, Watched};
pub use viewer::{Account, SiteSummary, Viewer};

use std::sync::Arc;

/// What the use cases need from outside, all of it replaceable in tests.
pub struct Parts {
    /// Grants, sessions, charts.
    pub store: store::Store,
    /// Atlassian, or the sandbox.
    pub jira: jira::Client,
    /// Draws options to SVG.
    pub renderer: render::Renderer,
    /// What time it is.
    pub clock: Clock,
    /// Most bytes of scanned records held in memory.
    pub held_bytes: u64,
}

/// The use cases. Cheap to clone; all clones share what is held in memory.
#[derive(Clone)]
pub struct Service {
    inner: Arc<Inner>,
}

pub(crate) struct Inner {
    store: store::Store,
    jira: jira::Client,
    renderer: render::Renderer,
    clock: Clock,
    refreshes: tokens::Refreshes,
    catalogues: catalogue::Catalogues,
    jql_words: autocomplete::JqlWords,
    held: held::HeldTables,
}

impl Service {
    /// Joins the parts.
    pub fn new(parts: Parts) -> Self {
        Self {
            inner: Arc::new(Inner {
                store: parts.store,
                jira: parts.jira,
                renderer: parts.renderer,
                refreshes: tokens::Refreshes::default(),
                catalogues: catalogue::Catalogues::new(parts.clock.clone()),
                jql_words: autocomplete::JqlWords::new(parts.clock.clone()),
                held: held::HeldTables::new(parts.held_bytes),
                clock: parts.clock,
            }),
        }
    }

    /// Answers whether the database answers: for `/health/ready`.
    pub async fn ready(&self) -> Result<(), Failure> {
        self.inner.store.ping().await.map_err(Failure::from)
    }

    fn now(&self) -> jiff::Timestamp {
        self.inner.clock.now()
    }
}
