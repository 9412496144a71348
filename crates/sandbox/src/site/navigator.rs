//! The issue navigator: `/issues/?jql=…` shows how many issues match, and the first of them.

use axum::Extension;
use axum::extract::{OriginalUri, RawQuery, State};
use axum::response::Response;
use http::{HeaderMap, StatusCode};
use serde_json::{Value, json};

use super::ask::{self, Refused, text};
use super::{Away, STYLE, SiteState};
use crate::html::{self, escape, percent};
use crate::serve::AskedSite;

/// What the list shows of an issue.
const FIELDS: [&str; 6] = [
    "summary",
    "issuetype",
    "status",
    "priority",
    "assignee",
    "created",
];

/// What an empty search box stands for; Jira's API refuses a query without restriction.
const EVERYTHING: &str = "created >= \"1970/01/01\" ORDER BY created DESC";

/// `GET /issues/?jql=…[&page=token]`, or `?filter=10000` as in a filter's `viewUrl`.
pub(super) async fn show(
    State(state): State<SiteState>,
    Extension(AskedSite(site)): Extension<AskedSite>,
    OriginalUri(uri): OriginalUri,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Away> {
    let path = uri.path_and_query().map_or("/issues/", |p| p.as_str());
    let account = super::person(&state, &headers, site, path)?;
    let pairs = html::pairs(query.as_deref().unwrap_or_default());
    let jql = match (html::first(&pairs, "jql"), html::first(&pairs, "filter")) {
        (Some(jql), _) => jql.trim().to_owned(),
        (None, Some(filter)) => format!("filter = \"{}\"", filter.replace(['"', '\\'], "")),
        (None, None) => String::new(),
    };
    let jql = jql.as_str();
    let found = search(&state, site, &account, jql, html::first(&pairs, "page")).await;
    let name = state.sandbox.site(site).map(|s| s.name).unwrap_or_default();
    let person = state
        .sandbox
        .person(&account)
        .map(|p| p.name)
        .unwrap_or_default();
    let (status, result) = match found {
        Ok(found) => (StatusCode::OK, list(&found, jql)),
        Err(Refused(messages)) => (StatusCode::BAD_REQUEST, refusal(&messages)),
    };
    let body = format!(
        "{top}<main><h1>Issues</h1><form class=\"jql\" action=\"/issues/\"><label for=\"jql\" class=\"quiet\">JQL</label>\
         <input id=\"jql\" name=\"jql\" value=\"{jql}\" spellcheck=\"false\" autocomplete=\"off\" placeholder=\"project = …\">\
         <button class=\"button main\">Search</button></form>{result}</main>",
        top = top(&name, &person),
        jql = escape(jql),
    );
    Ok(html::answer(
        status,
        html::page(&format!("Issues · {name}"), &[STYLE], &body),
    ))
}

/// One page of matching issues and the number of all of them.
struct Found {
    total: u64,
    issues: Vec<Value>,
    next: Option<String>,
}

async fn search(
    state: &SiteState,
    site: uuid::Uuid,
    account: &str,
    jql: &str,
    page: Option<&str>,
) -> Result<Found, Refused> {
    let jql = if jql.is_empty() { EVERYTHING } else { jql };
    let mut question = json!({ "jql": jql, "fields": FIELDS, "maxResults": 50 });
    if let Some(token) = page {
        question["nextPageToken"] = token.into();
    }
    let mut answer = ask::post(state, site, account, "/rest/api/3/search/jql", &question).await?;
    let question = json!({ "jql": jql });
    let count = ask::post(
        state,
        site,
        account,
        "/rest/api/3/search/approximate-count",
        &question,
    )
    .await?;
    Ok(Found {
        total: count["count"].as_u64().unwrap_or_default(),
        next: answer["nextPageToken"].as_str().map(str::to_owned),
        issues: match answer["issues"].take() {
            Value::Array(issues) => issues,
            _ => Vec::new(),
        },
    })
}

/// The bar above every page of the site.
pub(super) fn top(site: &str, person: &str) -> String {
    format!(
        "<nav class=\"top\"><b>{}</b><a href=\"/issues/\">Issues</a><span class=\"grow\"></span>\
         <span class=\"badge hue-{}\" title=\"{}\">{}</span></nav>",
        escape(site),
        html::hue(person),
        escape(person),
        escape(&html::initials(person)),
    )
}

fn list(found: &Found, jql: &str) -> String {
    if found.total == 0 {
        return "<p class=\"count\" data-count=\"0\"><b>No issues</b> match this query.</p>"
            .to_owned();
    }
    let rows: Vec<String> = found.issues.iter().map(row).collect();
    let next = found.next.as_ref().map_or_else(String::new, |token| {
        format!(
            "<p><a class=\"button\" href=\"/issues/?jql={}&amp;page={}\">Next page</a></p>",
            percent(jql),
            percent(token)
        )
    });
    format!(
        "<p class=\"count\" data-count=\"{}\"><b>{}</b> {}</p><div class=\"scroll\"><table><thead><tr><th>Type</th><th>Key</th><th>Summary</th>\
         <th>Status</th><th>Priority</th><th>Assignee</th><th>Created</th></tr></thead><tbody>{}</tbody></table></div>{next}",
        found.total,
        thousands(found.total),
        if found.total == 1 { "issue" } else { "issues" },
        rows.concat(),
    )
}

fn row(issue: &Value) -> String {
    let key = escape(text(issue, "/key"));
    let field = |pointer: &str| escape(text(issue, pointer));
    format!(
        "<tr><td>{}</td><td><a href=\"/browse/{key}\">{key}</a></td><td class=\"wide\">{}</td><td><span class=\"lozenge {}\">{}</span></td>\
         <td>{}</td><td>{}</td><td>{}</td></tr>",
        field("/fields/issuetype/name"),
        field("/fields/summary"),
        field("/fields/status/statusCategory/key"),
        field("/fields/status/name"),
        field("/fields/priority/name"),
        field("/fields/assignee/displayName"),
        field("/fields/created")
            .chars()
            .take(10)
            .collect::<String>(),
    )
}

fn refusal(messages: &[String]) -> String {
    let sentences: Vec<String> = messages
        .iter()
        .map(|message| format!("<p>{}</p>", escape(message)))
        .collect();
    let sentences = if sentences.is_empty() {
        "<p>Jira could not run this query.</p>".to_owned()
    } else {
        sentences.concat()
    };
    format!("<div class=\"bad\" role=\"alert\">{sentences}</div>")
}

/// `12345` as `12,345`.
fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::thousands;

    #[test]
    fn thousands_are_set_apart() {
        let shown = [0, 999, 1_000, 1_234_567].map(thousands);
        assert_eq!(shown, ["0", "999", "1,000", "1,234,567"]);
    }
}
