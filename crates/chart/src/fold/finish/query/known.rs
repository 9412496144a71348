//! What issues have, by the value that it counts as: looked up once for a side, because a side may have
//! thousands of values and each of them asks.

use super::Asked;
use crate::{
    Item,
    fold::{Side, axis::Identity},
};
use std::collections::{HashMap, HashSet};

/// What issues have, before merging.
#[derive(Default)]
pub(super) struct Raw<'a> {
    pub(super) none: bool,
    /// In the order in which they were met, and then in Jira's.
    pub(super) items: Vec<&'a Item>,
    pub(super) buckets: Vec<jiff::civil::Date>,
    pub(super) bins: Vec<i64>,
}

/// The same for each value of a side.
pub(super) struct Known<'a>(HashMap<u32, Had<'a>>);

#[derive(Default)]
struct Had<'a> {
    others: Raw<'a>,
    /// With their place among the items of all values.
    items: Vec<(usize, &'a Item)>,
}

impl<'a> Known<'a> {
    pub(super) fn of(side: &'a Side) -> Self {
        let axis = &side.axis;
        let mut by_value: HashMap<u32, Had<'a>> = HashMap::new();
        for (identity, id) in &axis.raw {
            let had = by_value.entry(*id).or_default();
            match identity {
                Identity::None => had.others.none = true,
                Identity::Bucket(start) => had.others.buckets.push(*start),
                Identity::Bin(place) => had.others.bins.push(*place),
                Identity::Name(_) => {}
            }
        }
        let met = axis.spelt.iter().map(|spelt| &spelt.item);
        for (place, item) in met.chain(&side.order).enumerate() {
            let id = axis.raw.get(&Identity::of(item));
            let Some(had) = id.and_then(|id| by_value.get_mut(id)) else {
                continue;
            };
            let same = |(_, it): &(usize, &Item)| it.id == item.id && it.key == item.key;
            if !had.items.iter().any(same) {
                had.items.push((place, item));
            }
        }
        Self(by_value)
    }
}

fn in_order<'a>(had: impl Iterator<Item = &'a Had<'a>>) -> Vec<&'a Item> {
    let mut items: Vec<_> = had.flat_map(|had| had.items.iter().copied()).collect();
    items.sort_by_key(|(place, _)| *place);
    items.into_iter().map(|(_, item)| item).collect()
}

impl Asked<'_> {
    /// What issues have that counts as one of these values.
    pub(super) fn raw(&self, ids: &[u32]) -> Raw<'_> {
        let had = || ids.iter().filter_map(|id| self.known.0.get(id));
        let mut all = Raw {
            items: in_order(had()),
            ..Raw::default()
        };
        for Had { others, .. } in had() {
            all.none |= others.none;
            all.buckets.extend(&others.buckets);
            all.bins.extend(&others.bins);
        }
        all
    }

    /// The items that count as none of these values.
    pub(super) fn items_but(&self, ids: &[u32]) -> Vec<&Item> {
        let ids: HashSet<u32> = ids.iter().copied().collect();
        let others = self.known.0.iter();
        in_order(
            others
                .filter(|(id, _)| !ids.contains(id))
                .map(|(_, had)| had),
        )
    }
}
