//! The left side of a condition: which fields a name means, and what may be asked of them.

use super::says;
use crate::jql::ast::{self, Operator};
use crate::world::model::{Field, FieldIx, FieldKind, Site};
use crate::world::names::same;

/// What the left side of a condition means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// A field of the catalogue.
    Field(FieldIx),
    /// `filter`: a saved filter.
    Filter,
    /// `text`: every text field.
    Text,
    /// `category`: the category of the project.
    ProjectCategory,
    /// `hierarchyLevel`: the level of the issue type.
    Level,
    /// `worklogAuthor`.
    WorklogAuthor,
    /// `worklogDate`.
    WorklogDate,
}

/// Names in JQL that are no fields of issues.
const SPECIAL: &[(&str, Target)] = &[
    ("filter", Target::Filter),
    ("request", Target::Filter),
    ("savedfilter", Target::Filter),
    ("searchrequest", Target::Filter),
    ("text", Target::Text),
    ("category", Target::ProjectCategory),
    ("hierarchyLevel", Target::Level),
    ("worklogAuthor", Target::WorklogAuthor),
    ("worklogDate", Target::WorklogDate),
];

/// Everything that a name means to somebody. Custom fields may share names: then all of them.
pub(super) fn targets(
    site: &Site,
    account_id: &str,
    field: &ast::Field,
) -> Result<Vec<Target>, String> {
    let unknown = || says::unknown_field(&field.name.value);
    if field.property.is_some() {
        return Err(unknown());
    }
    let visible = || {
        let all = site.fields.iter().enumerate();
        all.filter(|(_, entry)| site.can_see_field(account_id, entry))
    };
    if let Some(number) = field.custom_id() {
        let found = visible().find(|(_, entry)| entry.custom_id == Some(number));
        return found
            .map(|(at, _)| vec![Target::Field(FieldIx::new(at))])
            .ok_or_else(unknown);
    }
    let name = field.name.value.trim();
    let called = |entry: &Field| entry.clause_names.iter().any(|own| same(own, name));
    if let Some((at, _)) = visible().find(|(_, entry)| entry.custom_id.is_none() && called(entry)) {
        return Ok(vec![Target::Field(FieldIx::new(at))]);
    }
    if let Some((_, special)) = SPECIAL.iter().find(|(own, _)| same(own, name)) {
        return Ok(vec![*special]);
    }
    let custom: Vec<_> = visible()
        .filter(|(_, entry)| entry.custom_id.is_some() && called(entry))
        .map(|(at, _)| Target::Field(FieldIx::new(at)))
        .collect();
    if custom.is_empty() {
        Err(unknown())
    } else {
        Ok(custom)
    }
}

const EQUALITY: [Operator; 4] = [
    Operator::Equals,
    Operator::NotEquals,
    Operator::In,
    Operator::NotIn,
];
const EMPTINESS: [Operator; 2] = [Operator::Is, Operator::IsNot];
const SCALE: [Operator; 4] = [
    Operator::Less,
    Operator::LessEquals,
    Operator::Greater,
    Operator::GreaterEquals,
];
const SEARCH: [Operator; 2] = [Operator::Like, Operator::NotLike];
const HISTORY: [Operator; 4] = [
    Operator::Was,
    Operator::WasNot,
    Operator::WasIn,
    Operator::WasNotIn,
];

/// The operators that JQL supports for a field; `CHANGED` too, where [`has_history`].
pub fn operators(field: &Field) -> Vec<Operator> {
    let mut all = Vec::new();
    match field.kind {
        FieldKind::Other => return all,
        FieldKind::Text => all.extend(SEARCH),
        _ => all.extend(EQUALITY),
    }
    all.extend(EMPTINESS);
    if is_on_scale(field.kind) {
        all.extend(SCALE);
    }
    if has_history(field) {
        all.extend(HISTORY);
    }
    all
}

