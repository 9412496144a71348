//! Many charts at one address.

use serde::{Deserialize, Serialize};

/// A dashboard in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DashboardSummary {
    /// Its id, part of its addresses.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How many charts it has.
    pub charts: usize,
    /// Whether it is one's own.
    pub owned: bool,
    /// When it was last saved (RFC 3339, UTC).
    pub updated_at: String,
}

/// A dashboard, as one viewer sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dashboard {
    /// Its id, part of its addresses.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Under the title; may be empty.
    pub description: String,
    /// `auto`, `light` or `dark`.
    pub theme: String,
    /// The charts, in reading order.
    pub charts: Vec<DashboardChart>,
    /// Counts its saves.
    pub version: i64,
    /// Whether who asked may change it.
    pub may_edit: bool,
    /// What only its owner is told.
    pub owners: Option<DashboardOwners>,
}

/// A chart on a dashboard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DashboardChart {
    /// The chart's id.
    pub chart: String,
    /// Its title, for those who may see it by themselves.
    pub title: Option<String>,
    /// Width in columns of twelve.
    pub width: u32,
    /// Height of its frame in CSS pixels.
    pub height: u32,
    /// The capability of its own signed address, where everybody with that sees it.
    pub link: Option<String>,
    /// Whether there is no such chart any more.
    pub gone: bool,
}

/// Who else sees a dashboard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DashboardOwners {
    /// What everybody with access to the site may do: `none`, `viewer` or `editor`.
    pub everybody: String,
    /// Name of the site.
    pub site_name: String,
    /// The path of the public link, where there is one.
    pub link: Option<String>,
    /// Whether the site's administrators forbid links.
    pub links_forbidden: bool,
}

#[cfg(feature = "ssr")]
mod from_service {
    use super::{Dashboard, DashboardChart, DashboardOwners, DashboardSummary};
    use service::{Role, SeenChart, SeenDashboard, Standing};

    impl From<service::DashboardSummary> for DashboardSummary {
        fn from(from: service::DashboardSummary) -> Self {
            Self {
                id: from.id,
                title: from.title,
                charts: from.charts,
                owned: from.owned,
                updated_at: from.updated_at.to_string(),
            }
        }
    }

    impl From<SeenDashboard> for Dashboard {
        fn from(from: SeenDashboard) -> Self {
            let owned = from.standing == Some(Standing::Owner);
            Self {
                id: from.id,
                title: from.title,
                description: from.description,
                theme: from.theme.name().into(),
                charts: from.charts.into_iter().map(DashboardChart::from).collect(),
                version: from.version,
                may_edit: from.standing >= Some(Standing::Editor),
                owners: owned.then(|| DashboardOwners {
                    everybody: from.everybody.map_or("none", Role::as_str).into(),
                    site_name: from.site_name,
                    link: from.link,
                    links_forbidden: from.links_forbidden,
                }),
            }
        }
    }

    impl From<SeenChart> for DashboardChart {
        fn from(from: SeenChart) -> Self {
            Self {
                chart: from.placed.chart,
                title: from.title,
                width: from.placed.width,
                height: from.placed.height,
                link: from.link,
                gone: from.gone,
            }
        }
    }
}
