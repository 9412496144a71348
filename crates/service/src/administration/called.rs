//! What people call what the lines of a site's log are about.

use crate::{Failure, Service, access::SiteAccess};
use std::collections::{HashMap, HashSet};
use store::{AccountId, AuditEvent, Chart};

/// What Jira tells in one call.
const MOST_ASKED: usize = 200;

/// Names for accounts and charts by their ids.
pub(super) struct Called {
    pub(super) people: HashMap<AccountId, String>,
    /// Titles of the charts that the reader may know of.
    charts: HashMap<String, String>,
    site: String,
}

/// What a line is about, by its action.
enum Subject {
    Chart,
    Account,
    Dashboard,
    Site,
    Other,
}

impl Service {
    /// Names for everything in these lines, for an administrator of the site.
    pub(super) async fn called(
        &self,
        access: &SiteAccess,
        events: &[AuditEvent],
    ) -> Result<Called, Failure> {
        Ok(Called {
            people: self.people_in(access, events).await?,
            charts: self.charts_in(access, events).await?,
            site: access.site.name.clone(),
        })
    }

    /// Names of those who have a grant on the site, and what Jira calls the others.
    async fn people_in(
        &self,
        access: &SiteAccess,
        events: &[AuditEvent],
    ) -> Result<HashMap<AccountId, String>, Failure> {
        let mut names = self.names_on(access.site.id).await?;
        let subjects = events
            .iter()
            .filter(|event| matches!(Subject::of(event), Subject::Account))
            .filter_map(|event| AccountId::parse(&event.subject).ok());
        let actors = events.iter().filter_map(|event| event.actor.clone());
        let unknown: HashSet<_> = actors
            .chain(subjects)
            .filter(|account| !names.contains_key(account))
            .collect();
        let asked: Vec<_> = unknown
            .iter()
            .take(MOST_ASKED)
            .map(|account| jira::AccountId::new(account.as_str()))
            .collect();
        if asked.is_empty() {
            return Ok(names);
        }
        let asked = &asked;
        let found = self
            .with_site(
                access,
                "en",
                |site| async move { site.users_by_id(asked).await },
            )
            .await;
        // A log without some names is better than none.
        for user in found.unwrap_or_default() {
            if let Ok(account) = AccountId::parse(user.account_id.as_str()) {
                names.insert(account, user.display_name);
            }
        }
        Ok(names)
    }

    /// Titles of the site's charts that the administrator may see, and of those that others see as
    /// their owner does, which this page names anyway.
    async fn charts_in(
        &self,
        access: &SiteAccess,
        events: &[AuditEvent],
    ) -> Result<HashMap<String, String>, Failure> {
        let store = &self.inner.store;
        let about = events
            .iter()
            .filter(|event| matches!(Subject::of(event), Subject::Chart));
        let ids: HashSet<&str> = about.map(|event| event.subject.as_str()).collect();
        let mut titles = HashMap::new();
        if ids.is_empty() {
            return Ok(titles);
        }
        let runs = store.owner_runs().on_site(access.site.id).await?;
        let charts = store.charts().on_site(access.site.id).await?;
        for chart in charts.into_iter().filter(|c| ids.contains(c.id.as_str())) {
            let runs_for_others = runs.iter().any(|run| run.chart == chart.id);
            if runs_for_others || self.may_know(&chart, &access.grant.account).await? {
                titles.insert(chart.id.to_string(), chart.title);
            }
        }
        Ok(titles)
    }

    async fn may_know(&self, chart: &Chart, account: &AccountId) -> Result<bool, Failure> {
        Ok(self.standing(chart, account).await?.is_some())
    }
}

impl Called {
    /// What people call what a line is about.
    pub(super) fn subject(&self, event: &AuditEvent) -> String {
        let id = event.subject.as_str();
        match Subject::of(event) {
            Subject::Chart => {
                let title = self.charts.get(id).filter(|title| !title.is_empty());
                title.map_or_else(|| "a chart".to_owned(), |title| format!("“{title}”"))
            }
            Subject::Account => {
                let account = AccountId::parse(id).ok();
                let name = account.and_then(|account| self.people.get(&account));
                name.cloned().unwrap_or_else(|| "somebody".to_owned())
            }
            Subject::Dashboard => "a dashboard".to_owned(),
            Subject::Site => self.site.clone(),
            Subject::Other => id.to_owned(),
        }
    }
}

impl Subject {
    fn of(event: &AuditEvent) -> Self {
        match event.action.split('.').next() {
            Some("chart" | "owner_run") => Self::Chart,
            Some("grant" | "access") => Self::Account,
            Some("dashboard") => Self::Dashboard,
            Some("site") => Self::Site,
            _ => Self::Other,
        }
    }
}
