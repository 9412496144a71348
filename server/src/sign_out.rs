//! Signing out: a plain form, so that it works without script.

use crate::{State, cookies};
use axum::{
    extract::State as Held,
    http::{HeaderMap, header},
    response::{IntoResponse, Redirect, Response},
};
use service::Secret;

/// Ends the browser's session. The grant stays: charts that run on it go on.
pub(crate) async fn sign_out(Held(state): Held<State>, headers: HeaderMap) -> Response {
    if let Some(token) = cookies::read(&headers, cookies::SESSION)
        && state
            .service
            .sign_out(&Secret::presented(&token))
            .await
            .is_err()
    {
        return (
            http::StatusCode::SERVICE_UNAVAILABLE,
            "You are not signed out yet: the database does not answer. Try again.",
        )
            .into_response();
    }
    (
        [(header::SET_COOKIE, cookies::no_session())],
        Redirect::to("/"),
    )
        .into_response()
}
