//! The catalogue: which fields a site has and what they hold.

use serde::{Deserialize, Serialize};

/// A field of a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// `status`, `customfield_10016`.
    pub id: String,
    /// What people read.
    pub name: String,
    /// What it holds.
    pub kind: FieldKind,
    /// Its name in JQL: `status`, `cf[10016]`.
    pub clause: String,
    /// Whether the site's people made it.
    pub custom: bool,
}

impl Field {
    /// A field that every site has and that JQL calls by its id.
    pub fn system(id: &str, name: &str, kind: FieldKind) -> Self {
        Self {
            id: id.to_owned(),
            name: name.to_owned(),
            kind,
            clause: id.to_owned(),
            custom: false,
        }
    }
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "Jira's own words")]
pub enum FieldKind {
    Status,
    StatusCategory,
    IssueType,
    Priority,
    Resolution,
    Project,
    User,
    Users,
    Option,
    Options,
    Cascading,
    Component,
    Version,
    Versions,
    Labels,
    Sprint,
    Number,
    Duration,
    DateTime,
    Date,
    Text,
    Parent,
    Group,
    Groups,
    Team,
    Security,
    Other,
}

impl FieldKind {
    /// Whether an issue may have several values, and so count in several rows.
    pub fn multi_valued(self) -> bool {
        matches!(
            self,
            Self::Users
                | Self::Options
                | Self::Component
                | Self::Versions
                | Self::Labels
                | Self::Sprint
                | Self::Groups
        )
    }

    /// Whether a chart can be grouped by it: free text and spent time have no few values.
    pub fn chartable(self) -> bool {
        !matches!(self, Self::Text | Self::Duration | Self::Other)
    }

    /// Whether a chart can be narrowed by choosing among its values.
    pub fn filterable(self) -> bool {
        self.chartable() && !self.is_date() && self != Self::Number
    }

    /// Whether every issue has one.
    pub(crate) fn always_there(self) -> bool {
        matches!(
            self,
            Self::Status | Self::StatusCategory | Self::IssueType | Self::Project
        )
    }

    /// Whether its values fall into buckets of time.
    pub fn is_date(self) -> bool {
        matches!(self, Self::Date | Self::DateTime)
    }

    /// Whether Jira itself keeps its values in an order that people know.
    pub fn has_order(self) -> bool {
        matches!(
            self,
            Self::Status
                | Self::StatusCategory
                | Self::Priority
                | Self::Version
                | Self::Versions
                | Self::Sprint
        )
    }
}
