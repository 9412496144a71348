//! Which row of a drawing belongs to which merge.

use super::{Axis, Draft, Names, merge::Merged, segment::folded};
use std::collections::{HashMap, HashSet};

/// The merges of a dimension, made ready for many rows.
pub(super) struct Merges {
    all: Vec<Merged>,
    by_name: HashMap<String, usize>,
    values: HashSet<String>,
    /// The values that stand for merges of which the drawing does not know yet.
    stand_ins: HashMap<String, usize>,
}

impl Draft {
    /// The merges, for a drawing with rows of these keys (their case folded).
    pub(super) fn merges(&self, axis: Axis, there: &HashSet<String>, names: &Names) -> Merges {
        let all = self.merged(axis);
        let each = || all.iter().enumerate().rev();
        // The first of two that are the same counts.
        let by_name = each()
            .map(|(place, merged)| (folded(&merged.name), place))
            .collect();
        let values = all.iter().flat_map(|merged| &merged.values);
        let stand_ins = each()
            .filter(|(_, merged)| !there.contains(&folded(&merged.name)))
            .filter_map(|(place, merged)| Some((folded(&self.host(axis, merged, names)?), place)));
        Merges {
            by_name,
            values: values.map(|value| folded(value)).collect(),
            stand_ins: stand_ins.collect(),
            all,
        }
    }
}

impl Merges {
    /// The merge that the row of this key is, if it is one.
    pub(super) fn of(&self, key: &str) -> Option<&Merged> {
        if self.all.is_empty() {
            return None;
        }
        let key = folded(key);
        let place = self.by_name.get(&key).or_else(|| self.stand_ins.get(&key));
        self.all.get(*place?)
    }

    /// Whether the value of this key counts as part of another row.
    pub(super) fn is_part(&self, key: &str) -> bool {
        !self.values.is_empty() && self.values.contains(&folded(key)) && self.of(key).is_none()
    }

    /// The merge of this name.
    pub(super) fn named(&self, name: &str) -> Option<&Merged> {
        self.all.get(*self.by_name.get(&folded(name))?)
    }
}
