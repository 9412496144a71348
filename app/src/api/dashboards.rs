//! Dashboards. Changing one is a plain form (`server/src/dashboards.rs`).

use crate::{
    error::ApiError,
    model::{Dashboard, DashboardSummary},
};
use leptos::{prelude::*, server_fn::codec::Json};

/// The dashboards of who asks, then those shared with everybody on their sites.
#[server(prefix = "/api", endpoint = "my_dashboards", input = Json, output = Json)]
pub async fn my_dashboards() -> Result<Vec<DashboardSummary>, ApiError> {
    let (service, viewer) = crate::context::asked()?;
    let all = service.dashboards(&viewer).await?;
    Ok(all.into_iter().map(DashboardSummary::from).collect())
}

/// A dashboard, for its people, and for whoever has its public link (`link` is what the address has).
#[server(prefix = "/api", endpoint = "see_dashboard", input = Json, output = Json)]
pub async fn see_dashboard(
    id: String,
    #[server(default)] link: Option<String>,
) -> Result<Dashboard, ApiError> {
    let (service, viewer) = crate::context::asked()?;
    let seen = service.dashboard(&viewer, &id, link.as_deref()).await?;
    Ok(seen.into())
}
