//! What a statistic is made of: a number that an issue has, or a time.

use serde_json::{Map, Value, json};

use super::super::{
    SpecError,
    display::words,
    print::put,
    walk::{Fields, Node},
};

/// A number that an issue has, or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// A number or time-tracking field, by id.
    Field(String),
    /// The time from a date field until now.
    Since(String),
    /// The time from now until a date field; what is past is less than 0.
    Until(String),
    /// The time from the first date field to the second.
    Between(String, String),
    /// The time from created to resolved.
    ResolutionTime(Unresolved),
}

words! {
    /// What becomes of issues that are not resolved.
    Unresolved {
        /// They have no time to resolution.
        Exclude = "exclude",
        /// Theirs lasts until now.
        Include = "include",
    }
}

const RESOLUTION_TIME: &str = "resolution_time";

impl Quantity {
    pub(super) fn fields(&self) -> Vec<&str> {
        match self {
            Self::Field(id) | Self::Since(id) | Self::Until(id) => vec![id],
            Self::Between(from, to) => vec![from, to],
            Self::ResolutionTime(_) => vec!["created", "resolutiondate"],
        }
    }

    /// Reads the keys `of` and `unresolved` of a measure.
    pub(super) fn read(fields: &Fields<'_>) -> Result<Self, SpecError> {
        let of = fields.need(
            "of",
            "a number field, a time-tracking field, resolution_time, or {\"since\": \"created\"}",
        )?;
        let quantity = if of.is_text() {
            match of.words()? {
                RESOLUTION_TIME => {
                    let unresolved = fields
                        .maybe("unresolved", |n| n.choice(Unresolved::ALL))?
                        .unwrap_or(Unresolved::Exclude);
                    return Ok(Self::ResolutionTime(unresolved));
                }
                field => Self::Field(field.to_owned()),
            }
        } else {
            Self::read_time(&of)?
        };
        match fields.get("unresolved") {
            Some(node) => Err(node.error("this is for resolution_time alone; leave it out")),
            None => Ok(quantity),
        }
    }

    fn read_time(node: &Node<'_>) -> Result<Self, SpecError> {
        let fields = node.object(&["since", "until", "between"])?;
        let one = |node: Node<'_>| node.words().map(str::to_owned);
        match (
            fields.get("since"),
            fields.get("until"),
            fields.get("between"),
        ) {
            (Some(field), None, None) => one(field).map(Self::Since),
            (None, Some(field), None) => one(field).map(Self::Until),
            (None, None, Some(pair)) => match pair.list()?.as_slice() {
                [from, to] => Ok(Self::Between(one(from.clone())?, one(to.clone())?)),
                _ => Err(pair.error(
                    "two date fields belong here, such as [\"created\", \"resolutiondate\"]",
                )),
            },
            _ => Err(node.error("exactly one of since, until and between belongs here")),
        }
    }

    pub(super) fn print(&self, out: &mut Map<String, Value>) {
        let of = match self {
            Self::Field(id) => json!(id),
            Self::Since(id) => json!({"since": id}),
            Self::Until(id) => json!({"until": id}),
            Self::Between(from, to) => json!({"between": [from, to]}),
            Self::ResolutionTime(_) => json!(RESOLUTION_TIME),
        };
        out.insert("of".into(), of);
        if let Self::ResolutionTime(unresolved) = self {
            put(
                out,
                "unresolved",
                unresolved.name(),
                Unresolved::Exclude.name(),
            );
        }
    }
}
