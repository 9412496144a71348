//! Templates of one's own.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A template that somebody keeps for themselves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SavedTemplate {
    /// Its id.
    pub id: String,
    /// What they call it.
    pub name: String,
    /// How the chart counts and looks, as a spec whose site means nothing.
    pub spec: Value,
}

#[cfg(feature = "ssr")]
impl From<service::OwnTemplate> for SavedTemplate {
    fn from(from: service::OwnTemplate) -> Self {
        Self {
            id: from.id,
            name: from.name,
            spec: from.spec,
        }
    }
}
