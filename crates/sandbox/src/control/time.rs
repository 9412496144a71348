//! The clock.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use super::{Body, Refused};
use crate::state::{Reading, Sandbox};

/// `GET /_control/clock`
pub(super) async fn read(State(sandbox): State<Arc<Sandbox>>) -> Json<Reading> {
    Json(sandbox.clock.reading())
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Setting {
    set: Option<Timestamp>,
    advance_seconds: Option<i64>,
    frozen: Option<bool>,
    #[serde(default)]
    reset: bool,
}

/// `POST /_control/clock`; several keys are done in the order reset, set, advance, frozen.
pub(super) async fn set(
    State(sandbox): State<Arc<Sandbox>>,
    Body(setting): Body<Setting>,
) -> Result<Json<Reading>, Refused> {
    let clock = &sandbox.clock;
    if setting.reset {
        clock.reset();
    }
    if let Some(at) = setting.set {
        clock.set(at);
    }
    if let Some(seconds) = setting.advance_seconds {
        clock.advance(SignedDuration::from_secs(seconds));
    }
    if let Some(frozen) = setting.frozen {
        clock.freeze(frozen);
    }
    Ok(Json(clock.reading()))
}
