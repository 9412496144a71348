//! Of several spellings of one value, the one to show.

use std::{collections::HashMap, sync::Arc};

use super::super::axis::Axis;
use crate::StatusCategory;

/// How issues spell a value.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Spelling {
    pub(super) key: Arc<str>,
    pub(super) label: Arc<str>,
    pub(super) category: Option<StatusCategory>,
}

/// The usual spelling of each value.
pub(super) struct Spellings(Vec<Option<(u64, Spelling)>>);

impl Spellings {
    pub(super) fn of(axis: &Axis, values: usize) -> Self {
        let mut times: HashMap<(u32, Spelling), u64> = HashMap::new();
        for spelt in &axis.spelt {
            let spelling = Spelling {
                key: spelt.item.key.clone(),
                label: spelt.item.label.clone(),
                category: spelt.item.category,
            };
            *times.entry((spelt.value, spelling)).or_default() += spelt.times;
        }
        let mut usual = vec![None; values];
        for ((value, spelling), times) in times {
            let best: &mut Option<(u64, Spelling)> = &mut usual[value as usize];
            // Of equals the first in the alphabet, so that no order of arrival shows.
            if best
                .as_ref()
                .is_none_or(|(most, first)| (times, first) > (*most, &spelling))
            {
                *best = Some((times, spelling));
            }
        }
        Self(usual)
    }

    /// The spelling that most issues use; none where no issue has the value.
    pub(super) fn most_used(&self, value: usize) -> Option<&Spelling> {
        self.0.get(value)?.as_ref().map(|(_, spelling)| spelling)
    }
}
