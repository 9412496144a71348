//! What the administrators of a Jira site see and do: who authorized there, which charts, what is
//! forbidden, and the log of it.
//!
//! Who administers a site is asked of Jira. Everybody else is told the same as for a site that does
//! not exist.

mod called;
mod log;

pub use log::{AuditLine, AuditLines};

use crate::{Failure, PromptReason, Service, SiteSummary, Viewer, access::SiteAccess, view::RunAs};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use std::collections::HashSet;
use store::{AccountId, Audience, Chart, EndedBy, GrantId, Health, OwnerRun, SiteId, SiteRules};

/// How long Jira's word on who administers a site is believed.
const BELIEVED: SignedDuration = SignedDuration::from_mins(5);

/// Jira's global permission "Administer Jira".
const ADMINISTER: &str = "ADMINISTER";

/// What a site's administrators see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteAuthorizations {
    /// The site.
    pub site: SiteSummary,
    /// What is forbidden there.
    pub rules: SiteRules,
    /// Who set the rules last, and when.
    pub rules_set: Option<(AccountId, Timestamp)>,
    /// Who authorized on this site, by name.
    pub people: Vec<SiteAuthorization>,
    /// Charts of this site whose owner has no access to it.
    pub charts_of_others: Vec<ChartOnSite>,
}

/// Somebody who authorized on a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteAuthorization {
    /// Atlassian's id.
    pub account_id: String,
    /// The name.
    pub name: String,
    /// Whether the authorization works.
    pub health: Health,
    /// What it allows on this site.
    pub scopes: Vec<String>,
    /// When access to this site was given.
    pub since: Timestamp,
    /// When it was last used on this site, to ten minutes.
    pub used_at: Option<Timestamp>,
    /// Their charts of this site.
    pub charts: Vec<ChartOnSite>,
}

/// A chart that reads a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartOnSite {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its owner.
    pub owner: String,
    /// As whom it runs.
    pub run_as: RunAs,
    /// For whom it runs as its owner.
    pub audience: Option<Audience>,
}

/// What Jira last said, by grant and site.
pub(crate) struct Administrators(moka::future::Cache<Place, (bool, Timestamp)>);

type Place = (GrantId, i64, SiteId);

impl Default for Administrators {
    fn default() -> Self {
        Self(moka::future::Cache::new(10_000))
    }
}

impl Service {
    /// Who authorized on a site, with their charts there.
    pub async fn site_authorizations(
        &self,
        viewer: &Viewer,
        site: &str,
    ) -> Result<SiteAuthorizations, Failure> {
        let access = self.administers(viewer, site).await?;
        let (store, site) = (&self.inner.store, access.site.id);
        let grants = store.grants().on_site(site).await?;
        let runs = store.owner_runs().on_site(site).await?;
        let charts = store.charts().on_site(site).await?;
        let set = store.site_rules().get(site).await?;
        let charts: Vec<_> = charts
            .into_iter()
            .map(|chart| ChartOnSite::of(chart, &runs))
            .collect();
        let of = |account: &AccountId| {
            let theirs = charts.iter().filter(|c| c.owner == account.as_str());
            theirs.cloned().collect()
        };
        let there: HashSet<_> = grants.iter().map(|g| g.account.to_string()).collect();
        Ok(SiteAuthorizations {
            site: SiteSummary {
                id: site.to_string(),
                name: access.site.name,
                url: access.site.url,
            },
            rules: set.as_ref().map(|set| set.rules).unwrap_or_default(),
            rules_set: set.map(|set| (set.changed_by, set.changed_at)),
            people: grants
                .into_iter()
                .map(|grant| SiteAuthorization {
                    charts: of(&grant.account),
                    account_id: grant.account.to_string(),
                    name: grant.name,
                    health: grant.health,
                    scopes: grant.scopes,
                    since: grant.since,
                    used_at: grant.used_at,
                })
                .collect(),
            charts_of_others: charts
                .iter()
                .filter(|chart| !there.contains(&chart.owner))
                .cloned()
                .collect(),
        })
    }

    /// Takes an account's access to a site away, and to no other.
    pub async fn remove_site_access(
        &self,
        viewer: &Viewer,
        site: &str,
        account: &str,
    ) -> Result<(), Failure> {
        let access = self.administers(viewer, site).await?;
        let account = AccountId::parse(account).map_err(|_| Failure::NotFound)?;
        let administrator = &access.grant.account;
        let by = if account == *administrator {
            EndedBy::Own
        } else {
            EndedBy::Administrator
        };
        self.end_access(&account, access.site.id, by, administrator)
            .await?
            .map(drop)
            .ok_or(Failure::NotFound)
    }

    /// Says what is forbidden on a site. What runs against it is not shown from now on.
    pub async fn set_site_rules(
        &self,
        viewer: &Viewer,
        site: &str,
        rules: SiteRules,
    ) -> Result<(), Failure> {
        let access = self.administers(viewer, site).await?;
        let (id, account) = (access.site.id, &access.grant.account);
        let set = self.inner.store.site_rules();
        set.put(id, rules, account, self.now()).await?;
        let detail = json!({
            "owner_runs_forbidden": rules.owner_runs_forbidden,
            "links_forbidden": rules.links_forbidden,
        });
        self.audit_with(
            Some(account),
            "site.rules_set",
            id.to_string(),
            Some(id),
            detail,
        )
        .await;
        Ok(())
    }

    /// What is forbidden on a site.
    pub(crate) async fn rules_of(&self, site: SiteId) -> Result<SiteRules, Failure> {
        let set = self.inner.store.site_rules().get(site).await?;
        Ok(set.map(|set| set.rules).unwrap_or_default())
    }

    /// The viewer's access to a site that they administer.
    async fn administers(&self, viewer: &Viewer, site: &str) -> Result<SiteAccess, Failure> {
        let access = match self.access_by_text(viewer, site).await {
            Ok(access) => access,
            // Nothing that depends on whether there is such a site.
            Err(Failure::Prompt(
                PromptReason::SiteMissing { .. } | PromptReason::AccessEnded { .. },
            )) => return Err(Failure::NotFound),
            Err(other) => return Err(other),
        };
        let place = (access.grant.id, access.grant.generation, access.site.id);
        let held = &self.inner.administrators.0;
        let now = self.now();
        let administers = match held.get(&place).await {
            Some((administers, at)) if now.duration_since(at) < BELIEVED => administers,
            _ => {
                let asked = self
                    .with_site(&access, "en", |site| async move {
                        site.my_permissions(&[ADMINISTER], None).await
                    })
                    .await?;
                let administers = asked
                    .iter()
                    .any(|permission| permission.key == ADMINISTER && permission.have_permission);
                held.insert(place, (administers, now)).await;
                administers
            }
        };
        if administers {
            Ok(access)
        } else {
            Err(Failure::NotFound)
        }
    }
}

impl ChartOnSite {
    fn of(chart: Chart, runs: &[OwnerRun]) -> Self {
        let run = runs.iter().find(|run| run.chart == chart.id);
        Self {
            id: chart.id.to_string(),
            title: chart.title,
            owner: chart.owner.to_string(),
            run_as: run.map_or(RunAs::Viewer, |_| RunAs::Owner),
            audience: run.map(|run| run.audience.clone()),
        }
    }
}
