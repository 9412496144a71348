//! Makes faults happen to a request that a test has named.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse as _, Response};
use futures::stream;
use http::{HeaderName, HeaderValue, StatusCode, header};
use serde_json::json;

use super::limits;
use crate::state::{Cut, Fault, FaultBody, RateLimitBody, Sandbox};

/// The layer around everything on the main host but `/_control`.
pub async fn meet(State(sandbox): State<Arc<Sandbox>>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let met = sandbox.faults().meet(request.method().as_str(), &path);
    let Some(fault) = met else {
        return next.run(request).await;
    };
    tracing::info!(path, ?fault, "a fault is met");
    if fault.delay_ms > 0 {
        tokio::time::sleep(Duration::from_millis(fault.delay_ms)).await;
    }
    let answer = match (fault.cut, fault.status) {
        (Some(Cut::Before), _) => return cut(),
        (_, Some(status)) => made_up(&fault, status, &path),
        (_, None) => next.run(request).await,
    };
    if fault.hold_ms > 0 {
        tokio::time::sleep(Duration::from_millis(fault.hold_ms)).await;
    }
    match fault.cut {
        Some(Cut::After) => {
            // The work is done, up to the last byte of the answer; nobody hears of it.
            drop(answer);
            cut()
        }
        Some(Cut::Within) => cut_within(answer).await,
        _ => answer,
    }
}

/// An answer whose body fails before its first byte: the server closes the connection without
/// having written anything.
fn cut() -> Response {
    let broken = stream::once(async { Err::<Bytes, _>(Severed) });
    Response::new(Body::from_stream(broken))
}

/// The first half of an answer, and then the end of the connection.
async fn cut_within(answer: Response) -> Response {
    let (mut parts, body) = answer.into_parts();
    let Ok(bytes) = axum::body::to_bytes(body, usize::MAX).await else {
        return cut();
    };
    parts
        .headers
        .insert(header::CONTENT_LENGTH, bytes.len().into());
    let half = bytes.slice(..bytes.len() / 2);
    let broken = stream::unfold(Some(half), |half| async {
        if let Some(half) = half {
            return Some((Ok(half), None));
        }
        // Lets the half out of the server's buffer before the connection ends.
        tokio::time::sleep(Duration::from_millis(30)).await;
        Some((Err(Severed), None))
    });
    Response::from_parts(parts, Body::from_stream(broken))
}

/// The connection was cut on purpose.
#[derive(Debug, thiserror::Error)]
#[error("the connection was cut on purpose (a fault of /_control)")]
struct Severed;

fn made_up(fault: &Fault, status: u16, path: &str) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = body(fault, status, path);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    let retry_after = fault.retry_after.iter().map(|v| ("retry-after", v));
    let others = fault.headers.iter().map(|(name, value)| (&**name, value));
    for (name, value) in retry_after.chain(others) {
        if let (Ok(name), Ok(value)) = (
            HeaderName::from_bytes(name.as_bytes()),
            HeaderValue::from_str(value),
        ) {
            headers.insert(name, value);
        }
    }
    response
}

fn body(fault: &Fault, status: StatusCode, path: &str) -> Response {
    let reason = status.canonical_reason().unwrap_or("Error");
    match &fault.body {
        FaultBody::Empty => ().into_response(),
        FaultBody::Plain => reason.to_owned().into_response(),
        FaultBody::Html => Html(format!(
            "<html><head><title>{code} {reason}</title></head><body><center><h1>{code} {reason}</h1></center><hr></body></html>",
            code = status.as_u16()
        ))
        .into_response(),
        FaultBody::Text(text) if text.starts_with(['{', '[']) => (
            [(header::CONTENT_TYPE, "application/json")],
            text.clone(),
        )
            .into_response(),
        FaultBody::Text(text) => text.clone().into_response(),
        FaultBody::Json if path == "/oauth/token" => Json(json!({
            "error": if status.is_server_error() { "server_error" } else { "invalid_request" },
            "error_description": reason,
        }))
        .into_response(),
        FaultBody::Json if status == StatusCode::TOO_MANY_REQUESTS => limits::body(RateLimitBody::Json),
        // The gateway's shape where the gateway itself refuses, Jira's elsewhere.
        FaultBody::Json if status == StatusCode::UNAUTHORIZED || !path.starts_with("/ex/") => {
            Json(json!({ "code": status.as_u16(), "message": reason })).into_response()
        }
        FaultBody::Json => Json(json!({ "errorMessages": [reason], "errors": {} })).into_response(),
    }
}
