//! The little that all pages share: escaping, the frame of a page, addresses, the log-in cookie.

use axum::response::{Html, IntoResponse, Response};
use http::{HeaderMap, HeaderValue, StatusCode, header};

use crate::state::Sandbox;

/// Name of the cookie that says who is logged in. Cookies do not tell ports apart, so it must not
/// be a name that an application on another port of the same machine would use.
pub const COOKIE: &str = "atlassian-sandbox";

/// Text as HTML text or attribute value (in double quotes).
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// Text as part of a query: everything but unreserved characters in `%XX`, spaces too.
pub fn percent(text: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// A whole page: title, style sheets, body.
pub fn page(title: &str, styles: &[&str], body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{}</title><link rel=\"icon\" href=\"data:,\"><style>{}\n{}</style></head>\n<body>\n{body}\n</body></html>\n",
        escape(title),
        include_str!("html/base.css"),
        styles.join("\n"),
    )
}

/// A page as an answer that nobody stores.
pub fn answer(status: StatusCode, page: String) -> Response {
    let mut response = (status, Html(page)).into_response();
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// 302 to an address that is already percent-encoded.
pub fn redirect(to: &str) -> Response {
    match HeaderValue::from_str(to) {
        Ok(to) => (StatusCode::FOUND, [(header::LOCATION, to)]).into_response(),
        Err(_) => StatusCode::BAD_REQUEST.into_response(),
    }
}

/// The pairs of a query or form, decoded, in order.
pub fn pairs(query: &str) -> Vec<(String, String)> {
    url::form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect()
}

/// The first value of a key.
pub fn first<'a>(pairs: &'a [(String, String)], key: &str) -> Option<&'a str> {
    pairs.iter().find(|(k, _)| k == key).map(|(_, v)| &**v)
}

/// The value of the log-in cookie.
pub fn cookie(headers: &HeaderMap) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == COOKIE)
        .map(|(_, value)| value.to_owned())
}

/// The account that is logged in to the sandbox's pages on this host.
pub fn signed_in(sandbox: &Sandbox, headers: &HeaderMap) -> Option<String> {
    let cookie = cookie(headers)?;
    let account = sandbox.sign_ins().account(&cookie)?.to_owned();
    // A person who has gone from the world is nobody.
    sandbox.person(&account).map(|person| person.account_id)
}

/// `Set-Cookie` of a log-in.
pub fn set_cookie(value: &str) -> HeaderValue {
    HeaderValue::from_str(&format!("{COOKIE}={value}; Path=/; HttpOnly; SameSite=Lax"))
        .unwrap_or_else(|_| HeaderValue::from_static(""))
}

/// `Set-Cookie` that ends it.
pub fn drop_cookie() -> HeaderValue {
    HeaderValue::from_str(&format!(
        "{COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"
    ))
    .unwrap_or_else(|_| HeaderValue::from_static(""))
}

/// First letters of a name for a round badge: `Mia Krystof` -> `MK`.
pub fn initials(name: &str) -> String {
    let mut letters = name.split_whitespace().filter_map(|w| w.chars().next());
    let first = letters.next();
    first.into_iter().chain(letters.next_back()).collect()
}

/// One of six quiet hues for a round badge, always the same for one name.
pub fn hue(name: &str) -> u32 {
    name.bytes()
        .fold(7_u32, |h, b| h.wrapping_mul(31).wrapping_add(u32::from(b)))
        % 6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_a_name_stays_text() {
        assert_eq!(
            escape(r#"<b a="1">&'"#),
            "&lt;b a=&quot;1&quot;&gt;&amp;&#39;"
        );
    }

    #[test]
    fn spaces_in_a_query_are_percent_twenty() {
        assert_eq!(percent("did not é&="), "did%20not%20%C3%A9%26%3D");
    }

    #[test]
    fn the_log_in_is_found_among_other_cookies() {
        let mut headers = HeaderMap::new();
        headers.insert(
            header::COOKIE,
            HeaderValue::from_static("__Host-inlay=x; atlassian-sandbox=abc; y=z"),
        );
        assert_eq!(cookie(&headers).as_deref(), Some("abc"));
    }

    #[test]
    fn initials_are_the_first_and_the_last_name() {
        assert_eq!(initials("Mia van Krystof"), "MK");
        assert_eq!(initials("Mia"), "M");
    }
}
