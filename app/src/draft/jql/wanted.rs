//! What may come at a place of a query.

use serde::{Deserialize, Serialize};

/// What may come next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Wanted {
    /// A field to say something about.
    Field,
    /// A field to order by.
    Order,
    /// What can be said about this field.
    Operator {
        /// As it stands in the query.
        field: String,
    },
    /// A value of this field, or a function.
    Value {
        /// As it stands in the query.
        field: String,
        /// Whether one of several: inside brackets, or in place of them.
        list: bool,
    },
    /// `EMPTY`, after `is`.
    Empty,
    /// `AND`, `OR`, `ORDER BY`.
    Joint,
    /// `ASC`, `DESC`.
    Direction,
}

impl Wanted {
    /// The words that may come where every query has the same ones; Jira is asked for the others.
    pub fn words(&self) -> Option<&'static [&'static str]> {
        match self {
            Self::Empty => Some(&["EMPTY", "not EMPTY"]),
            Self::Joint => Some(&["AND", "OR", "ORDER BY"]),
            Self::Direction => Some(&["ASC", "DESC"]),
            _ => None,
        }
    }

    /// The same place in the words of the use cases.
    #[cfg(feature = "ssr")]
    pub fn place(self) -> Option<service::JqlPlace> {
        Some(match self {
            Self::Field => service::JqlPlace::Field,
            Self::Order => service::JqlPlace::Order,
            Self::Operator { field } => service::JqlPlace::Operator(field),
            Self::Value { field, list } => service::JqlPlace::Value { field, list },
            Self::Empty | Self::Joint | Self::Direction => return None,
        })
    }
}
