//! `/browse/KEY`: one issue, for the links of charts and tables.

use axum::Extension;
use axum::extract::{OriginalUri, Path, State};
use axum::response::Response;
use http::{HeaderMap, StatusCode};
use serde_json::{Value, json};

use super::ask::{self, text};
use super::{Away, Key, STYLE, SiteState, navigator, not_found};
use crate::html::{self, escape};
use crate::serve::AskedSite;

/// Fields on the page, with their names and where the text is.
const SHOWN: [(&str, &str); 9] = [
    ("Type", "/fields/issuetype/name"),
    ("Status", "/fields/status/name"),
    ("Priority", "/fields/priority/name"),
    ("Resolution", "/fields/resolution/name"),
    ("Assignee", "/fields/assignee/displayName"),
    ("Reporter", "/fields/reporter/displayName"),
    ("Created", "/fields/created"),
    ("Updated", "/fields/updated"),
    ("Due", "/fields/duedate"),
];

/// The handler.
pub(super) async fn show(
    State(state): State<SiteState>,
    Extension(AskedSite(site)): Extension<AskedSite>,
    OriginalUri(uri): OriginalUri,
    Path(key): Key,
    headers: HeaderMap,
) -> Result<Response, Away> {
    let account = super::person(&state, &headers, site, uri.path())?;
    if !is_key(&key) {
        return Ok(not_found("There is no such issue"));
    }
    let question = json!({
        "jql": format!("key = \"{key}\""),
        "fields": ["summary", "issuetype", "status", "priority", "resolution", "assignee", "reporter", "created", "updated", "duedate", "labels"],
    });
    let answer = ask::post(&state, site, &account, "/rest/api/3/search/jql", &question).await;
    let Some(issue) = answer
        .ok()
        .and_then(|answer| answer.pointer("/issues/0").cloned())
    else {
        return Ok(not_found("There is no such issue"));
    };
    let name = state.sandbox.site(site).map(|s| s.name).unwrap_or_default();
    let person = state
        .sandbox
        .person(&account)
        .map(|p| p.name)
        .unwrap_or_default();
    let body = format!(
        "{}<main><p class=\"quiet\">{}</p><h1>{}</h1><dl class=\"facts\">{}</dl></main>",
        navigator::top(&name, &person),
        escape(text(&issue, "/key")),
        escape(text(&issue, "/fields/summary")),
        facts(&issue),
    );
    let title = format!("{} · {name}", text(&issue, "/key"));
    Ok(html::answer(
        StatusCode::OK,
        html::page(&title, &[STYLE], &body),
    ))
}

fn facts(issue: &Value) -> String {
    let labels: Vec<&str> = issue["fields"]["labels"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let labels = labels.join(", ");
    SHOWN
        .iter()
        .map(|(name, pointer)| (*name, text(issue, pointer)))
        .chain([("Labels", labels.as_str())])
        .map(|(name, value)| [("<dt>", name), ("</dt><dd>", value)])
        .fold(String::new(), |mut page, pairs| {
            for (tag, words) in pairs {
                page.push_str(tag);
                page.push_str(&escape(words));
            }
            page + "</dd>"
        })
}

/// `SHOP-12`: nothing that could change the query it is put into.
fn is_key(key: &str) -> bool {
    key.split_once('-').is_some_and(|(project, number)| {
        project
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '_')
            && !number.is_empty()
            && number.chars().all(|c| c.is_ascii_digit())
    })
}
