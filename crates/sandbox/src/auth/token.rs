//! `POST /oauth/token`: codes and refresh tokens against pairs.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde_json::{Value, json};
use subtle::ConstantTimeEq as _;

use super::digest;
use crate::html;
use crate::state::{App, CodeRefusal, Issued, RefreshErrors, Sandbox};

/// The handler.
pub(super) async fn token(
    State(sandbox): State<Arc<Sandbox>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let Some(fields) = fields(&headers, &body) else {
        return error(
            StatusCode::BAD_REQUEST,
            "invalid_request",
            "The request body could not be read.",
        );
    };
    let app = sandbox.app();
    if !client_is_ours(&app, &fields, &headers) {
        return error(StatusCode::UNAUTHORIZED, "access_denied", "Unauthorized");
    }
    let field = |name: &str| {
        fields
            .get(name)
            .map(String::as_str)
            .filter(|v| !v.is_empty())
    };
    match field("grant_type") {
        Some("authorization_code") => {
            let (Some(code), Some(redirect_uri)) = (field("code"), field("redirect_uri")) else {
                return error(
                    StatusCode::BAD_REQUEST,
                    "invalid_request",
                    "code and redirect_uri are required",
                );
            };
            exchange(&sandbox, code, redirect_uri, field("code_verifier"))
        }
        Some("refresh_token") => match field("refresh_token") {
            Some(token) => refresh(&sandbox, token),
            None => error(
                StatusCode::BAD_REQUEST,
                "invalid_request",
                "refresh_token is required",
            ),
        },
        Some(
            "client_credentials" | "password" | "urn:ietf:params:oauth:grant-type:device_code",
        ) => error(
            StatusCode::BAD_REQUEST,
            "invalid_client",
            "grant_type is not enabled for client",
        ),
        Some(_) => error(
            StatusCode::FORBIDDEN,
            "unsupported_grant_type",
            "Unsupported grant type",
        ),
        None => error(
            StatusCode::BAD_REQUEST,
            "invalid_request",
            "Missing required parameter: grant_type",
        ),
    }
}

fn exchange(sandbox: &Sandbox, code: &str, redirect_uri: &str, verifier: Option<&str>) -> Response {
    let switches = sandbox.switches();
    let challenge = verifier.map(digest);
    let now = sandbox.now();
    let exchanged = sandbox.grants().exchange(
        code,
        redirect_uri,
        challenge.as_deref(),
        sandbox.secrets(),
        &switches,
        now,
    );
    match exchanged {
        Ok(pair) => pair_answer(&pair),
        Err(refused) => {
            let sentence = match refused {
                CodeRefusal::Invalid => "Invalid authorization code",
                CodeRefusal::OtherRedirect => "The redirect URI is wrong.",
                CodeRefusal::Verifier => "Failed to verify code verifier",
            };
            error(StatusCode::FORBIDDEN, "invalid_grant", sentence)
        }
    }
}

fn refresh(sandbox: &Sandbox, token: &str) -> Response {
    let switches = sandbox.switches();
    let now = sandbox.now();
    let refreshed = sandbox
        .grants()
        .refresh(token, sandbox.secrets(), &switches, now);
    match refreshed {
        Ok(pair) => pair_answer(&pair),
        Err(refused) => {
            tracing::info!(?refused, "a refresh token was refused");
            let (code, sentence) = match switches.refresh_errors {
                RefreshErrors::InvalidGrant => {
                    ("invalid_grant", "Unknown or invalid refresh token.")
                }
                RefreshErrors::UnauthorizedClient => {
                    ("unauthorized_client", "refresh_token is invalid")
                }
                RefreshErrors::ExpiredOrRevoked => {
                    ("invalid_grant", "Token has been expired or revoked.")
                }
            };
            let status = StatusCode::from_u16(switches.refresh_error_status)
                .unwrap_or(StatusCode::FORBIDDEN);
            error(status, code, sentence)
        }
    }
}

fn pair_answer(pair: &Issued) -> Response {
    let mut body = json!({
        "access_token": pair.access,
        "expires_in": pair.expires_in,
        "token_type": "Bearer",
        "scope": pair.scopes.join(" "),
    });
    if let Some(refresh) = &pair.refresh {
        body["refresh_token"] = Value::from(refresh.as_str());
    }
    let mut response = Json(body).into_response();
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn error(status: StatusCode, code: &str, sentence: &str) -> Response {
    let body = json!({ "error": code, "error_description": sentence });
    (status, Json(body)).into_response()
}

/// The fields of a JSON object or a form; `None` if it is neither.
fn fields(headers: &HeaderMap, body: &[u8]) -> Option<HashMap<String, String>> {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    if kind.starts_with("application/x-www-form-urlencoded") {
        return Some(
            html::pairs(std::str::from_utf8(body).ok()?)
                .into_iter()
                .collect(),
        );
    }
    if !kind.starts_with("application/json") {
        return None;
    }
    let object: serde_json::Map<String, Value> = serde_json::from_slice(body).ok()?;
    let text = |(key, value): (String, Value)| value.as_str().map(|v| (key, v.to_owned()));
    Some(object.into_iter().filter_map(text).collect())
}

/// `client_secret_post` and `client_secret_basic`; the secret is always required.
fn client_is_ours(app: &App, fields: &HashMap<String, String>, headers: &HeaderMap) -> bool {
    let (id, secret) = basic(headers).unwrap_or_else(|| {
        let field = |name: &str| fields.get(name).cloned().unwrap_or_default();
        (field("client_id"), field("client_secret"))
    });
    let fits = |ours: &str, theirs: &str| bool::from(ours.as_bytes().ct_eq(theirs.as_bytes()));
    fits(&app.client_id, &id) & fits(&app.client_secret, &secret)
}

fn basic(headers: &HeaderMap) -> Option<(String, String)> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, rest) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let text = String::from_utf8(STANDARD.decode(rest.trim()).ok()?).ok()?;
    let (id, secret) = text.split_once(':')?;
    // RFC 6749, 2.3.1: both are form-encoded before they are joined.
    let plain = |part: &str| {
        let decoded = html::pairs(&format!("v={}", part.replace('+', "%2B")));
        html::first(&decoded, "v").unwrap_or_default().to_owned()
    };
    Some((plain(id), plain(secret)))
}
