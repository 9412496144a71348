//! Metrics, on a listener of their own: whoever may read them need not be whoever may see charts.
//!
//! Rooms count with the macros of `metrics`, which cost nothing as long as nobody installed this.

use crate::State;
use anyhow::Context;
use axum::{Router, extract::State as Held, http::header, response::IntoResponse, routing::get};
use metrics::{describe_counter, describe_gauge, gauge};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::net::SocketAddr;

/// Every counter, with what it counts.
const COUNTERS: [(&str, &str); 10] = [
    ("inlay_http_requests_total", "Requests answered, by status."),
    (
        "inlay_views_total",
        "Charts that somebody looked at, by what they got: chart, reading, or the kind of failure.",
    ),
    (
        "inlay_held_total",
        "Tables wanted, by what was held in memory: fresh, renewed (shown while it is read again), old (shown because Jira does not answer), none.",
    ),
    ("inlay_scans_total", "Queries read from Jira, by outcome."),
    ("inlay_scanned_issues_total", "Issues read by them."),
    (
        "inlay_jira_calls_total",
        "Requests to Atlassian, by call and status.",
    ),
    (
        "inlay_jira_points_total",
        "Points that they cost: one for a request and one for each issue returned.",
    ),
    (
        "inlay_token_refreshes_total",
        "Access tokens renewed, by outcome: renewed, ended, failed.",
    ),
    ("inlay_sessions_total", "Sessions begun, by kind."),
    (
        "inlay_webhook_deliveries_total",
        "Deliveries of Jira's, by outcome: new, nothing, forged.",
    ),
];

/// Bytes of Jira's records in memory.
const HELD_BYTES: &str = "inlay_held_bytes";

/// Begins to count, for the whole process.
pub(crate) fn begin() -> anyhow::Result<PrometheusHandle> {
    let handle = PrometheusBuilder::new()
        .install_recorder()
        .context("metrics cannot be counted")?;
    for (name, what) in COUNTERS {
        describe_counter!(name, what);
    }
    describe_gauge!(HELD_BYTES, "Bytes of records of Jira's held in memory.");
    Ok(handle)
}

/// What the listener of metrics answers.
pub(crate) fn router(state: State, handle: PrometheusHandle) -> Router {
    Router::new()
        .route("/metrics", get(read))
        .with_state((state, handle))
}

/// Listens until the process ends.
pub(crate) async fn listen(
    listen: SocketAddr,
    state: State,
    handle: PrometheusHandle,
) -> anyhow::Result<()> {
    let listener = tokio::net::TcpListener::bind(listen)
        .await
        .with_context(|| {
            format!("the address {listen} cannot be listened on; set INLAY_METRICS_LISTEN to another port")
        })?;
    tracing::info!(%listen, "metrics are at /metrics");
    tokio::spawn(async move { axum::serve(listener, router(state, handle)).await });
    Ok(())
}

async fn read(Held((state, handle)): Held<(State, PrometheusHandle)>) -> impl IntoResponse {
    #[expect(
        clippy::cast_precision_loss,
        reason = "a gauge is a float; memory is far below 2^53 bytes"
    )]
    gauge!(HELD_BYTES).set(state.service.held_bytes() as f64);
    let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4")];
    (kind, handle.render())
}
