//! Pairs of tokens and the families they belong to.

use jiff::{SignedDuration, Timestamp};

use super::{Grants, later};
use crate::state::secrets::Secrets;
use crate::state::switches::Switches;

/// A refresh token that nobody used for this long is dead: 90 days.
pub(super) const INACTIVITY: SignedDuration = SignedDuration::from_hours(90 * 24);
/// A family this old is dead, used or not: 365 days (announced in 2022, no longer in the newest table).
pub(super) const ABSOLUTE: SignedDuration = SignedDuration::from_hours(365 * 24);

/// All refresh tokens that descend from one code.
#[derive(Debug)]
pub(super) struct Family {
    pub(super) account: String,
    pub(super) scopes: Vec<String>,
    pub(super) created_at: Timestamp,
    pub(super) alive: bool,
}

/// A refresh token.
#[derive(Debug)]
pub(super) struct Refresh {
    pub(super) family: u64,
    pub(super) issued_at: Timestamp,
    /// When it was first used, and the pair that use gave.
    pub(super) used: Option<(Timestamp, Issued)>,
}

/// An access token.
#[derive(Debug, Clone)]
pub struct Access {
    /// Whose it is.
    pub account: String,
    /// What it may do.
    pub scopes: Vec<String>,
    /// End of its hour.
    pub expires_at: Timestamp,
    pub(super) family: u64,
}

/// A pair fresh from the token endpoint.
#[derive(Debug, Clone)]
pub struct Issued {
    /// Access token.
    pub access: String,
    /// Refresh token; only with `offline_access`.
    pub refresh: Option<String>,
    /// Life of the access token in seconds.
    pub expires_in: i64,
    /// Scopes of both.
    pub scopes: Vec<String>,
}

/// Why a refresh token is refused. Outside all of them look the same.
#[derive(Debug, PartialEq, Eq)]
pub enum RefreshRefusal {
    /// Nobody ever got it.
    Unknown,
    /// Not used for 90 days.
    Inactive,
    /// 365 days since consent.
    TooOld,
    /// Used before, and the leeway is over: the whole family is dead now.
    ReusedAfterLeeway,
    /// Its family ended: revoked, overridden by another consent, or after a reuse.
    FamilyDead,
}

impl Grants {
    /// A new pair in a family.
    pub(super) fn issue(
        &mut self,
        family: u64,
        secrets: &Secrets,
        switches: &Switches,
        now: Timestamp,
    ) -> Issued {
        let (account, scopes) = self
            .families
            .get(&family)
            .map(|f| (f.account.clone(), f.scopes.clone()))
            .unwrap_or_default();
        let access = secrets.access_token();
        let expires_in = switches.access_token_seconds;
        self.access.insert(
            access.clone(),
            Access {
                account,
                scopes: scopes.clone(),
                expires_at: later(now, SignedDuration::from_secs(expires_in)),
                family,
            },
        );
        let refresh = scopes.iter().any(|s| s == "offline_access").then(|| {
            let token = secrets.refresh_token();
            self.refresh.insert(
                token.clone(),
                Refresh {
                    family,
                    issued_at: now,
                    used: None,
                },
            );
            token
        });
        Issued {
            access,
            refresh,
            expires_in,
            scopes,
        }
    }
}
