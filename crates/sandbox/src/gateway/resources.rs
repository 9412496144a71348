//! `GET /oauth/token/accessible-resources`: the sites of a token, one row for each product.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use http::HeaderMap;
use serde_json::{Value, json};

use super::{Bearer, Refusal, bearer};
use crate::state::{ResourceScopes, Sandbox, SiteCard};

/// The rows. The first site of the sandbox has Confluence too, so that its id comes twice; that row
/// lists the app's Confluence scopes.
pub(super) async fn accessible_resources(
    State(sandbox): State<Arc<Sandbox>>,
    headers: HeaderMap,
) -> Result<Json<Vec<Value>>, Refusal> {
    let bearer = bearer(&sandbox, &headers)?;
    Ok(Json(rows(&sandbox, &bearer)))
}

fn rows(sandbox: &Sandbox, bearer: &Bearer) -> Vec<Value> {
    let app = sandbox.app();
    let jira: Vec<&String> = match sandbox.switches().resource_scopes {
        ResourceScopes::Token => bearer.access.scopes.iter().collect(),
        ResourceScopes::App => app.scopes.iter().collect(),
    };
    let jira: Vec<&str> = of_product(&jira, "jira");
    let all: Vec<&String> = app.scopes.iter().collect();
    let confluence: Vec<&str> = of_product(&all, "confluence");
    let with_confluence = sandbox.sites().into_iter().next();
    let mut rows = Vec::new();
    for site in sandbox.sites_of(&bearer.access.account) {
        if bearer.grant.is_none() || !bearer.reaches(sandbox, site.cloud_id) {
            continue;
        }
        if !confluence.is_empty() && with_confluence.as_ref() == Some(&site) {
            rows.push(row(&site, &confluence));
        }
        if !jira.is_empty() {
            rows.push(row(&site, &jira));
        }
    }
    rows
}

/// The scopes that name a product: `read:jira-work`, `read:sprint:jira-software`.
fn of_product<'a>(scopes: &[&'a String], product: &str) -> Vec<&'a str> {
    scopes
        .iter()
        .map(|scope| scope.as_str())
        .filter(|scope| scope.contains(product))
        .collect()
}

fn row(site: &SiteCard, scopes: &[&str]) -> Value {
    json!({
        "id": site.cloud_id,
        "url": site.url,
        "name": site.name,
        "scopes": scopes,
        "avatarUrl": format!("{}/images/site.svg", site.url),
    })
}
