//! What a workflow is made of: statuses, types, priorities, resolutions.

use std::sync::Arc;

use super::ProjectIx;
use crate::world::names::Name;

/// The four status categories, with Jira's ids and keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// 1 `undefined`: No Category.
    Undefined,
    /// 2 `new`: To Do.
    New,
    /// 4 `indeterminate`: In Progress.
    Indeterminate,
    /// 3 `done`: Done.
    Done,
}

impl Category {
    /// All four, in the order of `/statuscategory`.
    pub const ALL: [Self; 4] = [Self::Undefined, Self::New, Self::Indeterminate, Self::Done];

    /// The number that Jira gives it.
    pub fn id(self) -> u32 {
        match self {
            Self::Undefined => 1,
            Self::New => 2,
            Self::Indeterminate => 4,
            Self::Done => 3,
        }
    }

    /// `new`, `indeterminate`, `done`, `undefined`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Undefined => "undefined",
            Self::New => "new",
            Self::Indeterminate => "indeterminate",
            Self::Done => "done",
        }
    }

    /// `colorName`.
    pub fn colour(self) -> &'static str {
        match self {
            Self::Undefined => "medium-gray",
            Self::New => "blue-gray",
            Self::Indeterminate => "yellow",
            Self::Done => "green",
        }
    }

    /// The shown name.
    pub fn name(self) -> Name {
        Name::known(match self {
            Self::Undefined => "No Category",
            Self::New => "To Do",
            Self::Indeterminate => "In Progress",
            Self::Done => "Done",
        })
    }

    /// The category with this key or number.
    pub fn find(id_or_key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| {
            category.key().eq_ignore_ascii_case(id_or_key) || category.id().to_string() == id_or_key
        })
    }
}

/// A status. Team-managed projects repeat names with ids of their own.
#[derive(Debug, Clone)]
pub struct Status {
    /// Its id.
    pub id: Arc<str>,
    /// Its name.
    pub name: Name,
    /// Its category.
    pub category: Category,
    /// The team-managed project to which it belongs.
    pub scope: Option<ProjectIx>,
}

/// An issue type.
#[derive(Debug, Clone)]
pub struct IssueType {
    /// Its id.
    pub id: Arc<str>,
    /// Its name.
    pub name: Name,
    /// -1 sub-task, 0 standard, 1 epic.
    pub level: i32,
    /// The team-managed project to which it belongs.
    pub scope: Option<ProjectIx>,
}

impl IssueType {
    /// Whether issues of this type are sub-tasks.
    pub fn is_subtask(&self) -> bool {
        self.level < 0
    }
}

/// A priority.
#[derive(Debug, Clone)]
pub struct Priority {
    /// Its id.
    pub id: Arc<str>,
    /// Its name; one real priority is called "None".
    pub name: Name,
    /// `statusColor`.
    pub colour: Arc<str>,
    /// Whether new issues get it.
    pub is_default: bool,
}

/// A resolution.
#[derive(Debug, Clone)]
pub struct Resolution {
    /// Its id.
    pub id: Arc<str>,
    /// Its name.
    pub name: Name,
}
