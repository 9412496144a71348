//! A dashboard, for somebody who may see it: the layout, and what its frames need to show each chart.

use super::parsed;
use crate::{Failure, Service, Standing, Viewer};
use chart::{Placed, Theme};
use futures::future::try_join_all;
use store::{AccountId, Chart, Dashboard, DashboardId, Role};

const PURPOSE: &str = "dashboard link";

/// A dashboard as somebody sees it.
#[derive(Clone, Debug)]
pub struct SeenDashboard {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Under the title; may be empty.
    pub description: String,
    /// In which colours.
    pub theme: Theme,
    /// The charts, in reading order.
    pub charts: Vec<SeenChart>,
    /// Counts its saves.
    pub version: i64,
    /// What the viewer may do; `None`: they have its public link.
    pub standing: Option<Standing>,
    /// What everybody with access to the site may do, for its owner.
    pub everybody: Option<Role>,
    /// The path of its public link, for its owner.
    pub link: Option<String>,
    /// Whether the site's administrators forbid links.
    pub links_forbidden: bool,
    /// Name of its site, for its owner.
    pub site_name: String,
}

/// A chart on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenChart {
    /// Where it stands and how large.
    pub placed: Placed,
    /// Its title, for those who may see the chart by themselves.
    pub title: Option<String>,
    /// The capability of its own signed address, where everybody with that sees it.
    pub link: Option<String>,
    /// Whether there is no such chart any more.
    pub gone: bool,
}

impl Service {
    /// A dashboard, for its people, and for whoever has its public link.
    pub async fn dashboard(
        &self,
        viewer: &Viewer,
        id: &str,
        link: Option<&str>,
    ) -> Result<SeenDashboard, Failure> {
        let account = viewer.account();
        // Unknown and not shared look the same; who is nobody yet may become somebody.
        let missing = || match viewer.signed_in() {
            Ok(_) => Failure::NotFound,
            Err(prompt) => prompt,
        };
        let found = self.find_dashboard(id).await?.ok_or_else(missing)?;
        let standing = match account {
            Some(account) => self.dashboard_standing(&found, account).await?,
            None => None,
        };
        if standing.is_none() && !self.has_link(&found, link).await? {
            return Err(missing());
        }
        let spec = parsed(&found)?;
        let placed = spec.charts.into_iter();
        let charts = placed.map(|placed| self.seen_chart(&found, viewer, standing, placed));
        let charts = try_join_all(charts).await?;
        let owned = standing == Some(Standing::Owner);
        let me = if owned {
            self.account(viewer).await?
        } else {
            None
        };
        let site = found.site.to_string();
        let sites = me.into_iter().flat_map(|me| me.sites);
        let site_name = sites.into_iter().find(|it| it.id == site);
        Ok(SeenDashboard {
            id: found.id.to_string(),
            title: spec.title,
            description: spec.description,
            theme: spec.theme,
            charts,
            version: found.version,
            standing,
            everybody: found.everybody.filter(|_| owned),
            link: found
                .link
                .filter(|_| owned)
                .map(|generation| self.dashboard_link(&found.id, generation)),
            links_forbidden: owned && self.rules_of(found.site).await?.links_forbidden,
            site_name: site_name.map_or_else(|| "its Jira site".into(), |site| site.name),
        })
    }

    async fn seen_chart(
        &self,
        dashboard: &Dashboard,
        viewer: &Viewer,
        standing: Option<Standing>,
        placed: Placed,
    ) -> Result<SeenChart, Failure> {
        let Some(chart) = self.find_chart(&placed.chart).await? else {
            return Ok(SeenChart {
                placed,
                title: None,
                link: None,
                gone: true,
            });
        };
        // Who has only the public link learns no title, whatever they may see elsewhere.
        let account = viewer.account().filter(|_| standing.is_some());
        let title = match account {
            Some(account) => self.is_one_of(account, &chart).await?,
            None => false,
        };
        // The signed address of a chart is its owner's to give away: only their own dashboards hand it on,
        // while they have access to its site.
        let own =
            chart.owner == dashboard.owner && self.is_one_of(&dashboard.owner, &chart).await?;
        let link = if own {
            self.link_of(&chart.id).await?
        } else {
            None
        };
        Ok(SeenChart {
            placed,
            title: title.then_some(chart.title),
            link,
            gone: false,
        })
    }

    /// Whether an account is one of a chart's people, with access to its site.
    pub(super) async fn is_one_of(
        &self,
        account: &AccountId,
        chart: &Chart,
    ) -> Result<bool, Failure> {
        if self.standing(chart, account).await?.is_none() {
            return Ok(false);
        }
        match self.access_of(Some(account), &chart.site).await {
            Ok(_) => Ok(true),
            Err(Failure::Prompt(_)) => Ok(false),
            Err(other) => Err(other),
        }
    }

    fn dashboard_link(&self, id: &DashboardId, generation: i64) -> String {
        let signature = self.inner.store.sign(PURPOSE, &signed_text(id, generation));
        format!("/dashboards/{id}?link={generation}.{signature}")
    }

    /// Whether somebody has the public link that is good now.
    async fn has_link(&self, dashboard: &Dashboard, link: Option<&str>) -> Result<bool, Failure> {
        let (Some(link), Some(now)) = (link, dashboard.link) else {
            return Ok(false);
        };
        let signature = link.strip_prefix(&format!("{now}."));
        let text = signed_text(&dashboard.id, now);
        let signed = signature.is_some_and(|it| self.inner.store.verify(PURPOSE, &text, it));
        if !signed || self.rules_of(dashboard.site).await?.links_forbidden {
            return Ok(false);
        }
        // Whose access was taken away shows nothing more to anybody.
        match self
            .access_of(Some(&dashboard.owner), &dashboard.site)
            .await
        {
            Ok(_) => Ok(true),
            Err(Failure::Prompt(_)) => Ok(false),
            Err(other) => Err(other),
        }
    }
}

fn signed_text(id: &DashboardId, generation: i64) -> String {
    format!("{id}/{generation}")
}
