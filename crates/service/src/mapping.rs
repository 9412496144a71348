//! Jira's issues as the chart's records: what each kind of field holds (atlassian.md 3).

use chart::{Field, FieldKind, Item, Record, Sprint, SprintState, StatusCategory, Value};
use serde_json::Value as Json;
use std::sync::Arc;

/// One issue, with its values parallel to `fields`.
pub(crate) fn record(issue: jira::Issue, fields: &[Field]) -> Record {
    let values = fields
        .iter()
        .map(|f| value(f.kind, issue.fields.get(&f.id).unwrap_or(&Json::Null)))
        .collect();
    Record {
        id: issue.id,
        values,
    }
}

/// One field's value. A shape that is not the field's own counts as no value: a field that is not
/// in an issue's context may be absent, null or empty.
pub(crate) fn value(kind: FieldKind, json: &Json) -> Value {
    match kind {
        FieldKind::Status => one(status(json)),
        FieldKind::StatusCategory => one(category(json)),
        FieldKind::IssueType
        | FieldKind::Priority
        | FieldKind::Resolution
        | FieldKind::Project
        | FieldKind::Version
        | FieldKind::Security
        | FieldKind::Team
        | FieldKind::Group => one(named(json)),
        FieldKind::User => one(user(json)),
        FieldKind::Option => one(option(json)),
        FieldKind::Parent => one(parent(json)),
        FieldKind::Users => many(json, user),
        FieldKind::Options => many(json, option),
        FieldKind::Component | FieldKind::Versions | FieldKind::Groups => many(json, named),
        FieldKind::Labels => many(json, |v| v.as_str().map(Item::named)),
        FieldKind::Cascading => match (option(json), json.get("child").and_then(option)) {
            (Some(parent), Some(child)) => Value::Path(vec![parent, child]),
            (Some(parent), None) => Value::Path(vec![parent]),
            (None, _) => Value::Empty,
        },
        FieldKind::Sprint => {
            let sprints: Vec<_> = json
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(sprint)
                .collect();
            if sprints.is_empty() {
                Value::Empty
            } else {
                Value::Sprints(sprints)
            }
        }
        FieldKind::Number | FieldKind::Duration => {
            json.as_f64().map_or(Value::Empty, Value::Number)
        }
        FieldKind::DateTime => json
            .as_str()
            .and_then(|t| jira::parse_instant(t).ok())
            .map_or(Value::Empty, Value::Instant),
        FieldKind::Date => json
            .as_str()
            .and_then(|t| t.parse().ok())
            .map_or(Value::Empty, Value::Day),
        FieldKind::Text | FieldKind::Other => json
            .as_str()
            .map_or(Value::Empty, |t| Value::Text(Arc::from(t))),
    }
}

fn one(item: Option<Item>) -> Value {
    item.map_or(Value::Empty, Value::One)
}

fn many(json: &Json, item: impl Fn(&Json) -> Option<Item>) -> Value {
    let items: Vec<_> = json
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(item)
        .collect();
    if items.is_empty() {
        Value::Empty
    } else {
        Value::Many(items)
    }
}

