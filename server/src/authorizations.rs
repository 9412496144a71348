//! Ending what was authorized, and a site's rules: plain forms, so that they work without script.

use crate::{State, cookies};
use axum::{
    Extension, Form,
    extract::{Path, State as Held},
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use service::{Failure, SiteRules, Viewer};

/// Which site of mine.
#[derive(Deserialize)]
pub(crate) struct OfSite {
    site: String,
}

/// Whose access, for an administrator.
#[derive(Deserialize)]
pub(crate) struct OfAccount {
    account: String,
}

/// A browser sends the boxes that are ticked, and nothing for the others.
#[derive(Deserialize)]
pub(crate) struct Rules {
    owner_runs_forbidden: Option<String>,
    links_forbidden: Option<String>,
}

/// Removes my access to a site.
pub(crate) async fn remove(
    Held(state): Held<State>,
    Extension(viewer): Extension<Viewer>,
    Form(of): Form<OfSite>,
) -> Response {
    match state.service.remove_access(&viewer, &of.site).await {
        // The last one takes the sessions with it: nobody is signed in any more.
        Ok(true) => signed_out(),
        Ok(false) => Redirect::to(app::paths::AUTHORIZATIONS).into_response(),
        Err(failure) => refused(&failure),
    }
}

/// Removes all of mine, and signs me out.
pub(crate) async fn remove_all(
    Held(state): Held<State>,
    Extension(viewer): Extension<Viewer>,
) -> Response {
    match state.service.remove_all(&viewer).await {
        Ok(()) => signed_out(),
        Err(failure) => refused(&failure),
    }
}

fn signed_out() -> Response {
    let forget = [(header::SET_COOKIE, cookies::no_session())];
    (forget, Redirect::to(app::paths::HOME)).into_response()
}

/// Removes somebody's access to a site that the viewer administers.
pub(crate) async fn remove_of(
    Held(state): Held<State>,
    Extension(viewer): Extension<Viewer>,
    Path(site): Path<String>,
    Form(of): Form<OfAccount>,
) -> Response {
    let removed = state
        .service
        .remove_site_access(&viewer, &site, &of.account)
        .await;
    then(&page_of(&site), removed)
}

/// Changes what may be shared on a site.
pub(crate) async fn rules(
    Held(state): Held<State>,
    Extension(viewer): Extension<Viewer>,
    Path(site): Path<String>,
    Form(rules): Form<Rules>,
) -> Response {
    let rules = SiteRules {
        owner_runs_forbidden: rules.owner_runs_forbidden.is_some(),
        links_forbidden: rules.links_forbidden.is_some(),
    };
    then(
        &page_of(&site),
        state.service.set_site_rules(&viewer, &site, rules).await,
    )
}

/// The site's log of changes, for a spreadsheet.
pub(crate) async fn log(
    Held(state): Held<State>,
    Extension(viewer): Extension<Viewer>,
    Path(site): Path<String>,
) -> Response {
    match state.service.site_log_csv(&viewer, &site).await {
        Ok(csv) => (
            [
                (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
                (
                    header::CONTENT_DISPOSITION,
                    "attachment; filename=\"inlay-authorizations.csv\"",
                ),
            ],
            csv,
        )
            .into_response(),
        Err(failure) => refused(&failure),
    }
}

fn page_of(site: &str) -> String {
    app::paths::site_authorizations(site)
}

pub(crate) fn then(page: &str, done: Result<(), Failure>) -> Response {
    match done {
        // Afterwards a reload shows the page again, and does not send the form once more.
        Ok(()) => Redirect::to(page).into_response(),
        Err(failure) => refused(&failure),
    }
}

pub(crate) fn refused(failure: &Failure) -> Response {
    let status =
        StatusCode::from_u16(failure.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, failure.sentence()).into_response()
}
