//! A spec that was read from text, beside another one.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A spec that was read from text, beside another one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Compared {
    /// Its canonical form.
    pub spec: Value,
    /// The same as YAML.
    pub yaml: String,
    /// Its lines, with those of the other spec that it has no more, in the notation of the text.
    pub lines: Vec<SpecLine>,
}

/// A line of a spec's text, and what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpecLine {
    /// What becomes of it.
    pub is: LineChange,
    /// The line, without its end.
    pub text: String,
}

/// What becomes of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineChange {
    /// It stays.
    Same,
    /// It comes.
    Added,
    /// It goes.
    Removed,
}

#[cfg(feature = "ssr")]
impl From<service::ReadSpec> for Compared {
    fn from(from: service::ReadSpec) -> Self {
        let lines = from.lines.into_iter().map(|line| SpecLine {
            is: match line.is {
                service::LineChange::Same => LineChange::Same,
                service::LineChange::Added => LineChange::Added,
                service::LineChange::Removed => LineChange::Removed,
            },
            text: line.text,
        });
        Self {
            spec: from.spec,
            yaml: from.yaml,
            lines: lines.collect(),
        }
    }
}
