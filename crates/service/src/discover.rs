//! What an author picks from: projects, filters, and how many issues a query finds.

use crate::{Failure, PromptReason, Service, Viewer, access::SiteAccess};
use store::SiteId;

/// Something to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What the spec holds: a project's key, a filter's id, an account id.
    pub key: String,
    /// What the person reads.
    pub name: String,
}

/// A page of what there is to choose; more is found by writing, or on the next page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choices {
    /// The choices.
    pub choices: Vec<Choice>,
    /// Where the next page begins; nothing after the last one.
    pub next: Option<u64>,
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

    /// Projects whose key or name has `query` in it, from place `start` of them on. One call of
    /// Jira's, however many there are.
    pub async fn projects(
        &self,
        viewer: &Viewer,
        site: &str,
        query: &str,
        start: u64,
    ) -> Result<Choices, Failure> {
        let ask = |site: jira::Site| async move { site.projects(query.trim(), start).await };
        Ok(choices(self.offered(viewer, site, ask).await?))
    }

    /// Saved filters whose name has `query` in it, from place `start` of them on.
    pub async fn filters(
        &self,
        viewer: &Viewer,
        site: &str,
        query: &str,
        start: u64,
    ) -> Result<Choices, Failure> {
        let ask = |site: jira::Site| async move { site.filters(query.trim(), start).await };
        Ok(choices(self.offered(viewer, site, ask).await?))
    }

    /// What a saved filter is called; nothing where the viewer does not see it.
    pub async fn filter(
        &self,
        viewer: &Viewer,
        site: &str,
        id: &str,
    ) -> Result<Option<Choice>, Failure> {
        let ask = |site: jira::Site| async move { site.filter(id).await };
        match self.offered(viewer, site, ask).await {
            Ok(filter) => Ok(Some(filter.into())),
            Err(Failure::Query { .. } | Failure::NotVisible(_)) => Ok(None),
            Err(failure) => Err(failure),
        }
    }

    /// Asks the site for something to choose from, as the viewer.
    pub(crate) async fn offered<T, F>(
        &self,
        viewer: &Viewer,
        site: &str,
        ask: impl Fn(jira::Site) -> F,
    ) -> Result<T, Failure>
    where
        F: Future<Output = Result<T, jira::Error>>,
    {
        let access = self.access_by_text(viewer, site).await?;
        self.with_site(&access, "en", ask).await
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

fn choices<T: Into<Choice>>(page: jira::Listing<T>) -> Choices {
    Choices {
        next: page.next(),
        choices: page.values.into_iter().map(Into::into).collect(),
    }
}

impl From<jira::Project> for Choice {
    fn from(project: jira::Project) -> Self {
        Self {
            key: project.key,
            name: project.name,
        }
    }
}

impl From<jira::Filter> for Choice {
    fn from(filter: jira::Filter) -> Self {
        Self {
            key: filter.id,
            name: filter.name,
        }
    }
}

impl From<jira::User> for Choice {
    fn from(user: jira::User) -> Self {
        Self {
            key: user.account_id.to_string(),
            name: user.display_name,
        }
    }
}
