//! Site-wide lists of values: statuses, types, priorities, resolutions, labels.

use serde::{Deserialize, Serialize};

use super::fields::Scope;
use super::{Listing, json, whole};
use crate::error::Error;
use crate::site::Site;

/// A status. Team-managed projects have their own, often with the same names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Status {
    /// Its id.
    #[serde(deserialize_with = "json::text")]
    pub id: String,
    /// Its name in the handle's language.
    pub name: String,
    /// To do, in progress or done.
    #[serde(default)]
    pub status_category: Option<StatusCategory>,
    /// The project it belongs to, when not the whole site's.
    #[serde(default)]
    pub scope: Option<Scope>,
}

/// The category of a status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StatusCategory {
    /// Its number, the same on every site. Empty where Jira left it out.
    #[serde(default, deserialize_with = "json::text")]
    pub id: String,
    /// `undefined`, `new`, `indeterminate` or `done`: group on this, not on the name.
    pub key: String,
    /// Its name in the handle's language.
    #[serde(default)]
    pub name: String,
}

/// An issue type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IssueType {
    /// Its id.
    #[serde(deserialize_with = "json::text")]
    pub id: String,
    /// Its name in the handle's language.
    pub name: String,
    /// Whether it is a sub-task.
    #[serde(default)]
    pub subtask: bool,
    /// -1 sub-task, 0 standard, 1 epic, above 1 by the site's own plan.
    #[serde(default)]
    pub hierarchy_level: Option<i32>,
    /// The project it belongs to, when not the whole site's.
    #[serde(default)]
    pub scope: Option<Scope>,
}

/// A priority. The list's order is the site's, the highest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Priority {
    /// Its id.
    #[serde(deserialize_with = "json::text")]
    pub id: String,
    /// Its name in the handle's language.
    pub name: String,
    /// Its colour, `#009900`.
    #[serde(default)]
    pub status_color: Option<String>,
    /// Whether new issues get it.
    #[serde(default, deserialize_with = "json::null_is_default")]
    pub is_default: bool,
}

/// A resolution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resolution {
    /// Its id.
    #[serde(deserialize_with = "json::text")]
    pub id: String,
    /// Its name in the handle's language.
    pub name: String,
}

impl Site {
    /// All statuses.
    ///
    /// # Errors
    /// The general ones.
    pub async fn statuses(&self) -> Result<Vec<Status>, Error> {
        self.get("status", &["status"], &[]).await
    }

    /// The categories of statuses.
    ///
    /// # Errors
    /// The general ones.
    pub async fn status_categories(&self) -> Result<Vec<StatusCategory>, Error> {
        self.get("statuscategory", &["statuscategory"], &[]).await
    }

    /// All issue types.
    ///
    /// # Errors
    /// The general ones.
    pub async fn issue_types(&self) -> Result<Vec<IssueType>, Error> {
        self.get("issuetype", &["issuetype"], &[]).await
    }

    /// All priorities, in the site's order.
    ///
    /// Asks `priority`: its successor `priority/search` wants the scope
    /// `manage:jira-configuration` (Atlassian's OpenAPI, 2025), which no reader should have.
    ///
    /// # Errors
    /// The general ones.
    pub async fn priorities(&self) -> Result<Vec<Priority>, Error> {
        self.get("priority", &["priority"], &[]).await
    }

    /// All resolutions, in the site's order.
    ///
    /// # Errors
    /// The general ones.
    pub async fn resolutions(&self) -> Result<Vec<Resolution>, Error> {
        let name = "resolution/search";
        whole(name, |start| {
            self.listing(name, &["resolution", "search"], start, &[])
        })
        .await
    }

    /// A page of the labels in use anywhere on the site, up to 1,000.
    ///
    /// # Errors
    /// The general ones.
    pub async fn labels(&self, start: u64) -> Result<Listing<String>, Error> {
        self.listing("label", &["label"], start, &[("maxResults", "1000")])
            .await
    }
}
