//! The fields of a site.

use crate::error::ApiError;
use chart::Field;
use leptos::{prelude::*, server_fn::codec::Json};

/// Every field that who asks may see on the site.
#[server(prefix = "/api", endpoint = "catalogue", input = Json, output = Json)]
pub async fn catalogue(site: String) -> Result<Vec<Field>, ApiError> {
    let (service, viewer) = crate::context::asked()?;
    Ok(service.catalogue(&viewer, &site).await?)
}
