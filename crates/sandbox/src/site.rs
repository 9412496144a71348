//! A Jira site's own host, `http://<slug>.localhost:4000`: pages for a person in a browser, and
//! nothing for a bearer token (those go through the gateway).

use std::sync::Arc;

use axum::extract::{Path, RawQuery, Request, State};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{any, get};
use axum::{Extension, Json, Router};
use http::{HeaderMap, StatusCode, header};
use serde_json::json;

use crate::serve::AskedSite;
use crate::state::Sandbox;
use crate::{auth, html};

mod ask;
mod issue;
mod navigator;
pub mod pictures;

/// What the pages need: the state, and Jira's own routes, so that a page shows exactly what the
/// API would answer to this person.
#[derive(Clone)]
pub(crate) struct SiteState {
    sandbox: Arc<Sandbox>,
    jira: Router,
}

/// Routes of a site's host. [`AskedSite`] says which site it is.
pub fn router(sandbox: Arc<Sandbox>) -> Router {
    let state = SiteState {
        jira: crate::jira::router(sandbox.clone()),
        sandbox,
    };
    Router::new()
        .route("/", get(|| async { Redirect::temporary("/issues/") }))
        .route("/issues", get(navigator::show))
        .route("/issues/", get(navigator::show))
        .route("/browse/{key}", get(issue::show))
        .route("/_log_in", get(log_in))
        .route("/rest/{*path}", any(no_rest_here))
        .layer(from_fn(no_bearer))
        .route("/_edge/tenant_info", get(tenant_info))
        .fallback(pictures::any)
        .with_state(state)
}

/// `GET /_edge/tenant_info`: the cloud id, without any log-in.
async fn tenant_info(Extension(AskedSite(cloud_id)): Extension<AskedSite>) -> Response {
    Json(json!({ "cloudId": cloud_id })).into_response()
}

/// A 3LO token sent to the site's own host gets 401, whatever it could do at the gateway.
async fn no_bearer(request: Request, next: Next) -> Response {
    if request.headers().contains_key(header::AUTHORIZATION) {
        return unauthorized();
    }
    next.run(request).await
}

async fn no_rest_here() -> Response {
    unauthorized()
}

fn unauthorized() -> Response {
    let body = json!({ "code": 401, "message": "Unauthorized" });
    (StatusCode::UNAUTHORIZED, Json(body)).into_response()
}

async fn log_in(State(state): State<SiteState>, RawQuery(query): RawQuery) -> Response {
    auth::finish_log_in(&state.sandbox, query.as_deref().unwrap_or_default())
}

/// The person in front of the page, or the way to the log-in page and back.
fn person(
    state: &SiteState,
    headers: &HeaderMap,
    site: uuid::Uuid,
    path: &str,
) -> Result<String, Away> {
    if let Some(account) = html::signed_in(&state.sandbox, headers) {
        return Ok(account);
    }
    let base = state.sandbox.site(site).map(|s| s.url).unwrap_or_default();
    let to = auth::log_in_address(&format!("{base}{path}"));
    Err(Away(format!("{}{to}", state.sandbox.config.base())))
}

/// Nobody is logged in here: the address of the log-in page.
struct Away(String);

impl IntoResponse for Away {
    fn into_response(self) -> Response {
        html::redirect(&self.0)
    }
}

/// Something on the site that is not there, or not for this person.
fn not_found(sentence: &str) -> Response {
    let body = format!(
        "<main class=\"alone\"><h1>{}</h1><p>It does not exist, or you do not have permission to see it. \
         <a href=\"/issues/\">All issues</a></p></main>",
        html::escape(sentence)
    );
    html::answer(
        StatusCode::NOT_FOUND,
        html::page("Not found", &[STYLE], &body),
    )
}

/// Path parameter of `/browse/{key}`.
type Key = Path<String>;

const STYLE: &str = include_str!("site/site.css");
