//! The field catalogue.

use std::sync::Arc;

use super::ProjectIx;
use crate::world::names::Name;

/// One entry of `/field`.
#[derive(Debug, Clone)]
pub struct Field {
    /// `status` or `customfield_10016`.
    pub id: Arc<str>,
    /// The shown name; the same name may occur several times.
    pub name: Name,
    /// The number of a custom field.
    pub custom_id: Option<u64>,
    /// What its values are.
    pub kind: FieldKind,
    /// The `schema` of `/field`; absent for `issuekey` and the like.
    pub schema: Option<Schema>,
    /// How JQL calls it, `cf[10016]` first; empty for a field that JQL does not know.
    pub clause_names: Vec<Arc<str>>,
    /// `orderable` of `/field`.
    pub orderable: bool,
    /// `navigable` of `/field`: part of `*navigable`.
    pub navigable: bool,
    /// The team-managed project to which the field belongs.
    pub scope: Option<ProjectIx>,
}

/// The `schema` of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schema {
    /// `type`: `option`, `array`, `number` …
    pub kind: Arc<str>,
    /// `items` of an array.
    pub items: Option<Arc<str>>,
    /// `system`: the id of a system field.
    pub system: Option<Arc<str>>,
    /// `custom`: the key of a custom field's type.
    pub custom: Option<Arc<str>>,
}

/// What the values of a field are: decides index, JQL operators and JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FieldKind {
    /// `issuekey`: the issue itself.
    Key,
    /// Status.
    Status,
    /// Status category.
    StatusCategory,
    /// Issue type.
    IssueType,
    /// Priority.
    Priority,
    /// Resolution.
    Resolution,
    /// Project.
    Project,
    /// One user.
    User,
    /// Several users.
    Users,
    /// One option (select, radio buttons).
    Option,
    /// Several options (multi-select, checkboxes).
    Options,
    /// An option and a child of it.
    Cascading,
    /// Components.
    Components,
    /// Versions.
    Versions,
    /// Labels.
    Labels,
    /// Sprints.
    Sprint,
    /// A number.
    Number,
    /// Seconds (time tracking).
    Duration,
    /// An instant.
    DateTime,
    /// A day.
    Date,
    /// Text that is searched with `~`.
    Text,
    /// The parent issue.
    Parent,
    /// The key of an epic (the old custom field).
    EpicLink,
    /// A security level.
    Security,
    /// A group.
    Group,
    /// Number of votes.
    Votes,
    /// Number of watchers.
    Watches,
    /// Shown in JSON only: time tracking, progress, links, sub-tasks, comments …
    Other,
}

impl FieldKind {
    /// Whether an issue can have several values of the field.
    pub fn is_multi_valued(self) -> bool {
        matches!(
            self,
            Self::Users
                | Self::Options
                | Self::Components
                | Self::Versions
                | Self::Labels
                | Self::Sprint
        )
    }

    /// Whether the values are on a scale (`<`, `>` are possible) and come from dates.
    pub fn is_date(self) -> bool {
        matches!(self, Self::DateTime | Self::Date)
    }
}
