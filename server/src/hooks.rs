//! `POST /hooks/jira`: Jira tells that an issue changed.
//!
//! Atlassian sends again after 408, 409, 425, 429 and 5xx, and after nothing else: whatever is not
//! to be heard is therefore answered as if it were, or refused for good.

use crate::State;
use axum::{
    body::{Body, to_bytes},
    extract::State as Held,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use service::NotHeard;

/// An issue with all its fields and comments; of a larger one nothing is heard.
const LARGEST: usize = 4 * 1024 * 1024;

/// Nothing of the body is read before the sender has proved to be Atlassian.
pub(crate) async fn jira(Held(state): Held<State>, headers: HeaderMap, body: Body) -> Response {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let authorization = text(header::AUTHORIZATION.as_str()).unwrap_or_default();
    let genuine = match state.service.genuine(authorization) {
        Ok(genuine) => genuine,
        Err(NotHeard::Off) => {
            let sentence = "This Inlay has no webhooks: its operator sets INLAY_WEBHOOKS to on.";
            return (StatusCode::NOT_FOUND, sentence).into_response();
        }
        Err(NotHeard::Forged) => {
            let sentence = "This delivery is not signed by Atlassian for this app.";
            return (StatusCode::UNAUTHORIZED, sentence).into_response();
        }
    };
    let Ok(body) = to_bytes(body, LARGEST).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let identifier = text("x-atlassian-webhook-identifier");
    match state.service.hear(genuine, identifier, &body).await {
        Ok(new) => {
            tracing::debug!(new, "a delivery of Jira's");
            StatusCode::NO_CONTENT.into_response()
        }
        // The log has it; Atlassian tries again.
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}
