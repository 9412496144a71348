//! Histories of issues.

use axum::body::Bytes;
use axum::extract::Path;
use serde_json::{Value as Json, json};

use super::ask::{Ask, Scene};
use super::issues::{Key, find};
use super::lists::page;
use super::params::Body;
use super::reply::{Answer, Refusal, Reply};
use super::token::{Cursor, open, seal};
use crate::world::model::{Change, ChangeItem, Issue, IssueIx};

/// At most so many entries inside a searched issue.
const EMBEDDED: usize = 40;

fn item(of: &ChangeItem) -> Json {
    let mut out = json!({
        "field": of.field,
        "fieldtype": if of.custom { "custom" } else { "jira" },
    });
    if let Some(id) = &of.field_id {
        out["fieldId"] = json!(id);
    }
    out["from"] = json!(of.from);
    out["fromString"] = json!(of.from_text);
    out["to"] = json!(of.to);
    out["toString"] = json!(of.to_text);
    out
}

fn entry<'a>(
    scene: &Scene<'_>,
    change: &Change,
    items: impl Iterator<Item = &'a ChangeItem>,
) -> Json {
    let mut out = json!({ "id": change.id.to_string() });
    if let Some(author) = change.author {
        out["author"] = scene.view().user(author);
    }
    out["created"] = json!(scene.view().instant(change.at));
    out["items"] = items.map(item).collect();
    out
}

/// The change that a webhook tells of: without author and time, which the delivery has beside it.
pub(super) fn in_delivery(change: &Change) -> Json {
    let items: Vec<Json> = change.items.iter().map(item).collect();
    json!({ "id": change.id.to_string(), "items": items })
}

/// `expand=changelog`: newest first.
pub(super) fn embedded(scene: &Scene<'_>, issue: &Issue) -> Json {
    let newest = issue.history.iter().rev().take(EMBEDDED);
    let histories: Vec<Json> = newest
        .map(|change| entry(scene, change, change.items.iter()))
        .collect();
    json!({
        "startAt": 0,
        "maxResults": histories.len(),
        "total": issue.history.len(),
        "histories": histories,
    })
}

/// `GET /issue/{issueIdOrKey}/changelog`: oldest first.
pub(super) async fn of_issue(ask: Ask, Path(Key { key }): Path<Key>) -> Answer {
    let world = ask.sandbox.world();
    let scene = ask.scene(&world)?;
    let issue = scene.site.issue(find(&scene, &key)?);
    let values: Vec<Json> = issue
        .history
        .iter()
        .map(|change| entry(&scene, change, change.items.iter()))
        .collect();
    page(&ask, &format!("/issue/{key}/changelog"), 100, 100, &values)
}

/// `POST /changelog/bulkfetch`: the histories of many issues, one issue after the other, oldest
/// first. A page may end in the middle of an issue.
pub(super) async fn bulk(ask: Ask, body: Bytes) -> Answer {
    let body = Body::parse(&body)?;
    body.allow(&["issueIdsOrKeys", "fieldIds", "maxResults", "nextPageToken"])?;
    let wanted = body.texts("issueIdsOrKeys")?.unwrap_or_default();
    let fields = body.texts("fieldIds")?.unwrap_or_default();
    if wanted.is_empty() || wanted.len() > 1000 {
        return Err(Refusal::bad(
            "issueIdsOrKeys must contain between 1 and 1000 issue ids or keys.",
        ));
    }
    if fields.len() > 10 {
        return Err(Refusal::bad("fieldIds must contain at most 10 field ids."));
    }
    let most = match body.number("maxResults")? {
        None => 1000,
        Some(most @ 1..=10_000) => usize::try_from(most).unwrap_or(1000),
        Some(_) => return Err(Refusal::bad("maxResults must be between 1 and 10000.")),
    };
    let world = ask.sandbox.world();
    let scene = ask.scene(&world)?;
    let mut issues: Vec<IssueIx> = wanted
        .iter()
        .filter_map(|id| find(&scene, id).ok())
        .collect();
    issues.sort_unstable();
    issues.dedup();

    let kept = |item: &&ChangeItem| {
        fields.is_empty()
            || item
                .field_id
                .as_deref()
                .is_some_and(|id| fields.iter().any(|it| it == id))
    };
    let all: Vec<(IssueIx, &Change)> = issues
        .iter()
        .flat_map(|at| {
            scene
                .site
                .issue(*at)
                .history
                .iter()
                .map(|change| (*at, change))
        })
        .filter(|(_, change)| change.items.iter().any(|item| kept(&item)))
        .collect();
    let bound_to = format!(
        "changelogs\n{}\n{}\n{wanted:?}\n{fields:?}",
        ask.caller.site, ask.caller.account_id
    );
    let start = match body.text("nextPageToken")? {
        None => 0,
        Some(token) => {
            usize::try_from(open(token, &bound_to, ask.now)?.offset).unwrap_or(usize::MAX)
        }
    };
    let end = start.saturating_add(most).min(all.len());
    let page = all.get(start..end).unwrap_or_default();

    let numeric = ask.sandbox.switches().numeric_changelog_dates;
    let mut logs: Vec<(IssueIx, Vec<Json>)> = Vec::new();
    for (at, change) in page {
        let mut entry = entry(&scene, change, change.items.iter().filter(kept));
        if numeric {
            entry["created"] = json!(change.at.as_second());
        }
        match logs.last_mut() {
            Some((last, entries)) if last == at => entries.push(entry),
            _ => logs.push((*at, vec![entry])),
        }
    }
    let logs: Vec<Json> = logs
        .into_iter()
        .map(|(at, entries)| json!({ "issueId": scene.site.issue(at).id.to_string(), "changeHistories": entries }))
        .collect();
    let mut out = json!({ "issueChangeLogs": logs });
    if end < all.len() {
        let cursor = Cursor {
            offset: end as u64,
            last_id: 0,
        };
        out["nextPageToken"] = json!(seal(cursor, &bound_to, ask.now));
    }
    Ok(Reply::of(page.len(), out))
}
