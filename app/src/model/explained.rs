//! How the numbers of a spec would be got.

use serde::{Deserialize, Serialize};

/// Which plan a spec gets, and both beside each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explained {
    /// `counts` or `scan`.
    pub plan: String,
    /// Why: a sentence.
    pub why: String,
    /// How many issues the query finds.
    pub issues: u64,
    /// Counting each number.
    pub counts: Explanation,
    /// Reading the issues.
    pub scan: Explanation,
}

/// One plan: what it would cost at most, or why it cannot be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// Whether it can be.
    pub possible: bool,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// Points of Jira's hourly allowance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points: Option<u64>,
    /// Requests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calls: Option<u64>,
    /// Requests one after the other, where some run side by side.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub round_trips: Option<u64>,
}

#[cfg(feature = "ssr")]
mod from_service {
    use super::{Explained, Explanation};

    impl From<service::Explained> for Explained {
        fn from(from: service::Explained) -> Self {
            Self {
                plan: from.plan.to_owned(),
                why: from.why,
                issues: from.issues,
                counts: from.counts.into(),
                scan: from.scan.into(),
            }
        }
    }

    impl From<service::Explanation> for Explanation {
        fn from(from: service::Explanation) -> Self {
            let cost = from.cost.as_ref().ok();
            Self {
                possible: cost.is_some(),
                why: from.cost.as_ref().err().cloned(),
                points: cost.map(|cost| cost.points),
                calls: cost.map(|cost| cost.calls),
                round_trips: cost.map(|cost| cost.round_trips),
            }
        }
    }
}
