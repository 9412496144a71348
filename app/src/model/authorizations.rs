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
    /// To which chart or person, by name.
    pub subject: String,
}

#[cfg(feature = "ssr")]
mod from_service {
    use super::{
        Access, Authorization, ChartName, Ended, LogLine, MyAuthorizations, SiteAuthorizations,
    };
    use service::{AccessState, EndedBy, Health, RunAs};

    /// Where Atlassian lists what an account authorized.
    const CONNECTED_APPS: &str = "https://id.atlassian.com/manage-profile/apps";

    impl From<service::Authorizations> for MyAuthorizations {
        fn from(from: service::Authorizations) -> Self {
            let healthy = from.grant.as_ref().is_none_or(|grant| grant.healthy);
            Self {
                name: from.grant.map(|grant| grant.name).unwrap_or_default(),
                ended: (!healthy).then(|| {
                    "Atlassian no longer accepts your authorization: it was removed or replaced by a later one, it expired, or your password changed.".into()
                }),
                accesses: from.sites.into_iter().map(Access::from).collect(),
                connected_apps: CONNECTED_APPS.into(),
            }
        }
    }

    impl From<service::AuthorizedSite> for Access {
        fn from(from: service::AuthorizedSite) -> Self {
            let (reads, since, last_used, ended) = match from.state {
                AccessState::Open {
                    scopes,
                    since,
                    used_at,
                } => (
                    scopes.iter().filter_map(|scope| in_words(scope)).collect(),
                    Some(since.to_string()),
                    used_at.map(|at| at.to_string()),
                    None,
                ),
                AccessState::Ended { at, by } => {
                    let by = match by {
                        EndedBy::Own => "You ended it",
                        EndedBy::Administrator => "An administrator of the site ended it",
                        EndedBy::Uninstall => "It ended when the Confluence app was uninstalled",
                    };
                    let ended = Ended {
                        by: by.into(),
                        at: at.to_string(),
                    };
                    (Vec::new(), None, None, Some(ended))
                }
            };
            Self {
                site: from.id,
                name: from.name,
                url: from.url,
                reads,
                since,
                last_used,
                ended,
                runs: from.runs.into_iter().map(ChartName::from).collect(),
            }
        }
    }

    /// What a scope lets Inlay read, where it is about Jira.
    fn in_words(scope: &str) -> Option<String> {
        match scope {
            "read:jira-work" => Some("Issues and projects".into()),
            "read:jira-user" => Some("names of people".into()),
            "manage:jira-webhook" => Some("news of changed issues".into()),
            _ => None,
        }
    }

    impl From<service::RunningChart> for ChartName {
        fn from(from: service::RunningChart) -> Self {
            Self {
                id: from.id,
                title: from.title,
            }
        }
    }

    impl From<(service::SiteAuthorizations, service::AuditLines)> for SiteAuthorizations {
        fn from((from, log): (service::SiteAuthorizations, service::AuditLines)) -> Self {
            Self {
                site: from.site.id,
                name: from.site.name,
                people: from.people.into_iter().map(Authorization::from).collect(),
                owner_runs_forbidden: from.rules.owner_runs_forbidden,
                links_forbidden: from.rules.links_forbidden,
                log: log.lines.into_iter().map(LogLine::from).collect(),
            }
        }
    }

    impl From<service::SiteAuthorization> for Authorization {
        fn from(from: service::SiteAuthorization) -> Self {
            let runs = from.charts.iter().filter(|c| c.run_as == RunAs::Owner);
            Self {
                account: from.account_id,
                name: from.name,
                since: from.since.to_string(),
                last_used: from.used_at.map(|at| at.to_string()),
                healthy: from.health == Health::Healthy,
                runs: runs
                    .map(|chart| ChartName {
                        id: chart.id.clone(),
                        title: chart.title.clone(),
                    })
                    .collect(),
                charts: from.charts.len() as u64,
            }
        }
    }

    impl From<service::AuditLine> for LogLine {
        fn from(from: service::AuditLine) -> Self {
            // Ids are in the file: on the page nobody could read them.
            let nameless = if from.actor.is_some() {
                "Somebody"
            } else {
                "Inlay"
            };
            Self {
                at: from.at.to_string(),
                who: from.actor_name.unwrap_or_else(|| nameless.into()),
                what: what(&from.action).into(),
                subject: from.subject_name,
            }
        }
    }

    /// What somebody did, in words.
    fn what(action: &str) -> &str {
        match action {
            "grant.given" => "Authorized Inlay",
            "grant.removed" => "Removed everything they had authorized",
            "access.removed" => "Removed an access to this site",
            "account.erased" => "Erased a closed account",
            "chart.created" => "Made a chart",
            "chart.saved" => "Changed a chart",
            "chart.deleted" => "Deleted a chart",
            "chart.restored" => "Took a deletion back",
            "chart.imported" => "Imported a chart",
            "dashboard.created" => "Made a dashboard",
            "dashboard.saved" => "Changed a dashboard",
            "dashboard.deleted" => "Deleted a dashboard",
            "dashboard.restored" => "Took a dashboard's deletion back",
            "dashboard.shared" => "Changed who may see a dashboard",
            "dashboard.link_on" => "Gave a dashboard a public link",
            "dashboard.link_off" => "Ended a dashboard's public link",
            "chart.shared" => "Changed whom a chart is shared with",
            "owner_run.on" => "Lets others see a chart as its owner sees it",
            "owner_run.off" => "Ended that",
            "owner_run.paused" => "Paused that until its owner has looked at it",
            "owner_run.confirmed" => "Let it go on",
            "owner_run.link_renewed" => "Replaced a chart's link",
            "site.rules_set" => "Changed what may be shared on this site",
            other => other,
        }
    }
}
