//! Which scopes a Jira path asks for. Jira's own paths are `jira`'s business; here are the boards',
//! which have no classic scope, and the granular twin of search.

use http::Method;

/// The scopes a token must have, all of them. `path` begins with `/rest/`; `held` decides which of
/// two alternatives is asked for.
pub(super) fn required(method: &Method, path: &str, held: &[String]) -> Vec<&'static str> {
    if let Some(agile) = path.strip_prefix("/rest/agile/1.0/") {
        return boards(agile);
    }
    let classic = crate::jira::required_scopes(method, path);
    if classic == ["read:jira-work"] && is_search(path) && has_all(held, GRANULAR_SEARCH) {
        return GRANULAR_SEARCH.to_vec();
    }
    classic.to_vec()
}

/// Granular equivalent of `read:jira-work` for search.
const GRANULAR_SEARCH: &[&str] = &[
    "read:issue-details:jira",
    "read:audit-log:jira",
    "read:avatar:jira",
    "read:field-configuration:jira",
    "read:issue-meta:jira",
];

fn is_search(path: &str) -> bool {
    path.ends_with("/search/jql") || path.ends_with("/search/approximate-count")
}

fn has_all(held: &[String], wanted: &[&str]) -> bool {
    wanted.iter().all(|scope| held.iter().any(|h| h == scope))
}

/// The `security` blocks of the Agile API's description.
fn boards(path: &str) -> Vec<&'static str> {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    match parts[..] {
        ["board"] | ["board", _] => vec!["read:board-scope:jira-software", "read:project:jira"],
        ["board", _, "configuration"] => {
            vec!["read:board-scope.admin:jira-software", "read:project:jira"]
        }
        ["board", _, "sprint"] | ["sprint", _] => vec!["read:sprint:jira-software"],
        ["board", _, "sprint", _, "issue"] | ["sprint", _, "issue"] => vec![
            "read:sprint:jira-software",
            "read:issue-details:jira",
            "read:jql:jira",
        ],
        _ => vec!["read:board-scope:jira-software", "read:issue-details:jira"],
    }
}
