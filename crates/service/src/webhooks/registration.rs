//! Asking Jira for webhooks: on each site one for each account that owns charts there, over the
//! projects that its charts name.
//!
//! Jira allows five for each account and site, and lets go of one after thirty days. A project is
//! told of once, by whichever of the accounts; a chart that names no project is told of with the
//! rest of its site.

use super::WEBHOOK_SCOPE;
use crate::{Failure, Service, view::parse_stored};
use chart::Source;
use jiff::SignedDuration;
use jira::NewWebhook;
use std::collections::{BTreeMap, BTreeSet};
use store::{AccountId, Health, SiteId, SiteWebhook, TokenHash};

const EVENTS: [&str; 3] = [
    "jira:issue_created",
    "jira:issue_updated",
    "jira:issue_deleted",
];
/// A webhook is refreshed when it is this old; Jira lets go of it after thirty days.
const REFRESH: SignedDuration = SignedDuration::from_hours(7 * 24);
/// One process looks after a site, and no sooner than this again.
const TURN: SignedDuration = SignedDuration::from_mins(50);
/// A query of more projects is none that Jira should have to match with each change.
const MOST_PROJECTS: usize = 100;

/// What became of webhooks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tended {
    /// Registered, in place of others or for the first time.
    pub registered: usize,
    /// Alive for another while.
    pub refreshed: usize,
    /// Taken away, because nothing needs them any more.
    pub removed: usize,
    /// Not possible just now; the log says why.
    pub failed: usize,
}

/// What one account is to be told of on a site.
type Wanted = BTreeMap<AccountId, Vec<String>>;

impl Service {
    /// Registers, refreshes and removes webhooks, as the charts and accesses of now need them.
    pub async fn tend_webhooks(&self) -> Result<Tended, Failure> {
        let mut done = Tended::default();
        let mut sites = Vec::new();
        for site in self.inner.store.webhooks().sites().await? {
            if !self.is_my_turn(site).await? {
                continue;
            }
            let there = self.inner.store.webhooks().on_site(site).await?;
            let wanted = self.wanted_on(site, &there).await?;
            sites.push((site, there, wanted));
        }
        // First what goes: Jira takes a single address for all of an app's webhooks.
        for (_, there, wanted) in &sites {
            for webhook in there {
                if !wanted.contains_key(&webhook.account) || !self.is_ours(webhook) {
                    done.removed += usize::from(self.unregister(webhook).await);
                }
            }
        }
        for (site, there, wanted) in &sites {
            for (account, projects) in wanted {
                let known = there
                    .iter()
                    .find(|it| it.account == *account && self.is_ours(it));
                if known.is_some_and(|it| it.projects == *projects && !self.is_due(it)) {
                    continue;
                }
                match self.register(account, *site, projects, known).await {
                    Ok(true) => done.registered += 1,
                    Ok(false) => done.refreshed += 1,
                    Err(failure) => {
                        done.failed += 1;
                        tracing::warn!(%site, %failure, "a webhook was not registered");
                    }
                }
            }
        }
        Ok(done)
    }

    async fn is_my_turn(&self, site: SiteId) -> Result<bool, Failure> {
        let now = self.now();
        let turn = TokenHash::of(&site.to_string());
        let replays = self.inner.store.replays();
        Ok(replays
            .first_time("webhook turn", &turn, now + TURN, now)
            .await?)
    }

    fn is_ours(&self, webhook: &SiteWebhook) -> bool {
        let address = self.inner.webhooks.as_ref();
        address.is_some_and(|address| address.as_str() == webhook.address)
    }

    fn is_due(&self, webhook: &SiteWebhook) -> bool {
        self.now().duration_since(webhook.refreshed_at) >= REFRESH
    }

