//! The fields that every Jira site has, and the types of custom fields.

use std::sync::Arc;

use super::model::{Field, FieldKind, ProjectIx, Schema};
use super::names::Name;

/// What a custom field is made from: its type's key, `type` and `items` of the schema, and its kind.
#[derive(Debug, Clone, Copy)]
pub struct CustomType {
    /// The `custom` key of the schema.
    pub key: &'static str,
    /// `type` of the schema.
    pub kind: &'static str,
    /// `items` of the schema.
    pub items: Option<&'static str>,
    /// What the sandbox does with it.
    pub values: FieldKind,
}

macro_rules! custom_types {
    ($($(#[$doc:meta])* $name:ident: $prefix:literal $key:literal, $kind:literal, $items:expr, $values:ident;)*) => {
        $($(#[$doc])* pub const $name: CustomType = CustomType {
            key: concat!($prefix, ":", $key),
            kind: $kind,
            items: $items,
            values: FieldKind::$values,
        };)*

        const CUSTOM_TYPES: &[CustomType] = &[$($name),*];
    };
}

custom_types! {
    /// Select list, one value.
    SELECT: "com.atlassian.jira.plugin.system.customfieldtypes" "select", "option", None, Option;
    /// Radio buttons.
    RADIO: "com.atlassian.jira.plugin.system.customfieldtypes" "radiobuttons", "option", None, Option;
    /// Select list, several values.
    MULTI_SELECT: "com.atlassian.jira.plugin.system.customfieldtypes" "multiselect", "array", Some("option"), Options;
    /// Checkboxes.
    CHECKBOXES: "com.atlassian.jira.plugin.system.customfieldtypes" "multicheckboxes", "array", Some("option"), Options;
    /// Two dependent select lists.
    CASCADING: "com.atlassian.jira.plugin.system.customfieldtypes" "cascadingselect", "option-with-child", None, Cascading;
    /// Number.
    NUMBER: "com.atlassian.jira.plugin.system.customfieldtypes" "float", "number", None, Number;
    /// One line of text.
    TEXT: "com.atlassian.jira.plugin.system.customfieldtypes" "textfield", "string", None, Text;
    /// Paragraph: ADF in the API.
    PARAGRAPH: "com.atlassian.jira.plugin.system.customfieldtypes" "textarea", "string", None, Text;
    /// Day.
    DATE: "com.atlassian.jira.plugin.system.customfieldtypes" "datepicker", "date", None, Date;
    /// Instant.
    DATE_TIME: "com.atlassian.jira.plugin.system.customfieldtypes" "datetime", "datetime", None, DateTime;
    /// One user.
    USER: "com.atlassian.jira.plugin.system.customfieldtypes" "userpicker", "user", None, User;
    /// Several users.
    USERS: "com.atlassian.jira.plugin.system.customfieldtypes" "multiuserpicker", "array", Some("user"), Users;
    /// Labels.
    LABELS: "com.atlassian.jira.plugin.system.customfieldtypes" "labels", "array", Some("string"), Labels;
    /// Versions.
    VERSIONS: "com.atlassian.jira.plugin.system.customfieldtypes" "multiversion", "array", Some("version"), Versions;
    /// A group.
    GROUP: "com.atlassian.jira.plugin.system.customfieldtypes" "grouppicker", "group", None, Group;
    /// Sprints.
    SPRINT: "com.pyxis.greenhopper.jira" "gh-sprint", "array", Some("json"), Sprint;
    /// The old link from an issue to its epic.
    EPIC_LINK: "com.pyxis.greenhopper.jira" "gh-epic-link", "any", None, EpicLink;
    /// Story points of team-managed projects.
    STORY_POINT_ESTIMATE: "com.pyxis.greenhopper.jira" "jsw-story-points", "number", None, Number;
    /// The order on boards.
    RANK: "com.pyxis.greenhopper.jira" "gh-lexo-rank", "any", None, Other;
}

/// The kind of a custom field by its schema; [`FieldKind::Other`] for an unknown type.
pub fn custom_kind(key: &str) -> FieldKind {
    let known = CUSTOM_TYPES.iter().find(|kind| kind.key == key);
    known.map_or(FieldKind::Other, |kind| kind.values)
}

/// A custom field.
pub fn custom_field(number: u64, name: &str, kind: CustomType, scope: Option<ProjectIx>) -> Field {
    Field {
        id: format!("customfield_{number}").into(),
        name: Name::known(name),
        custom_id: Some(number),
        kind: kind.values,
        schema: Some(Schema {
            kind: kind.kind.into(),
            items: kind.items.map(Arc::from),
            system: None,
            custom: Some(kind.key.into()),
        }),
        clause_names: vec![format!("cf[{number}]").into(), name.into()],
        orderable: true,
        navigable: true,
        scope,
    }
}

/// The system fields, in the order in which `/field` is answered.
pub fn system_fields() -> Vec<Field> {
    SYSTEM.iter().map(system_field).collect()
}

fn system_field(row: &SystemRow) -> Field {
    let (id, name, kind, schema, clauses) = *row;
    let (schema, items) = match schema.split_once('/') {
        Some((schema, items)) => (schema, Some(items)),
        None => (schema, None),
    };
    Field {
        id: id.into(),
        name: Name::known(name),
        custom_id: None,
        kind,
        schema: (!schema.is_empty()).then(|| Schema {
            kind: schema.into(),
            items: items.map(Arc::from),
            system: Some(id.into()),
            custom: None,
        }),
        clause_names: clauses.split_whitespace().map(Arc::from).collect(),
        orderable: !matches!(
            kind,
            FieldKind::Key | FieldKind::StatusCategory | FieldKind::Votes | FieldKind::Watches
        ),
        navigable: !matches!(id, "comment" | "worklog" | "timetracking" | "attachment"),
        scope: None,
    }
}

/// Id, name, kind, `type` or `type/items` of the schema, names in JQL.
type SystemRow = (
    &'static str,
    &'static str,
    FieldKind,
    &'static str,
    &'static str,
);

#[rustfmt::skip]
const SYSTEM: &[SystemRow] = &[
    ("statuscategorychangedate", "Status Category Changed", FieldKind::DateTime, "datetime", "statusCategoryChangedDate"),
    ("issuetype", "Issue Type", FieldKind::IssueType, "issuetype", "issuetype type"),
    ("parent", "Parent", FieldKind::Parent, "issuelink", "parent"),
    ("timespent", "Time Spent", FieldKind::Duration, "number", "timespent"),
    ("project", "Project", FieldKind::Project, "project", "project"),
    ("fixVersions", "Fix versions", FieldKind::Versions, "array/version", "fixVersion"),
    ("statusCategory", "Status Category", FieldKind::StatusCategory, "statusCategory", "statusCategory"),
    ("aggregatetimespent", "Σ Time Spent", FieldKind::Other, "number", ""),
    ("resolution", "Resolution", FieldKind::Resolution, "resolution", "resolution"),
    ("resolutiondate", "Resolved", FieldKind::DateTime, "datetime", "resolutiondate resolved"),
    ("workratio", "Work Ratio", FieldKind::Number, "number", "workratio"),
    ("watches", "Watchers", FieldKind::Watches, "watches", "watchers"),
    ("created", "Created", FieldKind::DateTime, "datetime", "created createdDate"),
    ("priority", "Priority", FieldKind::Priority, "priority", "priority"),
    ("labels", "Labels", FieldKind::Labels, "array/string", "labels"),
    ("timeestimate", "Remaining Estimate", FieldKind::Duration, "number", "remainingEstimate timeestimate"),
    ("aggregatetimeoriginalestimate", "Σ Original Estimate", FieldKind::Other, "number", ""),
    ("versions", "Affects versions", FieldKind::Versions, "array/version", "affectedVersion"),
    ("issuelinks", "Linked Issues", FieldKind::Other, "array/issuelinks", ""),
    ("assignee", "Assignee", FieldKind::User, "user", "assignee"),
    ("updated", "Updated", FieldKind::DateTime, "datetime", "updated updatedDate"),
    ("status", "Status", FieldKind::Status, "status", "status"),
    ("components", "Components", FieldKind::Components, "array/component", "component"),
    ("issuekey", "Key", FieldKind::Key, "", "id issue issuekey key"),
    ("timeoriginalestimate", "Original estimate", FieldKind::Duration, "number", "originalEstimate timeoriginalestimate"),
    ("timetracking", "Time tracking", FieldKind::Other, "timetracking", ""),
    ("security", "Security Level", FieldKind::Security, "securitylevel", "level"),
    ("aggregatetimeestimate", "Σ Remaining Estimate", FieldKind::Other, "number", ""),
    ("summary", "Summary", FieldKind::Text, "string", "summary"),
    ("creator", "Creator", FieldKind::User, "user", "creator"),
    ("subtasks", "Sub-tasks", FieldKind::Other, "array/issuelinks", ""),
    ("reporter", "Reporter", FieldKind::User, "user", "reporter"),
    ("aggregateprogress", "Σ Progress", FieldKind::Other, "progress", ""),
    ("duedate", "Due date", FieldKind::Date, "date", "due duedate"),
    ("progress", "Progress", FieldKind::Other, "progress", ""),
    ("votes", "Votes", FieldKind::Votes, "votes", "votes"),
    ("comment", "Comment", FieldKind::Other, "comments-page", ""),
    ("worklog", "Log Work", FieldKind::Other, "array/worklog", ""),
];
