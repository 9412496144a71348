//! Accounts that a test closed or changed, for `report-accounts`.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

/// What happened to accounts.
#[derive(Debug, Default, Clone)]
pub struct AccountNews {
    /// Closed for good: data about them must be erased.
    pub closed: BTreeSet<String>,
    /// When a profile last changed.
    pub updated: BTreeMap<String, Timestamp>,
}

impl AccountNews {
    /// Whether the profile changed after `fetched_at`.
    pub fn updated_since(&self, account: &str, fetched_at: Timestamp) -> bool {
        self.updated.get(account).is_some_and(|at| *at > fetched_at)
    }
}
