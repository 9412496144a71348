//! The site's lists: statuses, issue types, priorities, resolutions, labels.

use axum::extract::Path;
use serde_json::{Value as Json, json};

use super::ask::{Ask, Scene};
use super::page::{Window, bean};
use super::reply::{Answer, Refusal, Reply};
use crate::world::model::{Category, PriorityIx, ResolutionIx, StatusIx, TypeIx};

fn list(values: Vec<Json>) -> Reply {
    Reply::of(values.len(), Json::Array(values))
}

/// A page out of values that are all at hand.
pub(super) fn page(ask: &Ask, path: &str, default: usize, cap: usize, values: &[Json]) -> Answer {
    page_of(ask, path, (default, cap), values, Json::clone)
}

/// A page out of many things, of which only those on the page are shown; `length` is the usual one
/// and the longest.
pub(super) fn page_of<T>(
    ask: &Ask,
    path: &str,
    length: (usize, usize),
    all: &[T],
    shown: impl Fn(&T) -> Json,
) -> Answer {
    let window = Window::of(&ask.params, length.0, length.1)?;
    let cut: Vec<Json> = window.cut(all).iter().map(shown).collect();
    let objects = cut.len();
    Ok(Reply::of(
        objects,
        bean(&ask.address(path), &ask.params, window, all.len(), cut),
    ))
}

/// `GET /status`
pub(super) async fn statuses(ask: Ask) -> Answer {
    let world = ask.sandbox.world();
    let scene = ask.scene(&world)?;
    Ok(list(
        shown_statuses(&scene)
            .map(|at| scene.view().status(at))
            .collect(),
    ))
}

fn shown_statuses<'a>(scene: &Scene<'a>) -> impl Iterator<Item = StatusIx> + use<'a> {
    let scene = *scene;
    let all = scene.site.statuses.iter().enumerate();
    all.filter(move |(_, status)| scene.shows_scope(status.scope))
        .map(|(at, _)| StatusIx::new(at))
}

/// `GET /status/{idOrName}`
pub(super) async fn status(ask: Ask, Path(Id { id }): Path<Id>) -> Answer {
    let world = ask.sandbox.world();
    let scene = ask.scene(&world)?;
    let found = shown_statuses(&scene).find(|at| {
        let status = &scene.site.statuses[at.at()];
        *status.id == *id || status.name.is(&id)
    });
    let found = found
        .ok_or_else(|| Refusal::not_found(format!("The status with id '{id}' does not exist")))?;
    Ok(Reply::of(1, scene.view().status(found)))
}

/// `GET /statuscategory`
pub(super) async fn status_categories(ask: Ask) -> Answer {
    let world = ask.sandbox.world();
    let scene = ask.scene(&world)?;
    Ok(list(
        Category::ALL
            .into_iter()
            .map(|category| scene.view().category(category))
            .collect(),
    ))
}

/// `GET /statuscategory/{idOrKey}`
pub(super) async fn status_category(ask: Ask, Path(Id { id }): Path<Id>) -> Answer {
    let world = ask.sandbox.world();
    let scene = ask.scene(&world)?;
    let found = Category::find(&id).ok_or_else(|| {
        Refusal::not_found(format!("The status category with id '{id}' does not exist"))
    })?;
    Ok(Reply::of(1, scene.view().category(found)))
}

/// `GET /issuetype`
pub(super) async fn issue_types(ask: Ask) -> Answer {
    let world = ask.sandbox.world();
    let scene = ask.scene(&world)?;
    Ok(list(
        shown_types(&scene)
            .map(|at| scene.view().issue_type(at))
            .collect(),
    ))
}

fn shown_types<'a>(scene: &Scene<'a>) -> impl Iterator<Item = TypeIx> + use<'a> {
    let scene = *scene;
    let all = scene.site.issue_types.iter().enumerate();
    all.filter(move |(_, kind)| scene.shows_scope(kind.scope))
        .map(|(at, _)| TypeIx::new(at))
}

/// `GET /issuetype/{id}`
pub(super) async fn issue_type(ask: Ask, Path(Id { id }): Path<Id>) -> Answer {
    let world = ask.sandbox.world();
    let scene = ask.scene(&world)?;
    let found = shown_types(&scene).find(|at| *scene.site.issue_types[at.at()].id == *id);
    let found = found.ok_or_else(|| {
        Refusal::not_found(format!("The issue type with id '{id}' does not exist"))
    })?;
    Ok(Reply::of(1, scene.view().issue_type(found)))
}

