//! Ids of Atlassian's things, as types of their own.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The id of one Atlassian site. It goes into request paths, therefore only a UUID will do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CloudId(Uuid);

impl CloudId {
    /// The id as a UUID.
    pub fn as_uuid(self) -> Uuid {
        self.0
    }
}

impl From<Uuid> for CloudId {
    fn from(id: Uuid) -> Self {
        Self(id)
    }
}

impl From<CloudId> for Uuid {
    fn from(id: CloudId) -> Self {
        id.0
    }
}

/// The text is not the UUID of a site.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a cloud id is a UUID")]
pub struct NotACloudId;

impl FromStr for CloudId {
    type Err = NotACloudId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Uuid::try_parse(text).map(Self).map_err(|_| NotACloudId)
    }
}

impl fmt::Display for CloudId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

/// The id of one Atlassian account: opaque text, the same in `/me`, Jira and Confluence.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AccountId(String);

impl AccountId {
    /// Takes the id as Atlassian wrote it.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cloud_id_is_a_uuid_and_nothing_that_changes_a_path() {
        let text = "1324a887-45db-1bf4-1e99-ef0ff456d421";
        assert_eq!(text.parse::<CloudId>().unwrap().to_string(), text);
        for bad in [
            "",
            "..",
            "../me",
            "1324a887-45db-1bf4-1e99-ef0ff456d421/../x",
        ] {
            assert_eq!(bad.parse::<CloudId>(), Err(NotACloudId));
            assert!(serde_json::from_value::<CloudId>(bad.into()).is_err());
        }
    }
}
