//! What the Confluence app asks for: `POST /forge/…`, each call with a token that Forge signed, and
//! the pictures of exported pages.

use crate::State;
use axum::{
    Json,
    extract::{Path, Query, State as Held},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use jira::forge::{Invocation, NotAnInvocation};
use serde::Deserialize;
use serde_json::json;
use service::{AppCall, Failure};

/// The module of the app's manifest that runs before it is uninstalled.
const CLEANUP: &str = "cleanup";
/// The function that makes documents; the macro's own page may not ask in its name.
const EXPORT: &str = "export-fn";

/// Which chart a macro shows. Written by whoever may edit the page: it says what is asked for,
/// never what is allowed.
#[derive(Deserialize)]
pub(crate) struct Wanted {
    chart: String,
}

/// Opens a chart for the reader of a page.
pub(crate) async fn grant(
    Held(state): Held<State>,
    headers: HeaderMap,
    Json(wanted): Json<Wanted>,
) -> Response {
    let call = match verified(&state, &headers).await {
        Ok((call, _)) => call,
        Err(answer) => return *answer,
    };
    match state.service.way_in(&call, &wanted.chart).await {
        Ok(way) => Json(json!({
            "embed": format!("/embed/{}?grant={}", wanted.chart, way.ticket.expose()),
            "title": way.title,
            "height": way.height,
        }))
        .into_response(),
        Err(failure) => refused(&failure),
    }
}

/// The app was installed, upgraded, or is about to be uninstalled.
pub(crate) async fn lifecycle(Held(state): Held<State>, headers: HeaderMap) -> Response {
    let (call, invocation) = match verified(&state, &headers).await {
        Ok(verified) => verified,
        Err(answer) => return *answer,
    };
    if invocation.module.key != CLEANUP {
        tracing::info!(site = %call.site, module = invocation.module.key, "the Confluence app was installed or upgraded");
        return StatusCode::NO_CONTENT.into_response();
    }
    match state.service.uninstalled(call.site).await {
        Ok(accesses) => {
            tracing::info!(site = %call.site, accesses, "the Confluence app is uninstalled: access on its site has ended");
            StatusCode::NO_CONTENT.into_response()
        }
        Err(failure) => refused(&failure),
    }
}

/// A chart for a page that is exported.
pub(crate) async fn export(
    Held(state): Held<State>,
    headers: HeaderMap,
    Json(wanted): Json<Wanted>,
) -> Response {
    let (call, invocation) = match verified(&state, &headers).await {
        Ok(verified) => verified,
        Err(answer) => return *answer,
    };
    if invocation.module.key != EXPORT {
        return sentence(StatusCode::FORBIDDEN, "Only an export asks for this.");
    }
    match state.service.for_document(&call, &wanted.chart).await {
        Ok(document) => {
            let picture = document.picture;
            Json(json!({
                "title": document.view.title.clone(),
                "image": picture.map(|path| format!("{}{path}", state.origin)),
                "table": service::Shown::Shared(Box::new(document.view)).json(),
            }))
            .into_response()
        }
        Err(Failure::Prompt(_) | Failure::NotFound) => sentence(
            StatusCode::FORBIDDEN,
            "This chart shows each reader their own numbers, so it is not part of exports. Its owner can let readers of this site see it as the owner does.",
        ),
        Err(failure) => refused(&failure),
    }
}

/// What a signed picture's address says.
#[derive(Deserialize)]
pub(crate) struct Signed {
    site: String,
    until: i64,
    signature: String,
}

/// The picture of an exported chart.
pub(crate) async fn picture(
    Held(state): Held<State>,
    Path(file): Path<String>,
    Query(signed): Query<Signed>,
) -> Response {
    let Some(id) = file.strip_suffix(".png") else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let Signed {
        site,
        until,
        signature,
    } = signed;
    match state
        .service
        .signed_picture(id, &site, until, &signature)
        .await
    {
        Ok(png) => ([(header::CONTENT_TYPE, "image/png")], png).into_response(),
        Err(failure) => crate::authorizations::refused(&failure),
    }
}

/// The call behind a request, if Forge vouches for it and it was not heard before.
async fn verified(
    state: &State,
    headers: &HeaderMap,
) -> Result<(AppCall, Invocation), Box<Response>> {
    let Some(forge) = &state.forge else {
        return Err(Box::new(sentence(
            StatusCode::NOT_FOUND,
            "This Inlay has no Confluence app: its operator sets INLAY_FORGE_APP_ID.",
        )));
    };
    let token = headers.get(header::AUTHORIZATION);
    let token = token.and_then(|value| value.to_str().ok()).unwrap_or("");
    let invocation = match forge.verify(token, state.service.clock().now()).await {
        Ok(invocation) => invocation,
        Err(NotAnInvocation::Refused) => {
            return Err(Box::new(sentence(
                StatusCode::UNAUTHORIZED,
                "This call does not come from the Confluence app.",
            )));
        }
        Err(error @ NotAnInvocation::NoKeys(_)) => {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "no keys of Forge's"
            );
            return Err(Box::new(sentence(
                StatusCode::SERVICE_UNAVAILABLE,
                "Inlay cannot check the Confluence app's calls just now. Try again in a minute.",
            )));
        }
    };
    let call = AppCall {
        site: service::SiteId(invocation.cloud_id.as_uuid()),
        account: invocation
            .principal
            .as_ref()
            .and_then(|id| service::AccountId::parse(id.as_str()).ok()),
        token_id: invocation.jti.clone(),
        expires: invocation.expires,
    };
    match state.service.first_call(&call).await {
        Ok(true) => Ok((call, invocation)),
        Ok(false) => Err(Box::new(sentence(
            StatusCode::UNAUTHORIZED,
            "This call was made before.",
        ))),
        Err(failure) => Err(Box::new(refused(&failure))),
    }
}

fn refused(failure: &Failure) -> Response {
    let status =
        StatusCode::from_u16(failure.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    sentence(status, &failure.sentence())
}

fn sentence(status: StatusCode, text: &str) -> Response {
    (status, Json(json!({ "error": text }))).into_response()
}
