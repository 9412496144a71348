//! Issues as they stand in a file.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer};

/// One line.
#[derive(Debug, Deserialize)]
pub(super) struct RawIssue<'a> {
    #[serde(borrow)]
    pub(super) id: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) key: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) fields: RawFields<'a>,
    pub(super) changelog: Option<RawLog<'a>>,
}

/// Outer `None`: the key is absent; inner `None`: its value is null.
type Maybe<T> = Option<Option<T>>;

fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Maybe<T>, D::Error> {
    Option::deserialize(from).map(Some)
}

/// The fields that the sandbox keeps.
#[derive(Debug, Deserialize)]
pub(super) struct RawFields<'a> {
    #[serde(borrow)]
    pub(super) summary: Option<Cow<'a, str>>,
    pub(super) status: RawStatus<'a>,
    pub(super) issuetype: RawType<'a>,
    pub(super) project: RawProject<'a>,
    #[serde(default, deserialize_with = "present")]
    pub(super) priority: Maybe<RawNamed<'a>>,
    pub(super) resolution: Option<RawNamed<'a>>,
    pub(super) assignee: Option<RawUser<'a>>,
    pub(super) reporter: Option<RawUser<'a>>,
    pub(super) creator: Option<RawUser<'a>>,
    #[serde(borrow)]
    pub(super) created: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) updated: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) resolutiondate: Option<Cow<'a, str>>,
    #[serde(default, deserialize_with = "present")]
    pub(super) duedate: Maybe<Cow<'a, str>>,
    #[serde(default, borrow)]
    pub(super) labels: Vec<Cow<'a, str>>,
    #[serde(default)]
    pub(super) components: Vec<RawNamed<'a>>,
    #[serde(default, rename = "fixVersions", deserialize_with = "present")]
    pub(super) fix_versions: Maybe<Vec<RawVersion<'a>>>,
    #[serde(default, deserialize_with = "present")]
    pub(super) versions: Maybe<Vec<RawVersion<'a>>>,
    pub(super) parent: Option<RawParent<'a>>,
    #[serde(default)]
    pub(super) issuelinks: Vec<RawLink<'a>>,
    #[serde(default, deserialize_with = "present")]
    pub(super) timeoriginalestimate: Maybe<u64>,
    #[serde(default, deserialize_with = "present")]
    pub(super) timeestimate: Maybe<u64>,
    #[serde(default, deserialize_with = "present")]
    pub(super) timespent: Maybe<u64>,
    pub(super) aggregatetimeoriginalestimate: Option<u64>,
    pub(super) aggregatetimeestimate: Option<u64>,
    pub(super) aggregatetimespent: Option<u64>,
    #[serde(default, deserialize_with = "present")]
    pub(super) votes: Maybe<RawVotes>,
    #[serde(default, deserialize_with = "present")]
    pub(super) watches: Maybe<RawWatches>,
    pub(super) worklog: Option<RawWorklogs<'a>>,
    /// Everything else; custom fields are taken from it by the catalogue.
    #[serde(flatten)]
    pub(super) others: std::collections::HashMap<Cow<'a, str>, serde_json::Value>,
}

#[derive(Debug, Deserialize)]
pub(super) struct RawNamed<'a> {
    #[serde(borrow)]
    pub(super) id: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) name: Cow<'a, str>,
}

#[derive(Debug, Deserialize)]
pub(super) struct RawStatus<'a> {
    #[serde(borrow)]
    pub(super) id: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) name: Cow<'a, str>,
    #[serde(rename = "statusCategory")]
    pub(super) category: RawCategory<'a>,
}

#[derive(Debug, Deserialize)]
pub(super) struct RawCategory<'a> {
    #[serde(borrow)]
    pub(super) key: Cow<'a, str>,
}

#[derive(Debug, Deserialize)]
pub(super) struct RawType<'a> {
    #[serde(borrow)]
    pub(super) id: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) name: Cow<'a, str>,
    #[serde(default)]
    pub(super) subtask: bool,
}

#[derive(Debug, Deserialize)]
pub(super) struct RawProject<'a> {
    #[serde(borrow)]
    pub(super) id: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) key: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) name: Cow<'a, str>,
}

