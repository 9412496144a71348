//! A chart that need not be saved.

use crate::{
    error::ApiError,
    model::{Drawn, Explained, Progress},
};
use leptos::{prelude::*, server_fn::codec::Json};
use serde_json::Value;

/// Draws a spec with who asks' own permissions.
#[server(prefix = "/api", endpoint = "preview_chart", input = Json, output = Json)]
pub async fn preview_chart(spec: Value) -> Result<Drawn, ApiError> {
    let (service, viewer) = crate::context::asked()?;
    Ok(service.preview(&viewer, &spec).await?.into())
}

/// How far the reading for a preview of this spec is.
#[server(prefix = "/api", endpoint = "reading", input = Json, output = Json)]
pub async fn reading(spec: Value) -> Result<Progress, ApiError> {
    let (service, viewer) = crate::context::asked()?;
    Ok(service.reading(&viewer, &spec).await?.into())
}

/// How the numbers of this spec would be got from Jira, and what that would cost.
#[server(prefix = "/api", endpoint = "explain", input = Json, output = Json)]
pub async fn explain(spec: Value) -> Result<Explained, ApiError> {
    let (service, viewer) = crate::context::asked()?;
    Ok(service.explain(&viewer, &spec).await?.into())
}
