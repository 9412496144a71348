//! The fields of a site.

use serde::{Deserialize, Serialize};

use super::json;
use crate::error::Error;
use crate::site::Site;

/// A field as `/field` lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FieldInfo {
    /// `status`, `customfield_10016`.
    pub id: String,
    /// The name in the handle's language. Several fields may share one.
    pub name: String,
    /// The name as its administrator wrote it; custom fields only.
    #[serde(default)]
    pub untranslated_name: Option<String>,
    /// Whether the site added it.
    #[serde(default)]
    pub custom: bool,
    /// Whether JQL can use it.
    #[serde(default)]
    pub searchable: bool,
    /// Whether JQL can order by it.
    #[serde(default)]
    pub orderable: bool,
    /// Its names in JQL, `cf[10016]` among them.
    #[serde(default, deserialize_with = "json::null_is_default")]
    pub clause_names: Vec<String>,
    /// The shape of its values; a few old system fields have none.
    #[serde(default)]
    pub schema: Option<FieldSchema>,
    /// Where it exists, when not everywhere: team-managed projects have fields of their own.
    #[serde(default)]
    pub scope: Option<Scope>,
}

/// The shape of a field's values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FieldSchema {
    /// `string`, `array`, `option`, `user`, `datetime`, …
    #[serde(rename = "type")]
    pub kind: String,
    /// What an array holds.
    #[serde(default)]
    pub items: Option<String>,
    /// The system field it is.
    #[serde(default)]
    pub system: Option<String>,
    /// The type of custom field, `com.pyxis.greenhopper.jira:gh-sprint`: the way to recognise one.
    #[serde(default)]
    pub custom: Option<String>,
    /// The number in `cf[…]`.
    #[serde(default)]
    pub custom_id: Option<u64>,
}

/// Where a field, status or type exists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    /// `PROJECT` or `GLOBAL`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The project it belongs to.
    #[serde(default)]
    pub project: Option<ScopeProject>,
}

/// The project of a [`Scope`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScopeProject {
    /// Its id.
    #[serde(deserialize_with = "json::text")]
    pub id: String,
}

impl Site {
    /// All fields that this account can see. (`/field/search` is for administrators only.)
    ///
    /// # Errors
    /// The general ones.
    pub async fn fields(&self) -> Result<Vec<FieldInfo>, Error> {
        self.get("field", &["field"], &[]).await
    }
}
