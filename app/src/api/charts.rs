//! Saved charts.

use crate::{
    error::ApiError,
    model::{ChartSummary, Deleted, SavedChart, View, Watched},
};
use leptos::{prelude::*, server_fn::codec::Json};
use serde_json::Value;

/// Saves a spec: as a new chart without an id, otherwise over the chart of that id. With the
/// `version` that was edited, a save by somebody else in between is a `conflict`.
#[server(prefix = "/api", endpoint = "save_chart", input = Json, output = Json)]
pub async fn save_chart(
    spec: Value,
    id: Option<String>,
    version: Option<i64>,
) -> Result<SavedChart, ApiError> {
    let (service, viewer) = crate::context::asked()?;
    Ok(service
        .save_chart(&viewer, id.as_deref(), version, &spec)
        .await?
        .into())
}

/// A chart as it is saved, for its editors.
#[server(prefix = "/api", endpoint = "load_chart", input = Json, output = Json)]
pub async fn load_chart(id: String) -> Result<SavedChart, ApiError> {
    let (service, viewer) = crate::context::asked()?;
    Ok(service.chart(&viewer, &id).await?.into())
}

/// A chart with its numbers, as who asks sees it; narrowed by `filter`, which is what an address has,
/// and with the values of the field `open`.
#[server(prefix = "/api", endpoint = "view_chart", input = Json, output = Json)]
pub async fn view_chart(
    id: String,
    #[server(default)] filter: Option<String>,
    #[server(default)] open: Option<String>,
) -> Result<View, ApiError> {
    let (service, viewer) = crate::context::asked()?;
    let asking = crate::context::asking(false, filter.as_deref(), open);
    Ok(service.show(&viewer, &id, &asking).await?.into())
}

/// The same, or how far it is where Jira takes longer than a page should wait.
#[server(prefix = "/api", endpoint = "watch_chart", input = Json, output = Json)]
pub async fn watch_chart(
    id: String,
    #[server(default)] as_owner: bool,
    #[server(default)] filter: Option<String>,
    #[server(default)] open: Option<String>,
) -> Result<Watched, ApiError> {
    let (service, viewer) = crate::context::asked()?;
    let asking = crate::context::asking(as_owner, filter.as_deref(), open);
    let patience = std::time::Duration::from_millis(1_500);
    let watched = service.watch(&viewer, &id, &asking, patience).await?;
    Ok(watched.into())
}

/// The charts of who asks, last saved first.
#[server(prefix = "/api", endpoint = "my_charts", input = Json, output = Json)]
pub async fn my_charts() -> Result<Vec<ChartSummary>, ApiError> {
    let (service, viewer) = crate::context::asked()?;
    let charts = service.my_charts(&viewer).await?;
    Ok(charts.into_iter().map(ChartSummary::from).collect())
}

/// The charts of others that are shared with who asks by name, last saved first.
#[server(prefix = "/api", endpoint = "shared_charts", input = Json, output = Json)]
pub async fn shared_charts() -> Result<Vec<ChartSummary>, ApiError> {
    let (service, viewer) = crate::context::asked()?;
    let charts = service.charts_shared_with_me(&viewer).await?;
    Ok(charts.into_iter().map(ChartSummary::from).collect())
}

/// Takes the deletion of a chart of who asks back, within a day.
#[server(prefix = "/api", endpoint = "restore_chart", input = Json, output = Json)]
pub async fn restore_chart(id: String) -> Result<SavedChart, ApiError> {
    let (service, viewer) = crate::context::asked()?;
    Ok(service.restore_chart(&viewer, &id).await?.into())
}

/// Deletes a chart of who asks.
#[server(prefix = "/api", endpoint = "delete_chart", input = Json, output = Json)]
pub async fn delete_chart(id: String) -> Result<Deleted, ApiError> {
    let (service, viewer) = crate::context::asked()?;
    service.delete_chart(&viewer, &id).await?;
    Ok(Deleted { id })
}
