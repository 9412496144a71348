//! In which order values stand, and which of them a limit keeps.

use std::{cmp::Ordering, collections::HashMap};

use jiff::civil::Date;

use super::{super::super::Side, Entry, Identity};
use crate::{
    FieldKind, OrderBy, StatusCategory,
    names::{folded, natural},
};

/// A place on a scale; one axis has one sort of them.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum OnScale {
    Day(Date),
    Bin(i64),
}

/// Two orders of the values: the one shown, and the one in which they fall victim to a limit.
pub(super) struct Comparison {
    order: OrderBy,
    usual: OrderBy,
    listed: HashMap<String, usize>,
    kind: FieldKind,
}

impl Comparison {
    pub(super) fn new(side: &Side) -> Self {
        let (kind, usual) = (side.kind, side.usual_order());
        let order = side
            .dimension
            .order
            .clone()
            .unwrap_or_else(|| usual.clone());
        let listed = match &order {
            OrderBy::Keys(keys) => keys
                .iter()
                .enumerate()
                .rev()
                .map(|(i, key)| (folded(key), i))
                .collect(),
            _ => HashMap::new(),
        };
        Self {
            order,
            usual,
            listed,
            kind,
        }
    }

    pub(super) fn compare(&self, a: &Entry, b: &Entry) -> Ordering {
        let place = |entry: &Entry| {
            self.listed
                .get(&folded(&entry.key))
                .copied()
                .unwrap_or(usize::MAX)
        };
        match self.order {
            OrderBy::Keys(_) => place(a)
                .cmp(&place(b))
                .then_with(|| self.by(&self.usual, a, b)),
            _ => self.by(&self.order, a, b),
        }
    }

    /// Those that a limit keeps come first.
    pub(super) fn worth(&self, a: &Entry, b: &Entry) -> Ordering {
        match self.order {
            OrderBy::Keys(_) => self.compare(a, b),
            _ if self.kind.is_date() => self.by(&OrderBy::Newest, a, b),
            _ => self.by(&OrderBy::ValueDesc, a, b),
        }
    }

    fn by(&self, order: &OrderBy, a: &Entry, b: &Entry) -> Ordering {
        let none_last = || (a.identity == Identity::None).cmp(&(b.identity == Identity::None));
        let label = || natural(&a.label, &b.label).then_with(|| a.key.cmp(&b.key));
        let place = |entry: &Entry| match entry.identity {
            Identity::Bucket(start) => Some(OnScale::Day(start)),
            Identity::Bin(place) => Some(OnScale::Bin(place)),
            _ => None,
        };
        // What has no number comes last in both directions.
        let number = |entry: &Entry| entry.worth.number;
        let numberless = || number(a).is_none().cmp(&number(b).is_none());
        let by_number = || {
            let of = |entry: &Entry| number(entry).unwrap_or_default();
            of(a).total_cmp(&of(b))
        };
        let rank = |entry: &Entry| entry.rank.unwrap_or(usize::MAX);
        let category = |entry: &Entry| match self.kind {
            FieldKind::Status | FieldKind::StatusCategory => {
                entry.category.unwrap_or(StatusCategory::Undefined)
            }
            _ => StatusCategory::Undefined,
        };
        match order {
            OrderBy::ValueDesc => numberless()
                .then_with(|| by_number().reverse())
                .then_with(none_last)
                .then_with(label),
            OrderBy::ValueAsc => numberless()
                .then_with(by_number)
                .then_with(none_last)
                .then_with(label),
            OrderBy::Label => none_last().then_with(label),
            OrderBy::Oldest => none_last()
                .then_with(|| place(a).cmp(&place(b)))
                .then_with(label),
            OrderBy::Newest => none_last()
                .then_with(|| place(b).cmp(&place(a)))
                .then_with(label),
            OrderBy::Jira | OrderBy::Keys(_) => none_last()
                .then_with(|| category(a).cmp(&category(b)))
                .then_with(|| rank(a).cmp(&rank(b)))
                .then_with(|| place(a).cmp(&place(b)))
                .then_with(label),
        }
    }
}
