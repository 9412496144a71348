//! Webhooks: what is registered, what was delivered, and the same delivery once more.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Body, Refused};
use crate::deliveries;
use crate::state::{Delivery, Sandbox};

/// `GET /_control/webhooks`
pub(super) async fn read(State(sandbox): State<Arc<Sandbox>>) -> Json<Value> {
    let webhooks = sandbox.webhooks();
    let deliveries: Vec<&Delivery> = webhooks.deliveries().collect();
    Json(json!({ "registered": webhooks.all(), "deliveries": deliveries }))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Repeat {
    repeat: String,
}

/// `POST /_control/webhooks`
pub(super) async fn repeat(
    State(sandbox): State<Arc<Sandbox>>,
    Body(Repeat { repeat }): Body<Repeat>,
) -> Result<Json<Delivery>, Refused> {
    let sent = deliveries::repeat(&sandbox, &repeat).await;
    sent.map(Json).ok_or_else(|| {
        Refused::bad(format!(
            "there was no delivery {repeat:?}; GET /_control/webhooks lists them"
        ))
    })
}
