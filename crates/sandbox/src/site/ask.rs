//! Asks Jira's routes on behalf of the person in front of a page.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::Request;
use http::{Method, StatusCode, header};
use serde_json::Value;
use tower::ServiceExt as _;
use uuid::Uuid;

use super::SiteState;
use crate::state::{Caller, SCOPES};

/// Jira's refusal: its own sentences.
pub(super) struct Refused(pub(super) Vec<String>);

/// Posts to a Jira path as `account`; the answer is Jira's JSON.
pub(super) async fn post(
    state: &SiteState,
    site: Uuid,
    account: &str,
    path: &str,
    body: &Value,
) -> Result<Value, Refused> {
    let card = state.sandbox.site(site);
    let caller = Caller {
        site,
        account_id: account.into(),
        scopes: SCOPES
            .iter()
            .map(|(scope, _)| (*scope).to_owned())
            .collect::<Arc<[String]>>(),
        api_base: state.sandbox.config.api_base(site).into(),
        site_base: card.map(|c| c.url).unwrap_or_default().into(),
    };
    let request = Request::builder()
        .method(Method::POST)
        .uri(path)
        .header(header::CONTENT_TYPE, "application/json")
        .extension(caller)
        .body(Body::from(body.to_string()))
        .map_err(|_| Refused(Vec::new()))?;
    let Ok(response) = state.jira.clone().oneshot(request).await;
    let status = response.status();
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX)
        .await
        .unwrap_or_default();
    let json: Value = serde_json::from_slice(&bytes).unwrap_or_default();
    if status == StatusCode::OK {
        return Ok(json);
    }
    let messages = json["errorMessages"].as_array().into_iter().flatten();
    Err(Refused(
        messages
            .filter_map(|m| m.as_str().map(str::to_owned))
            .collect(),
    ))
}

/// A text somewhere inside an answer, or nothing.
pub(super) fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value
        .pointer(pointer)
        .and_then(Value::as_str)
        .unwrap_or_default()
}
