//! What a grant is made of.

use jiff::Timestamp;
use secrecy::SecretString;
use sqlx::any::AnyRow;

use crate::{
    AccountId, Fingerprint, GrantId, SiteId, StoreError,
    cells::{Cells, split},
    seal::Place,
};

/// An account's permission for Inlay to read Jira as that account. Holds no token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// Its id; stays the same when the account consents again.
    pub id: GrantId,
    /// Whose it is.
    pub account: AccountId,
    /// The account's name, as Atlassian told it at the last consent.
    pub name: String,
    /// The account's time zone (IANA), where Atlassian told it.
    pub timezone: Option<String>,
    /// What it allows.
    pub scopes: Vec<String>,
    /// Until when the access token is good.
    pub access_expires_at: Timestamp,
    /// Whether the refresh token still works, as far as we know.
    pub health: Health,
    /// When the account first consented.
    pub created_at: Timestamp,
    /// When the tokens were last replaced.
    pub refreshed_at: Timestamp,
    /// Counts consents and accesses that ended, from 1: what was held under an older generation
    /// may show too much.
    pub generation: i64,
}

/// Whether a grant works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Health {
    /// As far as we know.
    Healthy,
    /// Atlassian refused its refresh token: only a new consent helps.
    Dead {
        /// Since when we know.
        since: Timestamp,
        /// What Atlassian said.
        reason: String,
    },
}

/// The two tokens of a grant.
#[derive(Debug, Clone)]
pub struct Tokens {
    /// Good for an hour or so.
    pub access: SecretString,
    /// Good for one refresh, which brings the next one.
    pub refresh: SecretString,
}

impl Tokens {
    /// Names the refresh token without showing it.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(&self.refresh)
    }
}

/// A site that a grant reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantedSite {
    /// Its cloud id.
    pub id: SiteId,
    /// Its name.
    pub name: String,
    /// Its address, for links that people follow.
    pub url: String,
    /// What the grant allows there.
    pub scopes: Vec<String>,
}

/// What a consent brought.
#[derive(Debug, Clone)]
pub struct NewGrant {
    /// Who consented.
    pub account: AccountId,
    /// Their name.
    pub name: String,
    /// Their time zone (IANA), where Atlassian tells it.
    pub timezone: Option<String>,
    /// The tokens.
    pub tokens: Tokens,
    /// Until when the access token is good.
    pub access_expires_at: Timestamp,
    /// What it allows.
    pub scopes: Vec<String>,
    /// Where.
    pub sites: Vec<GrantedSite>,
    /// Which accesses that were taken away it gives again.
    pub reopen: Reopen,
}

/// Which accesses that were taken away a consent gives again. Atlassian lists every site of the
/// account at each consent, so that its list alone says nothing about what the person wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reopen {
    /// All that Atlassian lists: the person named no site.
    All,
    /// This one: the consent was for a chart or a page of this site.
    Only(SiteId),
    /// None: the consent was for something that is not there.
    Nothing,
}

impl Reopen {
    pub(super) fn reopens(self, site: SiteId) -> bool {
        match self {
            Self::All => true,
            Self::Only(only) => only == site,
            Self::Nothing => false,
        }
    }
}

impl Grant {
    pub(super) fn from_row(row: &AnyRow) -> Result<Self, StoreError> {
        let cells = Cells::new("grants", "id", row);
        Ok(Self {
            id: cells.parsed("id")?,
            account: cells.parsed("account")?,
            name: cells.text("name")?,
            timezone: cells.optional_text("timezone")?,
            scopes: split(&cells.text("scopes")?),
            access_expires_at: cells.time("access_expires_at")?,
            health: Health::from_cells(&cells)?,
            created_at: cells.time("created_at")?,
            refreshed_at: cells.time("refreshed_at")?,
            generation: cells.number("generation")?,
        })
    }
}

impl Health {
    pub(super) fn from_cells(cells: &Cells<'_>) -> Result<Self, StoreError> {
        Ok(match cells.optional_time("dead_since")? {
            None => Self::Healthy,
            Some(since) => Self::Dead {
                since,
                reason: cells.text("dead_reason")?,
            },
        })
    }
}

pub(super) fn access_place(id: GrantId) -> Place {
    Place {
        table: "grants",
        column: "access_sealed",
        row: id.to_string(),
    }
}

pub(super) fn refresh_place(id: GrantId) -> Place {
    Place {
        table: "grants",
        column: "refresh_sealed",
        row: id.to_string(),
    }
}

/// Every site once, where it first stood, with the scopes of all its mentions.
pub(super) fn merged(sites: &[GrantedSite]) -> Vec<GrantedSite> {
    let mut merged: Vec<GrantedSite> = Vec::new();
    for site in sites {
        let Some(known) = merged.iter_mut().find(|known| known.id == site.id) else {
            merged.push(site.clone());
            continue;
        };
        for scope in &site.scopes {
            if !known.scopes.contains(scope) {
                known.scopes.push(scope.clone());
            }
        }
    }
    merged
}