/// Whether `<` and `>` have a meaning.
fn is_on_scale(kind: FieldKind) -> bool {
    matches!(
        kind,
        FieldKind::Key
            | FieldKind::Priority
            | FieldKind::Resolution
            | FieldKind::Versions
            | FieldKind::Number
            | FieldKind::Duration
            | FieldKind::DateTime
            | FieldKind::Date
            | FieldKind::Votes
            | FieldKind::Watches
    )
}

/// Whether `WAS` and `CHANGED` are possible.
pub fn has_history(field: &Field) -> bool {
    matches!(
        &*field.id,
        "assignee" | "fixVersions" | "priority" | "reporter" | "resolution" | "status"
    )
}

/// Whether a target supports an operator.
pub(super) fn supports(site: &Site, target: Target, operator: Operator) -> bool {
    match target {
        Target::Field(field) => operators(&site.fields[field.at()]).contains(&operator),
        Target::Text => operator == Operator::Like,
        Target::Filter => EQUALITY.contains(&operator),
        Target::ProjectCategory | Target::WorklogAuthor => {
            EQUALITY.contains(&operator) || EMPTINESS.contains(&operator)
        }
        Target::Level | Target::WorklogDate => {
            EQUALITY.contains(&operator) || SCALE.contains(&operator)
        }
    }
}

/// A function of JQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Function {
    /// Its name with brackets, `currentUser()`.
    pub name: &'static str,
    /// Whether it gives a list and so belongs behind `IN`.
    pub is_list: bool,
    /// The kind of fields that it is for.
    pub kind: FieldKind,
}

/// The functions that the sandbox knows.
pub fn functions() -> &'static [Function] {
    const fn one(name: &'static str, kind: FieldKind) -> Function {
        Function {
            name,
            is_list: false,
            kind,
        }
    }
    const fn list(name: &'static str, kind: FieldKind) -> Function {
        Function {
            name,
            is_list: true,
            kind,
        }
    }
    const ALL: &[Function] = &[
        one("currentUser()", FieldKind::User),
        list("membersOf(\"\")", FieldKind::User),
        one("now()", FieldKind::DateTime),
        one("currentLogin()", FieldKind::DateTime),
        one("lastLogin()", FieldKind::DateTime),
        one("startOfDay()", FieldKind::DateTime),
        one("startOfWeek()", FieldKind::DateTime),
        one("startOfMonth()", FieldKind::DateTime),
        one("startOfYear()", FieldKind::DateTime),
        one("endOfDay()", FieldKind::DateTime),
        one("endOfWeek()", FieldKind::DateTime),
        one("endOfMonth()", FieldKind::DateTime),
        one("endOfYear()", FieldKind::DateTime),
        list("openSprints()", FieldKind::Sprint),
        list("closedSprints()", FieldKind::Sprint),
        list("futureSprints()", FieldKind::Sprint),
        list("releasedVersions()", FieldKind::Versions),
        list("unreleasedVersions()", FieldKind::Versions),
        one("latestReleasedVersion(\"\")", FieldKind::Versions),
        one("earliestUnreleasedVersion(\"\")", FieldKind::Versions),
        list("standardIssueTypes()", FieldKind::IssueType),
        list("subtaskIssueTypes()", FieldKind::IssueType),
        list("componentsLeadByUser()", FieldKind::Components),
        list("projectsLeadByUser()", FieldKind::Project),
        list("projectsWhereUserHasPermission(\"\")", FieldKind::Project),
        list("projectsWhereUserHasRole(\"\")", FieldKind::Project),
        list("cascadeOption(\"\")", FieldKind::Cascading),
        list("issueHistory()", FieldKind::Key),
        list("linkedIssues(\"\")", FieldKind::Key),
        list("childIssuesOf(\"\")", FieldKind::Key),
        list("updatedBy(\"\")", FieldKind::Key),
        list("votedIssues()", FieldKind::Key),
        list("watchedIssues()", FieldKind::Key),
    ];
    ALL
}