#[derive(Debug, Deserialize)]
pub(super) struct RawUser<'a> {
    #[serde(borrow, rename = "accountId")]
    pub(super) account_id: Cow<'a, str>,
    #[serde(borrow, rename = "displayName")]
    pub(super) name: Cow<'a, str>,
    #[serde(default)]
    pub(super) active: bool,
}

#[derive(Debug, Deserialize)]
pub(super) struct RawVersion<'a> {
    #[serde(borrow)]
    pub(super) id: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) name: Cow<'a, str>,
    #[serde(default)]
    pub(super) archived: bool,
    #[serde(default)]
    pub(super) released: bool,
    #[serde(borrow, rename = "releaseDate")]
    pub(super) release_date: Option<Cow<'a, str>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct RawParent<'a> {
    #[serde(borrow)]
    pub(super) id: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) key: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) fields: Option<RawParentFields<'a>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct RawParentFields<'a> {
    #[serde(borrow)]
    pub(super) summary: Option<Cow<'a, str>>,
    pub(super) status: Option<RawStatus<'a>>,
    pub(super) issuetype: Option<RawType<'a>>,
    pub(super) priority: Option<RawNamed<'a>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct RawLink<'a> {
    #[serde(borrow)]
    pub(super) id: Cow<'a, str>,
    #[serde(rename = "type", borrow)]
    pub(super) kind: RawLinkType<'a>,
    #[serde(rename = "inwardIssue", borrow)]
    pub(super) inward: Option<RawOther<'a>>,
    #[serde(rename = "outwardIssue", borrow)]
    pub(super) outward: Option<RawOther<'a>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct RawLinkType<'a> {
    #[serde(borrow)]
    pub(super) name: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) inward: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) outward: Cow<'a, str>,
}

#[derive(Debug, Deserialize)]
pub(super) struct RawOther<'a> {
    #[serde(borrow)]
    pub(super) key: Cow<'a, str>,
}

#[derive(Debug, Deserialize)]
pub(super) struct RawVotes {
    pub(super) votes: u32,
}

#[derive(Debug, Deserialize)]
pub(super) struct RawWatches {
    #[serde(rename = "watchCount")]
    pub(super) count: u32,
}

#[derive(Debug, Deserialize)]
pub(super) struct RawWorklogs<'a> {
    #[serde(default, borrow)]
    pub(super) worklogs: Vec<RawWorklog<'a>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct RawWorklog<'a> {
    #[serde(borrow)]
    pub(super) id: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) author: Option<RawUser<'a>>,
    #[serde(borrow)]
    pub(super) created: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) started: Cow<'a, str>,
    #[serde(rename = "timeSpentSeconds", default)]
    pub(super) seconds: u64,
}

#[derive(Debug, Deserialize)]
pub(super) struct RawLog<'a> {
    #[serde(default, borrow)]
    pub(super) histories: Vec<RawChange<'a>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct RawChange<'a> {
    #[serde(borrow)]
    pub(super) id: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) author: Option<RawUser<'a>>,
    #[serde(borrow)]
    pub(super) created: Cow<'a, str>,
    #[serde(default, borrow)]
    pub(super) items: Vec<RawItem<'a>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct RawItem<'a> {
    #[serde(borrow)]
    pub(super) field: Cow<'a, str>,
    #[serde(borrow, rename = "fieldId")]
    pub(super) field_id: Option<Cow<'a, str>>,
    #[serde(default, borrow)]
    pub(super) fieldtype: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) from: Option<Cow<'a, str>>,
    #[serde(borrow, rename = "fromString")]
    pub(super) from_text: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub(super) to: Option<Cow<'a, str>>,
    #[serde(borrow, rename = "toString")]
    pub(super) to_text: Option<Cow<'a, str>>,
}

/// One entry of `fields.json`.
#[derive(Debug, Deserialize)]
pub(super) struct RawField {
    pub(super) id: String,
    pub(super) name: String,
    #[serde(default)]
    pub(super) custom: bool,
    #[serde(default)]
    pub(super) schema: RawSchema,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct RawSchema {
    #[serde(rename = "type", default)]
    pub(super) kind: String,
    pub(super) items: Option<String>,
    pub(super) custom: Option<String>,
    #[serde(rename = "customId")]
    pub(super) custom_id: Option<u64>,
}
