//! Changes of issues, filters and permissions.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{Body, Refused, find_person};
use crate::deliveries;
use crate::jira::Event;
use crate::state::Sandbox;
use crate::world::change::ChangeError;
use crate::world::model::{IssueIx, LevelIx};
use crate::world::{Access, Site};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IssueChange {
    site: Uuid,
    /// Key or id of the issue to change; left out: a new issue.
    key: Option<String>,
    /// Project of a new issue.
    project: Option<String>,
    /// Values by field id or name in JQL, as `world::change` takes them.
    #[serde(default)]
    fields: Map<String, Value>,
    /// Who does it; the history names this person.
    by: Option<String>,
}

/// `POST /_control/issue`
pub(super) async fn issue(
    State(sandbox): State<Arc<Sandbox>>,
    Body(change): Body<IssueChange>,
) -> Result<Json<Value>, Refused> {
    let by = change
        .by
        .as_deref()
        .map(|by| find_person(&sandbox, by))
        .transpose()?
        .map(|person| person.account_id);
    let (changed, events, shown) = made(&sandbox, &change, by.as_deref())?;
    for event in events {
        deliveries::tell(&sandbox, change.site, changed, event, by.as_deref()).await;
    }
    Ok(Json(shown))
}

/// The changed issue, what webhooks may tell of it, and the answer.
fn made(
    sandbox: &Sandbox,
    change: &IssueChange,
    by: Option<&str>,
) -> Result<(IssueIx, Vec<Event>, Value), Refused> {
    let now = sandbox.now();
    let mut world = sandbox.world_mut();
    let site = world
        .site_mut(change.site)
        .ok_or_else(|| no_site(change.site))?;
    let bad = |error: ChangeError| Refused::bad(error.to_string());
    let (changed, events) = match (&change.key, &change.project) {
        (None, Some(project)) => {
            let ix = site
                .create_issue(project, &change.fields, by, now)
                .map_err(bad)?;
            (ix, vec![Event::Created])
        }
        (Some(key), None) => {
            let mut changed = None;
            let mut events = Vec::new();
            for (field, value) in &change.fields {
                let before = history_length(site, key);
                let ix = site.set_field(key, field, value, by, now).map_err(bad)?;
                // A value that was there already leaves nothing in the history, and nobody hears of it.
                let new = site.issue(ix).history.get(before..).unwrap_or_default();
                events.extend(new.iter().map(|change| Event::Updated(change.id)));
                changed = Some(ix);
            }
            let ix =
                changed.ok_or_else(|| Refused::bad("fields is empty: nothing would change"))?;
            (ix, events)
        }
        _ => {
            return Err(Refused::bad(
                "name either key (to change an issue) or project (to make one)",
            ));
        }
    };
    let issue = site.issue(changed);
    let shown = json!({ "id": issue.id.to_string(), "key": site.key(issue) });
    Ok((changed, events, shown))
}

/// How many changes the issue with this key or id has had.
fn history_length(site: &Site, key: &str) -> usize {
    let found = key
        .parse()
        .map_or_else(|_| site.issue_by_key(key), |id| site.issue_by_id(id));
    found.map_or(0, |ix| site.issue(ix).history.len())
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FilterChange {
    site: Uuid,
    id: u64,
    jql: String,
}

/// `POST /_control/filter`
pub(super) async fn filter(
    State(sandbox): State<Arc<Sandbox>>,
    Body(change): Body<FilterChange>,
) -> Result<Json<Value>, Refused> {
    let mut world = sandbox.world_mut();
    let site = world
        .site_mut(change.site)
        .ok_or_else(|| no_site(change.site))?;
    site.set_filter(change.id, &change.jql)
        .map_err(|error| Refused::bad(error.to_string()))?;
    Ok(Json(json!({})))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Many {
    site: Uuid,
    #[serde(default)]
    projects: usize,
    #[serde(default)]
    filters: usize,
    #[serde(default)]
    versions: usize,
}

/// More of any than this is a slip of the keyboard.
const MOST: usize = 1_000_000;

/// `POST /_control/many`
pub(super) async fn many(
    State(sandbox): State<Arc<Sandbox>>,
    Body(many): Body<Many>,
) -> Result<Json<Value>, Refused> {
    if many.projects.max(many.filters).max(many.versions) > MOST {
        return Err(Refused::bad(format!(
            "at most {MOST} projects, {MOST} filters and {MOST} versions can be added"
        )));
    }
    let mut world = sandbox.world_mut();
    let site = world
        .site_mut(many.site)
        .ok_or_else(|| no_site(many.site))?;
    site.add_projects(many.projects);
    site.add_filters(many.filters);
    site.add_versions(many.versions);
    Ok(Json(json!({
        "projects": site.projects.len(),
        "filters": site.filters.len(),
        "versions": site.versions.len(),
    })))
}

fn no_site(site: Uuid) -> Refused {
    Refused::bad(format!(
        "there is no site {site}; GET /_control/world lists the sites"
    ))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Permission {
    site: Uuid,
    person: String,
    /// Keys of the projects the person may browse; left out: as before.
    projects: Option<Vec<String>>,
    /// Names of the security levels; left out: as before.
    levels: Option<Vec<String>>,
    /// Global permission `ADMINISTER`; left out: as before.
    administer: Option<bool>,
    /// Takes all access to the site.
    #[serde(default)]
    remove: bool,
}

/// `POST /_control/permissions`
pub(super) async fn permissions(
    State(sandbox): State<Arc<Sandbox>>,
    Body(new): Body<Permission>,
) -> Result<Json<Value>, Refused> {
    let person = find_person(&sandbox, &new.person)?;
    let mut world = sandbox.world_mut();
    let site = world.site_mut(new.site).ok_or_else(|| no_site(new.site))?;
    if new.remove {
        site.access.remove(person.account_id.as_str());
        return Ok(Json(json!({ "access": null })));
    }
    let mut access: Access = site.access(&person.account_id).cloned().unwrap_or_default();
    if let Some(keys) = new.projects {
        access.projects = keys
            .iter()
            .map(|key| {
                site.project_by_key(key)
                    .ok_or_else(|| Refused::bad(format!("there is no project {key}")))
            })
            .collect::<Result<BTreeSet<_>, _>>()?;
    }
    if let Some(names) = new.levels {
        access.levels = names
            .iter()
            .map(|name| {
                let at = site.levels.iter().position(|level| *level.name == **name);
                at.map(LevelIx::new)
                    .ok_or_else(|| Refused::bad(format!("there is no security level {name:?}")))
            })
            .collect::<Result<BTreeSet<_>, _>>()?;
    }
    access.administer = new.administer.unwrap_or(access.administer);
    let shown = json!({
        "projects": access.projects.iter().map(|p| site.project(*p).key.to_string()).collect::<Vec<_>>(),
        "levels": access.levels.iter().filter_map(|l| site.levels.get(l.at())).map(|l| l.name.to_string()).collect::<Vec<_>>(),
        "administer": access.administer,
    });
    site.access.insert(person.account_id.into(), access);
    Ok(Json(json!({ "access": shown })))
}
