//! Calls to the app's remote.

use std::time::Duration;

use axum::body::Bytes;
use http::Method;
use uuid::Uuid;

use super::token::Invocation;
use super::{Call, ForgeApp};
use crate::outside::{Ask, NoReply, Reply};
use crate::state::Sandbox;

/// What to call.
#[derive(Debug)]
pub(crate) struct Request<'a> {
    /// Base address of the remote.
    pub(crate) base: &'a str,
    pub(crate) path: &'a str,
    pub(crate) method: Method,
    /// From the app; what Forge adds takes their place.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Bytes,
    pub(crate) patience: Duration,
}

/// Calls with a token for `invocation`, and remembers it.
pub(crate) async fn call(
    sandbox: &Sandbox,
    app: &ForgeApp,
    invocation: &Invocation<'_>,
    request: Request<'_>,
) -> Result<Reply, NoReply> {
    let forge = sandbox.forge();
    let Some(token) = forge.token(sandbox, app, invocation) else {
        return Err(NoReply::NotARequest("no token could be signed".to_owned()));
    };
    let trace = Uuid::new_v4().simple().to_string();
    let own = [
        ("authorization", format!("Bearer {token}")),
        ("x-b3-spanid", trace[..16].to_owned()),
        ("x-b3-traceid", trace),
    ];
    let others = request.headers.into_iter().filter(|(name, _)| {
        !own.iter().any(|(own, _)| name.eq_ignore_ascii_case(own))
            && !["host", "content-length", "connection"]
                .contains(&name.to_ascii_lowercase().as_str())
    });
    let named = own
        .iter()
        .map(|(name, value)| ((*name).to_owned(), value.clone()));
    let headers = others.chain(named).collect();
    let answer = sandbox
        .outside()
        .ask(Ask {
            method: request.method,
            address: format!("{}{}", request.base, request.path),
            headers,
            body: request.body,
            patience: request.patience,
        })
        .await;
    if let Err(error) = &answer {
        tracing::info!(%error, "the app's remote did not answer");
    }
    forge.remember(Call {
        module: invocation.module.1.to_owned(),
        path: request.path.to_owned(),
        status: answer.as_ref().ok().map(|reply| reply.status),
    });
    answer
}
