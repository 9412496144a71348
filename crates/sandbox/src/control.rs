//! `/_control`: the hand behind the scene. JSON in and out; answers to this machine alone.
//!
//! `GET /_control` lists everything with examples ([`HELP`]).

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequest, Request};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use http::{HeaderMap, StatusCode, header};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::state::{PersonCard, Sandbox};

mod access;
mod counts;
mod forge;
mod help;
mod people;
mod time;
mod trouble;
mod webhooks;
mod world;

pub use help::HELP;

/// Routes below `/_control`.
pub fn router(sandbox: Arc<Sandbox>) -> Router {
    let api = Router::new()
        .route("/", get(list))
        .route("/world", get(people::world))
        .route("/clock", get(time::read).post(time::set))
        .route(
            "/faults",
            get(trouble::waiting)
                .post(trouble::add)
                .delete(trouble::clear),
        )
        .route("/latency", post(trouble::latency))
        .route("/switches", get(trouble::switches).post(trouble::switch))
        .route("/counters", get(counts::read).delete(counts::clear))
        .route("/points", post(counts::points))
        .route("/log_in", post(people::log_in))
        .route("/consent", post(access::consent))
        .route("/tokens", post(access::tokens))
        .route("/grants", get(access::grants))
        .route("/secrets", get(access::secrets))
        .route("/revoke", post(access::revoke))
        .route("/expire", post(access::expire))
        .route("/uninstall", post(access::uninstall))
        .route("/install", post(access::install))
        .route("/app", get(access::app).post(access::change_app))
        .route("/accounts", post(people::account))
        .route("/issue", post(world::issue))
        .route("/filter", post(world::filter))
        .route("/many", post(world::many))
        .route("/permissions", post(world::permissions))
        .route("/charts", post(people::charts))
        .route("/forge", get(forge::read).post(forge::deploy))
        .route("/forge/event", post(forge::event))
        .route("/forge/invoke", post(forge::invoke))
        .route("/macros", post(forge::macros))
        .route("/webhooks", get(webhooks::read).post(webhooks::repeat))
        .route("/reset", post(counts::reset))
        .layer(from_fn(only_here))
        .with_state(sandbox);
    Router::new().nest("/_control", api)
}

async fn list() -> Json<Value> {
    let rows: Vec<Value> = HELP
        .iter()
        .map(|(method, path, body, what)| json!({ "method": method, "path": path, "body": body, "what": what }))
        .collect();
    Json(Value::Array(rows))
}

/// Refuses other machines, and pages of other sites in a browser on this one. A request without a
/// peer address was made inside the process.
async fn only_here(request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let local = peer.is_none_or(|ConnectInfo(address)| address.ip().to_canonical().is_loopback());
    if !local || from_another_site(request.headers()) {
        return Refused(
            StatusCode::FORBIDDEN,
            "/_control answers to this machine alone".to_owned(),
        )
        .into_response();
    }
    next.run(request).await
}

fn from_another_site(headers: &HeaderMap) -> bool {
    let fetch_site = headers.get("sec-fetch-site").and_then(|v| v.to_str().ok());
    let foreign_page = matches!(fetch_site, Some("cross-site" | "same-site"));
    let host = headers.get(header::HOST).and_then(|v| v.to_str().ok());
    // Another name that resolves to this machine (DNS rebinding) is not one of ours.
    let rebound = host.is_some_and(|host| {
        let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
        name.contains('.') && name.parse::<std::net::Ipv4Addr>().is_err()
    });
    foreign_page || rebound
}

/// A control request that makes no sense: one sentence.
#[derive(Debug)]
pub(crate) struct Refused(StatusCode, String);

impl Refused {
    fn bad(sentence: impl Into<String>) -> Self {
        Self(StatusCode::BAD_REQUEST, sentence.into())
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        (self.0, Json(json!({ "error": self.1 }))).into_response()
    }
}

/// A JSON body, whatever the content type says; a mistake in it is a sentence.
struct Body<T>(T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Refused;

    async fn from_request(request: Request, _: &S) -> Result<Self, Refused> {
        let bytes = axum::body::to_bytes(request.into_body(), 1 << 20)
            .await
            .map_err(|error| Refused::bad(error.to_string()))?;
        serde_json::from_slice(&bytes)
            .map(Self)
            .map_err(|error| Refused::bad(error.to_string()))
    }
}

/// Finds a person by account id, e-mail or name.
fn find_person(sandbox: &Sandbox, wanted: &str) -> Result<PersonCard, Refused> {
    sandbox
        .people()
        .into_iter()
        .find(|p| p.account_id == wanted || p.email == wanted || p.name == wanted)
        .ok_or_else(|| {
            Refused::bad(format!(
                "there is nobody called {wanted:?}; GET /_control/world lists the people"
            ))
        })
}
