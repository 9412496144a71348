//! Who may see a chart. Changing it is a plain form (`server/src/chart_access.rs`).

use crate::{error::ApiError, model};
use leptos::{prelude::*, server_fn::codec::Json};

/// Who may see a chart and as whom, for its owner.
#[server(prefix = "/api", endpoint = "sharing", input = Json, output = Json)]
pub async fn sharing(id: String) -> Result<model::Sharing, ApiError> {
    let (service, viewer) = crate::context::asked()?;
    Ok(service.chart_access(&viewer, &id).await?.into())
}

/// People of the chart's Jira site whose name contains `query`.
#[server(prefix = "/api", endpoint = "people", input = Json, output = Json)]
pub async fn people(id: String, query: String) -> Result<Vec<model::Choice>, ApiError> {
    let (service, viewer) = crate::context::asked()?;
    let found = service.people_for(&viewer, &id, &query).await?;
    Ok(found.into_iter().map(model::Choice::from).collect())
}

/// How a chart gets into other pages. The signed address is for its owner alone.
#[server(prefix = "/api", endpoint = "embedding", input = Json, output = Json)]
pub async fn embedding(id: String) -> Result<model::Embedding, ApiError> {
    let (service, viewer) = crate::context::asked()?;
    Ok(service.embedding(&viewer, &id).await?.into())
}
