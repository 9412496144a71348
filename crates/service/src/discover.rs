//! What an author picks from: projects, filters, and how many issues a query finds.

use crate::{Failure, PromptReason, Service, Viewer, access::SiteAccess};
use store::SiteId;

/// How many choices one answer has at most; more are found by typing.
const CHOICES: usize = 50;

/// Something to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What the spec holds: a project's key, a filter's id.
    pub key: String,
    /// What the person reads.
    pub name: String,
}

/// What a query finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// How many issues, as Jira's index counts them.
    pub count: u64,
    /// The same query in Jira's own issue navigator.
    pub url: String,
}

impl Service {
    /// Counts the issues of a query, as the viewer sees them.
    pub async fn count_issues(
        &self,
        viewer: &Viewer,
        site: &str,
        jql: &str,
    ) -> Result<Found, Failure> {
        let access = self.access_by_text(viewer, site).await?;
        let count = self
            .with_site(&access, "en", |site| async move {
                site.approximate_count(jql).await
            })
            .await?;
        let mut url = url::Url::parse(&access.site.url).map_err(|_| Failure::Internal)?;
        url.set_path("/issues/");
        url.query_pairs_mut().append_pair("jql", jql);
        Ok(Found {
            count,
            url: url.into(),
        })
    }

    /// Projects whose key or name has `query` in it.
    pub async fn projects(
        &self,
        viewer: &Viewer,
        site: &str,
        query: &str,
    ) -> Result<Vec<Choice>, Failure> {
        let access = self.access_by_text(viewer, site).await?;
        let page = self
            .with_site(&access, "en", |site| async move {
                site.projects(query, 0).await
            })
            .await?;
        Ok(page
            .values
            .into_iter()
            .take(CHOICES)
            .map(|p| Choice {
                key: p.key,
                name: p.name,
            })
            .collect())
    }

    /// Saved filters whose name has `query` in it.
    pub async fn filters(
        &self,
        viewer: &Viewer,
        site: &str,
        query: &str,
    ) -> Result<Vec<Choice>, Failure> {
        let access = self.access_by_text(viewer, site).await?;
        let page = self
            .with_site(
                &access,
                "en",
                |site| async move { site.filters(query, 0).await },
            )
            .await?;
        Ok(page
            .values
            .into_iter()
            .take(CHOICES)
            .map(|f| Choice {
                key: f.id,
                name: f.name,
            })
            .collect())
    }

    pub(crate) async fn access_by_text(
        &self,
        viewer: &Viewer,
        site: &str,
    ) -> Result<SiteAccess, Failure> {
        if viewer.account().is_none() {
            return Err(Failure::Prompt(PromptReason::NotYet));
        }
        let site = site.parse().map(SiteId).map_err(|_| Failure::NotFound)?;
        self.site_access(viewer, &site).await
    }
}
