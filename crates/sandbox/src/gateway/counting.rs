//! Counts every request on the main host while it lasts, and makes the API as slow as a test wants it.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;

use crate::state::Sandbox;

/// The outermost layer of the main host; `/_control` is outside of it. Requests that a fault
/// answers count like all others.
pub async fn count(State(sandbox): State<Arc<Sandbox>>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let counting = sandbox.counters().begin(request.method().as_str(), path);
    let latency = sandbox.faults().latency_ms;
    if latency > 0 && is_api(path) {
        tokio::time::sleep(Duration::from_millis(latency)).await;
    }
    let response = next.run(request).await;
    drop(counting);
    sandbox.counters().answered(response.status().as_u16());
    response
}

fn is_api(path: &str) -> bool {
    ["/oauth/", "/ex/", "/app/"]
        .iter()
        .any(|start| path.starts_with(start))
        || path == "/me"
}
