//! Accounts, permissions and the server itself.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Listing, json};
use crate::error::Error;
use crate::ids::AccountId;
use crate::site::Site;

/// An account as Jira shows it to another. Its mail address is left where it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct User {
    /// Its id.
    pub account_id: AccountId,
    /// The name it shows.
    #[serde(default, deserialize_with = "json::null_is_default")]
    pub display_name: String,
    /// Whether it can log in.
    #[serde(default, deserialize_with = "json::null_is_default")]
    pub active: bool,
    /// `atlassian`, `app` or `customer`.
    #[serde(default)]
    pub account_type: Option<String>,
    /// IANA time zone, where visible. JQL reads dates in it.
    #[serde(default)]
    pub time_zone: Option<String>,
    /// Language such as `en_US`; only of oneself.
    #[serde(default)]
    pub locale: Option<String>,
}

/// Whether the account has a permission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Permission {
    /// `BROWSE_PROJECTS`, `ADMINISTER`.
    pub key: String,
    /// Whether the account has it (for `PROJECT` permissions: in the named or in some project).
    pub have_permission: bool,
    /// `GLOBAL` or `PROJECT`.
    #[serde(rename = "type", default)]
    pub kind: Option<String>,
}

/// Facts about the Jira behind a site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServerInfo {
    /// The site's own address, for links.
    pub base_url: String,
    /// `Cloud`.
    #[serde(default)]
    pub deployment_type: Option<String>,
    /// The name of the Jira.
    #[serde(default)]
    pub server_title: Option<String>,
    /// Its clock when it answered, as written.
    #[serde(default)]
    pub server_time: Option<String>,
}

#[derive(Deserialize)]
struct Permissions {
    permissions: BTreeMap<String, Permission>,
}

impl Site {
    /// The account that the token belongs to. Needs `read:jira-user`.
    ///
    /// # Errors
    /// The general ones.
    pub async fn myself(&self) -> Result<User, Error> {
        self.get("myself", &["myself"], &[]).await
    }

    /// Which of the permissions the account has, globally or in one project (key), by key.
    ///
    /// # Errors
    /// The general ones.
    pub async fn my_permissions(
        &self,
        permissions: &[&str],
        project: Option<&str>,
    ) -> Result<Vec<Permission>, Error> {
        let asked = permissions.join(",");
        let mut parameters = vec![("permissions", asked.as_str())];
        parameters.extend(project.map(|key| ("projectKey", key)));
        let answer: Permissions = self
            .get("mypermissions", &["mypermissions"], &parameters)
            .await?;
        Ok(answer.permissions.into_values().collect())
    }

    /// Facts about the site's Jira. Needs no scope.
    ///
    /// # Errors
    /// The general ones.
    pub async fn server_info(&self) -> Result<ServerInfo, Error> {
        self.get("serverInfo", &["serverInfo"], &[]).await
    }

    /// Up to 100 accounts whose name or address contains `query`, from `start` on.
    ///
    /// # Errors
    /// The general ones; this call has a rate limit of its own.
    pub async fn users(&self, query: &str, start: u64) -> Result<Vec<User>, Error> {
        let start = start.to_string();
        let parameters = [
            ("query", query),
            ("startAt", start.as_str()),
            ("maxResults", "100"),
        ];
        self.get("user/search", &["user", "search"], &parameters)
            .await
    }

    /// Up to 200 accounts of the site, inactive ones and apps included, from `start` on.
    ///
    /// # Errors
    /// The general ones.
    pub async fn all_users(&self, start: u64) -> Result<Vec<User>, Error> {
        let start = start.to_string();
        self.get(
            "users",
            &["users"],
            &[("startAt", start.as_str()), ("maxResults", "200")],
        )
        .await
    }

    /// The accounts with these ids, at most 200; unknown ones are left out.
    ///
    /// # Errors
    /// The general ones.
    pub async fn users_by_id(&self, ids: &[AccountId]) -> Result<Vec<User>, Error> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let mut parameters = vec![("maxResults", "200")];
        parameters.extend(ids.iter().map(|id| ("accountId", id.as_str())));
        let listing: Listing<User> = self
            .listing("user/bulk", &["user", "bulk"], 0, &parameters)
            .await?;
        Ok(listing.values)
    }
}
