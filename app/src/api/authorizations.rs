//! What people let Inlay do. Ending it is a plain form (`server/src/authorizations.rs`).

use crate::{
    error::ApiError,
    model::{MyAuthorizations, SiteAuthorizations},
};
use leptos::{prelude::*, server_fn::codec::Json};

/// The authorizations of who asks; `null` for somebody whom nobody knows here.
#[server(prefix = "/api", endpoint = "my_authorizations", input = Json, output = Json)]
pub async fn my_authorizations() -> Result<Option<MyAuthorizations>, ApiError> {
    let (service, viewer) = crate::context::asked()?;
    let mine = service.my_authorizations(&viewer).await?;
    Ok(mine.map(MyAuthorizations::from))
}

/// Everybody's authorizations on a site, for its administrators.
#[server(prefix = "/api", endpoint = "site_authorizations", input = Json, output = Json)]
pub async fn site_authorizations(site: String) -> Result<SiteAuthorizations, ApiError> {
    let (service, viewer) = crate::context::asked()?;
    Ok(service.site_authorizations(&viewer, &site).await?.into())
}
