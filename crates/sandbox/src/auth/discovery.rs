//! `/.well-known/openid-configuration`, as far as it concerns a 3LO app.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use crate::state::Sandbox;

/// The metadata. It advertises S256, and no way to do without the secret.
pub(super) async fn configuration(State(sandbox): State<Arc<Sandbox>>) -> Json<Value> {
    let base = sandbox.config.base();
    Json(json!({
        "issuer": base,
        "authorization_endpoint": format!("{base}/authorize"),
        "token_endpoint": format!("{base}/oauth/token"),
        "userinfo_endpoint": format!("{base}/me"),
        "response_types_supported": ["code"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
    }))
}
