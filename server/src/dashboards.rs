//! Changing a dashboard: plain forms, so that they work without script.

use crate::{
    State,
    authorizations::{refused, then},
};
use axum::{
    Extension, Form,
    extract::{Path, State as Held},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use service::{DashboardChange, Failure, Viewer};

#[derive(Deserialize)]
pub(crate) struct New {
    title: String,
    #[serde(default)]
    site: String,
}

/// The forms of the page, told apart by `act`.
#[derive(Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub(crate) enum Act {
    About {
        version: String,
        title: String,
        #[serde(default)]
        description: String,
        theme: String,
    },
    Add {
        version: String,
        chart: String,
    },
    Shape {
        version: String,
        at: String,
        width: String,
        height: String,
    },
    Earlier {
        version: String,
        at: String,
    },
    Later {
        version: String,
        at: String,
    },
    Remove {
        version: String,
        at: String,
    },
}

#[derive(Deserialize)]
pub(crate) struct Everybody {
    everybody: String,
}

#[derive(Deserialize)]
pub(crate) struct Link {
    on: Option<String>,
}

/// Makes one, and goes on to adding charts.
pub(crate) async fn make(
    Held(state): Held<State>,
    Extension(viewer): Extension<Viewer>,
    Form(new): Form<New>,
) -> Response {
    let service = &state.service;
    match service.make_dashboard(&viewer, &new.title, &new.site).await {
        Ok(id) => Redirect::to(&app::paths::edit_dashboard(&id)).into_response(),
        Err(failure) => refused(&failure),
    }
}

/// One change; the page comes back at the chart that it was about.
pub(crate) async fn change(
    Held(state): Held<State>,
    Extension(viewer): Extension<Viewer>,
    Path(id): Path<String>,
    Form(act): Form<Act>,
) -> Response {
    let page = app::paths::edit_dashboard(&id);
    let (version, change, at) = act.read();
    let changed = state
        .service
        .change_dashboard(&viewer, &id, version, change);
    match changed.await {
        // Somebody was quicker: the page shows what is there, and says so.
        Err(Failure::Conflict) => Redirect::to(&format!("{page}?conflict=1")).into_response(),
        done => {
            let place = at.map_or_else(
                || page.clone(),
                |at| format!("{page}#chart-{}", at.saturating_add(1)),
            );
            then(&place, done)
        }
    }
}

/// Says what everybody on its site may do.
pub(crate) async fn share(
    Held(state): Held<State>,
    Extension(viewer): Extension<Viewer>,
    Path(id): Path<String>,
    Form(form): Form<Everybody>,
) -> Response {
    let service = &state.service;
    let done = service.share_dashboard(&viewer, &id, &form.everybody).await;
    then(&app::paths::edit_dashboard(&id), done)
}

/// A new public link, or none.
pub(crate) async fn link(
    Held(state): Held<State>,
    Extension(viewer): Extension<Viewer>,
    Path(id): Path<String>,
    Form(form): Form<Link>,
) -> Response {
    let service = &state.service;
    let done = service
        .link_dashboard(&viewer, &id, form.on.is_some())
        .await;
    then(&app::paths::edit_dashboard(&id), done)
}

/// Deletes it; the list offers to take that back.
pub(crate) async fn delete(
    Held(state): Held<State>,
    Extension(viewer): Extension<Viewer>,
    Path(id): Path<String>,
) -> Response {
    let done = state.service.delete_dashboard(&viewer, &id).await;
    // The id is one of ours by now: letters, digits, - and _.
    then(&format!("{}?deleted={id}", app::paths::DASHBOARDS), done)
}

/// Takes that back.
pub(crate) async fn restore(
    Held(state): Held<State>,
    Extension(viewer): Extension<Viewer>,
    Path(id): Path<String>,
) -> Response {
    let done = state.service.restore_dashboard(&viewer, &id).await;
    then(&app::paths::dashboard(&id), done)
}

impl Act {
    /// The version it starts from, the change, and the place of the chart to come back to.
    fn read(self) -> (i64, DashboardChange, Option<usize>) {
        // Numbers that are none are of no version, no place, no size: each is refused with its sentence.
        fn number<T: std::str::FromStr>(text: &str, none: T) -> T {
            text.trim().parse().unwrap_or(none)
        }
        let place = |at: &str| number(at, usize::MAX);
        match self {
            Self::About {
                version,
                title,
                description,
                theme,
            } => {
                let change = DashboardChange::About {
                    title,
                    description,
                    theme,
                };
                (number(&version, 0), change, None)
            }
            Self::Add { version, chart } => {
                (number(&version, 0), DashboardChange::Add { chart }, None)
            }
            Self::Shape {
                version,
                at,
                width,
                height,
            } => {
                let at = place(&at);
                let (width, height) = (number(&width, 0), number(&height, 0));
                let change = DashboardChange::Shape { at, width, height };
                (number(&version, 0), change, Some(at))
            }
            Self::Earlier { version, at } => {
                let at = place(&at);
                let change = DashboardChange::Move { at, on: false };
                (number(&version, 0), change, Some(at.saturating_sub(1)))
            }
            Self::Later { version, at } => {
                let at = place(&at);
                let change = DashboardChange::Move { at, on: true };
                (number(&version, 0), change, Some(at.saturating_add(1)))
            }
            Self::Remove { version, at } => {
                let at = place(&at);
                (number(&version, 0), DashboardChange::Remove { at }, None)
            }
        }
    }
}
