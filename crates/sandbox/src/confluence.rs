//! What stands for Confluence: a wiki at another site than the charts', `wiki.localhost`, whose
//! pages hold iframes.
//!
//! `/wiki/spaces/TEAM/pages/65537/Weekly+quality+report` shows the page. Its query:
//! - `?edit`: add and remove frames (kept in memory).
//! - `?charts=ADDRESS[,ADDRESS]`: these frames instead of the saved ones, for tests.
//! - `?sandbox=forge`: each frame inside another one with the flags that Forge sets.
//! - `?height=N`: of the frames of `?charts=`.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Form, Path, RawQuery, State};
use axum::response::{Redirect, Response};
use axum::routing::get;
use http::StatusCode;
use serde::Deserialize;

use crate::html::{self, escape};
use crate::state::{Frame, Sandbox};

mod editor;
pub mod frames;
mod page;
mod words;

pub use words::{FIRST_PAGE, address};

/// Routes of the wiki's host.
pub fn router(sandbox: Arc<Sandbox>) -> Router {
    Router::new()
        .route("/", get(home))
        .route("/wiki", get(home))
        .route("/wiki/", get(home))
        .route(
            "/wiki/spaces/TEAM/pages/{id}",
            get(show_by_id).post(save_by_id),
        )
        .route("/wiki/spaces/TEAM/pages/{id}/{title}", get(show).post(save))
        .fallback(nothing)
        .with_state(sandbox)
}

async fn home() -> Redirect {
    Redirect::temporary(&address(FIRST_PAGE))
}

async fn show_by_id(state: State<Arc<Sandbox>>, Path(id): Path<u64>, query: RawQuery) -> Response {
    show(state, Path((id, String::new())), query).await
}

async fn show(
    State(sandbox): State<Arc<Sandbox>>,
    Path((id, _)): Path<(u64, String)>,
    RawQuery(query): RawQuery,
) -> Response {
    let Some(words) = words::page(id) else {
        return nothing().await;
    };
    let pairs = html::pairs(query.as_deref().unwrap_or_default());
    let asked: Vec<Frame> = asked_frames(&pairs);
    let frames = if asked.is_empty() {
        sandbox.charts().get(&id).cloned().unwrap_or_default()
    } else {
        asked
    };
    let page = if html::first(&pairs, "edit").is_some() {
        editor::page(words, &frames, None)
    } else {
        let forge = html::first(&pairs, "sandbox") == Some("forge");
        page::page(&sandbox, words, &frames, forge)
    };
    html::answer(StatusCode::OK, page)
}

/// The frames of `?charts=`, which may come several times or with commas; others are left out.
fn asked_frames(pairs: &[(String, String)]) -> Vec<Frame> {
    let height = html::first(pairs, "height").and_then(|h| h.parse().ok());
    pairs
        .iter()
        .filter(|(key, _)| key == "charts")
        .flat_map(|(_, value)| value.split(','))
        .filter_map(|address| Frame::pasted(address).ok())
        .map(|frame| Frame {
            height: height.unwrap_or(frame.height),
            ..frame
        })
        .collect()
}

/// What the editor posts: an address to add, or the position of a frame to remove.
#[derive(Debug, Deserialize)]
struct Edit {
    #[serde(default)]
    add: String,
    #[serde(default)]
    remove: Option<usize>,
}

async fn save_by_id(state: State<Arc<Sandbox>>, Path(id): Path<u64>, form: Form<Edit>) -> Response {
    save(state, Path((id, String::new())), form).await
}

async fn save(
    State(sandbox): State<Arc<Sandbox>>,
    Path((id, _)): Path<(u64, String)>,
    Form(edit): Form<Edit>,
) -> Response {
    let Some(words) = words::page(id) else {
        return nothing().await;
    };
    if let Some(at) = edit.remove {
        let mut charts = sandbox.charts();
        let frames = charts.entry(id).or_default();
        if at < frames.len() {
            frames.remove(at);
        }
        return html::redirect(&format!("{}?edit", address(id)));
    }
    match Frame::pasted(&edit.add) {
        Ok(frame) => {
            sandbox.charts().entry(id).or_default().push(frame);
            html::redirect(&address(id))
        }
        Err(refused) => {
            let frames = sandbox.charts().get(&id).cloned().unwrap_or_default();
            let page = editor::page(words, &frames, Some(&refused.to_string()));
            html::answer(StatusCode::BAD_REQUEST, page)
        }
    }
}

async fn nothing() -> Response {
    let body = format!(
        "<main class=\"alone\"><h1>{}</h1><p><a href=\"{}\">Weekly quality report</a></p></main>",
        escape("We can’t find that page"),
        address(FIRST_PAGE)
    );
    html::answer(
        StatusCode::NOT_FOUND,
        html::page("Page not found", &[STYLE], &body),
    )
}

const STYLE: &str = include_str!("confluence/confluence.css");
