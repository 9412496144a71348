//! Who may see a chart, and as whom.

use serde::{Deserialize, Serialize};

/// Everything about who may see a chart, for its owner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sharing {
    /// The chart's id.
    pub chart: String,
    /// Its title.
    pub title: String,
    /// Name of the Jira site it reads.
    pub site_name: String,
    /// What everybody with access to the site may do: `none`, `viewer` or `editor`.
    pub everybody: String,
    /// Who may see it besides.
    pub people: Vec<SharedWith>,
    /// How others see it as its owner does, where they do.
    pub run: Option<OwnerRun>,
    /// Why it cannot be switched on, where it cannot.
    pub run_forbidden: Option<String>,
    /// Whether the site's administrators forbid links.
    pub links_forbidden: bool,
    /// What the owner has to know before others see it so.
    pub warnings: Vec<String>,
    /// Whether it names single issues or people, so that the owner has to allow that.
    pub lists: bool,
    /// What the owner looks at, to be handed back with what they decide about it.
    pub seen: String,
}

/// Somebody whom a chart is shared with by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedWith {
    /// Atlassian's id.
    pub account: String,
    /// Their name, as far as it is known here.
    pub name: String,
    /// `viewer` or `editor`.
    pub role: String,
}

/// A chart that others see as its owner does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnerRun {
    /// Who: `confluence`, `site` or `link`.
    pub audience: String,
    /// Until which day (`2026-12-31`), where it ends by itself.
    pub until: Option<String>,
    /// Whether the owner lets it name single issues and people.
    pub lists: bool,
    /// Since when (RFC 3339, UTC).
    pub since: String,
    /// Why it shows nothing until its owner confirms, where it does not.
    pub paused: Option<String>,
    /// The signed path of the audience `link`.
    pub link: Option<String>,
}

#[cfg(feature = "ssr")]
mod from_service {
    use super::{OwnerRun, SharedWith, Sharing};
    use service::{Audience, OwnerRunState, Role};

    impl From<service::ChartAccess> for Sharing {
        fn from(from: service::ChartAccess) -> Self {
            let (state, failed) = match from.run {
                Ok(state) => (Some(state), None),
                Err(failure) => (None, Some(failure.sentence())),
            };
            let forbidden = state.as_ref().and_then(|state| {
                let forbids = state.rules.owner_runs_forbidden;
                forbids.then(|| {
                    "The administrators of this Jira site do not allow charts to be shown as their owner sees them.".to_owned()
                })
            });
            Self {
                chart: from.id,
                title: from.title,
                site_name: from.site_name,
                everybody: from.sharing.everybody.map_or("none", Role::as_str).into(),
                people: from
                    .sharing
                    .people
                    .into_iter()
                    .map(SharedWith::from)
                    .collect(),
                links_forbidden: state.as_ref().is_some_and(|s| s.rules.links_forbidden),
                warnings: state.as_ref().map(warnings).unwrap_or_default(),
                lists: state.as_ref().is_some_and(|s| !s.lists_by.is_empty()),
                seen: state
                    .as_ref()
                    .and_then(|s| s.seen.clone())
                    .unwrap_or_default(),
                run: state.and_then(|state| OwnerRun::of(state, &from.timezone)),
                run_forbidden: failed.or(forbidden),
            }
        }
    }

    fn warnings(state: &OwnerRunState) -> Vec<String> {
        let mine = state.means_owner.then(|| {
            "The query says currentUser(). For everybody who sees the chart as you do, that is you."
                .to_owned()
        });
        let lists = (!state.lists_by.is_empty()).then(|| {
            format!(
                "The chart is by {}: it names single issues or people.",
                state.lists_by.join(" and ")
            )
        });
        mine.into_iter().chain(lists).collect()
    }

    impl From<service::SharedWith> for SharedWith {
        fn from(from: service::SharedWith) -> Self {
            Self {
                name: from.name.unwrap_or_else(|| from.account_id.clone()),
                account: from.account_id,
                role: from.role.as_str().into(),
            }
        }
    }

    impl OwnerRun {
        fn of(state: OwnerRunState, zone: &str) -> Option<Self> {
            let run = state.run?;
            Some(Self {
                audience: match run.audience {
                    Audience::Confluence { .. } => "confluence",
                    Audience::Site => "site",
                    Audience::Link => "link",
                }
                .into(),
                until: run.until.map(|at| service::last_day(at, zone)),
                lists: run.lists,
                since: run.switched_on_at.to_string(),
                paused: state.halted.map(|why| why.sentence()),
                link: state.address,
            })
        }
    }
}
