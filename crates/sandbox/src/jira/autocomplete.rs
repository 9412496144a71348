//! `jql/autocompletedata`: which fields, functions and words JQL knows.

use std::collections::HashMap;

use axum::body::Bytes;
use serde_json::{Value as Json, json};

use super::ask::{Ask, Scene};
use super::params::Body;
use super::reply::{Answer, Reply};
use crate::jql::ast::Operator;
use crate::jql::{RESERVED_WORDS, quoted};
use crate::world::eval::{Function, functions, has_history, operators};
use crate::world::model::{Field, FieldKind};

/// `GET /jql/autocompletedata`
pub(super) async fn get(ask: Ask) -> Answer {
    answer(&ask)
}

/// `POST /jql/autocompletedata`: the same for some projects.
pub(super) async fn post(ask: Ask, body: Bytes) -> Answer {
    let body = Body::parse(&body)?;
    body.allow(&["projectIds", "includeCollapsedFields"])?;
    body.numbers("projectIds")?;
    body.flag("includeCollapsedFields")?;
    answer(&ask)
}

fn answer(ask: &Ask) -> Answer {
    let world = ask.sandbox.world();
    let scene = ask.scene(&world)?;
    let mut same_name: HashMap<String, usize> = HashMap::new();
    for field in scene
        .site
        .fields
        .iter()
        .filter(|field| scene.sees_field(field))
    {
        *same_name
            .entry(field.name.english.to_lowercase())
            .or_default() += 1;
    }
    let mut fields: Vec<Json> = scene
        .site
        .fields
        .iter()
        .filter(|field| scene.sees_field(field) && !field.clause_names.is_empty())
        .flat_map(|field| {
            let unique = same_name
                .get(&field.name.english.to_lowercase())
                .is_none_or(|count| *count < 2);
            entries(&scene, field, unique)
        })
        .collect();
    fields.sort_by_cached_key(|field| {
        field["displayName"]
            .as_str()
            .unwrap_or_default()
            .to_lowercase()
    });
    let functions: Vec<Json> = functions().iter().map(function).collect();
    Ok(Reply::new(json!({
        "visibleFieldNames": fields,
        "visibleFunctionNames": functions,
        "jqlReservedWords": RESERVED_WORDS.as_slice(),
    })))
}

/// A system field once under each of its names; a custom field once, by its name if that is unique.
fn entries(scene: &Scene<'_>, field: &Field, unique: bool) -> Vec<Json> {
    let Some(id) = field.custom_id else {
        return field
            .clause_names
            .iter()
            .map(|name| entry(field, name, name, None))
            .collect();
    };
    let clause = format!("cf[{id}]");
    let name = field.name.get(scene.language);
    let shown = format!("{name} - {clause}");
    let value = if unique { quoted(name) } else { clause.clone() };
    vec![entry(field, &value, &shown, Some(&clause))]
}

fn entry(field: &Field, value: &str, shown: &str, cfid: Option<&str>) -> Json {
    let mut out = json!({ "value": value, "displayName": shown });
    if is_suggested(field.kind) {
        out["auto"] = json!("true");
    }
    if let Some(cfid) = cfid {
        out["cfid"] = json!(cfid);
    }
    if field.kind != FieldKind::Labels {
        out["orderable"] = json!("true");
    }
    out["searchable"] = json!("true");
    let mut names: Vec<&str> = operators(field).into_iter().map(Operator::text).collect();
    if has_history(field) {
        names.push("changed");
    }
    out["operators"] = json!(names);
    out["types"] = json!([java_type(field.kind)]);
    out
}

/// Whether `…/suggestions` has values of such a field.
pub(super) fn is_suggested(kind: FieldKind) -> bool {
    !matches!(
        kind,
        FieldKind::Key
            | FieldKind::Number
            | FieldKind::Duration
            | FieldKind::DateTime
            | FieldKind::Date
            | FieldKind::Text
            | FieldKind::Parent
            | FieldKind::EpicLink
            | FieldKind::Votes
            | FieldKind::Watches
            | FieldKind::Other
    )
}

/// The Java class behind a kind of field, which Jira lists as its type.
fn java_type(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Key | FieldKind::Parent | FieldKind::EpicLink => {
            "com.atlassian.jira.issue.Issue"
        }
        FieldKind::Status => "com.atlassian.jira.issue.status.Status",
        FieldKind::StatusCategory => "com.atlassian.jira.issue.status.category.StatusCategory",
        FieldKind::IssueType => "com.atlassian.jira.issue.issuetype.IssueType",
        FieldKind::Priority => "com.atlassian.jira.issue.priority.Priority",
        FieldKind::Resolution => "com.atlassian.jira.issue.resolution.Resolution",
        FieldKind::Project => "com.atlassian.jira.project.Project",
        FieldKind::User | FieldKind::Users => "com.atlassian.jira.user.ApplicationUser",
        FieldKind::Option | FieldKind::Options => {
            "com.atlassian.jira.issue.customfields.option.Option"
        }
        FieldKind::Cascading => "com.atlassian.jira.jql.operand.CascadeOption",
        FieldKind::Components => "com.atlassian.jira.bc.project.component.ProjectComponent",
        FieldKind::Versions => "com.atlassian.jira.project.version.Version",
        FieldKind::Labels => "com.atlassian.jira.issue.label.Label",
        FieldKind::Sprint => "com.atlassian.greenhopper.service.sprint.Sprint",
        FieldKind::Number | FieldKind::Votes | FieldKind::Watches => "java.lang.Number",
        FieldKind::Duration => "com.atlassian.jira.jql.util.Duration",
        FieldKind::DateTime | FieldKind::Date => "java.util.Date",
        FieldKind::Security => "com.atlassian.jira.issue.security.IssueSecurityLevel",
        FieldKind::Group => "com.atlassian.crowd.embedded.api.Group",
        FieldKind::Text | FieldKind::Other => "java.lang.String",
    }
}

fn function(of: &Function) -> Json {
    let mut out = json!({ "value": of.name, "displayName": of.name });
    if of.is_list {
        out["isList"] = json!("true");
    }
    out["types"] = json!([java_type(of.kind)]);
    out
}
