//! What stands for `auth.atlassian.com` and `id.atlassian.com`: log-in, consent, tokens, connected apps.
//!
//! `GET /authorize` → (`/login`) → consent page → `POST /authorize` → the app's callback with a code
//! → `POST /oauth/token`. A request is checked after log-in, as Atlassian does.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::{get, post};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::{HeaderName, HeaderValue, header};
use sha2::{Digest as _, Sha256};

use crate::state::Sandbox;

mod apps;
mod consent;
mod discovery;
mod log_in;
mod refusal;
mod request;
mod token;

pub use log_in::{finish_log_in, log_in_address};
pub use request::{AuthorizeRequest, Refusal};

/// Routes of log-in, consent, tokens and connected apps.
pub fn router(sandbox: Arc<Sandbox>) -> Router {
    let pages = Router::new()
        .route("/authorize", get(consent::show).post(consent::decide))
        .route("/login", get(log_in::show).post(log_in::choose))
        .route("/logout", post(log_in::leave))
        .route("/error", get(refusal::show))
        .route("/manage-profile/apps", get(apps::show))
        .route("/manage-profile/apps/remove", post(apps::remove))
        .layer(from_fn_with_state(sandbox.clone(), never_framed));
    Router::new()
        .merge(pages)
        .route("/oauth/token", post(token::token))
        .route(
            "/.well-known/openid-configuration",
            get(discovery::configuration),
        )
        .with_state(sandbox)
}

/// The auth pages refuse frames, and cut off their opener where the switch says so.
async fn never_framed(
    State(sandbox): State<Arc<Sandbox>>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'",
        ),
    );
    if sandbox.switches().coop {
        headers.insert(
            HeaderName::from_static("cross-origin-opener-policy"),
            HeaderValue::from_static("same-origin"),
        );
    }
    response
}

/// base64url(sha256(text)): an S256 challenge, and the form token of a log-in.
fn digest(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(text))
}

/// A token for the forms of one log-in; another site that makes a browser post cannot know it.
fn form_token(cookie: &str) -> String {
    digest(&format!("form:{cookie}"))
}

const STYLE: &str = include_str!("auth/auth.css");
