//! Who somebody is here.

use serde::{Deserialize, Serialize};

/// What an account sees of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Atlassian's id.
    pub account_id: String,
    /// Display name at Atlassian.
    pub name: String,
    /// Zone of the account (IANA name).
    pub timezone: String,
    /// Jira sites that the grant covers.
    pub sites: Vec<Site>,
    /// Whether the grant still works, as far as Inlay knows.
    pub healthy: bool,
    /// How it ended, where it does not.
    pub ended: Option<GrantEnd>,
}

/// The end of a grant: only its account can mend it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantEnd {
    /// Since when (RFC 3339, UTC); nothing where Inlay cannot read its tokens any more.
    pub since: Option<String>,
    /// How many charts that others saw as this account does have stopped.
    pub stopped: u64,
}

/// A Jira site by its names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    /// Cloud id.
    pub id: String,
    /// Name, as Atlassian shows it.
    pub name: String,
    /// Address of the site.
    pub url: String,
}

#[cfg(feature = "ssr")]
impl From<service::Account> for Account {
    fn from(from: service::Account) -> Self {
        Self {
            account_id: from.account_id,
            name: from.name,
            timezone: from.timezone,
            healthy: from.healthy,
            ended: from.ended.map(|end| GrantEnd {
                since: end.since.map(|at| at.to_string()),
                stopped: end.stopped as u64,
            }),
            sites: from
                .sites
                .into_iter()
                .map(|s| Site {
                    id: s.id,
                    name: s.name,
                    url: s.url,
                })
                .collect(),
        }
    }
}
