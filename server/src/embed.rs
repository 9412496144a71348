//! The frame: `/embed/{id}` for the page, `/embed/{id}/view` for what its script asks later.
//!
//! In a cross-site frame only the partitioned cookie arrives, and where browsers refuse even that
//! one, the script sends the same token as a bearer. The first-party session counts too: a chart
//! opened alone, or framed by a page of the same site, needs no second consent.

use crate::{
    State, cookies,
    guard::{Nonce, RequestId},
};
use app::embed::{EmbedPage, EmbedState, answer, embed_page};
use axum::{
    Extension, Json,
    extract::{Path, Query, State as Held},
    http::{HeaderMap, header},
    response::{Html, IntoResponse, Response},
};
use serde::Deserialize;
use service::{Asking, Failure, Room, Secret, Viewer};
use std::time::Duration;

/// A page waits this long for its chart before it shows how far the reading is.
const PATIENCE: Duration = Duration::from_millis(1_500);

/// The page of a frame: with the chart in it where this viewer's grant is known.
pub(crate) async fn page(
    Held(state): Held<State>,
    Extension(nonce): Extension<Nonce>,
    Extension(request): Extension<RequestId>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response {
    let shown = shown(&state, &id, &headers, None, &request).await;
    Html(embed_page(&EmbedPage {
        chart_id: id,
        state: shown,
        nonce: nonce.0.to_string(),
    }))
    .into_response()
}

/// The frame's room for the drawing, where its script has measured it.
#[derive(Deserialize)]
pub(crate) struct Measured {
    width: Option<u32>,
    height: Option<u32>,
}

/// The same as a fragment, for the frame's script.
pub(crate) async fn view(
    Held(state): Held<State>,
    Extension(request): Extension<RequestId>,
    Path(id): Path<String>,
    Query(measured): Query<Measured>,
    headers: HeaderMap,
) -> Response {
    let room = measured
        .width
        .zip(measured.height)
        .map(|(width, height)| Room::new(width, height));
    Json(answer(
        &id,
        &shown(&state, &id, &headers, room, &request).await,
    ))
    .into_response()
}

async fn shown(
    state: &State,
    id: &str,
    headers: &HeaderMap,
    room: Option<Room>,
    request: &RequestId,
) -> EmbedState {
    let watched = match viewer(state, headers).await {
        Ok(viewer) => {
            let asking = Asking {
                room,
                ..Asking::default()
            };
            state.service.watch(&viewer, id, &asking, PATIENCE).await
        }
        Err(failure) => Err(failure),
    };
    if let Err(failure) = &watched
        && !matches!(failure, Failure::Prompt(_))
    {
        tracing::warn!(request.id = %request.0, chart.id = id, kind = failure.kind(), "no chart in the frame");
    }
    EmbedState::of(watched, &request.0)
}

async fn viewer(state: &State, headers: &HeaderMap) -> Result<Viewer, Failure> {
    let bearer = headers
        .get(header::AUTHORIZATION)
        .and_then(|v| v.to_str().ok()?.strip_prefix("Bearer ").map(str::to_owned));
    for token in [bearer, cookies::read(headers, cookies::FRAME)]
        .into_iter()
        .flatten()
    {
        let viewer = state
            .service
            .viewer_by_frame(&Secret::presented(&token))
            .await?;
        if viewer != Viewer::Anonymous {
            return Ok(viewer);
        }
    }
    match cookies::read(headers, cookies::SESSION) {
        Some(token) => {
            state
                .service
                .viewer_by_cookie(&Secret::presented(&token))
                .await
        }
        None => Ok(Viewer::Anonymous),
    }
}
