//! What issues refer to beside the workflow: projects, versions, sprints, users, filters …

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{
    ComponentIx, FieldIx, GroupIx, OptionIx, ProjectCategoryIx, ProjectIx, SprintIx, StatusIx,
    TypeIx, UserIx, VersionIx,
};

/// A category of projects.
#[derive(Debug, Clone)]
pub struct ProjectCategory {
    /// Its id.
    pub id: Arc<str>,
    /// Its name.
    pub name: Arc<str>,
}

/// A project.
#[derive(Debug, Clone)]
pub struct Project {
    /// Its id.
    pub id: Arc<str>,
    /// Its key.
    pub key: Arc<str>,
    /// Its name.
    pub name: Arc<str>,
    /// Who leads it.
    pub lead: Option<UserIx>,
    /// Its category.
    pub category: Option<ProjectCategoryIx>,
    /// Team-managed (`style: next-gen`, `simplified: true`).
    pub team_managed: bool,
    /// Statuses by issue type, in the order of the workflow.
    pub workflow: Vec<(TypeIx, Vec<StatusIx>)>,
    /// Its versions, in their order.
    pub versions: Vec<VersionIx>,
    /// Its components, by name.
    pub components: Vec<ComponentIx>,
    /// Fields that the project does not have: their keys are absent from its issues.
    pub hidden: Vec<FieldIx>,
}

/// A version of a project.
#[derive(Debug, Clone)]
pub struct Version {
    /// Its id.
    pub id: Arc<str>,
    /// Its name; projects may share names.
    pub name: Arc<str>,
    /// Its project.
    pub project: ProjectIx,
    /// Archived.
    pub archived: bool,
    /// Released.
    pub released: bool,
    /// The (planned) day of the release.
    pub release_date: Option<Date>,
}

/// A component of a project.
#[derive(Debug, Clone)]
pub struct Component {
    /// Its id.
    pub id: Arc<str>,
    /// Its name; projects may share names.
    pub name: Arc<str>,
    /// Its project.
    pub project: ProjectIx,
    /// Who leads it.
    pub lead: Option<UserIx>,
}

/// The state of a sprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SprintState {
    /// Over.
    Closed,
    /// Running.
    Active,
    /// Planned.
    Future,
}

impl SprintState {
    /// `closed`, `active`, `future`.
    pub fn text(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Active => "active",
            Self::Future => "future",
        }
    }
}

/// A sprint.
#[derive(Debug, Clone)]
pub struct Sprint {
    /// Its id.
    pub id: u64,
    /// Its name.
    pub name: Arc<str>,
    /// Its state.
    pub state: SprintState,
    /// The board on which it was made.
    pub board_id: u64,
    /// Its goal, often empty.
    pub goal: Arc<str>,
    /// When it began or shall begin.
    pub start: Option<Timestamp>,
    /// When it shall end.
    pub end: Option<Timestamp>,
    /// When it was closed.
    pub completed: Option<Timestamp>,
}

/// A board of the Agile API.
#[derive(Debug, Clone)]
pub struct Board {
    /// Its id.
    pub id: u64,
    /// Its name.
    pub name: Arc<str>,
    /// Whether it has sprints (`scrum`, else `kanban`).
    pub scrum: bool,
    /// Its project.
    pub project: ProjectIx,
    /// The field in which it estimates.
    pub estimation: Option<FieldIx>,
    /// Its sprints, oldest first.
    pub sprints: Vec<SprintIx>,
}

/// An option of a custom field.
#[derive(Debug, Clone)]
pub struct OptionValue {
    /// Its id.
    pub id: Arc<str>,
    /// Its text.
    pub value: Arc<str>,
    /// The field.
    pub field: FieldIx,
    /// The option above it, in a cascading field.
    pub parent: Option<OptionIx>,
}

/// A user as issues show them.
#[derive(Debug, Clone)]
pub struct User {
    /// Atlassian account id.
    pub account_id: Arc<str>,
    /// Shown name.
    pub name: Arc<str>,
    /// E-mail, where the profile shows it.
    pub email: Option<Arc<str>>,
    /// Time zone, where the profile shows it.
    pub zone: Option<TimeZone>,
    /// False for people who have left.
    pub active: bool,
}

/// A group of users.
#[derive(Debug, Clone)]
pub struct Group {
    /// `groupId`, a UUID.
    pub id: Arc<str>,
    /// Its name.
    pub name: Arc<str>,
    /// Its members.
    pub members: Vec<UserIx>,
}

/// An issue security level.
#[derive(Debug, Clone)]
pub struct SecurityLevel {
    /// Its id.
    pub id: Arc<str>,
    /// Its name.
    pub name: Arc<str>,
    /// What it is for.
    pub description: Arc<str>,
}

/// A saved filter.
#[derive(Debug, Clone)]
pub struct Filter {
    /// Its id.
    pub id: u64,
    /// Its name.
    pub name: Arc<str>,
    /// What it is for.
    pub description: Arc<str>,
    /// Who owns it.
    pub owner: UserIx,
    /// Its query.
    pub jql: Arc<str>,
    /// With whom it is shared; with nobody when empty.
    pub shares: Vec<Share>,
}

/// With whom a filter is shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// Everybody on the site (`authenticated`).
    LoggedIn,
    /// Everybody who can browse the project.
    Project(ProjectIx),
    /// One user.
    User(UserIx),
    /// A group.
    Group(GroupIx),
}
