//! What an account has authorized, for itself: sites, scopes, health; and taking it away.

use crate::{Failure, Service, Viewer, access::is_healthy};
use jiff::Timestamp;
use serde_json::json;
use store::{Access, AccessState, AccountId, EndedBy, OwnerRun, SiteId};

/// What the viewer has authorized.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authorizations {
    /// The grant; `None`: there is none, and the sites are those whose access ended.
    pub grant: Option<AuthorizedGrant>,
    /// The sites, open ones first.
    pub sites: Vec<AuthorizedSite>,
}

/// A grant as its account sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthorizedGrant {
    /// The account's name.
    pub name: String,
    /// What it allows.
    pub scopes: Vec<String>,
    /// When the account first consented.
    pub since: Timestamp,
    /// Whether Atlassian still accepts it, as far as we know.
    pub healthy: bool,
}

/// A site that the viewer has, or had, authorized.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthorizedSite {
    /// Cloud id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its address.
    pub url: String,
    /// Whether access is there.
    pub state: AccessState,
    /// The viewer's charts of this site that others see as the viewer does.
    pub runs: Vec<RunningChart>,
}

/// A chart that runs as its owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunningChart {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Whether it waits for its owner.
    pub paused: bool,
}

impl Service {
    /// What the viewer has authorized, and what depends on it.
    pub async fn my_authorizations(&self, viewer: &Viewer) -> Result<Authorizations, Failure> {
        let account = viewer.signed_in()?;
        let store = &self.inner.store;
        let grant = store.grants().by_account(account).await?;
        let runs = store.owner_runs().by_owner(account).await?;
        let accesses = store.grants().accesses(account).await?;
        Ok(Authorizations {
            grant: grant.map(|grant| AuthorizedGrant {
                healthy: is_healthy(&grant),
                name: grant.name,
                scopes: grant.scopes,
                since: grant.created_at,
            }),
            sites: accesses
                .into_iter()
                .map(|access| AuthorizedSite::of(access, &runs))
                .collect(),
        })
    }

    /// Takes the viewer's access to one site away. With the last one go tokens and sessions, the
    /// viewer's own among them. Whether it was the last one.
    pub async fn remove_access(&self, viewer: &Viewer, site: &str) -> Result<bool, Failure> {
        let account = viewer.signed_in()?;
        let site: SiteId = site.parse().map_err(|_| Failure::NotFound)?;
        self.end_access(account, site, EndedBy::Own, account)
            .await?
            .ok_or(Failure::NotFound)
    }

    /// Takes all of the viewer's access away, with tokens and sessions.
    pub async fn remove_all(&self, viewer: &Viewer) -> Result<(), Failure> {
        let account = viewer.signed_in()?;
        self.drop_webhooks_of(account, None).await;
        let grants = self.inner.store.grants();
        let sites = grants.end_all_of(account, EndedBy::Own, self.now()).await?;
        for site in sites {
            self.access_removed(Some(account), account, site, EndedBy::Own)
                .await;
        }
        self.audit(Some(account), "grant.removed", account.to_string(), None)
            .await;
        Ok(())
    }

    /// Takes every access on a site away, and ends what the Confluence app opened there: it was
    /// uninstalled. Whoever calls this has the site from a verified token. Says how many accesses
    /// there were.
    pub async fn uninstalled(&self, site: SiteId) -> Result<usize, Failure> {
        let sessions = self.inner.store.sessions();
        sessions.delete_of_confluence(site).await?;
        self.drop_webhooks_on(site).await;
        let grants = self.inner.store.grants();
        let accounts = grants
            .end_all_on_site(site, EndedBy::Uninstall, self.now())
            .await?;
        for account in &accounts {
            self.access_removed(None, account, site, EndedBy::Uninstall)
                .await;
        }
        Ok(accounts.len())
    }

    /// Ends one access and writes it down. `None`: there was none; else whether it was the last.
    pub(crate) async fn end_access(
        &self,
        account: &AccountId,
        site: SiteId,
        by: EndedBy,
        actor: &AccountId,
    ) -> Result<Option<bool>, Failure> {
        self.drop_webhooks_of(account, Some(site)).await;
        let grants = self.inner.store.grants();
        let ended = grants.end_access(account, site, by, self.now()).await?;
        if ended.is_some() {
            self.access_removed(Some(actor), account, site, by).await;
        }
        Ok(ended.map(|ended| ended.last))
    }

    async fn access_removed(
        &self,
        actor: Option<&AccountId>,
        account: &AccountId,
        site: SiteId,
        by: EndedBy,
    ) {
        let by = match by {
            EndedBy::Own => "self",
            EndedBy::Administrator => "administrator",
            EndedBy::Uninstall => "uninstall",
        };
        let (subject, detail) = (account.to_string(), json!({ "by": by }));
        self.audit_with(actor, "access.removed", subject, Some(site), detail)
            .await;
    }
}

impl AuthorizedSite {
    fn of(access: Access, runs: &[OwnerRun]) -> Self {
        Self {
            id: access.site.to_string(),
            name: access.name,
            url: access.url,
            state: access.state,
            runs: runs
                .iter()
                .filter(|run| run.site == access.site)
                .map(RunningChart::of)
                .collect(),
        }
    }
}

impl RunningChart {
    fn of(run: &OwnerRun) -> Self {
        Self {
            id: run.chart.to_string(),
            title: run.title.clone(),
            paused: run.paused.is_some(),
        }
    }
}
