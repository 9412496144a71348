//! One issue and its history.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use super::{
    ComponentIx, FieldIx, GroupIx, IssueIx, LabelIx, LevelIx, OptionIx, PriorityIx, ProjectIx,
    ResolutionIx, SprintIx, StatusIx, TypeIx, UserIx, VersionIx,
};

/// One issue. Fields that a project does not have ([`super::Project::hidden`]) are empty here.
#[derive(Debug, Clone)]
pub struct Issue {
    /// The numeric id, unique on its site.
    pub id: u64,
    /// The project.
    pub project: ProjectIx,
    /// The number behind the project's key.
    pub number: u32,
    /// The summary; two real issues have none.
    pub summary: Option<Arc<str>>,
    /// The status.
    pub status: StatusIx,
    /// The issue type.
    pub issue_type: TypeIx,
    /// The priority.
    pub priority: Option<PriorityIx>,
    /// The resolution; empty means unresolved.
    pub resolution: Option<ResolutionIx>,
    /// Who works on it.
    pub assignee: Option<UserIx>,
    /// Who reported it.
    pub reporter: Option<UserIx>,
    /// Who typed it in.
    pub creator: Option<UserIx>,
    /// When it was created.
    pub created: Timestamp,
    /// When it was last changed.
    pub updated: Timestamp,
    /// When it was resolved.
    pub resolved: Option<Timestamp>,
    /// When its status category last changed.
    pub category_changed: Option<Timestamp>,
    /// The day on which it is due.
    pub due: Option<Date>,
    /// Labels.
    pub labels: Vec<LabelIx>,
    /// Components.
    pub components: Vec<ComponentIx>,
    /// Fix versions.
    pub fix_versions: Vec<VersionIx>,
    /// Affected versions (`versions`).
    pub affects_versions: Vec<VersionIx>,
    /// The parent: an epic, or the issue of a sub-task.
    pub parent: Option<Parent>,
    /// The security level.
    pub security: Option<LevelIx>,
    /// Original estimate in seconds.
    pub estimate: Option<u64>,
    /// Remaining estimate in seconds.
    pub remaining: Option<u64>,
    /// Time spent in seconds.
    pub spent: Option<u64>,
    /// `[original, remaining, spent]` with the sub-tasks', where they differ.
    pub aggregate: Option<Box<[Option<u64>; 3]>>,
    /// Who voted for it. Real data only has the number.
    pub votes: u32,
    /// Number of watchers.
    pub watchers: u32,
    /// Values of custom fields, by ascending field; empty ones are left out.
    pub custom: Vec<(FieldIx, CustomValue)>,
    /// Links to other issues.
    pub links: Vec<Link>,
    /// Sub-tasks, and the children of an epic, that are on this site.
    pub children: Vec<IssueIx>,
    /// Logged work, oldest first.
    pub worklogs: Vec<Worklog>,
    /// The history, oldest first.
    pub history: Vec<Change>,
}

impl Issue {
    /// The value of a custom field.
    pub fn custom(&self, field: FieldIx) -> Option<&CustomValue> {
        let at = self.custom.binary_search_by_key(&field, |(id, _)| *id);
        at.ok().map(|at| &self.custom[at].1)
    }

    /// Sets a custom field, or empties it.
    pub fn set_custom(&mut self, field: FieldIx, value: Option<CustomValue>) {
        let at = self.custom.binary_search_by_key(&field, |(id, _)| *id);
        match (at, value) {
            (Ok(at), Some(value)) => self.custom[at].1 = value,
            (Ok(at), None) => drop(self.custom.remove(at)),
            (Err(at), Some(value)) => self.custom.insert(at, (field, value)),
            (Err(_), None) => {}
        }
    }
}

/// The parent of an issue.
#[derive(Debug, Clone)]
pub enum Parent {
    /// An issue of this site.
    Here(IssueIx),
    /// An issue that is not in the data; what is known of it.
    Elsewhere {
        /// Its id.
        id: u64,
        /// Its key.
        key: Arc<str>,
        /// Its summary.
        summary: Option<Arc<str>>,
        /// Its status.
        status: Option<StatusIx>,
        /// Its type.
        issue_type: Option<TypeIx>,
        /// Its priority.
        priority: Option<PriorityIx>,
    },
}

/// The value of a custom field. An empty field has no value at all.
#[derive(Debug, Clone, PartialEq)]
pub enum CustomValue {
    /// A number.
    Number(f64),
    /// Text; a paragraph becomes an ADF document in the JSON.
    Text(Arc<str>),
    /// A day.
    Date(Date),
    /// An instant.
    Instant(Timestamp),
    /// One option.
    Option(OptionIx),
    /// Several options.
    Options(Vec<OptionIx>),
    /// An option and a child of it.
    Cascading(OptionIx, Option<OptionIx>),
    /// One user.
    User(UserIx),
    /// Several users.
    Users(Vec<UserIx>),
    /// Labels.
    Labels(Vec<LabelIx>),
    /// Sprints, oldest first.
    Sprints(Vec<SprintIx>),
    /// Versions.
    Versions(Vec<VersionIx>),
    /// A group.
    Group(GroupIx),
    /// The key of an epic.
    EpicLink(Arc<str>),
}

/// A link to another issue, seen from this one.
#[derive(Debug, Clone)]
pub struct Link {
    /// Id of the link.
    pub id: u64,
    /// Name of its type, "Blocks".
    pub kind: Arc<str>,
    /// The words from the side that is pointed at, "is blocked by".
    pub inward: Arc<str>,
    /// The words from the pointing side, "blocks".
    pub outward: Arc<str>,
    /// Whether this issue points at the other one.
    pub points: bool,
    /// The other issue's key.
    pub other: Arc<str>,
}

/// A piece of logged work.
#[derive(Debug, Clone)]
pub struct Worklog {
    /// Its id.
    pub id: u64,
    /// Who worked.
    pub author: Option<UserIx>,
    /// When the work began.
    pub started: Timestamp,
    /// When it was logged.
    pub created: Timestamp,
    /// How long, in seconds.
    pub seconds: u64,
}

/// One change: several fields at one moment by one person.
#[derive(Debug, Clone)]
pub struct Change {
    /// Its id.
    pub id: u64,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub author: Option<UserIx>,
    /// The fields that changed.
    pub items: Vec<ChangeItem>,
}

/// The change of one field, with ids and names as they were then.
#[derive(Debug, Clone)]
pub struct ChangeItem {
    /// The field's name in histories: `status`, `Fix Version`, `Sprint`.
    pub field: Arc<str>,
    /// The field's id, where it is known.
    pub field_id: Option<Arc<str>>,
    /// Whether `fieldtype` is `custom` (else `jira`).
    pub custom: bool,
    /// Id before.
    pub from: Option<Arc<str>>,
    /// Name before (`fromString`).
    pub from_text: Option<Arc<str>>,
    /// Id after.
    pub to: Option<Arc<str>>,
    /// Name after (`toString`).
    pub to_text: Option<Arc<str>>,
}
