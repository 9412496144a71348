//! Charts to begin with, of one's own.

use crate::{
    error::ApiError,
    model::{Deleted, SavedTemplate},
};
use leptos::{prelude::*, server_fn::codec::Json};
use serde_json::Value;

/// The templates of who asks, by name.
#[server(prefix = "/api", endpoint = "my_templates", input = Json, output = Json)]
pub async fn my_templates() -> Result<Vec<SavedTemplate>, ApiError> {
    let (service, viewer) = crate::context::asked()?;
    let all = service.my_templates(&viewer).await?;
    Ok(all.into_iter().map(SavedTemplate::from).collect())
}

/// Keeps how a chart counts and looks under a name; its site and its issues are left out.
#[server(prefix = "/api", endpoint = "save_template", input = Json, output = Json)]
pub async fn save_template(name: String, spec: Value) -> Result<SavedTemplate, ApiError> {
    let (service, viewer) = crate::context::asked()?;
    let saved = service.save_template(&viewer, &name, &spec).await?;
    Ok(saved.into())
}

/// Gives a template of who asks another name.
#[server(prefix = "/api", endpoint = "rename_template", input = Json, output = Json)]
pub async fn rename_template(id: String, name: String) -> Result<SavedTemplate, ApiError> {
    let (service, viewer) = crate::context::asked()?;
    let renamed = service.rename_template(&viewer, &id, &name).await?;
    Ok(renamed.into())
}

/// Deletes a template of who asks.
#[server(prefix = "/api", endpoint = "delete_template", input = Json, output = Json)]
pub async fn delete_template(id: String) -> Result<Deleted, ApiError> {
    let (service, viewer) = crate::context::asked()?;
    service.delete_template(&viewer, &id).await?;
    Ok(Deleted { id })
}
