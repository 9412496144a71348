//! Every address the pages link to, in one place.

use std::fmt::Write;

/// Home: my charts.
pub const HOME: &str = "/";
/// The editor with a blank chart.
pub const NEW_CHART: &str = "/charts/new";
/// Ends the session; a plain form posts to it.
pub const SIGN_OUT: &str = "/sign-out";

/// A chart alone.
pub fn chart(id: &str) -> String {
    format!("/charts/{}", escaped(id))
}

/// A chart in the editor.
pub fn edit(id: &str) -> String {
    format!("/charts/{}/edit", escaped(id))
}

/// A chart as an iframe shows it; the host goes before it.
pub fn embed(id: &str) -> String {
    format!("/embed/{}", escaped(id))
}

/// The way to Atlassian's consent and back to `then`, for a chart or a site where one is wanted.
///
/// ```
/// let way = app::paths::consent("/charts/c_1", Some("c_1"), None);
/// assert_eq!(way, "/oauth/start?return=%2Fcharts%2Fc_1&chart=c_1");
/// ```
pub fn consent(then: &str, chart: Option<&str>, site: Option<&str>) -> String {
    let mut way = format!("/oauth/start?return={}", escaped(then));
    for (name, value) in [("chart", chart), ("site", site)] {
        if let Some(value) = value {
            // Writing to a string cannot fail.
            let _ = write!(way, "&{name}={}", escaped(value));
        }
    }
    way
}

/// The same way, walked in a window that this page opened and listens to: it ends by closing.
pub fn in_popup(way: &str) -> String {
    format!("{way}&popup=1")
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_from_an_address_cannot_leave_its_place() {
        assert_eq!(chart("../x?y#z"), "/charts/..%2Fx%3Fy%23z");
        assert_eq!(embed("c_1"), "/embed/c_1");
    }
}
