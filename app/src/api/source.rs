//! Which issues: counting and choosing.

use crate::{
    error::ApiError,
    model::{Choice, Found},
};
use leptos::{prelude::*, server_fn::codec::Json};

/// How many issues a query finds, and where Jira shows them.
#[server(prefix = "/api", endpoint = "count_issues", input = Json, output = Json)]
pub async fn count_issues(site: String, jql: String) -> Result<Found, ApiError> {
    let (service, viewer) = crate::context::asked()?;
    Ok(service.count_issues(&viewer, &site, &jql).await?.into())
}

/// Projects whose key or name contains `query`; the first ones for an empty query.
#[server(prefix = "/api", endpoint = "projects", input = Json, output = Json)]
pub async fn projects(site: String, query: String) -> Result<Vec<Choice>, ApiError> {
    let (service, viewer) = crate::context::asked()?;
    let found = service.projects(&viewer, &site, &query).await?;
    Ok(found.into_iter().map(Choice::from).collect())
}

/// Saved filters whose name contains `query`; the first ones for an empty query.
#[server(prefix = "/api", endpoint = "filters", input = Json, output = Json)]
pub async fn filters(site: String, query: String) -> Result<Vec<Choice>, ApiError> {
    let (service, viewer) = crate::context::asked()?;
    let found = service.filters(&viewer, &site, &query).await?;
    Ok(found.into_iter().map(Choice::from).collect())
}
