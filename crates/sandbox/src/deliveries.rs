//! Sending webhooks: signed with the app's secret, and tried again where the app does not take them.
//!
//! Atlassian waits five to fifteen minutes between tries. Here they follow at once, so that a test
//! counts them and does not wait.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use http::Method;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::jira::{Event, bodies};
use crate::outside::Ask;
use crate::state::{Delivery, DeliveryToken, Sandbox};
use crate::world::model::IssueIx;

/// Tries of one delivery: the first, and up to five more.
const TRIES: usize = 6;
/// How long the app may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a delivery's token is good. Not documented.
const TOKEN_SECONDS: i64 = 180;

/// Tells every webhook that matches of a change. `by` is who made it.
pub(crate) async fn tell(
    sandbox: &Arc<Sandbox>,
    site: Uuid,
    issue: IssueIx,
    event: Event,
    by: Option<&str>,
) {
    let owner = sandbox.app().owner;
    for (hooks, body) in bodies(sandbox, site, issue, event, by) {
        let Some(first) = hooks.first() else { continue };
        // An app that is not shared gets what its owner's webhooks match, and nothing else.
        if owner
            .as_ref()
            .is_some_and(|owner| *owner != first.asked.account)
        {
            continue;
        }
        let delivery = Delivery {
            identifier: sandbox.secrets().short(),
            url: first.asked.url.clone(),
            event: event.name().to_owned(),
            webhooks: hooks.iter().map(|hook| hook.id).collect(),
            tries: Vec::new(),
            body: body.to_string(),
        };
        send(sandbox, delivery).await;
    }
}

/// Sends a delivery once more, as Atlassian does when an answer was lost; none where it is forgotten.
pub(crate) async fn repeat(sandbox: &Sandbox, identifier: &str) -> Option<Delivery> {
    let known = {
        let webhooks = sandbox.webhooks();
        let mut known = webhooks.deliveries();
        known.find(|it| it.identifier == identifier).cloned()
    };
    Some(send(sandbox, known?).await)
}

async fn send(sandbox: &Sandbox, mut delivery: Delivery) -> Delivery {
    delivery.tries.clear();
    for retry in 0..TRIES {
        let status = attempt(sandbox, &delivery, retry).await;
        delivery.tries.push(status);
        if !status.is_none_or(asks_for_another) {
            break;
        }
    }
    sandbox.webhooks().delivered(delivery.clone());
    delivery
}

/// Statuses after which Atlassian tries again.
fn asks_for_another(status: u16) -> bool {
    matches!(status, 408 | 409 | 425 | 429 | 500..)
}

async fn attempt(sandbox: &Sandbox, delivery: &Delivery, retry: usize) -> Option<u16> {
    let mut headers = vec![
        (
            "user-agent".to_owned(),
            "Atlassian Webhook HTTP Client".to_owned(),
        ),
        (
            "x-atlassian-webhook-identifier".to_owned(),
            delivery.identifier.clone(),
        ),
        ("x-atlassian-webhook-flow".to_owned(), "Primary".to_owned()),
    ];
    if retry > 0 {
        let count = retry.to_string();
        headers.push(("x-atlassian-webhook-retry".to_owned(), count));
    }
    if let Some(token) = token(sandbox) {
        headers.push(("authorization".to_owned(), format!("Bearer {token}")));
    }
    let ask = Ask {
        method: Method::POST,
        address: delivery.url.clone(),
        headers,
        body: Bytes::from(delivery.body.clone()),
        patience: PATIENCE,
    };
    match sandbox.outside().ask(ask).await {
        Ok(reply) => Some(reply.status),
        Err(error) => {
            tracing::info!(%error, "a webhook was not delivered");
            None
        }
    }
}

/// HS256 with the client secret, unless a switch wants another.
fn token(sandbox: &Sandbox) -> Option<String> {
    let app = sandbox.app();
    let now = sandbox.now().as_second();
    let claims = |now: i64| -> Value {
        json!({ "iss": app.client_id, "iat": now, "exp": now + TOKEN_SECONDS })
    };
    let (claims, secret) = match sandbox.switches().delivery_token {
        DeliveryToken::Good => (claims(now), app.client_secret.as_str()),
        DeliveryToken::WrongSecret => (claims(now), "another app's secret"),
        DeliveryToken::Expired => (claims(now - 3600), app.client_secret.as_str()),
        DeliveryToken::None => return None,
    };
    let key = EncodingKey::from_secret(secret.as_bytes());
    jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &key).ok()
}
