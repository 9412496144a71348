//! Sharing a chart, and showing it as its owner sees it: plain forms, so that they work without
//! script.

use crate::{State, authorizations::then};
use axum::{
    Extension, Form,
    extract::{Path, State as Held},
    response::Response,
};
use serde::Deserialize;
use service::{Failure, RunWish, Viewer};

#[derive(Deserialize)]
pub(crate) struct Everybody {
    everybody: String,
}

#[derive(Deserialize)]
pub(crate) struct Person {
    account: String,
    #[serde(default)]
    role: String,
}

#[derive(Deserialize)]
pub(crate) struct Run {
    audience: String,
    #[serde(default)]
    until: String,
    lists: Option<String>,
    #[serde(default)]
    seen: String,
}

#[derive(Deserialize)]
pub(crate) struct Seen {
    seen: String,
}

/// Changes what everybody with access to the site may do.
pub(crate) async fn everybody(
    Held(state): Held<State>,
    Extension(viewer): Extension<Viewer>,
    Path(id): Path<String>,
    Form(form): Form<Everybody>,
) -> Response {
    let service = &state.service;
    back(
        &id,
        service
            .share_with_everybody(&viewer, &id, &form.everybody)
            .await,
    )
}

/// Shares it with somebody.
pub(crate) async fn add(
    Held(state): Held<State>,
    Extension(viewer): Extension<Viewer>,
    Path(id): Path<String>,
    Form(form): Form<Person>,
) -> Response {
    let service = &state.service;
    back(
        &id,
        service
            .share_with(&viewer, &id, &form.account, &form.role)
            .await,
    )
}

/// Takes somebody off the list.
pub(crate) async fn remove(
    Held(state): Held<State>,
    Extension(viewer): Extension<Viewer>,
    Path(id): Path<String>,
    Form(form): Form<Person>,
) -> Response {
    back(
        &id,
        state.service.unshare(&viewer, &id, &form.account).await,
    )
}

/// Shows it to others as its owner sees it.
pub(crate) async fn run(
    Held(state): Held<State>,
    Extension(viewer): Extension<Viewer>,
    Path(id): Path<String>,
    Form(form): Form<Run>,
) -> Response {
    let wish = RunWish {
        audience: form.audience,
        until: form.until,
        lists: form.lists.is_some(),
        seen: form.seen,
    };
    back(&id, state.service.run_as_owner(&viewer, &id, &wish).await)
}

/// Lets it go on after a pause.
pub(crate) async fn confirm(
    Held(state): Held<State>,
    Extension(viewer): Extension<Viewer>,
    Path(id): Path<String>,
    Form(form): Form<Seen>,
) -> Response {
    back(&id, state.service.go_on(&viewer, &id, &form.seen).await)
}

/// Ends it.
pub(crate) async fn end(
    Held(state): Held<State>,
    Extension(viewer): Extension<Viewer>,
    Path(id): Path<String>,
) -> Response {
    back(&id, state.service.switch_off_owner_run(&viewer, &id).await)
}

/// Voids the link and makes a new one.
pub(crate) async fn renew(
    Held(state): Held<State>,
    Extension(viewer): Extension<Viewer>,
    Path(id): Path<String>,
) -> Response {
    back(&id, state.service.renew_link(&viewer, &id).await.map(drop))
}

fn back(id: &str, done: Result<(), Failure>) -> Response {
    then(&app::paths::access(id), done)
}
