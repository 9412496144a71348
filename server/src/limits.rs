//! How often one client may ask.
//!
//! Guessing ids, verifiers and codes has to be slow, and one wild client must not use up what Jira
//! gives the whole installation. A page with twenty charts that are all being read asks about
//! thirty times in a second; the limits are far above what people do.

use crate::{State, exports};
use axum::{
    Json,
    extract::{ConnectInfo, Request, State as Held},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock, DefaultClock},
};
use serde_json::json;
use std::{
    net::{IpAddr, SocketAddr},
    num::NonZeroU32,
};

/// Where signed pictures are; exports are limited with them.
const PICTURES: &str = "/pictures/";

/// Limits of one kind of address: so many requests a second on average, so many at once.
struct Room {
    prefix: &'static str,
    limiter: DefaultKeyedRateLimiter<Option<IpAddr>>,
}

/// The limits of a running Inlay. Counts are kept for each process.
pub(crate) struct Limits {
    rooms: [Room; 6],
    /// The header in which a proxy of ours says who asks.
    address_header: Option<HeaderName>,
}

impl Limits {
    /// `address_header`: where the address of the client is, when a proxy stands before us.
    pub(crate) fn new(address_header: Option<HeaderName>) -> Self {
        Self {
            rooms: [
                Room::new("/oauth/", 5, 100),
                Room::new("/api/", 50, 300),
                Room::new("/embed/", 100, 500),
                Room::new("/forge/", 50, 300),
                Room::new("/hooks/", 50, 300),
                Room::new(PICTURES, 10, 100),
            ],
            address_header,
        }
    }

    /// Forgets clients that have not asked for a while.
    pub(crate) fn sweep(&self) {
        for room in &self.rooms {
            room.limiter.retain_recent();
            room.limiter.shrink_to_fit();
        }
    }

    /// Seconds that this client has to wait; none when it may go on.
    fn wait(&self, path: &str, client: Option<IpAddr>) -> Option<u64> {
        let path = if exports::is_export(path) {
            PICTURES
        } else {
            path
        };
        let room = self.rooms.iter().find(|r| path.starts_with(r.prefix))?;
        let refused = room.limiter.check_key(&client).err()?;
        let wait = refused.wait_time_from(DefaultClock::default().now());
        Some(wait.as_secs() + 1)
    }

    /// Who asks: what our proxy says last, or whoever is connected.
    fn client(&self, headers: &HeaderMap, peer: Option<SocketAddr>) -> Option<IpAddr> {
        let told = self.address_header.as_ref().and_then(|name| {
            // A client may write the header, too; the last address is the one our proxy added.
            let line = headers.get_all(name).iter().next_back()?.to_str().ok()?;
            line.rsplit(',').next()?.trim().parse().ok()
        });
        told.or_else(|| peer.map(|peer| peer.ip()))
    }
}

impl Room {
    fn new(prefix: &'static str, each_second: u32, at_once: u32) -> Self {
        let least = |n| NonZeroU32::new(n).unwrap_or(NonZeroU32::MIN);
        let quota = Quota::per_second(least(each_second)).allow_burst(least(at_once));
        Self {
            prefix,
            limiter: RateLimiter::keyed(quota),
        }
    }
}

/// Refuses a client that asks too often, and says when it may ask again.
pub(crate) async fn limited(Held(state): Held<State>, request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let client = state
        .limits
        .client(request.headers(), peer.map(|ConnectInfo(peer)| *peer));
    let Some(seconds) = state.limits.wait(request.uri().path(), client) else {
        return next.run(request).await;
    };
    let sentence = format!("Too many requests from your address. Try again in {seconds} seconds.");
    let body = Json(json!({"kind": "busy", "message": sentence, "retry_after_s": seconds}));
    let retry = [(header::RETRY_AFTER, HeaderValue::from(seconds))];
    (StatusCode::TOO_MANY_REQUESTS, retry, body).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(last: u8) -> IpAddr {
        IpAddr::from([192, 0, 2, last])
    }

    #[test]
    fn a_client_that_asks_too_often_waits_and_others_do_not() {
        let limits = Limits::new(None);
        let refused = (0..101).find_map(|_| limits.wait("/oauth/start", Some(address(1))));
        assert_eq!(refused, Some(1));
        assert_eq!(limits.wait("/oauth/start", Some(address(2))), None);
        assert_eq!(limits.wait("/embed/c_1", Some(address(1))), None);
    }

    #[test]
    fn pages_and_files_are_not_limited() {
        let limits = Limits::new(None);
        assert!((0..2_000).all(|_| limits.wait("/assets/embed.js", Some(address(1))).is_none()));
    }

    #[test]
    fn a_header_names_the_client_only_where_the_operator_says_so() {
        let peer = Some(SocketAddr::from(([127, 0, 0, 1], 4000)));
        let mut headers = HeaderMap::new();
        headers.append(
            "x-forwarded-for",
            HeaderValue::from_static("10.0.0.9, 192.0.2.7"),
        );
        let (alone, behind) = (
            Limits::new(None),
            Limits::new(Some(HeaderName::from_static("x-forwarded-for"))),
        );
        assert_eq!(alone.client(&headers, peer), peer.map(|p| p.ip()));
        assert_eq!(behind.client(&headers, peer), Some(address(7)));
        headers.insert("x-forwarded-for", HeaderValue::from_static("nonsense"));
        assert_eq!(behind.client(&headers, peer), peer.map(|p| p.ip()));
    }
}
