//! One issue as the fold sees it: the values of the plan's fields.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// An issue, cut down to the fields of the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Jira's id of the issue.
    pub id: u64,
    /// One value for each of the plan's fields, in their order.
    pub values: Vec<Value>,
}

/// What an issue has in one field.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing.
    Empty,
    /// One named value: a status, a user, an option.
    One(Item),
    /// Several named values, none twice: labels, components, versions.
    Many(Vec<Item>),
    /// A cascading select from the outermost level inwards.
    Path(Vec<Item>),
    /// The sprints that the issue was ever in.
    Sprints(Vec<Sprint>),
    /// A point in time; which day it falls on depends on the chart's zone.
    Instant(jiff::Timestamp),
    /// A day without a time; it never shifts.
    Day(jiff::civil::Date),
    /// A number.
    Number(f64),
    /// Text of the user's own.
    Text(Arc<str>),
}

/// A named value.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Item {
    /// Jira's id of the value; several ids may bear one name.
    pub id: Arc<str>,
    /// What the row is keyed by: the name, and for users the account id.
    pub key: Arc<str>,
    /// What people read.
    pub label: Arc<str>,
    /// The category of a status.
    pub category: Option<StatusCategory>,
}

impl Item {
    /// A value of which only the name matters.
    pub fn named(name: &str) -> Self {
        let name: Arc<str> = name.into();
        Self {
            id: name.clone(),
            key: name.clone(),
            label: name,
            category: None,
        }
    }

    /// A value whose key is not what people read, such as a user.
    pub fn keyed(key: &str, label: &str) -> Self {
        let key: Arc<str> = key.into();
        Self {
            id: key.clone(),
            key,
            label: label.into(),
            category: None,
        }
    }

    /// The same value in a status category.
    #[must_use]
    pub fn in_category(mut self, category: StatusCategory) -> Self {
        self.category = Some(category);
        self
    }
}

/// A sprint that an issue is or was in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sprint {
    /// Its id and name.
    pub item: Item,
    /// Where it stands.
    pub state: SprintState,
    /// Its start, once it has one; the latest sprint is the one that starts last.
    pub start: Option<jiff::Timestamp>,
}

/// Where a sprint stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SprintState {
    /// Planned.
    Future,
    /// Running.
    Active,
    /// Over.
    Closed,
}

/// Jira's three columns of work, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatusCategory {
    /// Not begun (`new`).
    ToDo,
    /// Begun (`indeterminate`).
    InProgress,
    /// Finished (`done`).
    Done,
    /// Jira's "No Category" (`undefined`).
    Undefined,
}

impl StatusCategory {
    /// The category of Jira's `statusCategory.key`, which is the same in every language.
    pub fn from_key(key: &str) -> Self {
        match key {
            "new" => Self::ToDo,
            "indeterminate" => Self::InProgress,
            "done" => Self::Done,
            _ => Self::Undefined,
        }
    }
}
