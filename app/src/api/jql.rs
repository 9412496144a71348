//! Help with writing a query.

use crate::{draft::jql::Wanted, error::ApiError, model::Suggestion};
use leptos::{prelude::*, server_fn::codec::Json};

/// What may come at a place of a query: `wanted` is `{"what": "field"}`, `{"what": "order"}`,
/// `{"what": "operator", "field": …}` or `{"what": "value", "field": …, "list": false}`.
#[server(prefix = "/api", endpoint = "suggest_jql", input = Json, output = Json)]
pub async fn suggest_jql(
    site: String,
    wanted: Wanted,
    letters: String,
) -> Result<Vec<Suggestion>, ApiError> {
    let (service, viewer) = crate::context::asked()?;
    let Some(place) = wanted.place() else {
        return Ok(Vec::new());
    };
    let found = service
        .suggest_jql(&viewer, &site, &place, &letters)
        .await?;
    Ok(found.into_iter().map(Suggestion::from).collect())
}
