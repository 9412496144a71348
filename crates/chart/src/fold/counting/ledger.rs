//! What was counted, what must be, and whether it adds up.

use std::collections::HashSet;

use super::{super::finish::Part, Counts};
use crate::queries::{Clause, narrowed};

/// Looks counts up and notes those that are missing.
pub(super) struct Ledger<'a> {
    base: &'a str,
    counts: &'a Counts,
    noted: HashSet<String>,
    /// In the order in which they were wanted, each once.
    pub(super) missing: Vec<String>,
    /// Why the counts make no table.
    pub(super) off: Option<String>,
}

impl<'a> Ledger<'a> {
    pub(super) fn new(base: &'a str, counts: &'a Counts) -> Self {
        Self {
            base,
            counts,
            noted: HashSet::new(),
            missing: Vec::new(),
            off: None,
        }
    }

    /// Whether everything so far is known.
    pub(super) fn is_whole(&self) -> bool {
        self.missing.is_empty() && self.off.is_none()
    }

    /// How many issues fulfil all of these; 0 while that is not known.
    pub(super) fn count(&mut self, clauses: &[&Clause]) -> u64 {
        let Some(query) = narrowed(self.base, clauses.iter().copied()) else {
            self.fail("JQL has no words for one of the values.");
            return 0;
        };
        if let Some(count) = self.counts.get(&query) {
            return *count;
        }
        if self.noted.insert(query.clone()) {
            self.missing.push(query);
        }
        0
    }

    /// How many issues are in both parts.
    pub(super) fn crossing(&mut self, a: &Part, b: &Part) -> u64 {
        let (mut more, mut less) = (0, 0);
        for (is_less, a) in signed(a) {
            for (is_other_less, b) in signed(b) {
                let count = self.count(&[a, b]);
                if is_less == is_other_less {
                    more += count;
                } else {
                    less += count;
                }
            }
        }
        // While counts are missing, a difference means nothing.
        if self.is_whole() && less > more {
            self.fail("A part counted more issues than the whole.");
        }
        more.saturating_sub(less)
    }

    /// Notes that the counts contradict each other, if all of them are there.
    pub(super) fn expect(&mut self, holds: bool, why: &str) {
        if self.is_whole() && !holds {
            self.fail(why);
        }
    }

    fn fail(&mut self, why: &str) {
        self.off.get_or_insert_with(|| why.to_owned());
    }
}

fn signed(part: &Part) -> impl Iterator<Item = (bool, &Clause)> {
    let plus = part.plus.iter().map(|clause| (false, clause));
    plus.chain(part.minus.iter().map(|clause| (true, clause)))
}
