//! Issues: one by its key, many at once, and which parts of them an answer holds.

use std::collections::BTreeSet;

use axum::body::Bytes;
use axum::extract::Path;
use serde_json::{Map, Value as Json, json};

use super::ask::{Ask, Scene};
use super::changelogs;
use super::fields::schema;
use super::params::Body;
use super::reply::{Answer, Refusal, Reply};
use crate::world::model::{FieldIx, FieldKind, IssueIx};

const NOT_FOUND: &str = "Issue does not exist or you do not have permission to see it.";

/// The fields that an answer shows.
#[derive(Debug, Clone)]
pub(super) struct Selection {
    fields: Vec<FieldIx>,
    /// Only `id` was asked for.
    id_only: bool,
}

impl Selection {
    /// From a list of field ids, `*all`, `*navigable` and `-id`. A list of exclusions alone begins
    /// with the navigable fields. Unknown names are passed over, as Jira does.
    pub(super) fn of(scene: &Scene<'_>, wanted: &[String]) -> Self {
        let known: Vec<FieldIx> = scene
            .site
            .fields
            .iter()
            .enumerate()
            .filter(|(_, field)| field.kind != FieldKind::Key && scene.sees_field(field))
            .map(|(at, _)| FieldIx::new(at))
            .collect();
        let field = |at: &FieldIx| &scene.site.fields[at.at()];
        let only_exclusions = !wanted.is_empty() && wanted.iter().all(|name| name.starts_with('-'));
        let mut chosen = BTreeSet::new();
        if only_exclusions {
            chosen.extend(known.iter().copied().filter(|at| field(at).navigable));
        }
        for name in wanted {
            let (name, take) = match name.strip_prefix('-') {
                Some(name) => (name, false),
                None => (name.as_str(), true),
            };
            let named = known.iter().copied().filter(|at| match name {
                "*all" => true,
                "*navigable" => field(at).navigable,
                name => *field(at).id == *name,
            });
            for at in named {
                if take {
                    chosen.insert(at);
                } else {
                    chosen.remove(&at);
                }
            }
        }
        let id_only = wanted.iter().all(|name| name == "id");
        Self {
            fields: chosen.into_iter().collect(),
            id_only,
        }
    }

    /// Whether no field at all is shown, only id and key.
    pub(super) fn is_bare(&self) -> bool {
        self.fields.is_empty()
    }
}

/// What `expand` adds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Expand<'a>(pub(super) &'a [String]);

impl Expand<'_> {
    pub(super) fn has(self, what: &str) -> bool {
        self.0.iter().any(|name| name == what)
    }
}

/// One issue in the list of an answer.
pub(super) fn issue_json(
    scene: &Scene<'_>,
    at: IssueIx,
    selection: &Selection,
    expand: Expand<'_>,
) -> Json {
    let issue = scene.site.issue(at);
    if selection.id_only {
        return json!({ "id": issue.id.to_string() });
    }
    let mut out = json!({
        "expand": "operations,versionedRepresentations,editmeta,changelog,renderedFields",
        "id": issue.id.to_string(),
        "self": scene.ask.address(&format!("/issue/{}", issue.id)),
        "key": scene.site.key(issue),
    });
    if !selection.is_bare() {
        out["fields"] = Json::Object(scene.view().fields(issue, &selection.fields));
    }
    if expand.has("renderedFields") {
        out["renderedFields"] = json!({});
    }
    if expand.has("changelog") {
        out["changelog"] = changelogs::embedded(scene, issue);
    }
    out
}

/// `names`: the shown name of every field in the answer.
pub(super) fn names_of(scene: &Scene<'_>, selection: &Selection) -> Json {
    let names = selection.fields.iter().map(|at| {
        let field = &scene.site.fields[at.at()];
        (field.id.to_string(), json!(field.name.get(scene.language)))
    });
    Json::Object(names.collect::<Map<_, _>>())
}

/// `schema`: the type of every field in the answer.
pub(super) fn schemas_of(scene: &Scene<'_>, selection: &Selection) -> Json {
    let schemas = selection.fields.iter().filter_map(|at| {
        let field = &scene.site.fields[at.at()];
        Some((field.id.to_string(), schema(field)?))
    });
    Json::Object(schemas.collect::<Map<_, _>>())
}

/// The issue with this key or id, if this person sees it.
pub(super) fn find(scene: &Scene<'_>, id_or_key: &str) -> Result<IssueIx, Refusal> {
    let site = scene.site;
    let found = match id_or_key.parse() {
        Ok(id) => site.issue_by_id(id),
        Err(_) => site.issue_by_key(id_or_key),
    };
    found
        .filter(|at| scene.sees(site.issue(*at)))
        .ok_or_else(|| Refusal::not_found(NOT_FOUND))
}

/// The issue of a path.
#[derive(Debug, serde::Deserialize)]
pub(super) struct Key {
    pub(super) key: String,
}

/// `GET /issue/{issueIdOrKey}`: all fields, unless told otherwise.
pub(super) async fn one(ask: Ask, Path(Key { key }): Path<Key>) -> Answer {
    let world = ask.sandbox.world();
    let scene = ask.scene(&world)?;
    let at = find(&scene, &key)?;
    let mut wanted = ask.params.list("fields");
    if wanted.is_empty() || wanted.iter().all(|name| name.starts_with('-')) {
        wanted.insert(0, "*all".to_owned());
    }
    let selection = Selection::of(&scene, &wanted);
    let expand = ask.params.list("expand");
    let expand = Expand(&expand);
    let mut out = issue_json(&scene, at, &selection, expand);
    if expand.has("names") {
        out["names"] = names_of(&scene, &selection);
    }
    if expand.has("schema") {
        out["schema"] = schemas_of(&scene, &selection);
    }
    Ok(Reply::of(1, out))
}

/// `POST /issue/bulkfetch`: up to 100 issues, by ascending id.
pub(super) async fn bulk(ask: Ask, body: Bytes) -> Answer {
    let body = Body::parse(&body)?;
    body.allow(&[
        "issueIdsOrKeys",
        "fields",
        "fieldsByKeys",
        "expand",
        "properties",
    ])?;
    body.flag("fieldsByKeys")?;
    let wanted = body.texts("issueIdsOrKeys")?.unwrap_or_default();
    if wanted.is_empty() {
        return Err(Refusal::bad(
            "issueIdsOrKeys must contain at least one issue id or key.",
        ));
    }
    if wanted.len() > 100 {
        return Err(Refusal::bad(
            "issueIdsOrKeys must contain at most 100 issue ids or keys.",
        ));
    }
    let world = ask.sandbox.world();
    let scene = ask.scene(&world)?;
    let fields = body
        .texts("fields")?
        .unwrap_or_else(|| vec!["*navigable".to_owned()]);
    let selection = Selection::of(&scene, &fields);
    let expand = body.expand()?;
    let expand = Expand(&expand);
    let mut found = BTreeSet::new();
    let mut errors = Vec::new();
    for id in wanted {
        match find(&scene, &id) {
            Ok(at) => drop(found.insert(at)),
            Err(_) => errors.push(json!({ "id": id, "errorMessage": NOT_FOUND })),
        }
    }
    let issues: Vec<Json> = found
        .iter()
        .map(|at| issue_json(&scene, *at, &selection, expand))
        .collect();
    let objects = issues.len();
    let mut out = json!({ "expand": "schema,names", "issues": issues, "issueErrors": errors });
    if expand.has("names") {
        out["names"] = names_of(&scene, &selection);
    }
    if expand.has("schema") {
        out["schema"] = schemas_of(&scene, &selection);
    }
    Ok(Reply::of(objects, out))
}
