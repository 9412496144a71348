//! Which issues: counting and choosing.

use crate::{
    error::ApiError,
    model::{Choice, Choices, Found},
};
use leptos::{prelude::*, server_fn::codec::Json};

/// How many issues a query finds, and where Jira shows them.
#[server(prefix = "/api", endpoint = "count_issues", input = Json, output = Json)]
pub async fn count_issues(site: String, jql: String) -> Result<Found, ApiError> {
    let (service, viewer) = crate::context::asked()?;
    Ok(service.count_issues(&viewer, &site, &jql).await?.into())
}

/// Projects whose key or name contains `query`, from place `start` of them on, a page at a time.
#[server(prefix = "/api", endpoint = "projects", input = Json, output = Json)]
pub async fn projects(
    site: String,
    query: String,
    #[server(default)] start: u64,
) -> Result<Choices, ApiError> {
    let (service, viewer) = crate::context::asked()?;
    let found = service.projects(&viewer, &site, &query, start).await?;
    Ok(found.into())
}

/// Saved filters whose name contains `query`, in the same way.
#[server(prefix = "/api", endpoint = "filters", input = Json, output = Json)]
pub async fn filters(
    site: String,
    query: String,
    #[server(default)] start: u64,
) -> Result<Choices, ApiError> {
    let (service, viewer) = crate::context::asked()?;
    let found = service.filters(&viewer, &site, &query, start).await?;
    Ok(found.into())
}

/// What the saved filter of an id is called; `null` where who asks does not see it.
#[server(prefix = "/api", endpoint = "filter", input = Json, output = Json)]
pub async fn filter(site: String, id: String) -> Result<Option<Choice>, ApiError> {
    let (service, viewer) = crate::context::asked()?;
    let found = service.filter(&viewer, &site, &id).await?;
    Ok(found.map(Choice::from))
}
