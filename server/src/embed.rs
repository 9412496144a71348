//! The frame: `/embed/{id}` for the page, `/embed/{id}/view` for what its script asks later.
//!
//! In a cross-site frame only the partitioned cookie arrives, and where browsers refuse even that
//! one, the script sends the same token as a bearer. The first-party session counts too: a chart
//! opened alone, or framed by a page of the same site, needs no second consent.

use crate::{
    State, cookies,
    guard::{Nonce, RequestId},
};
use app::{
    context,
    embed::{EmbedPage, EmbedState, Place, answer, embed_page},
};
use axum::{
    Extension, Json,
    extract::{Path, Query, RawQuery, State as Held},
    http::{HeaderMap, header},
    response::{Html, IntoResponse, Response},
};
use serde::Deserialize;
use service::{Asking, Failure, NewSession, Room, RunAs, Secret, Viewer};
use std::time::Duration;

/// A page waits this long for its chart before it shows how far the reading is.
const PATIENCE: Duration = Duration::from_millis(1_500);

/// What the address of a frame may say besides its chart.
#[derive(Deserialize)]
pub(crate) struct Asked {
    /// The capability of a signed address.
    link: Option<String>,
    /// `owner`, from somebody who may see the chart either way.
    #[serde(rename = "as")]
    run_as: Option<String>,
    /// The Confluence app's ticket for one viewer, good once.
    grant: Option<String>,
    /// The frame's room for the drawing, where its script has measured it.
    width: Option<u32>,
    height: Option<u32>,
    /// `light` or `dark`, where the page around wants the chart in its own colours.
    theme: Option<String>,
    /// The field whose filter is open.
    open: Option<String>,
}

impl Asked {
    fn place(&self, chart: String, query: Option<&str>) -> Place {
        Place {
            chart,
            link: self.link.clone(),
            as_owner: self.run_as.as_deref() == Some("owner"),
            theme: self.theme.as_deref().and_then(Place::theme_of),
            narrowing: context::narrowing(query.unwrap_or_default()),
        }
    }

    fn asking(&self, place: &Place) -> Asking {
        let mut asking = Asking::default();
        if place.as_owner {
            asking.run_as = RunAs::Owner;
        }
        asking.link.clone_from(&place.link);
        let size = self.width.zip(self.height);
        asking.narrowing = place.narrowing.clone();
        asking.open = self.open.clone().filter(|field| !field.is_empty());
        asking.room = size.map(|(width, height)| Room::new(width, height));
        asking
    }
}

/// The page of a frame: with the chart in it where this viewer may see it.
pub(crate) async fn page(
    Held(state): Held<State>,
    Extension(nonce): Extension<Nonce>,
    Extension(request): Extension<RequestId>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    RawQuery(query): RawQuery,
    mut headers: HeaderMap,
) -> Response {
    let bearer = match &asked.grant {
        Some(ticket) => taken(&state, ticket, &mut headers).await,
        None => None,
    };
    let place = asked.place(id, query.as_deref());
    let shown = shown(&state, &place, &asked.asking(&place), &headers, &request).await;
    Html(embed_page(&EmbedPage {
        place,
        bearer: bearer.map(|session| session.token.expose().to_owned()),
        state: shown,
        nonce: nonce.0.to_string(),
    }))
    .into_response()
}

/// Trades the Confluence app's ticket for a session, and reads the rest of the request as its
/// holder's. A ticket that is not good any more leaves the request as it was.
async fn taken(state: &State, ticket: &str, headers: &mut HeaderMap) -> Option<NewSession> {
    let ticket = Secret::presented(ticket);
    let session = state
        .service
        .take_embed_grant(&ticket)
        .await
        .ok()
        .flatten()?;
    let bearer = format!("Bearer {}", session.token.expose()).parse().ok()?;
    headers.insert(header::AUTHORIZATION, bearer);
    Some(session)
}

/// The same as a fragment, for the frame's script.
pub(crate) async fn view(
    Held(state): Held<State>,
    Extension(request): Extension<RequestId>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let place = asked.place(id, query.as_deref());
    let shown = shown(&state, &place, &asked.asking(&place), &headers, &request).await;
    Json(answer(&place, &shown)).into_response()
}

async fn shown(
    state: &State,
    place: &Place,
    asking: &Asking,
    headers: &HeaderMap,
    request: &RequestId,
) -> EmbedState {
    let mut watched = Err(Failure::Internal);
    for viewer in viewers(state, headers).await {
        let next = match viewer {
            Ok(viewer) => {
                state
                    .service
                    .watch(&viewer, &place.chart, asking, PATIENCE)
                    .await
            }
            Err(failure) => Err(failure),
        };
        // Whom the Confluence app names may have authorized in this frame, too.
        let last = !matches!(next, Err(Failure::Prompt(_)));
        watched = next;
        if last {
            break;
        }
    }
    if let Err(failure) = &watched
        && !matches!(failure, Failure::Prompt(_))
    {
        tracing::warn!(request.id = %request.0, chart.id = place.chart, kind = failure.kind(), "no chart in the frame");
    }
    EmbedState::of(watched, &request.0)
}

/// Everybody whom the request proves, those of the frame first; nobody where it proves none. A
/// session of an account is the last one looked at: who it is wrong for is told so, and not taken
/// for another.
async fn viewers(state: &State, headers: &HeaderMap) -> Vec<Result<Viewer, Failure>> {
    let bearer = headers
        .get(header::AUTHORIZATION)
        .and_then(|v| v.to_str().ok()?.strip_prefix("Bearer ").map(str::to_owned));
    let service = &state.service;
    let mut found = Vec::new();
    for token in [bearer, cookies::read(headers, cookies::FRAME)]
        .into_iter()
        .flatten()
    {
        let viewer = service.viewer_by_frame(&Secret::presented(&token)).await;
        let decides = matches!(viewer, Ok(Viewer::Account(_)));
        found.push(viewer);
        if decides {
            break;
        }
    }
    let decided = matches!(found.last(), Some(Ok(Viewer::Account(_))));
    if !decided && let Some(token) = cookies::read(headers, cookies::SESSION) {
        found.push(service.viewer_by_cookie(&Secret::presented(&token)).await);
    }
    found.retain(|viewer| !matches!(viewer, Ok(Viewer::Anonymous)));
    if found.is_empty() {
        found.push(Ok(Viewer::Anonymous));
    }
    found
}
