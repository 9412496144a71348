//! The host in between, `cdn.localhost`: where Forge puts an app's own page before it frames ours.

use std::sync::Arc;

use axum::Router;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use axum::routing::get;
use http::{HeaderValue, StatusCode, header};

use crate::html::{self, escape, percent};
use crate::state::{Config, Frame, Sandbox};

/// The flags of Forge's own iframe; the frames inside inherit them.
pub const FLAGS: &str = "allow-popups allow-popups-to-escape-sandbox allow-downloads allow-forms allow-modals allow-pointer-lock allow-same-origin allow-scripts";

/// Routes of the host in between.
pub fn router(sandbox: Arc<Sandbox>) -> Router {
    Router::new()
        .route("/forge", get(frame))
        .with_state(sandbox)
}

/// The outer iframe on the page.
pub(super) fn forge_macro(config: &Config, frame: &Frame) -> String {
    format!(
        "<div class=\"macro\" data-macro-name=\"forge\"><iframe sandbox=\"{FLAGS}\" src=\"{}/forge?src={}\" width=\"100%\" height=\"{}\" frameborder=\"0\" scrolling=\"no\"></iframe></div>",
        config.base_of("cdn"),
        escape(&percent(&frame.src)),
        frame.height,
    )
}

/// `GET /forge?src=…`: the app's static page, which holds the chart's frame and nothing else.
async fn frame(State(sandbox): State<Arc<Sandbox>>, RawQuery(query): RawQuery) -> Response {
    let pairs = html::pairs(query.as_deref().unwrap_or_default());
    let Ok(frame) = Frame::pasted(html::first(&pairs, "src").unwrap_or_default()) else {
        return html::answer(
            StatusCode::BAD_REQUEST,
            html::page("No frame", &[], "<p>src is not an address.</p>"),
        );
    };
    let body = format!(
        "<iframe src=\"{}\" title=\"Chart\" frameborder=\"0\" scrolling=\"no\"></iframe>",
        escape(&frame.src)
    );
    let styles = "body{background:none}iframe{display:block;width:100%;height:100vh}";
    let mut response = html::answer(StatusCode::OK, html::page("Chart", &[styles], &body));
    let origin = url::Url::parse(&frame.src).map(|url| url.origin().ascii_serialization());
    let policy = format!(
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self' {}; frame-ancestors 'self' {}",
        origin.unwrap_or_default(),
        sandbox.config.base_of("*"),
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response
            .headers_mut()
            .insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}
