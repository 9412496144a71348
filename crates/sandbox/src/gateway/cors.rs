//! Browsers may call the API from anywhere, as they may at api.atlassian.com. (Tokens belong on a
//! server all the same.)

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderValue, Method, StatusCode, header};

/// Answers preflights and adds the headers.
pub(super) async fn allow(request: Request, next: Next) -> Response {
    let from_browser = request.headers().contains_key(header::ORIGIN);
    let preflight = *request.method() == Method::OPTIONS && from_browser;
    let mut response = if preflight {
        StatusCode::NO_CONTENT.into_response()
    } else {
        next.run(request).await
    };
    if from_browser {
        let headers = response.headers_mut();
        let mut put = |name, value| headers.insert(name, HeaderValue::from_static(value));
        put(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        put(
            header::ACCESS_CONTROL_EXPOSE_HEADERS,
            "Retry-After, X-AACCOUNTID, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset",
        );
        if preflight {
            put(
                header::ACCESS_CONTROL_ALLOW_METHODS,
                "GET, POST, PUT, DELETE, OPTIONS",
            );
            put(
                header::ACCESS_CONTROL_ALLOW_HEADERS,
                "Authorization, Content-Type, Accept, Accept-Language, X-Force-Accept-Language, X-Atlassian-Token",
            );
            put(header::ACCESS_CONTROL_MAX_AGE, "600");
        }
    }
    response
}
