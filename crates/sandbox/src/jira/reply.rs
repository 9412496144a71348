//! Answers and refusals in Jira's shapes.

use axum::Json as AxumJson;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde_json::{Value as Json, json};

use crate::state::Objects;

/// What a handler gives.
pub(super) type Answer = Result<Reply, Refusal>;

/// A JSON answer and how many objects it holds, for the meter.
#[derive(Debug)]
pub(super) struct Reply {
    body: Json,
    objects: u64,
}

impl Reply {
    /// An answer that costs one point.
    pub(super) fn new(body: Json) -> Self {
        Self { body, objects: 0 }
    }

    /// An answer that costs one point and one more for each object in it.
    pub(super) fn of(objects: usize, body: Json) -> Self {
        Self {
            body,
            objects: objects as u64,
        }
    }

    /// Users cost double.
    pub(super) fn of_users(users: usize, body: Json) -> Self {
        Self {
            body,
            objects: 2 * users as u64,
        }
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        let mut response = AxumJson(self.body).into_response();
        response.extensions_mut().insert(Objects(self.objects));
        response
    }
}

/// `{"errorMessages":[…],"errors":{}}` with a status.
#[derive(Debug)]
pub(super) struct Refusal {
    status: StatusCode,
    messages: Vec<String>,
}

impl Refusal {
    pub(super) fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self {
            status,
            messages: vec![message.into()],
        }
    }

    pub(super) fn bad(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }

    pub(super) fn bad_all(messages: Vec<String>) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            messages,
        }
    }

    pub(super) fn not_found(message: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, message)
    }

    pub(super) fn forbidden(message: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, message)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let body = json!({ "errorMessages": self.messages, "errors": {} });
        (self.status, AxumJson(body)).into_response()
    }
}

/// Paths that Jira does not have, or the sandbox not yet. Jira answers a bare 404 here.
pub(super) async fn unknown_path() -> Response {
    let body = json!({ "message": "null for uri", "status-code": 404 });
    (StatusCode::NOT_FOUND, AxumJson(body)).into_response()
}

/// A known path with a method that it does not take.
pub(super) async fn wrong_method() -> Response {
    Refusal::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "HTTP 405 Method Not Allowed",
    )
    .into_response()
}
