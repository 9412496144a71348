//! What holds for every request: who asks, from where a write may come, and the headers of every
//! answer.

use crate::{State, cookies};
use axum::{
    extract::{Request, State as Held},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use service::{Secret, Viewer};
use std::sync::Arc;

/// The nonce that scripts of this answer carry.
#[derive(Clone, Debug)]
pub(crate) struct Nonce(pub(crate) Arc<str>);

/// The id under which the log has this request.
#[derive(Clone, Debug)]
pub(crate) struct RequestId(pub(crate) Arc<str>);

/// Puts the viewer of the browser's own session at hand.
pub(crate) async fn viewer(Held(state): Held<State>, mut request: Request, next: Next) -> Response {
    let viewer = match cookies::read(request.headers(), cookies::SESSION) {
        None => Viewer::Anonymous,
        Some(token) => match state
            .service
            .viewer_by_cookie(&Secret::presented(&token))
            .await
        {
            Ok(viewer) => viewer,
            Err(_) => {
                return (
                    StatusCode::SERVICE_UNAVAILABLE,
                    "The database does not answer. Try again.",
                )
                    .into_response();
            }
        },
    };
    request.extensions_mut().insert(viewer);
    next.run(request).await
}

/// Refuses writes that another site's page makes with our cookies.
pub(crate) async fn same_origin(
    Held(state): Held<State>,
    request: Request,
    next: Next,
) -> Response {
    if matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    ) || comes_from_us(request.headers(), &state.origin)
    {
        return next.run(request).await;
    }
    (
        StatusCode::FORBIDDEN,
        "This request came from another site and was refused.",
    )
        .into_response()
}

/// Browsers say where a write comes from; programs say nothing and carry no cookies by accident.
///
/// `Sec-Fetch-Site` is asked first: our pages send no referrer, and with that browsers write
/// `Origin: null` for a plain form of ours.
fn comes_from_us(headers: &HeaderMap, origin: &str) -> bool {
    let text = |name: HeaderName| headers.get(name).map(|v| v.to_str().unwrap_or("?"));
    match text(HeaderName::from_static("sec-fetch-site")) {
        Some(site) => site == "same-origin" || site == "none",
        None => text(header::ORIGIN).is_none_or(|o| o == origin),
    }
}

/// Draws the nonce and the request's id, and writes the headers that every answer has.
pub(crate) async fn headers(
    Held(state): Held<State>,
    mut request: Request,
    next: Next,
) -> Response {
    let nonce: Arc<str> = Secret::draw().expose().into();
    let id: Arc<str> = uuid::Uuid::now_v7().simple().to_string().into();
    request.extensions_mut().insert(Nonce(nonce.clone()));
    request.extensions_mut().insert(RequestId(id.clone()));
    let path = request.uri().path().to_owned();
    let method = request.method().clone();
    let mut response = next.run(request).await;
    let status = response.status().as_u16();
    let class = match status {
        200..300 => "2xx",
        300..400 => "3xx",
        400..500 => "4xx",
        _ => "5xx",
    };
    metrics::counter!("inlay_http_requests_total", "status" => class).increment(1);
    // The path alone: queries may hold one-time codes.
    tracing::info!(http.method = %method, http.path = %path, http.status = status, request.id = %id, "answered");
    let policy = policy(&path, &nonce, &state.frame_ancestors, &state.live_reload);
    let headers = response.headers_mut();
    let mut put = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    put(header::CONTENT_SECURITY_POLICY, &policy);
    put(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(header::REFERRER_POLICY, "no-referrer");
    put(HeaderName::from_static("x-request-id"), &id);
    put(
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    );
    if state.https {
        put(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

/// Whether a frame of ours is at this path. What is not there is a page like others, also below
/// `/embed`.
fn is_frame(path: &str) -> bool {
    path.strip_prefix("/embed/").is_some_and(|rest| {
        let id = rest.strip_suffix("/view").unwrap_or(rest);
        !id.is_empty() && !id.contains('/')
    })
}

/// Scripts by nonce, no inline styles; frames only for `/embed`, wasm only outside it.
fn policy(path: &str, nonce: &str, ancestors: &str, live_reload: &str) -> String {
    // Dashboards show charts in frames of ours, and the application gets from page to page by itself.
    let (wasm, frames, ancestors) = if is_frame(path) {
        ("", "", ancestors)
    } else {
        (" 'wasm-unsafe-eval'", "frame-src 'self'; ", "'none'")
    };
    format!(
        "default-src 'none'; {frames}script-src 'nonce-{nonce}' 'strict-dynamic'{wasm}; style-src 'self'; \
         img-src 'self' data:; font-src 'self'; connect-src 'self'{live_reload}; form-action 'self'; base-uri 'none'; \
         manifest-src 'self'; frame-ancestors {ancestors}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(k, v)| (HeaderName::from_static(k), HeaderValue::from_static(v)))
            .collect()
    }

    #[test]
    fn a_write_counts_as_ours_unless_the_browser_says_otherwise() {
        let ours = "https://charts.example.com";
        assert!(comes_from_us(&headers(&[]), ours));
        assert!(comes_from_us(
            &headers(&[("origin", ours), ("sec-fetch-site", "same-origin")]),
            ours
        ));
        assert!(comes_from_us(
            &headers(&[("origin", "null"), ("sec-fetch-site", "same-origin")]),
            ours
        ));
        assert!(!comes_from_us(
            &headers(&[("origin", "https://evil.example")]),
            ours
        ));
        assert!(!comes_from_us(
            &headers(&[("origin", ours), ("sec-fetch-site", "cross-site")]),
            ours
        ));
        assert!(!comes_from_us(&headers(&[("origin", "null")]), ours));
        assert!(!comes_from_us(
            &headers(&[("sec-fetch-site", "cross-site")]),
            ours
        ));
        assert!(!comes_from_us(
            &headers(&[("sec-fetch-site", "same-site")]),
            ours
        ));
    }

    #[test]
    fn only_the_embed_may_be_framed_and_only_pages_run_wasm() {
        let page = policy("/charts/c_1", "n", "https://a.atlassian.net", "");
        assert!(page.contains("frame-ancestors 'none'") && page.contains("'wasm-unsafe-eval'"));
        // A page may show frames of ours and no others; a frame shows none.
        assert!(page.contains("frame-src 'self';"));
        let embed = policy("/embed/c_1", "n", "https://a.atlassian.net", "");
        assert!(
            embed.ends_with("frame-ancestors https://a.atlassian.net") && !embed.contains("wasm")
        );
        assert!(!embed.contains("frame-src"));
        let view = policy("/embed/c_1/view", "n", "https://a.atlassian.net", "");
        assert!(view.ends_with("frame-ancestors https://a.atlassian.net"));
        for nowhere in [
            "/embedded",
            "/embed",
            "/embed/",
            "/embed/c_1/x",
            "/embed//view",
        ] {
            assert!(
                policy(nowhere, "n", "https://a.atlassian.net", "")
                    .contains("frame-ancestors 'none'"),
                "{nowhere}"
            );
        }
    }
}
