//! What stands for Confluence: a wiki at another site than the charts', `wiki.localhost`, whose
//! pages hold iframes.
//!
//! `/wiki/spaces/TEAM/pages/65537/Weekly+quality+report` shows the page. Its query:
//! - `?edit`: add and remove frames (kept in memory).
//! - `?charts=ADDRESS[,ADDRESS]`: these frames instead of the saved ones, for tests.
//! - `?sandbox=forge`: each frame inside another one with the flags that Forge sets.
//! - `?height=N`: of the frames of `?charts=`.
//! - `?configure=ID`: the page of the Forge app that configures one of its macros.
//!
//! Where a Forge app is deployed ([`crate::forge`]) a page may hold its macros too, and who is logged
//! in to the wiki is who looks at them; nobody is an anonymous reader. A pasted address that the app
//! wants to have becomes a macro, as in Confluence's editor.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Form, Path, RawQuery, State};
use axum::response::{Redirect, Response};
use axum::routing::get;
use http::{HeaderMap, StatusCode};
use serde::Deserialize;

use crate::auth;
use crate::forge::{Macro, bridge};
use crate::html::{self, escape};
use crate::state::{Frame, Sandbox, SiteCard};

mod editor;
pub mod frames;
mod macros;
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
        .route("/_log_in", get(log_in))
        .with_state(sandbox.clone())
        .merge(bridge::router(sandbox))
        .fallback(nothing)
}

async fn home() -> Redirect {
    Redirect::temporary(&address(FIRST_PAGE))
}

/// The site whose Confluence this is: the first one, which is also the one that lists it.
pub(crate) fn site(sandbox: &Sandbox) -> Option<SiteCard> {
    sandbox.sites().into_iter().next()
}

async fn log_in(State(sandbox): State<Arc<Sandbox>>, RawQuery(query): RawQuery) -> Response {
    auth::finish_log_in(&sandbox, query.as_deref().unwrap_or_default())
}

async fn show_by_id(
    state: State<Arc<Sandbox>>,
    Path(id): Path<u64>,
    query: RawQuery,
    headers: HeaderMap,
) -> Response {
    show(state, Path((id, String::new())), query, headers).await
}

async fn show(
    State(sandbox): State<Arc<Sandbox>>,
    Path((id, _)): Path<(u64, String)>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
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
    let macros = sandbox.forge().macros().get(&id).cloned();
    let macros = macros.unwrap_or_default();
    let configured = html::first(&pairs, "configure");
    let page = if let Some(local_id) = configured {
        let Some(page) = macros::configuration(&sandbox, words, &macros, local_id) else {
            return nothing().await;
        };
        page
    } else if html::first(&pairs, "edit").is_some() {
        editor::page(&sandbox, words, &frames, &macros, None)
    } else {
        let forge = html::first(&pairs, "sandbox") == Some("forge");
        let viewer = html::signed_in(&sandbox, &headers);
        let macros = macros::Macros {
            macros: &macros,
            viewer: viewer.as_deref(),
        };
        page::page(&sandbox, words, &frames, forge, &macros)
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

/// What the editor posts: an address to add, the position of a frame to remove, a new macro, or the
/// id of a macro to remove.
#[derive(Debug, Deserialize)]
struct Edit {
    #[serde(default)]
    add: String,
    #[serde(default)]
    remove: Option<usize>,
    #[serde(default)]
    insert: Option<String>,
    #[serde(default)]
    remove_macro: Option<String>,
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
    if let Some(local_id) = edit.remove_macro {
        let mut macros = sandbox.forge().macros();
        let on_page = macros.entry(id).or_default();
        on_page.retain(|it| it.local_id != local_id);
        return html::redirect(&format!("{}?edit", address(id)));
    }
    if edit.insert.is_some() {
        let new = add_macro(&sandbox, id, Macro::default());
        return html::redirect(&format!("{}?configure={new}", address(id)));
    }
    let app = sandbox.forge().app();
    if app.is_some_and(|app| app.converts(edit.add.trim())) {
        let pasted = Some(edit.add.trim().to_owned());
        add_macro(
            &sandbox,
            id,
            Macro {
                pasted,
                ..Macro::default()
            },
        );
        return html::redirect(&address(id));
    }
    match Frame::pasted(&edit.add) {
        Ok(frame) => {
            sandbox.charts().entry(id).or_default().push(frame);
            html::redirect(&address(id))
        }
        Err(refused) => {
            let frames = sandbox.charts().get(&id).cloned().unwrap_or_default();
            let macros = sandbox.forge().macros().get(&id).cloned();
            let macros = macros.unwrap_or_default();
            let refused = refused.to_string();
            let page = editor::page(&sandbox, words, &frames, &macros, Some(&refused));
            html::answer(StatusCode::BAD_REQUEST, page)
        }
    }
}

/// Puts a macro at the end of a page; gives its local id.
pub(crate) fn add_macro(sandbox: &Sandbox, page: u64, new: Macro) -> String {
    let local_id = uuid::Uuid::new_v4().to_string();
    let mut macros = sandbox.forge().macros();
    macros.entry(page).or_default().push(Macro {
        local_id: local_id.clone(),
        ..new
    });
    local_id
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
