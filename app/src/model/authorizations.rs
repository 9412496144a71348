//! What people let Inlay do, and what a site's administrators see of it.

use serde::{Deserialize, Serialize};

/// What I let Inlay do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyAuthorizations {
    /// My name at Atlassian.
    pub name: String,
    /// Why nothing runs any more, where Atlassian has ended it.
    pub ended: Option<String>,
    /// Each site, those that still may be used first.
    pub accesses: Vec<Access>,
    /// Where Atlassian itself lists the apps that I authorized.
    pub connected_apps: String,
}

/// Whether my grant may be used on a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Access {
    /// Cloud id.
    pub site: String,
    /// The site's name.
    pub name: String,
    /// Its address.
    pub url: String,
    /// What Inlay may read there, in words.
    pub reads: Vec<String>,
    /// Since when (RFC 3339, UTC).
    pub since: Option<String>,
    /// When it was last used (RFC 3339, UTC).
    pub last_used: Option<String>,
    /// How and when it ended, where it has.
    pub ended: Option<Ended>,
    /// My charts that others see as I do.
    pub runs: Vec<ChartName>,
    /// Whether I may see everybody's authorizations there.
    pub administers: bool,
}

/// The end of an access.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// In words: who ended it.
    pub by: String,
    /// When (RFC 3339, UTC).
    pub at: String,
}

/// A chart by its names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChartName {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
}

/// A site as its administrators see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteAuthorizations {
    /// Cloud id.
    pub site: String,
    /// The site's name.
    pub name: String,
    /// Everybody who authorized there.
    pub people: Vec<Authorization>,
    /// Whether nobody's charts may run as their owner on this site.
    pub owner_runs_forbidden: bool,
    /// Whether no chart of this site may be seen by whoever has its link.
    pub links_forbidden: bool,
    /// The last changes of access, newest first.
    pub log: Vec<LogLine>,
}

/// Somebody who authorized on a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authorization {
    /// Atlassian's id.
    pub account: String,
    /// Their name.
    pub name: String,
    /// Since when (RFC 3339, UTC).
    pub since: String,
    /// When it was last used (RFC 3339, UTC).
    pub last_used: Option<String>,
    /// Whether Atlassian still accepts the grant, as far as Inlay knows.
    pub healthy: bool,
    /// How many charts of theirs read the site.
    pub charts: u64,
    /// Those of them that others see as they do.
    pub runs: Vec<ChartName>,
}

/// Somebody changed who may see what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogLine {
    /// When (RFC 3339, UTC).
    pub at: String,
    /// Who, by name where it is known.
    pub who: String,
    /// What, in words.
    pub what: String,
    /// To which chart or person.
    pub subject: String,
}
