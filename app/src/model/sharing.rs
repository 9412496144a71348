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
