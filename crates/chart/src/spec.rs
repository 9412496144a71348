//! The description of a chart, version 1: canonical, diffable, and exact about what is wrong with it.

mod colour;
mod dashboard;
mod dimension;
mod display;
mod filters;
mod lines;
mod measure;
mod moment;
mod parse;
mod print;
mod schema;
mod strict;
#[cfg(test)]
mod tests;
mod walk;
#[cfg(feature = "yaml")]
mod yaml;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use colour::Colour;
pub use dashboard::{DashboardSpec, Placed};
pub(crate) use dimension::MILLIONTHS;
pub use dimension::{Bins, By, Dimension, Interval, Merge, OrderBy, Segment, SprintChoice};
pub use display::{Align, Display, Labels, Legend, Percent, Theme};
pub use filters::Filters;
pub use lines::{Goal, Lines};
pub use measure::{Measure, Operator, Quantity, Statistic, TimeUnit, Unresolved};
pub use moment::{Moment, Range, RelativeUnit};
pub use schema::schema;

use crate::Kind;

/// The cloud id of a Jira site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SiteId(pub Uuid);

impl std::fmt::Display for SiteId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for SiteId {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Uuid::parse_str(text).map(Self)
    }
}

/// What a chart shows and how it looks.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartSpec {
    /// Always 1 so far.
    pub version: u32,
    /// Shown above the chart; may be empty.
    pub title: String,
    /// Folded under the chart; may be empty.
    pub description: String,
    /// The site that is asked.
    pub site: SiteId,
    /// Which issues.
    pub source: Source,
    /// What those who look at it may narrow it by.
    pub filters: Filters,
    /// How it is drawn.
    pub kind: Kind,
    /// Language of Jira's names (`de`); none is English.
    pub language: Option<String>,
    /// The IANA zone in which days begin; none is the zone of the account that the chart runs as.
    pub timezone: Option<String>,
    /// The rows; only a tile may do without.
    pub chart_by: Option<Dimension>,
    /// The columns of the two-dimensional kinds, and of those alone.
    pub group_by: Option<Dimension>,
    /// What is calculated.
    pub measure: Measure,
    /// What is drawn over bars and lines.
    pub lines: Lines,
    /// How it looks.
    pub display: Display,
}

/// Which issues a chart is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A query; its `ORDER BY` means nothing to a chart.
    Jql(String),
    /// Every issue of these projects, by key.
    Projects(Vec<String>),
    /// A saved filter, by id.
    Filter(String),
}

impl ChartSpec {
    /// Whether its picture shows running totals.
    pub fn runs_up(&self) -> bool {
        self.lines.cumulative && self.kind.has_axes()
    }

    /// Reads a spec of any version ever shipped.
    pub fn from_json(json: &serde_json::Value) -> Result<Self, SpecError> {
        parse::chart(json)
    }

    /// The canonical form: keys in the format's order, defaults left out. Reading it gives the same spec.
    pub fn to_json(&self) -> serde_json::Value {
        print::chart(self)
    }

    /// The query of the source without any `ORDER BY`, ready to be narrowed.
    pub fn base_jql(&self) -> String {
        match &self.source {
            Source::Jql(jql) => crate::jql::split_order_by(jql).0.to_owned(),
            Source::Projects(projects) => {
                let list: Vec<String> =
                    projects.iter().map(|key| crate::jql::quoted(key)).collect();
                format!("project in ({})", list.join(", "))
            }
            Source::Filter(id) if id.bytes().all(|b| b.is_ascii_digit()) => {
                format!("filter = {id}")
            }
            Source::Filter(name) => format!("filter = {}", crate::jql::quoted(name)),
        }
    }
}

impl std::str::FromStr for ChartSpec {
    type Err = SpecError;

    fn from_str(text: &str) -> Result<Self, SpecError> {
        let strict::Strict(json) = serde_json::from_str(text).map_err(|error| {
            let message = if error.is_data() {
                format!("{error}; leave it out once")
            } else {
                format!("this is not JSON: {error}")
            };
            SpecError::new("", message)
        })?;
        Self::from_json(&json)
    }
}

impl Serialize for ChartSpec {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_json().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for ChartSpec {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = serde_json::Value::deserialize(deserializer)?;
        Self::from_json(&json).map_err(serde::de::Error::custom)
    }
}

/// What is wrong with a spec, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error("{}{}{message}", path, if path.is_empty() { "" } else { ": " })]
pub struct SpecError {
    /// The key, from the top: `chart_by.range.from`, `chart_by.hide[1]`; empty for the whole.
    pub path: String,
    /// A sentence with the mend.
    pub message: String,
}

impl SpecError {
    pub(crate) fn new(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            message: message.into(),
        }
    }
}
