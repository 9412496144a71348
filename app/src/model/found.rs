//! What was found at Jira.

use serde::{Deserialize, Serialize};

/// How many issues a query finds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Issues.
    pub count: u64,
    /// The same query in Jira's own issue navigator.
    pub url: String,
}

/// A project or a filter to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What the spec writes: a project's key, a filter's id.
    pub key: String,
    /// What people read.
    pub name: String,
}

/// A page of what there is to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choices {
    /// The choices.
    pub choices: Vec<Choice>,
    /// Where the next page begins; `null` after the last one.
    pub next: Option<u64>,
}

/// What may come next in a query.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// What to write in the query.
    pub text: String,
    /// What people read; plain text.
    pub label: String,
    /// A word beside it, such as `function`.
    pub hint: String,
}

#[cfg(feature = "ssr")]
impl From<service::JqlSuggestion> for Suggestion {
    fn from(from: service::JqlSuggestion) -> Self {
        Self {
            text: from.text,
            label: from.label,
            hint: from.hint.to_owned(),
        }
    }
}

#[cfg(feature = "ssr")]
impl From<service::Found> for Found {
    fn from(from: service::Found) -> Self {
        Self {
            count: from.count,
            url: from.url,
        }
    }
}

#[cfg(feature = "ssr")]
impl From<service::Choice> for Choice {
    fn from(from: service::Choice) -> Self {
        Self {
            key: from.key,
            name: from.name,
        }
    }
}

#[cfg(feature = "ssr")]
impl From<service::Choices> for Choices {
    fn from(from: service::Choices) -> Self {
        Self {
            choices: from.choices.into_iter().map(Choice::from).collect(),
            next: from.next,
        }
    }
}
