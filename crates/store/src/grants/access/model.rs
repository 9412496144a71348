//! What an access is made of.

use jiff::Timestamp;
use sqlx::any::AnyRow;

use crate::{
    AccountId, Health, SiteId, StoreError,
    cells::{Cells, split},
};

/// That a grant may, or might once, be used on a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    /// The site's cloud id.
    pub site: SiteId,
    /// Its name, as Atlassian last told it.
    pub name: String,
    /// Its address, for links that people follow.
    pub url: String,
    /// Whether it holds.
    pub state: AccessState,
}

/// Whether an access holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccessState {
    /// It holds.
    Open {
        /// What it allows.
        scopes: Vec<String>,
        /// When it was given.
        since: Timestamp,
        /// When it was last used, to ten minutes; `None`: never.
        used_at: Option<Timestamp>,
    },
    /// It was taken away; only a consent for this site gives it again.
    Ended {
        /// When.
        at: Timestamp,
        /// By whom.
        by: EndedBy,
    },
}

/// Who took an access away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndedBy {
    /// The account itself.
    Own,
    /// An administrator of the site.
    Administrator,
    /// Whoever uninstalled the Confluence app from the site.
    Uninstall,
}

/// How an access ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EndedAccess {
    /// Whether it was the account's last one, so that the grant is gone too.
    pub last: bool,
}

/// A grant as the administrators of a site see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteGrant {
    /// Whose.
    pub account: AccountId,
    /// The account's name.
    pub name: String,
    /// Whether it works.
    pub health: Health,
    /// What it allows on this site.
    pub scopes: Vec<String>,
    /// When access to this site was given.
    pub since: Timestamp,
    /// When it was last used on this site, to ten minutes; `None`: never.
    pub used_at: Option<Timestamp>,
}

impl EndedBy {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Own => "self",
            Self::Administrator => "administrator",
            Self::Uninstall => "uninstall",
        }
    }

    fn from_cells(cells: &Cells<'_>) -> Result<Self, StoreError> {
        Ok(match cells.text("ended_by")?.as_str() {
            "self" => Self::Own,
            "administrator" => Self::Administrator,
            "uninstall" => Self::Uninstall,
            other => {
                return Err(cells.inconsistent("ended_by", format!("unknown word {other:?}")));
            }
        })
    }
}

impl Access {
    pub(super) fn open(row: &AnyRow) -> Result<Self, StoreError> {
        let cells = Cells::new("grant_sites", "site", row);
        let state = AccessState::Open {
            scopes: split(&cells.text("scopes")?),
            since: cells.time("since")?,
            used_at: cells.optional_time("used_at")?,
        };
        Self::with(&cells, state)
    }

    pub(super) fn ended(row: &AnyRow) -> Result<Self, StoreError> {
        let cells = Cells::new("ended_accesses", "account", row);
        let state = AccessState::Ended {
            at: cells.time("ended_at")?,
            by: EndedBy::from_cells(&cells)?,
        };
        Self::with(&cells, state)
    }

    fn with(cells: &Cells<'_>, state: AccessState) -> Result<Self, StoreError> {
        Ok(Self {
            site: cells.parsed("site")?,
            name: cells.text("name")?,
            url: cells.text("url")?,
            state,
        })
    }
}

impl SiteGrant {
    pub(super) fn from_row(row: &AnyRow) -> Result<Self, StoreError> {
        let cells = Cells::new("grants", "id", row);
        Ok(Self {
            account: cells.parsed("account")?,
            name: cells.text("name")?,
            health: Health::from_cells(&cells)?,
            scopes: split(&cells.text("scopes")?),
            since: cells.time("since")?,
            used_at: cells.optional_time("used_at")?,
        })
    }
}
