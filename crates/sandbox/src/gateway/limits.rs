//! Points and bursts: what a call may cost, and the headers that tell of it.

use axum::Json;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use serde_json::json;
use uuid::Uuid;

use crate::state::{Burst, PointsLeft, RateLimitBody, Sandbox, Switches};

const LIMIT: HeaderName = HeaderName::from_static("x-ratelimit-limit");
const REMAINING: HeaderName = HeaderName::from_static("x-ratelimit-remaining");
const RESET: HeaderName = HeaderName::from_static("x-ratelimit-reset");
const NEAR: HeaderName = HeaderName::from_static("x-ratelimit-nearlimit");
const REASON: HeaderName = HeaderName::from_static("ratelimit-reason");
const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const STRUCTURED: HeaderName = HeaderName::from_static("ratelimit");

/// The hour's points are used up, or a site is asked too fast.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TooMany {
    left: PointsLeft,
    /// Seconds.
    wait: i64,
    reason: &'static str,
    switches: Switches,
}

/// Refuses a call when the hour's points are used up, or when a site is asked too fast.
pub(super) fn check(
    sandbox: &Sandbox,
    site: Uuid,
    method: &Method,
    path: &str,
) -> Result<(), TooMany> {
    let now = sandbox.now();
    let switches = sandbox.switches();
    let left = sandbox.meter().left(sandbox.config.points_per_hour, now);
    if left.remaining == 0 {
        return Err(TooMany {
            wait: left.seconds,
            reason: "jira-quota-global-based",
            left,
            switches,
        });
    }
    if switches.burst_limits {
        let endpoint = format!("{method} {}", crate::state::endpoint(path));
        let burst = burst(method, path);
        if !sandbox.meter().take_burst(site, &endpoint, burst, now) {
            return Err(TooMany {
                wait: 1,
                reason: "jira-burst-based",
                left,
                switches,
            });
        }
    }
    Ok(())
}

/// Charges an answered call and writes the headers. A refused query costs its one point too.
pub(super) fn charge(sandbox: &Sandbox, points: u64, mut response: Response) -> Response {
    let now = sandbox.now();
    sandbox.counters().add_points(points);
    let left = {
        let mut meter = sandbox.meter();
        meter.add(points, now);
        meter.left(sandbox.config.points_per_hour, now)
    };
    write_headers(response.headers_mut(), left);
    response
}

/// Requests a second: Atlassian's documented buckets.
fn burst(method: &Method, path: &str) -> Burst {
    let per_second = if path.ends_with("/search/approximate-count") {
        150.0
    } else if path.ends_with("/changelog") {
        200.0
    } else if *method == Method::PUT || *method == Method::DELETE {
        50.0
    } else {
        100.0
    };
    Burst(per_second)
}

fn write_headers(headers: &mut HeaderMap, left: PointsLeft) {
    headers.insert(LIMIT, left.limit.into());
    headers.insert(REMAINING, left.remaining.into());
    put(
        headers,
        POLICY,
        &format!("\"global-app-quota\";q={};w=3600", left.limit),
    );
    if left.near_limit() {
        headers.insert(NEAR, HeaderValue::from_static("true"));
        let structured = format!(
            "\"global-app-quota\";r={};t={}",
            left.remaining, left.seconds
        );
        put(headers, STRUCTURED, &structured);
    }
}

fn put(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

impl TooMany {
    /// The 429.
    pub(super) fn answer(&self) -> Response {
        let mut response = body(self.switches.rate_limit_body);
        let headers = response.headers_mut();
        write_headers(headers, self.left);
        put(headers, RESET, &self.left.reset.to_string());
        headers.insert(REASON, HeaderValue::from_static(self.reason));
        if self.switches.retry_after {
            headers.insert(header::RETRY_AFTER, self.wait.into());
        }
        response
    }
}

/// A 429 in the chosen wording.
pub(super) fn body(kind: RateLimitBody) -> Response {
    let status = StatusCode::TOO_MANY_REQUESTS;
    match kind {
        RateLimitBody::Json => {
            let body = json!({ "errorMessages": ["Rate limit exceeded."], "errors": {} });
            (status, Json(body)).into_response()
        }
        RateLimitBody::Plain => (status, "Rate limit exceeded").into_response(),
    }
}
