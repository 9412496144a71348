//! Saved charts.

use super::{Drawn, FilterBar, Progress};
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
    /// Whether who asked may change it.
    pub may_edit: bool,
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
    /// Whether who asked owns it, and so says who else may see it.
    pub may_share: bool,
    /// Whether they may also see it the other way: as its owner does, or by their own permissions.
    pub may_switch: bool,
    /// What it may be narrowed by, and is.
    pub filter: FilterBar,
    /// What its author says about it, as HTML; may be empty.
    pub about: String,
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
    /// The chart or template that is gone.
    pub id: String,
}

#[cfg(feature = "ssr")]
mod from_service {
    use super::{ChartSummary, Drawn, SavedChart, View, Watched};
    use crate::model::about_owners_links;
    use serde_json::json;

    impl From<service::ChartSummary> for ChartSummary {
        fn from(from: service::ChartSummary) -> Self {
            Self {
                id: from.id,
                title: from.title,
                kind: from.kind.name().to_owned(),
                site_name: from.site_name,
                updated_at: from.updated_at.to_string(),
                may_edit: from.may_edit,
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
            let days_in = from.drawn.days_in.clone();
            let mut drawn = Drawn::from(from.drawn);
            if from.ran_as == service::RunAs::Owner {
                let warnings = &mut drawn.table.provenance.warnings;
                warnings.push(about_owners_links(&days_in));
            }
            Self {
                about: crate::markdown::to_html(&from.spec.description),
                id: from.id,
                title: from.title,
                spec: from.spec.to_json(),
                drawn,
                may_edit: from.may_edit,
                may_share: from.may_share,
                may_switch: from.may_switch,
                filter: from.filter.into(),
            }
        }
    }

    /// What those see who are in the audience of a chart and not among its people: of the
    /// description, only how it looks.
    impl From<service::SharedView> for View {
        fn from(from: service::SharedView) -> Self {
            let table = from.table.into_table().moments_as_text();
            Self {
                about: String::new(),
                spec: json!({
                    "title": from.title,
                    "kind": from.kind.name(),
                    "display": from.display.to_json(),
                }),
                id: from.id,
                title: from.title,
                drawn: Drawn {
                    table,
                    by: from.by,
                    and: from.and,
                    option: from.option,
                    svg: from.svg,
                    summary: from.summary,
                    links: None,
                },
                may_edit: false,
                may_share: false,
                may_switch: false,
                filter: from.filter.into(),
            }
        }
    }

    impl From<service::Shown> for View {
        fn from(from: service::Shown) -> Self {
            match from {
                service::Shown::Whole(view) => (*view).into(),
                service::Shown::Shared(view) => (*view).into(),
            }
        }
    }

    impl From<service::Watched> for Watched {
        fn from(from: service::Watched) -> Self {
            match from {
                service::Watched::Ready(shown) => Self::Chart(Box::new(shown.into())),
                service::Watched::Reading { title, progress } => Self::Reading {
                    title,
                    progress: progress.into(),
                },
            }
        }
    }
}
