//! Projects, their statuses, versions and components.

use axum::extract::Path;
use serde_json::{Value as Json, json};

use super::ask::{Ask, Scene};
use super::lists::{page, page_of};
use super::reply::{Answer, Reply};
use crate::world::model::{ComponentIx, ProjectIx, VersionIx};

/// The project of a path.
#[derive(Debug, serde::Deserialize)]
pub(super) struct Key {
    key: String,
}

/// A project as the project endpoints show it.
fn project_json(scene: &Scene<'_>, at: ProjectIx, expand: &[String]) -> Json {
    let project = scene.site.project(at);
    let mut out = scene.view().project(at);
    out["expand"] = json!("description,lead,issueTypes,url,projectKeys,permissions,insight");
    out["style"] = json!(if project.team_managed {
        "next-gen"
    } else {
        "classic"
    });
    out["isPrivate"] = json!(false);
    out["properties"] = json!({});
    let wants = |what: &str| expand.iter().any(|wanted| wanted == what);
    if wants("description") {
        out["description"] = json!("");
    }
    if wants("lead")
        && let Some(lead) = project.lead
    {
        out["lead"] = scene.view().user(lead);
    }
    if wants("issueTypes") {
        let types = project
            .workflow
            .iter()
            .map(|(kind, _)| scene.view().issue_type(*kind));
        out["issueTypes"] = types.collect();
    }
    if wants("insight") {
        let count = scene
            .site
            .issues
            .iter()
            .filter(|issue| issue.project == at && scene.sees(issue))
            .count();
        out["insight"] = json!({ "totalIssueCount": count });
    }
    out
}

/// `GET /project`: the old list without pages.
pub(super) async fn all(ask: Ask) -> Answer {
    let world = ask.sandbox.world();
    let scene = ask.scene(&world)?;
    let expand = ask.params.list("expand");
    let values: Vec<Json> = scene
        .projects()
        .map(|(at, _)| project_json(&scene, at, &expand))
        .collect();
    Ok(Reply::of(values.len(), Json::Array(values)))
}

/// `GET /project/search`
pub(super) async fn search(ask: Ask) -> Answer {
    let world = ask.sandbox.world();
    let scene = ask.scene(&world)?;
    let params = &ask.params;
    let query = params.one("query").unwrap_or_default().to_lowercase();
    let (keys, ids) = (params.list("keys"), params.list("id"));
    let kinds = params.list("typeKey");
    let expand = params.list("expand");
    let mut found: Vec<(ProjectIx, &str, &str)> = scene
        .projects()
        .filter(|(_, project)| {
            let matches = |text: &str| text.to_lowercase().contains(&query);
            (matches(&project.key) || matches(&project.name))
                && (keys.is_empty() || keys.iter().any(|key| key.eq_ignore_ascii_case(&project.key)))
                && (ids.is_empty() || ids.iter().any(|id| **id == *project.id))
                // Every project of the sandbox is a software project.
                && (kinds.is_empty() || kinds.iter().any(|kind| kind == "software"))
        })
        .map(|(at, project)| (at, &*project.key, &*project.name))
        .collect();
    let order = params.one("orderBy").unwrap_or("key");
    match order.trim_start_matches(['-', '+']) {
        "name" => found.sort_by_cached_key(|(_, _, name)| name.to_lowercase()),
        _ => found.sort_by_key(|(_, key, _)| *key),
    }
    if order.starts_with('-') {
        found.reverse();
    }
    page_of(&ask, "/project/search", (50, 100), &found, |(at, ..)| {
        project_json(&scene, *at, &expand)
    })
}

/// `GET /project/{projectIdOrKey}`
pub(super) async fn one(ask: Ask, Path(Key { key }): Path<Key>) -> Answer {
    let world = ask.sandbox.world();
    let scene = ask.scene(&world)?;
    let at = scene.project(&key)?;
    let project = scene.site.project(at);
    let expand = ["description", "lead", "issueTypes"].map(str::to_owned);
    let mut out = project_json(&scene, at, &expand);
    out["components"] = project
        .components
        .iter()
        .map(|at| component(&scene, *at))
        .collect();
    out["versions"] = project
        .versions
        .iter()
        .map(|at| version(&scene, *at))
        .collect();
    out["assigneeType"] = json!("UNASSIGNED");
    out["roles"] = json!({});
    Ok(Reply::of(1, out))
}