/// A priority as the priority endpoints show it: with description, colour and default.
fn full_priority(scene: &Scene<'_>, at: PriorityIx, with_default: bool) -> Json {
    let priority = &scene.site.priorities[at.at()];
    let mut out = scene.view().priority(at);
    out["statusColor"] = json!(priority.colour);
    out["description"] = json!("");
    if with_default {
        out["isDefault"] = json!(priority.is_default);
    }
    out
}

fn all_priorities(scene: &Scene<'_>, with_default: bool) -> Vec<Json> {
    (0..scene.site.priorities.len())
        .map(|at| full_priority(scene, PriorityIx::new(at), with_default))
        .collect()
}

/// `GET /priority`
pub(super) async fn priorities(ask: Ask) -> Answer {
    let world = ask.sandbox.world();
    Ok(list(all_priorities(&ask.scene(&world)?, false)))
}

/// `GET /priority/search`
pub(super) async fn priority_search(ask: Ask) -> Answer {
    let world = ask.sandbox.world();
    let scene = ask.scene(&world)?;
    let name = ask
        .params
        .one("priorityName")
        .unwrap_or_default()
        .to_lowercase();
    let ids = ask.params.list("id");
    let default_only = ask.params.flag("onlyDefault");
    let mut values = all_priorities(&scene, true);
    values.retain(|priority| {
        let text = |key: &str| priority[key].as_str().unwrap_or_default();
        text("name").to_lowercase().contains(&name)
            && (ids.is_empty() || ids.iter().any(|id| id == text("id")))
            && (!default_only || priority["isDefault"] == true)
    });
    page(&ask, "/priority/search", 50, 50, &values)
}

/// `GET /priority/{id}`
pub(super) async fn priority(ask: Ask, Path(Id { id }): Path<Id>) -> Answer {
    let world = ask.sandbox.world();
    let scene = ask.scene(&world)?;
    let found = scene
        .site
        .priorities
        .iter()
        .position(|priority| *priority.id == *id);
    let found = found
        .ok_or_else(|| Refusal::not_found(format!("The priority with id '{id}' does not exist")))?;
    Ok(Reply::of(
        1,
        full_priority(&scene, PriorityIx::new(found), false),
    ))
}

fn all_resolutions(scene: &Scene<'_>) -> Vec<Json> {
    (0..scene.site.resolutions.len())
        .map(|at| scene.view().resolution(ResolutionIx::new(at)))
        .collect()
}

/// `GET /resolution`
pub(super) async fn resolutions(ask: Ask) -> Answer {
    let world = ask.sandbox.world();
    Ok(list(all_resolutions(&ask.scene(&world)?)))
}

/// `GET /resolution/search`
pub(super) async fn resolution_search(ask: Ask) -> Answer {
    let world = ask.sandbox.world();
    let scene = ask.scene(&world)?;
    let ids = ask.params.list("id");
    let mut values = all_resolutions(&scene);
    for value in &mut values {
        value["default"] = json!(false);
    }
    values.retain(|value| ids.is_empty() || ids.iter().any(|id| value["id"] == **id));
    page(&ask, "/resolution/search", 50, 50, &values)
}

/// `GET /resolution/{id}`
pub(super) async fn resolution(ask: Ask, Path(Id { id }): Path<Id>) -> Answer {
    let world = ask.sandbox.world();
    let scene = ask.scene(&world)?;
    let found = scene
        .site
        .resolutions
        .iter()
        .position(|resolution| *resolution.id == *id);
    let found = found.ok_or_else(|| {
        Refusal::not_found(format!("The resolution with id '{id}' does not exist"))
    })?;
    Ok(Reply::of(
        1,
        scene.view().resolution(ResolutionIx::new(found)),
    ))
}

/// `GET /label`: labels of the whole site, by name.
pub(super) async fn labels(ask: Ask) -> Answer {
    let world = ask.sandbox.world();
    let scene = ask.scene(&world)?;
    let mut names: Vec<&str> = scene.site.labels.iter().map(|label| &**label).collect();
    names.sort_unstable();
    let values: Vec<Json> = names.into_iter().map(Json::from).collect();
    page(&ask, "/label", 1000, 1000, &values)
}

/// The last part of a path. The cloud id is a parameter of the same path, hence the name.
#[derive(Debug, serde::Deserialize)]
pub(super) struct Id {
    pub(super) id: String,
}
