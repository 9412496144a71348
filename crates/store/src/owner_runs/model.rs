//! What an owner run is made of.

use jiff::Timestamp;
use sqlx::any::AnyRow;

use crate::{
    AccountId, ChartId, SiteId, StoreError,
    cells::{Cells, split},
};

/// Who may see a chart as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Audience {
    /// Anybody whom the Confluence app's token names on one of these Confluence sites.
    Confluence {
        /// Their cloud ids, at least one.
        sites: Vec<SiteId>,
    },
    /// Accounts with a grant on the Jira site that the chart reads.
    Site,
    /// Anyone with the signed address.
    Link,
}

/// A run to be switched on, or changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOwnerRun {
    /// For whom.
    pub audience: Audience,
    /// From when on it has ended; `None`: no end date.
    pub until: Option<Timestamp>,
    /// Whether the owner lets it show values that identify: keys, summaries, people.
    pub lists: bool,
    /// Of what the owner confirms: another fingerprint is another chart.
    pub fingerprint: String,
}

/// A chart that runs as its owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnerRun {
    /// The chart.
    pub chart: ChartId,
    /// Its title.
    pub title: String,
    /// The site it reads.
    pub site: SiteId,
    /// Its owner: as whom it runs.
    pub owner: AccountId,
    /// For whom.
    pub audience: Audience,
    /// From when on it has ended; `None`: no end date.
    pub until: Option<Timestamp>,
    /// Whether the owner lets it show values that identify.
    pub lists: bool,
    /// Of what the owner last confirmed.
    pub fingerprint: String,
    /// Why it waits for its owner; `None`: it runs.
    pub paused: Option<Pause>,
    /// Signed addresses of another generation are void.
    pub link_generation: i64,
    /// When it was switched on.
    pub switched_on_at: Timestamp,
    /// When its owner last confirmed what it shows.
    pub confirmed_at: Timestamp,
}

/// That a run waits for its owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pause {
    /// Since when.
    pub since: Timestamp,
    /// Why.
    pub reason: PauseReason,
}

/// Why a run waits for its owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PauseReason {
    /// A saved filter behind the query is another one now, or gone.
    FilterChanged,
    /// Somebody else changed which issues the chart shows, or how it counts them.
    ChartChanged,
    /// The owner's access to the site was taken away. It may be back by now, but what others see
    /// does not come back without a word of the owner's.
    AccessEnded,
}

impl PauseReason {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::FilterChanged => "filter_changed",
            Self::ChartChanged => "chart_changed",
            Self::AccessEnded => "access_ended",
        }
    }

    fn from_cells(cells: &Cells<'_>) -> Result<Self, StoreError> {
        match cells.text("paused_reason")?.as_str() {
            "filter_changed" => Ok(Self::FilterChanged),
            "chart_changed" => Ok(Self::ChartChanged),
            "access_ended" => Ok(Self::AccessEnded),
            other => Err(cells.inconsistent("paused_reason", format!("unknown reason {other:?}"))),
        }
    }
}

impl Audience {
    /// Its name, and the Confluence sites.
    pub(super) fn to_cells(&self) -> (&'static str, String) {
        match self {
            Self::Confluence { sites } => {
                let sites: Vec<_> = sites.iter().map(SiteId::to_string).collect();
                ("confluence", sites.join(" "))
            }
            Self::Site => ("site", String::new()),
            Self::Link => ("link", String::new()),
        }
    }

    fn from_cells(cells: &Cells<'_>) -> Result<Self, StoreError> {
        match cells.text("audience")?.as_str() {
            "confluence" => {
                let sites = split(&cells.text("confluence_sites")?);
                let sites = sites
                    .iter()
                    .map(|site| site.parse())
                    .collect::<Result<_, _>>();
                let sites = sites.map_err(|error| cells.inconsistent("confluence_sites", error))?;
                Ok(Self::Confluence { sites })
            }
            "site" => Ok(Self::Site),
            "link" => Ok(Self::Link),
            other => Err(cells.inconsistent("audience", format!("unknown audience {other:?}"))),
        }
    }
}

impl OwnerRun {
    pub(super) fn from_row(row: &AnyRow) -> Result<Self, StoreError> {
        let cells = Cells::new("owner_runs", "chart_id", row);
        let paused = match cells.optional_time("paused_since")? {
            None => None,
            Some(since) => Some(Pause {
                since,
                reason: PauseReason::from_cells(&cells)?,
            }),
        };
        Ok(Self {
            chart: cells.parsed("chart_id")?,
            title: cells.text("title")?,
            site: cells.parsed("site")?,
            owner: cells.parsed("owner")?,
            audience: Audience::from_cells(&cells)?,
            until: cells.optional_time("until")?,
            lists: cells.truth("lists")?,
            fingerprint: cells.text("fingerprint")?,
            paused,
            link_generation: cells.number("link_generation")?,
            switched_on_at: cells.time("switched_on_at")?,
            confirmed_at: cells.time("confirmed_at")?,
        })
    }
}
