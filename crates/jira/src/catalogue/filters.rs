//! Saved filters.

use serde::{Deserialize, Serialize};

use super::{Listing, json};
use crate::error::Error;
use crate::ids::AccountId;
use crate::site::Site;

/// A saved filter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Filter {
    /// Its id; `filter = 10000` works in JQL.
    #[serde(deserialize_with = "json::text")]
    pub id: String,
    /// Its name.
    pub name: String,
    /// What its owner wrote about it.
    #[serde(default, deserialize_with = "json::null_is_default")]
    pub description: String,
    /// Its query, possibly an unbounded one.
    #[serde(default)]
    pub jql: Option<String>,
    /// Whose it is.
    #[serde(default)]
    pub owner: Option<FilterOwner>,
}

/// The owner of a filter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FilterOwner {
    /// The account.
    pub account_id: AccountId,
    /// Its name.
    #[serde(default, deserialize_with = "json::null_is_default")]
    pub display_name: String,
}

impl Site {
    /// A page of the filters that the account can see, up to 100, by name, with their queries.
    /// `query` is part of a name; empty for all.
    ///
    /// # Errors
    /// The general ones.
    pub async fn filters(&self, query: &str, start: u64) -> Result<Listing<Filter>, Error> {
        let mut parameters = vec![
            ("maxResults", "100"),
            ("orderBy", "name"),
            ("expand", "jql,owner,description"),
        ];
        if !query.is_empty() {
            parameters.extend([("filterName", query), ("isSubstringMatch", "true")]);
        }
        self.listing("filter/search", &["filter", "search"], start, &parameters)
            .await
    }

    /// One filter.
    ///
    /// # Errors
    /// A filter that the account cannot see is [`Error::Query`]: Jira answers 400 with a sentence.
    pub async fn filter(&self, id: &str) -> Result<Filter, Error> {
        self.get("filter", &["filter", id], &[]).await
    }
}
