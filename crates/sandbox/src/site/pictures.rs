//! Icons and avatars: Jira's answers name addresses on the site's host, so something must be there.

use axum::response::{IntoResponse as _, Response};
use http::{HeaderValue, StatusCode, Uri, header};

use super::not_found;
use crate::html;

/// Any other path: a picture where the path looks like one, else a page that says there is nothing.
pub(super) async fn any(uri: Uri) -> Response {
    let path = uri.path();
    let looks_like_one = path.starts_with("/images/") || path.starts_with("/secure/");
    if looks_like_one {
        return picture(path);
    }
    not_found("There is no such page")
}

/// A small round mark whose colour follows from its address.
pub fn picture(path: &str) -> Response {
    const COLOURS: [&str; 6] = [
        "#1d5fbf", "#2a7353", "#8a4baf", "#a33d2c", "#7a5c00", "#206a83",
    ];
    let colour = COLOURS
        .get(html::hue(path) as usize)
        .copied()
        .unwrap_or("#44546f");
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 16 16\" width=\"16\" height=\"16\"><circle cx=\"8\" cy=\"8\" r=\"7\" fill=\"{colour}\"/></svg>"
    );
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("image/svg+xml"),
        ),
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static("public, max-age=3600"),
        ),
    ];
    (StatusCode::OK, headers, svg).into_response()
}
