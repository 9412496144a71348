//! Projects and what belongs to one.

use serde::{Deserialize, Serialize};

use super::lists::Status;
use super::{Listing, json};
use crate::error::Error;
use crate::site::Site;

/// A project that the account can browse.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Project {
    /// Its id.
    #[serde(deserialize_with = "json::text")]
    pub id: String,
    /// Its key, `HSP`.
    pub key: String,
    /// Its name.
    pub name: String,
    /// `software`, `business`, `service_desk`, …
    #[serde(default)]
    pub project_type_key: Option<String>,
    /// Whether it is team-managed, with statuses and fields of its own.
    #[serde(default, deserialize_with = "json::null_is_default")]
    pub simplified: bool,
}

/// The statuses that issues of one type may have in a project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypeStatuses {
    /// The type's id.
    #[serde(deserialize_with = "json::text")]
    pub id: String,
    /// The type's name in the handle's language.
    pub name: String,
    /// Whether it is a sub-task.
    #[serde(default)]
    pub subtask: bool,
    /// Its statuses.
    #[serde(default, deserialize_with = "json::null_is_default")]
    pub statuses: Vec<Status>,
}

/// A version of a project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Version {
    /// Its id.
    #[serde(deserialize_with = "json::text")]
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether it is hidden from choices.
    #[serde(default)]
    pub archived: bool,
    /// Whether it is out.
    #[serde(default)]
    pub released: bool,
    /// `2025-12-01`
    #[serde(default)]
    pub start_date: Option<jiff::civil::Date>,
    /// `2025-12-01`
    #[serde(default)]
    pub release_date: Option<jiff::civil::Date>,
}

/// A component of a project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Component {
    /// Its id.
    #[serde(deserialize_with = "json::text")]
    pub id: String,
    /// Its name.
    pub name: String,
}

impl Site {
    /// A page of projects, up to 100, by key. `query` is part of a key or name; empty for all.
    ///
    /// # Errors
    /// The general ones.
    pub async fn projects(&self, query: &str, start: u64) -> Result<Listing<Project>, Error> {
        let mut parameters = vec![("maxResults", "100"), ("orderBy", "key")];
        if !query.is_empty() {
            parameters.push(("query", query));
        }
        self.listing("project/search", &["project", "search"], start, &parameters)
            .await
    }

    /// The statuses of a project, by issue type.
    ///
    /// # Errors
    /// [`Error::NotVisible`] for a project that is not there for this account.
    pub async fn project_statuses(&self, project: &str) -> Result<Vec<TypeStatuses>, Error> {
        self.get("project statuses", &["project", project, "statuses"], &[])
            .await
    }

    /// All versions of a project, in the project's order.
    ///
    /// # Errors
    /// [`Error::NotVisible`] for a project that is not there for this account.
    pub async fn versions(&self, project: &str) -> Result<Vec<Version>, Error> {
        self.get("project versions", &["project", project, "versions"], &[])
            .await
    }

    /// All components of a project.
    ///
    /// # Errors
    /// [`Error::NotVisible`] for a project that is not there for this account.
    pub async fn components(&self, project: &str) -> Result<Vec<Component>, Error> {
        self.get(
            "project components",
            &["project", project, "components"],
            &[],
        )
        .await
    }
}
