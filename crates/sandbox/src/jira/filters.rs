//! Saved filters. One that is not shared with the person does not exist for them.

use axum::extract::Path;
use serde_json::{Value as Json, json};
use url::form_urlencoded::byte_serialize;

use super::ask::{Ask, Scene};
use super::lists::{Id, page_of};
use super::reply::{Answer, Refusal, Reply};
use crate::world::model::{Filter, Share};

const UNAVAILABLE: &str = "The selected filter is not available to you, perhaps it has been deleted or had its permissions changed.";

fn visible<'a>(scene: &Scene<'a>) -> impl Iterator<Item = &'a Filter> + use<'a> {
    let scene = *scene;
    scene
        .site
        .filters
        .iter()
        .filter(move |filter| scene.site.can_use_filter(scene.account(), filter))
}

/// A filter in full, as `filter/{id}` and the plain arrays show it.
fn full(scene: &Scene<'_>, filter: &Filter) -> Json {
    let ask = scene.ask;
    let query: String = byte_serialize(filter.jql.as_bytes()).collect();
    json!({
        "self": ask.address(&format!("/filter/{}", filter.id)),
        "id": filter.id.to_string(),
        "name": filter.name,
        "description": filter.description,
        "owner": scene.view().user(filter.owner),
        "jql": filter.jql,
        "viewUrl": format!("{}/issues/?filter={}", ask.caller.site_base, filter.id),
        "searchUrl": ask.address(&format!("/search?jql={query}")),
        "favourite": false,
        "favouritedCount": 0,
        "sharePermissions": shares(scene, filter),
        "editPermissions": [],
        "sharedUsers": { "size": 0, "items": [], "max-results": 1000, "start-index": 0, "end-index": 0 },
        "subscriptions": { "size": 0, "items": [], "max-results": 1000, "start-index": 0, "end-index": 0 },
    })
}

fn shares(scene: &Scene<'_>, filter: &Filter) -> Json {
    let shares = filter.shares.iter().enumerate().map(|(at, share)| {
        // Shares have no ids of their own in the data.
        let id = filter.id * 10 + at as u64;
        match share {
            Share::LoggedIn => json!({ "id": id, "type": "authenticated" }),
            Share::Project(project) => {
                json!({ "id": id, "type": "project", "project": scene.view().project(*project) })
            }
            Share::User(user) => {
                json!({ "id": id, "type": "user", "user": scene.view().user(*user) })
            }
            Share::Group(group) => {
                let group = &scene.site.groups[group.at()];
                json!({ "id": id, "type": "group", "group": {
                    "name": group.name,
                    "groupId": group.id,
                    "self": scene.ask.address(&format!("/group?groupId={}", group.id)),
                } })
            }
        }
    });
    shares.collect()
}

/// `GET /filter/{id}`. A filter that cannot be seen is a 400, not a 404.
pub(super) async fn one(ask: Ask, Path(Id { id }): Path<Id>) -> Answer {
    let world = ask.sandbox.world();
    let scene = ask.scene(&world)?;
    let found = id
        .parse::<u64>()
        .ok()
        .and_then(|id| visible(&scene).find(|filter| filter.id == id));
    let found = found.ok_or_else(|| Refusal::bad(UNAVAILABLE))?;
    Ok(Reply::of(1, full(&scene, found)))
}

/// `GET /filter/my`: own filters.
pub(super) async fn my(ask: Ask) -> Answer {
    let world = ask.sandbox.world();
    let scene = ask.scene(&world)?;
    let own = visible(&scene)
        .filter(|filter| *scene.site.user(filter.owner).account_id == *scene.account());
    let values: Vec<Json> = own.map(|filter| full(&scene, filter)).collect();
    Ok(Reply::of(values.len(), Json::Array(values)))
}

/// `GET /filter/favourite`: nobody has starred anything.
pub(super) async fn favourite() -> Answer {
    Ok(Reply::new(json!([])))
}

/// `GET /filter/search`: only id, name and address, unless `expand` asks for more.
pub(super) async fn search(ask: Ask) -> Answer {
    let world = ask.sandbox.world();
    let scene = ask.scene(&world)?;
    let params = &ask.params;
    let name = params.one("filterName").unwrap_or_default().to_lowercase();
    let ids = params.list("id");
    if ids.len() > 200 {
        return Err(Refusal::bad(
            "The number of filter ids exceeds the maximum of 200.",
        ));
    }
    let owner = params.one("accountId");
    let expand = params.list("expand");
    let mut found: Vec<&Filter> = visible(&scene)
        .filter(|filter| {
            filter.name.to_lowercase().contains(&name)
                && (ids.is_empty() || ids.iter().any(|id| *id == filter.id.to_string()))
                && owner.is_none_or(|owner| *scene.site.user(filter.owner).account_id == *owner)
        })
        .collect();
    let order = params.one("orderBy").unwrap_or("name");
    match order.trim_start_matches(['-', '+']) {
        "id" => found.sort_by_key(|filter| filter.id),
        _ => found.sort_by_cached_key(|filter| (filter.name.to_lowercase(), filter.id)),
    }
    if order.starts_with('-') {
        found.reverse();
    }
    page_of(&ask, "/filter/search", (50, 100), &found, |filter| {
        brief(&scene, filter, &expand)
    })
}

fn brief(scene: &Scene<'_>, filter: &Filter, expand: &[String]) -> Json {
    const KEYS: [&str; 10] = [
        "description",
        "owner",
        "jql",
        "viewUrl",
        "searchUrl",
        "favourite",
        "favouritedCount",
        "sharePermissions",
        "editPermissions",
        "subscriptions",
    ];
    let mut full = full(scene, filter);
    let mut out = json!({
        "expand": KEYS.join(","),
        "self": full["self"].take(),
        "id": full["id"].take(),
        "name": full["name"].take(),
    });
    for key in KEYS {
        if expand.iter().any(|wanted| wanted == key) {
            // Here subscriptions are a plain array.
            out[key] = if key == "subscriptions" {
                json!([])
            } else {
                full[key].take()
            };
        }
    }
    out
}
