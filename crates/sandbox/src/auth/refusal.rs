//! Error pages. The app never hears of these mistakes; only the person in front of the page does.

use axum::extract::RawQuery;
use axum::response::{IntoResponse as _, Response};
use http::StatusCode;

use super::{Refusal, STYLE};
use crate::html;

/// The answer to a refused authorize request.
pub(super) fn answer(refusal: &Refusal) -> Response {
    let sentence = refusal.to_string();
    match refusal {
        // Atlassian sends this one to a page of its own.
        Refusal::Callback(_) => html::redirect(&format!(
            "/error?error=unauthorized_client&error_description={}",
            html::percent(&sentence)
        )),
        Refusal::TooLarge => (StatusCode::BAD_REQUEST, sentence).into_response(),
        _ => page("Something went wrong", &sentence, None),
    }
}

/// `GET /error?error=…&error_description=…`
pub(super) async fn show(RawQuery(query): RawQuery) -> Response {
    let pairs = html::pairs(query.as_deref().unwrap_or_default());
    let code = html::first(&pairs, "error");
    let sentence = html::first(&pairs, "error_description").unwrap_or("No description was given.");
    page("Something went wrong", sentence, code)
}

/// A calm page with one sentence on it.
pub(super) fn page(title: &str, sentence: &str, code: Option<&str>) -> Response {
    let code = code.map_or_else(String::new, |code| {
        format!(
            "<p class=\"quiet\">Error <code>{}</code></p>",
            html::escape(code)
        )
    });
    let body = format!(
        "<main class=\"sheet\"><header class=\"brand\">{}</header><h1>{}</h1><p class=\"lead\">{}</p>{code}\
         <p class=\"quiet\">Nothing was given to the app. You can close this window and tell the app's operator what it says.</p></main>",
        super::log_in::MARK,
        html::escape(title),
        html::escape(sentence),
    );
    html::answer(StatusCode::BAD_REQUEST, html::page(title, &[STYLE], &body))
}
