//! Which scopes a path asks for, as Atlassian's description of the API lists them.

use http::Method;

const WORK: &[&str] = &["read:jira-work"];
const USER: &[&str] = &["read:jira-user"];
const CONFIGURATION: &[&str] = &["manage:jira-configuration"];
const WEBHOOK: &[&str] = &["read:jira-work", "manage:jira-webhook"];

/// The scopes that a token needs, all of them. `path` is relative to `/ex/jira/{cloudid}`, with
/// or without the prefix `/rest/api/N`.
///
/// `priority/search` really needs `manage:jira-configuration` (its description says so, unlike
/// `resolution/search`); the deprecated `priority` does with `read:jira-work`.
pub fn required_scopes(method: &Method, path: &str) -> &'static [&'static str] {
    let mut parts = path.split('/').filter(|part| !part.is_empty());
    let mut first = parts.next().unwrap_or_default();
    if first == "rest" {
        // "api", the version, and then the noun.
        first = parts.nth(2).unwrap_or_default();
    }
    match (first, parts.next()) {
        ("serverInfo", _) | ("permissions", Some("check")) => &[],
        ("myself" | "user" | "users", _) => USER,
        ("webhook", _) => WEBHOOK,
        ("priority", Some("search")) | ("permissions" | "statuses", _) => CONFIGURATION,
        _ if method == Method::GET || method == Method::POST => WORK,
        _ => &["write:jira-work"],
    }
}
