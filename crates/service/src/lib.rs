//! Use cases of Inlay: who may see what, token refresh, and how the numbers of a chart are got.
//!
//! This is the only room that knows the four others: it asks [`store`] who somebody is and what
//! they saved, [`jira`] for issues, folds them with [`chart`], and draws with [`render`]. The
//! pages (`app`) and the process (`server`) call it and decide nothing themselves.
//!
//! ```no_run
//! # async fn example(service: service::Service, viewer: service::Viewer) -> Result<(), service::Failure> {
//! let view = service.view(&viewer, "c_3k9dq2m7x4w1").await?;
//! println!("{}: {:?}", view.title, view.drawn.table.total);
//! # Ok(())
//! # }
//! ```
//!
//! **To add a use case**: one file with one `impl Service` block; take the [`Viewer`] first, go
//! through [`access`] before anything of Jira or of a chart is touched, and answer a [`Failure`]
//! that says what the person can do about it.

pub mod access;
mod administration;
mod answer;
mod audit;
mod authorizations;
mod autocomplete;
mod catalogue;
mod chart_access;
mod charts;
mod clock;
mod confluence;
mod consent;
mod counted;
mod dashboards;
mod discover;
mod explain;
mod exports;
mod failure;
mod filters;
mod hand_over;
mod held;
mod listing;
mod mapping;
mod observed;
mod owner_run;
mod query;
mod ranges;
mod scan;
mod secret;
mod session;
mod sharing;
mod templates;
mod text;
mod tokens;
mod upkeep;
mod view;
mod viewer;
mod webhooks;

pub use administration::{
    AuditLine, AuditLines, ChartOnSite, SiteAuthorization, SiteAuthorizations,
};
pub use authorizations::{Authorizations, AuthorizedGrant, AuthorizedSite, RunningChart};
pub use autocomplete::{JqlPlace, JqlSuggestion};
pub use catalogue::language_of;
pub use chart_access::{ChartAccess, RunWish, last_day};
pub use charts::{ChartSummary, SavedChart};
pub use clock::Clock;
pub use confluence::{AppCall, ForDocument, WayIn};
pub use consent::{Answer, Begun, Consent, Errand, Finished, SCOPES};
pub use dashboards::{DashboardChange, DashboardSummary, SeenChart, SeenDashboard};
pub use discover::{Choice, Choices, Found};
pub use explain::{Explained, Explanation};
pub use failure::{Failure, PromptReason};
pub use filters::{FilterBar, FilterTab, FilterValue, FilterValues};
pub use hand_over::{Claim, HandedOver};
pub use owner_run::{
    Embedding, OwnerRunState, OwnerRunWish, PictureFor, SharedMember, SharedTable, SharedView,
    SharingEnd,
};
pub use query::{Progress, Reading};
pub use secret::{Secret, hash};
pub use session::{NewSession, SESSION_DAYS};
pub use sharing::{SharedWith, Sharing, Standing};
pub use templates::OwnTemplate;
pub use text::{LineChange, ReadSpec, SpecLine};
pub use upkeep::{Renewed, Reported};
pub use view::{Asking, Drawn, Room, RunAs, Shown, View, Watched};
pub use viewer::{Account, GrantEnd, SiteSummary, Viewer};
pub use webhooks::{Genuine, NotHeard, Tended, WEBHOOK_SCOPE};

/// Words of the store's that the use cases speak too.
pub use store::{
    AccessState, AccountId, Audience, ConfluenceViewer, EndedBy, Health, OwnerRun, Pause,
    PauseReason, Role, SiteId, SiteRules,
};

use std::sync::Arc;

/// What the use cases need from outside, all of it replaceable in tests.
pub struct Parts {
    /// Grants, sessions, charts.
    pub store: store::Store,
    /// Atlassian, or the sandbox.
    pub jira: jira::Client,
    /// Draws options to SVG.
    pub renderer: render::Renderer,
    /// Draws pictures from drawings.
    pub rasteriser: render::Rasteriser,
    /// What time it is.
    pub clock: Clock,
    /// Most bytes of scanned records held in memory.
    pub held_bytes: u64,
    /// Where Jira sends webhooks; none where it is to send none.
    pub webhooks: Option<url::Url>,
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
    rasteriser: render::Rasteriser,
    clock: Clock,
    refreshes: tokens::Refreshes,
    catalogues: catalogue::Catalogues,
    jql_words: autocomplete::JqlWords,
    held: held::HeldTables,
    counted: counted::CountedTables,
    checked: owner_run::Checked,
    questions: filters::Questions,
    administrators: administration::Administrators,
    webhooks: Option<url::Url>,
}

impl Service {
    /// Joins the parts.
    pub fn new(parts: Parts) -> Self {
        Self {
            inner: Arc::new(Inner {
                store: parts.store,
                jira: parts.jira,
                renderer: parts.renderer,
                rasteriser: parts.rasteriser,
                refreshes: tokens::Refreshes::default(),
                catalogues: catalogue::Catalogues::new(parts.clock.clone()),
                jql_words: autocomplete::JqlWords::new(parts.clock.clone()),
                held: held::HeldTables::new(parts.held_bytes),
                counted: counted::CountedTables::default(),
                checked: owner_run::Checked::default(),
                questions: filters::Questions::default(),
                administrators: administration::Administrators::default(),
                webhooks: parts.webhooks,
                clock: parts.clock,
            }),
        }
    }

    /// Answers whether the database answers: for `/health/ready`.
    pub async fn ready(&self) -> Result<(), Failure> {
        self.inner.store.ping().await.map_err(Failure::from)
    }

    /// The clock that everything here goes by.
    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// Bytes of Jira's records that are held in memory.
    pub fn held_bytes(&self) -> u64 {
        self.inner.held.bytes()
    }

    fn now(&self) -> jiff::Timestamp {
        self.inner.clock.now()
    }
}
