//! The field catalogue: `field`, `field/search`, and the `schema` and `names` of an answer.

use serde_json::{Value as Json, json};

use super::ask::{Ask, Scene};
use super::reply::{Answer, Refusal, Reply};
use crate::world::model::{Field, FieldKind};

/// `GET /field`: a bare array, without pages.
pub(super) async fn all(ask: Ask) -> Answer {
    let world = ask.sandbox.world();
    let scene = ask.scene(&world)?;
    let fields: Vec<Json> = scene
        .site
        .fields
        .iter()
        .filter(|field| scene.sees_field(field))
        .map(|field| entry(&scene, field))
        .collect();
    Ok(Reply::of(fields.len(), Json::Array(fields)))
}

fn entry(scene: &Scene<'_>, field: &Field) -> Json {
    let mut out = json!({
        "id": field.id,
        "key": field.id,
        "name": field.name.get(scene.language),
    });
    if field.custom_id.is_some() {
        out["untranslatedName"] = json!(field.name.english);
    }
    out["custom"] = json!(field.custom_id.is_some());
    out["orderable"] = json!(field.orderable);
    out["navigable"] = json!(field.navigable);
    out["searchable"] = json!(!field.clause_names.is_empty());
    out["clauseNames"] = json!(field.clause_names);
    if let Some(project) = field.scope {
        let id = &scene.site.project(project).id;
        out["scope"] = json!({ "type": "PROJECT", "project": { "id": id } });
    }
    if let Some(schema) = schema(field) {
        out["schema"] = schema;
    }
    out
}

/// A field's `schema`, as in `/field` and in answers with `expand=schema`.
pub(super) fn schema(field: &Field) -> Option<Json> {
    let of = field.schema.as_ref()?;
    let mut out = json!({ "type": of.kind });
    for (key, value) in [
        ("items", &of.items),
        ("system", &of.system),
        ("custom", &of.custom),
    ] {
        if let Some(value) = value {
            out[key] = json!(value);
        }
    }
    if let Some(id) = field.custom_id {
        out["customId"] = json!(id);
    }
    Some(out)
}

/// `GET /field/search`: for administrators only; everybody else has `/field`.
pub(super) async fn search(ask: Ask) -> Answer {
    let world = ask.sandbox.world();
    let scene = ask.scene(&world)?;
    if !scene.administers() {
        return Err(Refusal::forbidden(
            "Only Jira administrators can access fields.",
        ));
    }
    let types = ask.params.list("type");
    let ids = ask.params.list("id");
    let query = ask.params.one("query").unwrap_or_default().to_lowercase();
    let values: Vec<Json> = scene
        .site
        .fields
        .iter()
        .filter(|field| field.kind != FieldKind::Key)
        .filter(|field| {
            let kind = if field.custom_id.is_some() {
                "custom"
            } else {
                "system"
            };
            (types.is_empty() || types.iter().any(|wanted| wanted == kind))
                && (ids.is_empty() || ids.iter().any(|id| **id == *field.id))
                && field
                    .name
                    .get(scene.language)
                    .to_lowercase()
                    .contains(&query)
        })
        .map(|field| {
            let mut out = json!({
                "id": field.id,
                "name": field.name.get(scene.language),
                "description": "",
                "key": field.id,
            });
            if let Some(schema) = schema(field) {
                out["schema"] = schema;
            }
            out
        })
        .collect();
    super::lists::page(&ask, "/field/search", 50, 50, &values)
}
