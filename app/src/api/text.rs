//! A spec as text.

use crate::{error::ApiError, model::Compared};
use leptos::{prelude::*, server_fn::codec::Json};
use serde_json::Value;

/// Reads a spec from JSON or YAML; answers its canonical form, and how it differs from the spec `from`.
#[server(prefix = "/api", endpoint = "read_spec", input = Json, output = Json)]
pub async fn read_spec(text: String, from: Value) -> Result<Compared, ApiError> {
    let (service, viewer) = crate::context::asked()?;
    Ok(service.read_spec(&viewer, &text, &from).await?.into())
}
