//! Who asks.

use crate::{error::ApiError, model::Account};
use leptos::{prelude::*, server_fn::codec::Json};

/// The account that asks and its sites; `null` for somebody whom nobody knows here.
#[server(prefix = "/api", endpoint = "me", input = Json, output = Json)]
pub async fn me() -> Result<Option<Account>, ApiError> {
    let (service, viewer) = crate::context::asked()?;
    Ok(service.account(&viewer).await?.map(Account::from))
}
