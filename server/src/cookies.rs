//! The cookies we set, and reading them again.
//!
//! All are `__Host-`: over https (or on localhost), for our host alone, for the whole host. Only
//! the frame's is sent in a cross-site frame, and only in the partition where it was set.

use axum::http::{HeaderMap, HeaderValue, header};
use jiff::{Timestamp, fmt::rfc2822::DateTimePrinter};
use service::Secret;

/// The browser's own session.
pub(crate) const SESSION: &str = "__Host-inlay";
/// A frame's session, partitioned by the page that frames it.
pub(crate) const FRAME: &str = "__Host-inlay-frame";
/// What a popup remembers while it is at Atlassian; one for each popup.
const CONSENT: &str = "__Host-inlay-consent-";
/// A consent may take this long.
const CONSENT_SECONDS: u32 = 900;

/// Reads a cookie.
pub(crate) fn read(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}

/// Reads the cookie of the consent that an answer's `state` belongs to.
pub(crate) fn read_consent(headers: &HeaderMap, state: &str) -> Option<String> {
    read(
        headers,
        &consent_name(&service::Consent::cookie_suffix(state)),
    )
}

fn consent_name(suffix: &str) -> String {
    format!("{CONSENT}{suffix}")
}

/// Starts the browser's own session.
pub(crate) fn session(token: &Secret, expires_at: Timestamp) -> HeaderValue {
    set(&format!(
        "{SESSION}={}; Expires={}; SameSite=Lax",
        token.expose(),
        imf(expires_at)
    ))
}

/// Ends it.
pub(crate) fn no_session() -> HeaderValue {
    set(&format!("{SESSION}=; Max-Age=0; SameSite=Lax"))
}

/// Starts a frame's session.
pub(crate) fn frame(token: &Secret, expires_at: Timestamp) -> HeaderValue {
    set(&format!(
        "{FRAME}={}; Expires={}; SameSite=None; Partitioned",
        token.expose(),
        imf(expires_at)
    ))
}

/// Remembers a consent on its way.
pub(crate) fn consent(suffix: &str, value: &str) -> HeaderValue {
    set(&format!(
        "{}={value}; Max-Age={CONSENT_SECONDS}; SameSite=Lax",
        consent_name(suffix)
    ))
}

/// Forgets it.
pub(crate) fn no_consent(state: &str) -> HeaderValue {
    set(&format!(
        "{}=; Max-Age=0; SameSite=Lax",
        consent_name(&service::Consent::cookie_suffix(state))
    ))
}

fn set(start: &str) -> HeaderValue {
    let text = format!("{start}; Path=/; Secure; HttpOnly");
    // Tokens are base64url and names alphanumeric; anything else would be our own mistake, and an
    // empty cookie is refused by every reader.
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""))
}

fn imf(at: Timestamp) -> String {
    DateTimePrinter::new()
        .timestamp_to_rfc9110_string(&at)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.append(
            header::COOKIE,
            HeaderValue::from_static("a=1; __Host-inlay=abc"),
        );
        headers.append(
            header::COOKIE,
            HeaderValue::from_static("__Host-inlay-frame=def"),
        );
        assert_eq!(read(&headers, SESSION).as_deref(), Some("abc"));
        assert_eq!(read(&headers, FRAME).as_deref(), Some("def"));
        assert_eq!(read(&headers, "b"), None);
    }

    #[test]
    fn the_frame_cookie_is_partitioned_and_the_session_cookie_is_not_sent_across_sites() {
        let token = Secret::presented("t");
        let at: Timestamp = "2026-11-23T09:14:00Z".parse().unwrap();
        assert_eq!(
            frame(&token, at).to_str().unwrap(),
            "__Host-inlay-frame=t; Expires=Mon, 23 Nov 2026 09:14:00 GMT; SameSite=None; Partitioned; Path=/; Secure; HttpOnly"
        );
        assert_eq!(
            session(&token, at).to_str().unwrap(),
            "__Host-inlay=t; Expires=Mon, 23 Nov 2026 09:14:00 GMT; SameSite=Lax; Path=/; Secure; HttpOnly"
        );
    }
}
