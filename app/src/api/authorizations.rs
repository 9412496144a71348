//! What people let Inlay do. Ending it is a plain form (`server/src/authorizations.rs`).

use crate::{error::ApiError, model};
use leptos::{prelude::*, server_fn::codec::Json};

/// The authorizations of who asks.
#[server(prefix = "/api", endpoint = "my_authorizations", input = Json, output = Json)]
pub async fn my_authorizations() -> Result<model::MyAuthorizations, ApiError> {
    let (service, viewer) = crate::context::asked()?;
    Ok(service.my_authorizations(&viewer).await?.into())
}

/// Everybody's authorizations on a site, for its administrators.
#[server(prefix = "/api", endpoint = "site_authorizations", input = Json, output = Json)]
pub async fn site_authorizations(site: String) -> Result<model::SiteAuthorizations, ApiError> {
    let (service, viewer) = crate::context::asked()?;
    let all = service.site_authorizations(&viewer, &site).await?;
    let log = service.site_log(&viewer, &site, None).await?;
    Ok((all, log).into())
}
