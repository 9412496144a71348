//! Many charts at one address (docs/adr/0011). A dashboard gives no access: what somebody sees in it is
//! decided chart by chart, where the chart is shown.
//!
//! `dashboards/change.rs` changes one, `dashboards/seen.rs` shows one.

mod change;
mod seen;

use crate::{Failure, Service, Standing, Viewer, chart_access::for_everybody};
use chart::{DashboardSpec, SpecError};
use jiff::{SignedDuration, Timestamp};
use store::{AccountId, Dashboard, DashboardId, NewDashboard, SiteId};

pub use change::DashboardChange;
pub use seen::{SeenChart, SeenDashboard};

/// So long a deletion can be taken back.
const COMES_BACK: SignedDuration = SignedDuration::from_hours(24);

/// Dashboards of one account.
const MOST_DASHBOARDS: usize = 200;

/// A dashboard in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DashboardSummary {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How many charts it has.
    pub charts: usize,
    /// Whether it is the viewer's own.
    pub owned: bool,
    /// When it was last saved.
    pub updated_at: Timestamp,
}

impl Service {
    /// The viewer's own dashboards, the last saved first, then those that everybody on one of their sites
    /// may see.
    pub async fn dashboards(&self, viewer: &Viewer) -> Result<Vec<DashboardSummary>, Failure> {
        let account = viewer.signed_in()?;
        let dashboards = self.inner.store.dashboards();
        let mut all = dashboards.by_owner(account).await?;
        let me = self.account(viewer).await?;
        for site in me.into_iter().flat_map(|me| me.sites) {
            let Ok(site) = site.id.parse::<SiteId>() else {
                continue;
            };
            // A site of the grant may be one that the account has no access to any more.
            match self.access_of(Some(account), &site).await {
                Ok(_) => {}
                Err(Failure::Prompt(_)) => continue,
                Err(other) => return Err(other),
            }
            let shared = dashboards.shared_on(site).await?;
            all.extend(shared.into_iter().filter(|it| it.owner != *account));
        }
        Ok(all
            .into_iter()
            .map(|it| DashboardSummary {
                id: it.id.to_string(),
                charts: parsed(&it).map_or(0, |spec| spec.charts.len()),
                owned: it.owner == *account,
                title: it.title,
                updated_at: it.updated_at,
            })
            .collect())
    }

    /// Makes an empty dashboard that the viewer alone sees; its id.
    pub async fn make_dashboard(
        &self,
        viewer: &Viewer,
        title: &str,
        site: &str,
    ) -> Result<String, Failure> {
        let account = viewer.signed_in()?;
        let access = self.access_by_text(viewer, site).await?;
        let spec = DashboardSpec::new(titled(title)?, chart::SiteId(access.site.id.0));
        let new = NewDashboard {
            id: DashboardId::generate(&mut rand::rng()),
            owner: account.clone(),
            site: access.site.id,
            title: spec.title.clone(),
            spec: spec.to_json().to_string(),
        };
        let dashboards = self.inner.store.dashboards();
        // What is read again: a title that is too long is told now.
        parsed_text(&new.spec)?;
        if dashboards.by_owner(account).await?.len() >= MOST_DASHBOARDS {
            return Err(Failure::Spec(SpecError {
                path: "title".into(),
                message: format!("you have {MOST_DASHBOARDS} dashboards; delete one first"),
            }));
        }
        let made = dashboards.create(new, self.now()).await?;
        self.noted(account, "dashboard.created", &made).await;
        Ok(made.id.to_string())
    }

    /// Deletes the viewer's own dashboard; for a day that can be taken back.
    pub async fn delete_dashboard(&self, viewer: &Viewer, id: &str) -> Result<(), Failure> {
        let (account, owned) = self.own_dashboard(viewer, id).await?;
        let gone_at = self.now() + COMES_BACK;
        let dashboards = self.inner.store.dashboards();
        let done = dashboards.set_aside(&owned.id, account, gone_at).await?;
        self.done(account, "dashboard.deleted", &owned, done).await
    }

