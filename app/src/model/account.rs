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
    /// Whether Atlassian still accepts the grant, as far as Inlay knows.
    pub healthy: bool,
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
