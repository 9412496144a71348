//! Saved charts.

use super::{Drawn, Progress};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A chart in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChartSummary {
    /// Its id, part of its addresses.
    pub id: String,
    /// Its title.
    pub title: String,
    /// `pie`, `bar` and so on.
    pub kind: String,
    /// Name of the Jira site it reads.
    pub site_name: String,
    /// When it was last saved (RFC 3339, UTC).
    pub updated_at: String,
}

/// A chart as it is saved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SavedChart {
    /// Its id, part of its addresses.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its description in full.
    pub spec: Value,
    /// Counts its saves.
    pub version: i64,
    /// When it was last saved (RFC 3339, UTC).
    pub updated_at: String,
    /// Whether who asked may save it.
    pub may_edit: bool,
}

/// A chart with its numbers, as one viewer sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct View {
    /// Its id, part of its addresses.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its description in full.
    pub spec: Value,
    /// The numbers and the drawing.
    pub drawn: Drawn,
    /// Whether who asked may change it.
    pub may_edit: bool,
}

/// A chart, or how far it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Watched {
    /// The chart with its numbers.
    Chart(Box<View>),
    /// Jira is being read. It goes on by itself: ask again.
    Reading {
        /// The chart's title.
        title: String,
        /// How far the reading is.
        progress: Progress,
    },
}

/// The answer to a deletion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deleted {
    /// The chart that is gone.
    pub id: String,
}

#[cfg(feature = "ssr")]
mod from_service {
    use super::{ChartSummary, SavedChart, View, Watched};

    impl From<service::ChartSummary> for ChartSummary {
        fn from(from: service::ChartSummary) -> Self {
            Self {
                id: from.id,
                title: from.title,
                kind: from.kind.name().to_owned(),
                site_name: from.site_name,
                updated_at: from.updated_at.to_string(),
            }
        }
    }

    impl From<service::SavedChart> for SavedChart {
        fn from(from: service::SavedChart) -> Self {
            Self {
                id: from.id,
                title: from.title,
                spec: from.spec,
                version: from.version,
                updated_at: from.updated_at.to_string(),
                may_edit: from.may_edit,
            }
        }
    }

    impl From<service::View> for View {
        fn from(from: service::View) -> Self {
            Self {
                id: from.id,
                title: from.title,
                spec: from.spec.to_json(),
                drawn: from.drawn.into(),
                may_edit: from.may_edit,
            }
        }
    }

    impl From<service::Watched> for Watched {
        fn from(from: service::Watched) -> Self {
            match from {
                service::Watched::Ready(view) => Self::Chart(Box::new((*view).into())),
                service::Watched::Reading { title, progress } => Self::Reading {
                    title,
                    progress: progress.into(),
                },
            }
        }
    }
}
