//! Who may use which Jira site, and how.

use crate::{Failure, PromptReason, Service, Viewer};
use store::{Grant, GrantedSite, Health, SiteId};

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
        let prompt = |reason| Err(Failure::Prompt(reason));
        let Some(account) = viewer.account() else {
            return prompt(PromptReason::NotYet);
        };
        let grants = self.inner.store.grants();
        let Some(grant) = grants.by_account(account).await? else {
            return prompt(PromptReason::NotYet);
        };
        if !is_healthy(&grant) {
            return prompt(PromptReason::GrantEnded);
        }
        if !grant.scopes.iter().any(|s| s == "read:jira-work") {
            return prompt(PromptReason::ScopesMissing);
        }
        let sites = grants.sites(&grant.id).await?;
        match sites.iter().find(|s| s.id == *site) {
            Some(found) => Ok(SiteAccess {
                site: found.clone(),
                grant,
            }),
            None => prompt(PromptReason::SiteMissing {
                chosen: sites.into_iter().map(|s| s.name).collect(),
            }),
        }
    }
}

/// Whether Atlassian still takes the grant, as far as we know.
pub(crate) fn is_healthy(grant: &Grant) -> bool {
    grant.health == Health::Healthy
}
