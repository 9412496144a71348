//! `search/jql`, `search/approximate-count`, and the old `search`, which is gone.

use axum::body::Bytes;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde_json::{Map, Value as Json, json};

use super::ask::{Ask, Scene};
use super::issues::{Expand, Selection, issue_json, names_of, schemas_of};
use super::params::{Body, comma_list};
use super::query;
use super::reply::{Answer, Refusal, Reply};
use super::token::{Cursor, open, seal};
use crate::world::model::IssueIx;

/// `GET` and `POST /search`: removed in 2025.
pub(super) async fn removed() -> Response {
    let message = "The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. \
        A full migration guideline is available at https://developer.atlassian.com/changelog/#CHANGE-2046";
    Refusal::new(StatusCode::GONE, message).into_response()
}

/// What was asked, from either method.
#[derive(Debug, Default)]
struct Request {
    jql: String,
    max_results: Option<u64>,
    token: Option<String>,
    /// `None`: only the id.
    fields: Option<Vec<String>>,
    expand: Vec<String>,
    properties: Vec<String>,
    reconcile: Vec<u64>,
}

/// `GET /search/jql`
pub(super) async fn get(ask: Ask) -> Answer {
    let params = &ask.params;
    let reconcile: Result<Vec<u64>, _> = params
        .list("reconcileIssues")
        .iter()
        .map(|id| id.parse())
        .collect();
    let request = Request {
        jql: params.one("jql").unwrap_or_default().to_owned(),
        max_results: params.number("maxResults")?,
        token: params.one("nextPageToken").map(str::to_owned),
        fields: params.one("fields").map(|_| params.list("fields")),
        expand: params.list("expand"),
        properties: params.list("properties"),
        reconcile: reconcile
            .map_err(|_| Refusal::bad("reconcileIssues takes numeric issue ids."))?,
    };
    answer(&ask, &request)
}

/// `POST /search/jql`
pub(super) async fn post(ask: Ask, body: Bytes) -> Answer {
    let body = Body::parse(&body)?;
    body.allow(&[
        "jql",
        "maxResults",
        "nextPageToken",
        "fields",
        "expand",
        "properties",
        "fieldsByKeys",
        "reconcileIssues",
    ])?;
    // Ids and keys of fields are the same here, so the flag only has to be a flag.
    body.flag("fieldsByKeys")?;
    let request = Request {
        jql: body.text("jql")?.unwrap_or_default().to_owned(),
        max_results: body.number("maxResults")?,
        token: body.text("nextPageToken")?.map(str::to_owned),
        fields: body
            .texts("fields")?
            .map(|all| all.iter().flat_map(|field| comma_list(field)).collect()),
        expand: body.text("expand")?.map(comma_list).unwrap_or_default(),
        properties: body.texts("properties")?.unwrap_or_default(),
        reconcile: body.numbers("reconcileIssues")?.unwrap_or_default(),
    };
    answer(&ask, &request)
}

fn answer(ask: &Ask, request: &Request) -> Answer {
    if request.reconcile.len() > 50 {
        return Err(Refusal::bad("reconcileIssues takes at most 50 issue ids."));
    }
    if request.properties.len() > 5 {
        return Err(Refusal::bad(
            "A maximum of 5 issue property keys can be specified.",
        ));
    }
    let world = ask.sandbox.world();
    let scene = ask.scene(&world)?;
    let selection = Selection::of(
        &scene,
        request.fields.as_deref().unwrap_or(&["id".to_owned()]),
    );
    // Issues without fields are cheap, so that a page may hold many more of them.
    let cap = if selection.is_bare() { 5000 } else { 100 };
    let length = match request.max_results {
        None => 50,
        Some(0) => {
            return Err(Refusal::bad(
                "The value of maxResults must be greater than 0.",
            ));
        }
        Some(wanted) => usize::try_from(wanted).unwrap_or(usize::MAX).min(cap),
    };
    let found = query::find(&scene, &request.jql, &request.reconcile)?;
    let bound_to = format!(
        "{}\n{}\n{}",
        ask.caller.site, ask.caller.account_id, request.jql
    );
    let start = match &request.token {
        None => 0,
        Some(token) => start_of(&scene, &found, open(token, &bound_to, ask.now)?),
    };
    let page = found.get(start..).unwrap_or_default();
    let page = &page[..length.min(page.len())];

    let expand = Expand(&request.expand);
    let issues: Vec<Json> = page
        .iter()
        .map(|at| {
            let mut issue = issue_json(&scene, *at, &selection, expand);
            if !request.properties.is_empty() {
                issue["properties"] = json!({});
            }
            issue
        })
        .collect();
    let mut body = Map::new();
    if expand.has("names") {
        body.insert("names".to_owned(), names_of(&scene, &selection));
    }
    if expand.has("schema") {
        body.insert("schema".to_owned(), schemas_of(&scene, &selection));
    }
    let objects = issues.len();
    body.insert("issues".to_owned(), Json::Array(issues));
    let end = start + page.len();
    let is_last = end >= found.len();
    if let (false, Some(last)) = (is_last, page.last()) {
        let cursor = Cursor {
            offset: end as u64,
            last_id: scene.site.issue(*last).id,
        };
        body.insert(
            "nextPageToken".to_owned(),
            json!(seal(cursor, &bound_to, ask.now)),
        );
    }
    body.insert("isLast".to_owned(), json!(is_last));
    Ok(Reply::of(objects, Json::Object(body)))
}

/// Behind the last issue of the page before, wherever it is by now; if it is gone, by counting.
fn start_of(scene: &Scene<'_>, found: &[IssueIx], cursor: Cursor) -> usize {
    let counted = usize::try_from(cursor.offset).unwrap_or(usize::MAX);
    let is_last = |at: &IssueIx| scene.site.issue(*at).id == cursor.last_id;
    if counted
        .checked_sub(1)
        .and_then(|at| found.get(at))
        .is_some_and(is_last)
    {
        return counted;
    }
    found
        .iter()
        .position(is_last)
        .map_or(counted.min(found.len()), |at| at + 1)
}

/// `POST /search/approximate-count`
pub(super) async fn approximate_count(ask: Ask, body: Bytes) -> Answer {
    let body = Body::parse(&body)?;
    body.allow(&["jql"])?;
    let world = ask.sandbox.world();
    let scene = ask.scene(&world)?;
    let count = query::count(&scene, body.text("jql")?.unwrap_or_default())?;
    Ok(Reply::new(json!({ "count": count })))
}
