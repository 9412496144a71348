//! What the server hands to pages and server functions: who asks, and the use cases.
//!
//! The only place that reads the context: `App` also runs at start-up, to list its routes, where
//! there is none, so no component may expect it.

use crate::error::ApiError;
use axum::http::{HeaderName, HeaderValue, StatusCode, header, request::Parts};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use service::{Service, Viewer};

/// Who asks, and the use cases they may call.
pub fn asked() -> Result<(Service, Viewer), ApiError> {
    let service = use_context::<Service>();
    let viewer = use_context::<Viewer>();
    // Both are missing only where the server's wiring forgot them; the test of the router says so.
    service.zip(viewer).ok_or_else(|| {
        ApiError::new(
            "internal",
            "Something went wrong in Inlay. The log has the details.",
        )
    })
}

/// How a saved chart is asked for: as its owner sees it, by who may see it either way; what it is
/// narrowed by, as an address has it; and the field whose filter is open.
pub fn asking(as_owner: bool, filter: Option<&str>, open: Option<String>) -> service::Asking {
    let mut asking = service::Asking::default();
    if as_owner {
        asking.run_as = service::RunAs::Owner;
    }
    asking.narrowing = narrowing(filter.unwrap_or_default());
    asking.open = open;
    asking
}

/// What an address narrows a chart by, from what stands after its question mark.
///
/// ```
/// let read = app::context::narrowing("as=owner&filter.status=To+Do&text=a%26b");
/// assert_eq!(read.conditions[0].values, ["To Do"]);
/// assert_eq!(read.text.as_deref(), Some("a&b"));
/// ```
pub fn narrowing(query: &str) -> chart::Narrowing {
    let pairs: Vec<_> = url::form_urlencoded::parse(query.as_bytes()).collect();
    let pairs = pairs
        .iter()
        .map(|(name, word)| (name.as_ref(), word.as_ref()));
    chart::Narrowing::from_pairs(pairs)
}

/// The theme that the person chose, from its cookie: known before the first byte, so that no page
/// flashes in the wrong colours.
pub fn chosen_theme() -> Option<&'static str> {
    let parts = use_context::<Parts>()?;
    let cookies = parts
        .headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok());
    cookies
        .flat_map(|line| line.split(';'))
        .find_map(|cookie| match cookie.trim() {
            "inlay_theme=light" => Some("light"),
            "inlay_theme=dark" => Some("dark"),
            _ => None,
        })
}

/// Sets the status of the answer: server functions would answer 500 to every error by themselves.
///
/// A page that shows the prompt is a page that works, so prompts change the status of calls alone.
pub fn answer_status(error: &ApiError, status: u16) {
    let Some(response) = use_context::<ResponseOptions>() else {
        return;
    };
    let is_call = use_context::<Parts>().is_some_and(|parts| parts.uri.path().starts_with("/api/"));
    if error.wants_consent() && !is_call {
        return;
    }
    if let Ok(status) = StatusCode::from_u16(status) {
        response.set_status(status);
    }
    if is_call {
        response.insert_header(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/json"),
        );
    }
    if let Some(seconds) = error.retry_after_s {
        response.insert_header(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
}

/// Says 404 for a page that is not there.
pub fn answer_not_found() {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(StatusCode::NOT_FOUND);
        response.insert_header(
            HeaderName::from_static("x-robots-tag"),
            HeaderValue::from_static("noindex"),
        );
    }
}