/// Ids are text nearly everywhere, numbers in sprints and status categories.
fn id(json: &Json) -> Option<String> {
    match json.get("id")? {
        Json::String(id) => Some(id.clone()),
        Json::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

fn item(id: Option<String>, key: &str, label: &str) -> Item {
    let mut item = Item::keyed(key, label);
    if let Some(id) = id {
        item.id = id.into();
    }
    item
}

fn named(json: &Json) -> Option<Item> {
    let text = |key| json.get(key).and_then(Json::as_str);
    // A group has no id but a `groupId`; a team may come as its bare id.
    let name = text("name")
        .or_else(|| text("title"))
        .or_else(|| json.as_str())?;
    Some(item(
        id(json).or_else(|| text("groupId").map(str::to_owned)),
        name,
        name,
    ))
}

fn status(json: &Json) -> Option<Item> {
    let category = json
        .get("statusCategory")
        .and_then(|c| c.get("key"))
        .and_then(Json::as_str);
    let item = named(json)?;
    Some(match category {
        Some(key) => item.in_category(StatusCategory::from_key(key)),
        None => item,
    })
}

fn category(json: &Json) -> Option<Item> {
    let key = json.get("key").and_then(Json::as_str)?;
    Some(named(json)?.in_category(StatusCategory::from_key(key)))
}

fn user(json: &Json) -> Option<Item> {
    let account = json.get("accountId").and_then(Json::as_str)?;
    Some(Item::keyed(
        account,
        json.get("displayName")
            .and_then(Json::as_str)
            .unwrap_or("Former user"),
    ))
}

fn option(json: &Json) -> Option<Item> {
    let value = json.get("value").and_then(Json::as_str)?;
    Some(item(id(json), value, value))
}

fn parent(json: &Json) -> Option<Item> {
    let key = json
        .get("key")
        .and_then(Json::as_str)
        .or_else(|| json.as_str())?;
    let summary = json.pointer("/fields/summary").and_then(Json::as_str);
    Some(item(
        id(json),
        key,
        &summary.map_or_else(|| key.to_owned(), |s| format!("{key} {s}")),
    ))
}

fn sprint(json: &Json) -> Option<Sprint> {
    let state = match json.get("state").and_then(Json::as_str) {
        Some("active") => SprintState::Active,
        Some("future") => SprintState::Future,
        _ => SprintState::Closed,
    };
    let start = json
        .get("startDate")
        .and_then(Json::as_str)
        .and_then(|t| jira::parse_instant(t).ok());
    Some(Sprint {
        item: named(json)?,
        state,
        start,
    })
}

/// What kind of field Jira's catalogue describes. Ids of custom fields differ from site to site:
/// only their `schema` tells.
pub(crate) fn kind(field: &jira::FieldInfo) -> FieldKind {
    match field.id.as_str() {
        "parent" => return FieldKind::Parent,
        "timeestimate"
        | "timeoriginalestimate"
        | "timespent"
        | "aggregatetimeestimate"
        | "aggregatetimeoriginalestimate"
        | "aggregatetimespent" => return FieldKind::Duration,
        // One value for each issue, or nothing that a chart could be made by.
        "issuekey" | "workratio" | "progress" | "aggregateprogress" | "lastViewed"
        | "thumbnail" => {
            return FieldKind::Other;
        }
        _ => {}
    }
    let Some(schema) = &field.schema else {
        return FieldKind::Other;
    };
    let custom = schema.custom.as_deref().unwrap_or_default();
    if custom.ends_with(":gh-sprint") {
        return FieldKind::Sprint;
    }
    if custom.ends_with(":gh-epic-link") {
        return FieldKind::Parent;
    }
    if custom.ends_with(":gh-lexo-rank") {
        return FieldKind::Other;
    }
    match (schema.kind.as_str(), schema.items.as_deref()) {
        ("status", _) => FieldKind::Status,
        ("statusCategory" | "statuscategory", _) => FieldKind::StatusCategory,
        ("issuetype", _) => FieldKind::IssueType,
        ("priority", _) => FieldKind::Priority,
        ("resolution", _) => FieldKind::Resolution,
        ("project", _) => FieldKind::Project,
        ("securitylevel", _) => FieldKind::Security,
        ("user", _) => FieldKind::User,
        ("array", Some("user")) => FieldKind::Users,
        ("option", _) => FieldKind::Option,
        ("array", Some("option")) => FieldKind::Options,
        ("option-with-child", _) => FieldKind::Cascading,
        ("array", Some("component")) => FieldKind::Component,
        ("version", _) => FieldKind::Version,
        ("array", Some("version")) => FieldKind::Versions,
        ("array", Some("string")) => FieldKind::Labels,
        ("group", _) => FieldKind::Group,
        ("array", Some("group")) => FieldKind::Groups,
        ("team", _) => FieldKind::Team,
        ("number", _) => FieldKind::Number,
        ("date", _) => FieldKind::Date,
        ("datetime", _) => FieldKind::DateTime,
        ("string", _) => FieldKind::Text,
        _ => FieldKind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn no_value_and_a_priority_called_none_are_two_things() {
        assert_eq!(value(FieldKind::Priority, &Json::Null), Value::Empty);
        let none = value(FieldKind::Priority, &json!({"id": "6", "name": "None"}));
        assert!(matches!(none, Value::One(item) if &*item.key == "None"));
    }

    #[test]
    fn an_empty_list_is_no_value() {
        assert_eq!(value(FieldKind::Labels, &json!([])), Value::Empty);
        assert_eq!(value(FieldKind::Sprint, &json!([])), Value::Empty);
    }

    #[test]
    fn a_user_is_told_apart_by_account_and_read_by_name() {
        let Value::One(item) = value(
            FieldKind::User,
            &json!({"accountId": "712020:1", "displayName": "Mia"}),
        ) else {
            panic!("a user is one value")
        };
        assert_eq!((&*item.key, &*item.label), ("712020:1", "Mia"));
    }

    #[test]
    fn a_date_keeps_its_day_and_a_date_time_its_instant() {
        assert_eq!(
            value(FieldKind::Date, &json!("2025-11-30")),
            Value::Day("2025-11-30".parse().unwrap())
        );
        let instant = value(FieldKind::DateTime, &json!("2025-11-10T16:17:25.519+0100"));
        assert_eq!(
            instant,
            Value::Instant("2025-11-10T15:17:25.519Z".parse().unwrap())
        );
    }

    #[test]
    fn a_cascading_option_keeps_both_levels() {
        let both = json!({"id": "1", "value": "Hardware", "child": {"id": "2", "value": "Disk"}});
        assert!(
            matches!(value(FieldKind::Cascading, &both), Value::Path(levels) if levels.len() == 2)
        );
    }
}
