//! What people give: consents, the codes they become, and grants.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::Serialize;
use uuid::Uuid;

/// Which sites a grant covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SitesGranted {
    /// Account-level: each site of the account, later ones too.
    All,
    /// Resource-level: the sites chosen on the consent page.
    Chosen(BTreeSet<Uuid>),
}

impl SitesGranted {
    /// Whether the grant covers the site.
    pub fn covers(&self, site: Uuid) -> bool {
        match self {
            Self::All => true,
            Self::Chosen(sites) => sites.contains(&site),
        }
    }
}

/// What one account gave the app.
#[derive(Debug, Clone, Serialize)]
pub struct Grant {
    /// Scopes of the latest consent.
    pub scopes: Vec<String>,
    /// Sites of all consents.
    pub sites: SitesGranted,
    /// When the account first consented.
    pub created_at: Timestamp,
}

/// An authorization code that has not been exchanged yet.
#[derive(Debug, Clone)]
pub struct Code {
    /// Who consented.
    pub account: String,
    /// To what.
    pub scopes: Vec<String>,
    /// Address the code was sent to; the exchange must name the same.
    pub redirect_uri: String,
    /// base64url(sha256(verifier)), where the app sent one.
    pub challenge: Option<String>,
    pub(super) expires_at: Timestamp,
}

/// A consent that becomes a code.
#[derive(Debug)]
pub struct NewCode {
    /// Who consents.
    pub account: String,
    /// Scopes on the consent page.
    pub scopes: Vec<String>,
    /// The chosen site, or `None` for an account-level grant.
    pub site: Option<Uuid>,
    /// Where the code goes.
    pub redirect_uri: String,
    /// S256 challenge, if there is one.
    pub challenge: Option<String>,
}
