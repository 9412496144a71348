//! Counters, points, reset.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Body;
use crate::state::Sandbox;

/// `GET /_control/counters`
pub(super) async fn read(State(sandbox): State<Arc<Sandbox>>) -> Json<Value> {
    shown(&sandbox)
}

/// `DELETE /_control/counters`
pub(super) async fn clear(State(sandbox): State<Arc<Sandbox>>) -> Json<Value> {
    sandbox.counters().reset();
    {
        let mut grants = sandbox.grants();
        grants.reuse_events = 0;
        grants.refreshes = 0;
    }
    shown(&sandbox)
}

#[derive(Debug, Deserialize)]
pub(super) struct Points {
    left: u64,
}

/// `POST /_control/points`
pub(super) async fn points(
    State(sandbox): State<Arc<Sandbox>>,
    Body(points): Body<Points>,
) -> Json<Value> {
    let now = sandbox.now();
    let limit = sandbox.config.points_per_hour;
    sandbox
        .meter()
        .set_used(limit.saturating_sub(points.left), now);
    shown(&sandbox)
}

/// `POST /_control/reset`
pub(super) async fn reset(State(sandbox): State<Arc<Sandbox>>) -> Json<Value> {
    sandbox.reset();
    shown(&sandbox)
}

fn shown(sandbox: &Sandbox) -> Json<Value> {
    let now = sandbox.now();
    let counts = sandbox.counters().read();
    let (reuse_events, refreshes) = {
        let grants = sandbox.grants();
        (grants.reuse_events, grants.refreshes)
    };
    let used = sandbox.meter().used(now);
    Json(json!({
        "calls": counts.calls,
        "total_calls": counts.total_calls,
        "statuses": counts.statuses.iter().map(|(s, n)| (s.to_string(), *n)).collect::<std::collections::BTreeMap<_, _>>(),
        "points": counts.points,
        "points_this_hour": used,
        "points_per_hour": sandbox.config.points_per_hour,
        "in_flight": counts.in_flight,
        "max_in_flight": counts.max_in_flight,
        "refreshes": refreshes,
        "reuse_events": reuse_events,
    }))
}
