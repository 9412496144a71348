//! Every address the pages link to, in one place.

use std::fmt::Write;

/// Home: my charts.
pub const HOME: &str = "/";
/// The editor with a blank chart.
pub const NEW_CHART: &str = "/charts/new";
/// Ends the session; a plain form posts to it.
pub const SIGN_OUT: &str = "/sign-out";

/// My dashboards.
pub const DASHBOARDS: &str = "/dashboards";
/// Makes a dashboard; a plain form posts to it.
pub const MAKE_DASHBOARD: &str = "/dashboards/make";

/// What I let Inlay do.
pub const AUTHORIZATIONS: &str = "/authorizations";
/// Ends my access to a site; a plain form posts to it.
pub const REMOVE_ACCESS: &str = "/authorizations/remove";
/// Ends all of mine.
pub const REMOVE_ALL: &str = "/authorizations/remove-all";

/// Everybody's authorizations on a site.
pub fn site_authorizations(site: &str) -> String {
    format!("/sites/{}/authorizations", escaped(site))
}

/// Ends somebody's access to a site; a plain form posts to it.
pub fn remove_site_access(site: &str) -> String {
    format!("/sites/{}/authorizations/remove", escaped(site))
}

/// Changes a site's rules; a plain form posts to it.
pub fn site_rules(site: &str) -> String {
    format!("/sites/{}/rules", escaped(site))
}

/// A site's log of changes, as CSV.
pub fn site_log(site: &str) -> String {
    format!("/sites/{}/log.csv", escaped(site))
}

/// A chart alone.
pub fn chart(id: &str) -> String {
    format!("/charts/{}", escaped(id))
}

/// A chart in the editor.
pub fn edit(id: &str) -> String {
    format!("/charts/{}/edit", escaped(id))
}

/// Who may see a chart.
pub fn access(id: &str) -> String {
    format!("/charts/{}/access", escaped(id))
}

/// Shares a chart with everybody on its site, or nobody; a plain form posts to it, as to those below.
pub fn share(id: &str) -> String {
    format!("{}/everybody", access(id))
}

/// Shares a chart with somebody.
pub fn share_with(id: &str) -> String {
    format!("{}/add", access(id))
}

/// Ends that.
pub fn unshare(id: &str) -> String {
    format!("{}/remove", access(id))
}

/// Shows a chart to others as its owner sees it.
pub fn run_as_owner(id: &str) -> String {
    format!("{}/run", access(id))
}

/// Lets a paused one go on.
pub fn confirm_run(id: &str) -> String {
    format!("{}/confirm", access(id))
}

/// Ends it.
pub fn end_run(id: &str) -> String {
    format!("{}/end", access(id))
}

/// Voids the link and makes a new one.
pub fn renew_link(id: &str) -> String {
    format!("{}/renew", access(id))
}

/// A dashboard.
pub fn dashboard(id: &str) -> String {
    format!("{DASHBOARDS}/{}", escaped(id))
}

/// The page on which it is changed.
pub fn edit_dashboard(id: &str) -> String {
    format!("{}/edit", dashboard(id))
}

/// Does something to a dashboard (`change`, `share`, `link`, `delete`, `restore`); a plain form posts to it.
pub fn to_dashboard(id: &str, what: &str) -> String {
    format!("{}/{what}", dashboard(id))
}

/// A chart as an iframe shows it; the host goes before it.
pub fn embed(id: &str) -> String {
    format!("/embed/{}", escaped(id))
}

/// An address with what stands after its question mark.
///
/// ```
/// assert_eq!(app::paths::with("/embed/c_1", [("as", "owner"), ("text", "a b")]), "/embed/c_1?as=owner&text=a%20b");
/// assert_eq!(app::paths::with("/embed/c_1", []), "/embed/c_1");
/// ```
pub fn with<'a>(path: &str, pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut way = path.to_owned();
    let mut mark = '?';
    for (name, value) in pairs {
        // Writing to a string cannot fail.
        let _ = write!(way, "{mark}{}={}", escaped(name), escaped(value));
        mark = '&';
    }
    way
}

/// A text as an address of its own, to download it.
///
/// ```
/// assert_eq!(app::paths::text_file("application/json", "{}"), "data:application/json;charset=utf-8,%7B%7D");
/// ```
pub fn text_file(kind: &str, text: &str) -> String {
    format!("data:{kind};charset=utf-8,{}", escaped(text))
}

/// A name for a file: the letters and digits of a title, or `usual` where it has none.
///
/// ```
/// assert_eq!(app::paths::file_name("Bugs: Müll / 2026", "chart", "yaml"), "bugs-müll-2026.yaml");
/// assert_eq!(app::paths::file_name("…", "chart", "json"), "chart.json");
/// ```
pub fn file_name(title: &str, usual: &str, end: &str) -> String {
    let lower = title.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let name = if words.is_empty() {
        usual.to_owned()
    } else {
        words.join("-")
    };
    format!("{name}.{end}")
}

/// The issues of a query in Jira's own navigator.
///
/// ```
/// let there = app::paths::issues("https://northwind.atlassian.net/", "project = OPS");
/// assert_eq!(there, "https://northwind.atlassian.net/issues/?jql=project%20%3D%20OPS");
/// ```
pub fn issues(site_url: &str, jql: &str) -> String {
    format!(
        "{}/issues/?jql={}",
        site_url.trim_end_matches('/'),
        escaped(jql)
    )
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
