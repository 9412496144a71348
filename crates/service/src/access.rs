//! Who may use which Jira site, and how.

use crate::{Failure, PromptReason, Service, Viewer};
use store::{AccessState, AccountId, EndedBy, Grant, GrantedSite, Health, SiteId};

/// A grant that may be used on a site: the only way to Jira's answers.
#[derive(Clone, Debug)]
pub struct SiteAccess {
    /// Whose grant.
    pub grant: Grant,
    /// On which site.
    pub site: GrantedSite,
}

impl Service {
    /// Whether `viewer` may use `site`, and by which grant; otherwise why they are prompted.
    pub async fn site_access(&self, viewer: &Viewer, site: &SiteId) -> Result<SiteAccess, Failure> {
        self.access_of(viewer.account(), site).await
    }

    /// The same for an account that something else than a whole session has proved.
    pub(crate) async fn access_of(
        &self,
        account: Option<&AccountId>,
        site: &SiteId,
    ) -> Result<SiteAccess, Failure> {
        let access = self.access_kept(account, site).await?;
        let grants = self.inner.store.grants();
        grants
            .touch_access(&access.grant.id, *site, self.now())
            .await?;
        Ok(access)
    }

    /// The same for what Inlay does by itself: it is no use that its account is told of.
    pub(crate) async fn access_kept(
        &self,
        account: Option<&AccountId>,
        site: &SiteId,
    ) -> Result<SiteAccess, Failure> {
        let prompt = |reason| Err(Failure::Prompt(reason));
        let Some(account) = account else {
            return prompt(PromptReason::NotYet);
        };
        let grants = self.inner.store.grants();
        let Some(grant) = grants.by_account(account).await? else {
            return prompt(match self.ended_by(account, site).await? {
                Some(by) => PromptReason::AccessEnded { by },
                None => PromptReason::NotYet,
            });
        };
        if !is_healthy(&grant) {
            return prompt(PromptReason::GrantEnded);
        }
        if !grant.scopes.iter().any(|s| s == "read:jira-work") {
            return prompt(PromptReason::ScopesMissing);
        }
        let sites = grants.sites(&grant.id).await?;
        let Some(found) = sites.iter().find(|s| s.id == *site) else {
            return prompt(match self.ended_by(account, site).await? {
                Some(by) => PromptReason::AccessEnded { by },
                None => PromptReason::SiteMissing {
                    chosen: sites.into_iter().map(|s| s.name).collect(),
                },
            });
        };
        Ok(SiteAccess {
            site: found.clone(),
            grant,
        })
    }

    /// Who took the access away, where it was once there.
    async fn ended_by(
        &self,
        account: &AccountId,
        site: &SiteId,
    ) -> Result<Option<EndedBy>, Failure> {
        let accesses = self.inner.store.grants().accesses(account).await?;
        let mut ended = accesses.iter().filter(|access| access.site == *site);
        Ok(ended.find_map(|access| match access.state {
            AccessState::Ended { by, .. } => Some(by),
            AccessState::Open { .. } => None,
        }))
    }
}

/// Whether Atlassian still takes the grant, as far as we know.
pub(crate) fn is_healthy(grant: &Grant) -> bool {
    grant.health == Health::Healthy
}