    /// Who is to be told of which projects. A project stays with whoever is told of it already.
    async fn wanted_on(&self, site: SiteId, there: &[SiteWebhook]) -> Result<Wanted, Failure> {
        let mut wanted = Wanted::new();
        if self.inner.webhooks.is_none() {
            return Ok(wanted);
        }
        let able = self.may_register(site).await?;
        let mut owners: BTreeMap<String, BTreeSet<AccountId>> = BTreeMap::new();
        for chart in self.inner.store.charts().on_site(site).await? {
            // A chart that cannot be read is in the log already, and tells of no project.
            let Ok(spec) = parse_stored(&chart) else {
                continue;
            };
            let Source::Projects(keys) = spec.source else {
                continue;
            };
            if !able.contains(&chart.owner) {
                continue;
            }
            for key in keys.iter().filter_map(|key| project_key(key)) {
                let owners = owners.entry(key).or_default();
                owners.insert(chart.owner.clone());
            }
        }
        for (project, owners) in owners {
            let told = there
                .iter()
                .find(|it| owners.contains(&it.account) && it.projects.contains(&project));
            let Some(account) = told.map(|it| &it.account).or_else(|| owners.first()) else {
                continue;
            };
            let projects = wanted.entry(account.clone()).or_default();
            if projects.len() < MOST_PROJECTS {
                projects.push(project);
            }
        }
        Ok(wanted)
    }

    /// Accounts whose grant allows webhooks, and works.
    async fn may_register(&self, site: SiteId) -> Result<BTreeSet<AccountId>, Failure> {
        let grants = self.inner.store.grants();
        let mut able = BTreeSet::new();
        for there in grants.on_site(site).await? {
            if there.health != Health::Healthy {
                continue;
            }
            let grant = grants.by_account(&there.account).await?;
            if grant.is_some_and(|grant| grant.scopes.iter().any(|s| s == WEBHOOK_SCOPE)) {
                able.insert(there.account);
            }
        }
        Ok(able)
    }

    /// Makes sure of the one webhook that an account has on a site. Whether it is a new one.
    async fn register(
        &self,
        account: &AccountId,
        site: SiteId,
        projects: &[String],
        known: Option<&SiteWebhook>,
    ) -> Result<bool, Failure> {
        let Some(address) = &self.inner.webhooks else {
            return Ok(false);
        };
        let access = self.access_kept(Some(account), &site).await?;
        let same = known.filter(|it| it.projects == projects);
        let made = self
            .with_site(&access, "en", |jira| async move {
                let there: Vec<u64> = jira.webhooks().await?.iter().map(|it| it.id).collect();
                if let Some(same) = same
                    && there.contains(&same.webhook)
                {
                    jira.refresh_webhooks(&[same.webhook]).await?;
                    return Ok(Ok((same.webhook, false)));
                }
                // Whatever else is there is of an earlier time: a project is told of once.
                if !there.is_empty() {
                    jira.delete_webhooks(&there).await?;
                }
                let wanted = NewWebhook {
                    events: EVENTS.map(str::to_owned).into(),
                    jql_filter: format!("project in (\"{}\")", projects.join("\", \"")),
                    field_ids_filter: Vec::new(),
                };
                let mut answers = jira.register_webhooks(address, &[wanted]).await?;
                let answer = answers.pop().unwrap_or_else(|| Err(Vec::new()));
                Ok(answer.map(|id| (id, true)))
            })
            .await?;
        let (webhook, new) = made.map_err(|messages| Failure::Query { messages })?;
        let webhook = SiteWebhook {
            account: account.clone(),
            site,
            webhook,
            address: address.to_string(),
            projects: projects.to_vec(),
            refreshed_at: self.now(),
        };
        self.inner.store.webhooks().put(&webhook).await?;
        Ok(new)
    }
}

/// A key as Jira has them. What is none is left out: it could not be part of a webhook's filter.
fn project_key(text: &str) -> Option<String> {
    let key = text.trim().to_uppercase();
    let fits = key.starts_with(|first: char| first.is_ascii_uppercase())
        && key
            .chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
    fits.then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("SHOP", Some("SHOP"))]
    #[case(" shop_2 ", Some("SHOP_2"))]
    #[case("10000", None)]
    #[case("Web shop", None)]
    #[case("A\") OR project in (\"B", None)]
    #[case("", None)]
    fn only_keys_get_into_a_filter(#[case] text: &str, #[case] key: Option<&str>) {
        assert_eq!(project_key(text).as_deref(), key);
    }
}