/// `GET /project/{projectIdOrKey}/statuses`
pub(super) async fn statuses(ask: Ask, Path(Key { key }): Path<Key>) -> Answer {
    let world = ask.sandbox.world();
    let scene = ask.scene(&world)?;
    let project = scene.site.project(scene.project(&key)?);
    let view = scene.view();
    let types: Vec<Json> = project
        .workflow
        .iter()
        .map(|(kind, statuses)| {
            let kind = view.issue_type(*kind);
            json!({
                "self": kind["self"],
                "id": kind["id"],
                "name": kind["name"],
                "subtask": kind["subtask"],
                "statuses": statuses.iter().map(|status| view.status(*status)).collect::<Vec<_>>(),
            })
        })
        .collect();
    Ok(Reply::of(types.len(), Json::Array(types)))
}

fn version(scene: &Scene<'_>, at: VersionIx) -> Json {
    let of = &scene.site.versions[at.at()];
    let mut out = scene.view().version(at);
    out["projectId"] = number(&scene.site.project(of.project).id);
    if let Some(day) = of.release_date {
        out["userReleaseDate"] = json!(day.strftime("%d/%b/%y").to_string());
        if !of.released {
            let today = scene.ask.now.to_zoned_datetime(scene.zone.clone()).date();
            out["overdue"] = json!(day < today);
        }
    }
    out
}

/// Ids are texts in the data, and numbers in a few places of the API.
fn number(id: &str) -> Json {
    json!(id.parse::<u64>().unwrap_or_default())
}

fn versions_of(scene: &Scene<'_>, key: &str) -> Result<Vec<Json>, super::reply::Refusal> {
    let project = scene.site.project(scene.project(key)?);
    Ok(project
        .versions
        .iter()
        .map(|at| version(scene, *at))
        .collect())
}

/// `GET /project/{projectIdOrKey}/versions`
pub(super) async fn versions(ask: Ask, Path(Key { key }): Path<Key>) -> Answer {
    let world = ask.sandbox.world();
    let values = versions_of(&ask.scene(&world)?, &key)?;
    Ok(Reply::of(values.len(), Json::Array(values)))
}

/// `GET /project/{projectIdOrKey}/version`
pub(super) async fn version_page(ask: Ask, Path(Key { key }): Path<Key>) -> Answer {
    let world = ask.sandbox.world();
    let mut values = versions_of(&ask.scene(&world)?, &key)?;
    let query = ask.params.one("query").unwrap_or_default().to_lowercase();
    let wanted = ask.params.list("status");
    values.retain(|version| {
        let status = match (version["archived"] == true, version["released"] == true) {
            (true, _) => "archived",
            (_, true) => "released",
            _ => "unreleased",
        };
        version["name"]
            .as_str()
            .unwrap_or_default()
            .to_lowercase()
            .contains(&query)
            && (wanted.is_empty() || wanted.iter().any(|it| it == status))
    });
    if ask
        .params
        .one("orderBy")
        .is_some_and(|order| order.starts_with('-'))
    {
        values.reverse();
    }
    page(&ask, &format!("/project/{key}/version"), 50, 50, &values)
}

fn component(scene: &Scene<'_>, at: ComponentIx) -> Json {
    let of = &scene.site.components[at.at()];
    let project = scene.site.project(of.project);
    let mut out = scene.view().component(at);
    if let Some(lead) = of.lead {
        out["lead"] = scene.view().user(lead);
    }
    out["assigneeType"] = json!("PROJECT_DEFAULT");
    out["realAssigneeType"] = json!("PROJECT_DEFAULT");
    out["isAssigneeTypeValid"] = json!(false);
    out["project"] = json!(project.key);
    out["projectId"] = number(&project.id);
    out
}

/// `GET /project/{projectIdOrKey}/components`
pub(super) async fn components(ask: Ask, Path(Key { key }): Path<Key>) -> Answer {
    let world = ask.sandbox.world();
    let scene = ask.scene(&world)?;
    let project = scene.site.project(scene.project(&key)?);
    let values: Vec<Json> = project
        .components
        .iter()
        .map(|at| component(&scene, *at))
        .collect();
    Ok(Reply::of(values.len(), Json::Array(values)))
}

/// `GET /project/{projectIdOrKey}/component`: with the number of issues in each.
pub(super) async fn component_page(ask: Ask, Path(Key { key }): Path<Key>) -> Answer {
    let world = ask.sandbox.world();
    let scene = ask.scene(&world)?;
    let at = scene.project(&key)?;
    let project = scene.site.project(at);
    let query = ask.params.one("query").unwrap_or_default().to_lowercase();
    let values: Vec<Json> = project
        .components
        .iter()
        .filter(|at| {
            scene.site.components[at.at()]
                .name
                .to_lowercase()
                .contains(&query)
        })
        .map(|at| {
            let issues = scene
                .site
                .issues
                .iter()
                .filter(|issue| issue.components.contains(at) && scene.sees(issue));
            let mut out = component(&scene, *at);
            out["issueCount"] = json!(issues.count());
            out
        })
        .collect();
    page(&ask, &format!("/project/{key}/component"), 50, 50, &values)
}