    /// Takes that back.
    pub async fn restore_dashboard(&self, viewer: &Viewer, id: &str) -> Result<(), Failure> {
        let account = viewer.signed_in()?;
        let id = DashboardId::parse(id).map_err(|_| Failure::NotFound)?;
        let dashboards = self.inner.store.dashboards();
        if !dashboards.restore(&id, account, self.now()).await? {
            return Err(Failure::NotFound);
        }
        let (account, owned) = self.own_dashboard(viewer, id.as_str()).await?;
        self.noted(account, "dashboard.restored", &owned).await;
        Ok(())
    }

    /// Says what everybody with access to the dashboard's site may do: `none`, `viewer` or `editor`.
    pub async fn share_dashboard(
        &self,
        viewer: &Viewer,
        id: &str,
        everybody: &str,
    ) -> Result<(), Failure> {
        let (account, owned) = self.own_dashboard(viewer, id).await?;
        let role = for_everybody(everybody)?;
        let dashboards = self.inner.store.dashboards();
        let done = dashboards.set_everybody(&owned.id, account, role).await?;
        self.done(account, "dashboard.shared", &owned, done).await
    }

    /// Gives the viewer's own dashboard a new public link, or none: older ones are void.
    pub async fn link_dashboard(&self, viewer: &Viewer, id: &str, on: bool) -> Result<(), Failure> {
        let (account, owned) = self.own_dashboard(viewer, id).await?;
        if on && self.rules_of(owned.site).await?.links_forbidden {
            return Err(Failure::NotAllowed(
                "The administrators of this Jira site do not allow links.".into(),
            ));
        }
        let dashboards = self.inner.store.dashboards();
        let done = dashboards.set_link(&owned.id, account, on).await?;
        let action = if on {
            "dashboard.link_on"
        } else {
            "dashboard.link_off"
        };
        self.done(account, action, &owned, done).await
    }

    async fn done(
        &self,
        account: &AccountId,
        action: &'static str,
        dashboard: &Dashboard,
        done: bool,
    ) -> Result<(), Failure> {
        if !done {
            return Err(Failure::NotFound);
        }
        self.noted(account, action, dashboard).await;
        Ok(())
    }

    async fn noted(&self, account: &AccountId, action: &'static str, dashboard: &Dashboard) {
        let (id, site) = (dashboard.id.to_string(), Some(dashboard.site));
        self.audit(Some(account), action, id, site).await;
    }

    /// The viewer's own dashboard.
    async fn own_dashboard<'a>(
        &self,
        viewer: &'a Viewer,
        id: &str,
    ) -> Result<(&'a AccountId, Dashboard), Failure> {
        let account = viewer.signed_in()?;
        let found = self.find_dashboard(id).await?;
        let owned = found.filter(|it| it.owner == *account);
        Ok((account, owned.ok_or(Failure::NotFound)?))
    }

    async fn find_dashboard(&self, id: &str) -> Result<Option<Dashboard>, Failure> {
        match DashboardId::parse(id) {
            Ok(id) => Ok(self.inner.store.dashboards().by_id(&id).await?),
            Err(_) => Ok(None),
        }
    }

    /// What an account may do with a dashboard; nothing for those whom it is not shared with.
    async fn dashboard_standing(
        &self,
        dashboard: &Dashboard,
        account: &AccountId,
    ) -> Result<Option<Standing>, Failure> {
        if dashboard.owner == *account {
            return Ok(Some(Standing::Owner));
        }
        let Some(role) = dashboard.everybody else {
            return Ok(None);
        };
        match self.access_of(Some(account), &dashboard.site).await {
            Ok(_) => Ok(Some(Standing::of(role))),
            Err(Failure::Prompt(_)) => Ok(None),
            Err(other) => Err(other),
        }
    }
}

fn parsed(dashboard: &Dashboard) -> Result<DashboardSpec, Failure> {
    parsed_text(&dashboard.spec).inspect_err(|error| {
        tracing::error!(dashboard.id = %dashboard.id, %error, "a stored dashboard cannot be read");
    })
}

fn parsed_text(spec: &str) -> Result<DashboardSpec, Failure> {
    let value = serde_json::from_str(spec).map_err(|_| Failure::Internal)?;
    Ok(DashboardSpec::from_json(&value)?)
}

fn titled(title: &str) -> Result<String, Failure> {
    match title.trim() {
        "" => Err(Failure::Spec(SpecError {
            path: "title".into(),
            message: "write a title: people find the dashboard by it".into(),
        })),
        title => Ok(title.to_owned()),
    }
}
