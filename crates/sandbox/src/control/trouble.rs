//! Faults, latency, switches.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Body, Refused};
use crate::state::{Fault, Sandbox, Switches};

#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum OneOrMore {
    More(Vec<Value>),
    One(Value),
}

/// `POST /_control/faults`
pub(super) async fn add(
    State(sandbox): State<Arc<Sandbox>>,
    Body(faults): Body<OneOrMore>,
) -> Result<Json<Value>, Refused> {
    let faults = match faults {
        OneOrMore::More(faults) => faults,
        OneOrMore::One(fault) => vec![fault],
    };
    let faults: Vec<Fault> = faults
        .into_iter()
        .map(serde_json::from_value)
        .collect::<Result<_, _>>()
        .map_err(|error| Refused::bad(error.to_string()))?;
    for fault in faults {
        sandbox.faults().add(fault);
    }
    Ok(shown(&sandbox))
}

/// `GET /_control/faults`
pub(super) async fn waiting(State(sandbox): State<Arc<Sandbox>>) -> Json<Value> {
    shown(&sandbox)
}

/// `DELETE /_control/faults`
pub(super) async fn clear(State(sandbox): State<Arc<Sandbox>>) -> Json<Value> {
    sandbox.faults().clear();
    shown(&sandbox)
}

#[derive(Debug, Deserialize)]
pub(super) struct Latency {
    ms: u64,
}

/// `POST /_control/latency`
pub(super) async fn latency(
    State(sandbox): State<Arc<Sandbox>>,
    Body(latency): Body<Latency>,
) -> Json<Value> {
    sandbox.faults().latency_ms = latency.ms;
    shown(&sandbox)
}

fn shown(sandbox: &Sandbox) -> Json<Value> {
    let faults = sandbox.faults();
    Json(json!({ "waiting": faults.waiting(), "latency_ms": faults.latency_ms }))
}

/// `GET /_control/switches`
pub(super) async fn switches(State(sandbox): State<Arc<Sandbox>>) -> Json<Switches> {
    Json(sandbox.switches())
}

/// `POST /_control/switches`: the keys that are named change, the others stay.
pub(super) async fn switch(
    State(sandbox): State<Arc<Sandbox>>,
    Body(changes): Body<serde_json::Map<String, Value>>,
) -> Result<Json<Switches>, Refused> {
    let bad = |error: serde_json::Error| Refused::bad(error.to_string());
    let mut all = serde_json::to_value(sandbox.switches()).map_err(bad)?;
    for (key, value) in changes {
        all[key] = value;
    }
    let all: Switches = serde_json::from_value(all).map_err(bad)?;
    *sandbox.switches_mut() = all.clone();
    Ok(Json(all))
}
