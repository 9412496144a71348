//! What a dimension groups by.

use serde_json::{Map, Value, json};

use super::super::{
    SpecError,
    walk::{Fields, Node},
};
use crate::{jql, names::folded};

/// What makes the values of a dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// The values of a field, by its id: `priority`, `customfield_10016`.
    Field(String),
    /// Queries of the author's own. An issue counts once in each that finds it.
    Segments(Vec<Segment>),
    /// Several date fields on one axis; each is a column.
    Dates(Vec<String>),
}

/// A value that is a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Key and name.
    pub name: String,
    /// What narrows the source; an `ORDER BY` means nothing.
    pub jql: String,
}

impl Default for By {
    fn default() -> Self {
        Self::Field(String::new())
    }
}

impl Segment {
    /// The query without any `ORDER BY`.
    pub fn condition(&self) -> &str {
        jql::split_order_by(&self.jql).0
    }
}

/// Each costs a query.
const MOST_SEGMENTS: usize = 50;
/// More columns cannot be told apart.
const MOST_DATES: usize = 6;

impl By {
    pub(super) fn read(node: &Node<'_>, fields: &Fields<'_>) -> Result<Self, SpecError> {
        match (
            fields.get("field"),
            fields.get("segments"),
            fields.get("dates"),
        ) {
            (Some(field), None, None) => Ok(Self::Field(field.words()?.to_owned())),
            (None, Some(segments), None) => Self::read_segments(&segments),
            (None, None, Some(dates)) => Self::read_dates(&dates),
            (None, None, None) => Err(fields
                .need(
                    "field",
                    "the id of a field, such as status or customfield_10016",
                )
                .err()
                .unwrap_or_else(|| node.error("the id of a field belongs here"))),
            _ => Err(node.error("exactly one of field, segments and dates belongs here")),
        }
    }

    fn read_segments(node: &Node<'_>) -> Result<Self, SpecError> {
        let list = node.list()?;
        if list.is_empty() || list.len() > MOST_SEGMENTS {
            return Err(node.error(format!(
                "from 1 to {MOST_SEGMENTS} segments belong here, such as {{\"name\": \"Late\", \"jql\": \"due < now()\"}}"
            )));
        }
        let mut segments: Vec<Segment> = Vec::new();
        for part in list {
            let fields = part.object(&["name", "jql"])?;
            let name = fields.need("name", "what the segment is called")?;
            let query = fields.need("jql", "which issues, such as due < now()")?;
            let taken = |segment: &Segment| -> Result<bool, SpecError> {
                Ok(folded(&segment.name) == folded(name.words()?))
            };
            for before in &segments {
                if taken(before)? {
                    return Err(name.error(format!("there is a segment {:?} already", before.name)));
                }
            }
            let segment = Segment {
                name: name.words()?.to_owned(),
                jql: query.words()?.to_owned(),
            };
            if segment.condition().is_empty() {
                return Err(query.error("say which issues before ORDER BY"));
            }
            segments.push(segment);
        }
        Ok(Self::Segments(segments))
    }

    fn read_dates(node: &Node<'_>) -> Result<Self, SpecError> {
        let mut ids: Vec<String> = Vec::new();
        for field in node.list()? {
            let id = field.words()?.to_owned();
            if ids.contains(&id) {
                return Err(field.error(format!("{id} is there already")));
            }
            ids.push(id);
        }
        if ids.is_empty() || ids.len() > MOST_DATES {
            return Err(node.error(format!(
                "from 1 to {MOST_DATES} date fields belong here, such as [\"created\", \"resolutiondate\"]"
            )));
        }
        Ok(Self::Dates(ids))
    }

    pub(super) fn print(&self, out: &mut Map<String, Value>) {
        match self {
            Self::Field(id) => out.insert("field".into(), json!(id)),
            Self::Segments(segments) => {
                let list: Vec<Value> = segments
                    .iter()
                    .map(|segment| json!({"name": segment.name, "jql": segment.jql}))
                    .collect();
                out.insert("segments".into(), json!(list))
            }
            Self::Dates(ids) => out.insert("dates".into(), json!(ids)),
        };
    }
}
