//! Which values become rows or columns, in which order, under which name and colour.

use std::{cmp::Ordering, collections::HashMap};

use jiff::civil::Date;

use super::super::{Side, axis::Identity};
use crate::{
    FieldKind, Item, Kind, Member, OrderBy, StatusCategory, keys,
    names::{folded, natural},
    paint::{self, Sample},
};

/// Beyond so many buckets gaps are not filled: a day is not the width for a century.
const MOST_BUCKETS: usize = 4000;

/// The members of one side of the table.
pub(super) struct Layout {
    pub(super) members: Vec<Member>,
    /// Where each value of the axis stands, by its id.
    pub(super) places: Vec<Option<usize>>,
    /// Values that a limit without `others` leaves out.
    pub(super) dropped: usize,
    /// Whether gaps between buckets stayed open.
    pub(super) gaps_left: bool,
}

/// A value on its way to become a member.
struct Entry {
    id: usize,
    identity: Identity,
    key: String,
    label: String,
    category: Option<StatusCategory>,
    count: u64,
    /// Place in Jira's order.
    rank: Option<usize>,
}

/// Lays out a side of which each value has so many issues. `kind` is given for rows.
pub(super) fn of(
    side: &mut Side,
    mut counts: Vec<u64>,
    kind: Option<Kind>,
    semantic: bool,
) -> Layout {
    let is_date = side.field.kind.is_date();
    let show_empty = side.dimension.show_empty.unwrap_or(is_date);
    let mut gaps_left = false;
    if show_empty && is_date {
        gaps_left = !fill_gaps(side, &counts);
    } else if show_empty {
        for item in side.order.clone() {
            side.axis.id(Identity::of(&item));
        }
    }
    counts.resize(side.axis.values.len(), 0);

    let mut entries = entries(side, &counts);
    entries.retain(|entry| entry.count > 0 || (show_empty && entry.identity != Identity::None));
    let order = Comparison::new(side);
    let limit = side
        .dimension
        .limit
        .map_or(usize::MAX, |limit| limit as usize);
    let mut rest = Vec::new();
    if entries.len() > limit {
        entries.sort_by(|a, b| order.worth(a, b));
        rest = entries.split_off(limit);
    }
    entries.sort_by(|a, b| order.compare(a, b));

    let mut places = vec![None; counts.len()];
    entries
        .iter()
        .enumerate()
        .for_each(|(place, entry)| places[entry.id] = Some(place));
    let others = side.dimension.others.unwrap_or(true) && rest.iter().any(|entry| entry.count > 0);
    let dropped = if others || side.dimension.others.unwrap_or(true) {
        0
    } else {
        rest.len()
    };
    if others {
        for entry in &rest {
            places[entry.id] = Some(entries.len());
        }
        let label = "Others".to_owned();
        let (identity, key) = (Identity::None, keys::OTHER.to_owned());
        entries.push(Entry {
            id: usize::MAX,
            identity,
            key,
            label,
            category: None,
            count: 0,
            rank: None,
        });
    }
    Layout {
        members: members(side, entries, kind, semantic),
        places,
        dropped,
        gaps_left,
    }
}

fn entries(side: &Side, counts: &[u64]) -> Vec<Entry> {
    let mut ranks: HashMap<String, (usize, &Item)> = HashMap::new();
    for (rank, item) in side.order.iter().enumerate() {
        if let Identity::Name(name) = Identity::of(item) {
            ranks.entry(name).or_insert((rank, item));
        }
    }
    // The spelling that most issues use; of equals the first in the alphabet, so that no order of arrival shows.
    let mut usual: Vec<Option<&super::super::axis::Spelt>> = vec![None; counts.len()];
    for spelt in &side.axis.spelt {
        let best = &mut usual[spelt.value as usize];
        if best.is_none_or(|best| (spelt.times, &best.spelling) > (best.times, &spelt.spelling)) {
            *best = Some(spelt);
        }
    }
    let visible = side
        .axis
        .values
        .iter()
        .enumerate()
        .filter(|(_, value)| !value.hidden);
    let entry = |(id, value): (usize, &super::super::axis::Seen)| {
        let spelling = usual[id].map(|spelt| &spelt.spelling);
        let known = match &value.identity {
            Identity::Name(name) => ranks.get(name),
            _ => None,
        };
        let (key, label) = match (&value.identity, &value.name, known, spelling) {
            (_, Some(name), _, _) => (keys::of_value(name).into_owned(), name.clone()),
            (Identity::None, ..) => (keys::NONE.to_owned(), keys::NONE.to_owned()),
            (Identity::Bucket(start), ..) => {
                (start.to_string(), side.axis.rules.interval.label(*start))
            }
            (_, _, Some((_, item)), _) => (
                keys::of_value(&item.key).into_owned(),
                item.label.to_string(),
            ),
            (_, _, _, Some(usual)) => (
                keys::of_value(&usual.key).into_owned(),
                usual.label.to_string(),
            ),
            (Identity::Name(name), ..) => (name.clone(), name.clone()),
        };
        Entry {
            id,
            identity: value.identity.clone(),
            key,
            label,
            category: spelling
                .and_then(|usual| usual.category)
                .or(known.and_then(|(_, item)| item.category)),
            count: counts[id],
            rank: known.map(|(rank, _)| *rank),
        }
    };
    visible.map(entry).collect()
}

/// Makes the empty buckets between the first and the last; false where they are too many.
fn fill_gaps(side: &mut Side, counts: &[u64]) -> bool {
    let rules = &side.axis.rules;
    let width = rules.interval;
    let seen = |(value, count): (&super::super::axis::Seen, &u64)| match value.identity {
        Identity::Bucket(start) if *count > 0 => Some(start),
        _ => None,
    };
    let days: Vec<Date> = side
        .axis
        .values
        .iter()
        .zip(counts)
        .filter_map(seen)
        .collect();
    let first = rules
        .from
        .map(|day| width.start(day))
        .or(days.iter().min().copied());
    let last = rules
        .to
        .map(|day| width.start(day))
        .or(days.iter().max().copied());
    let (Some(first), Some(last)) = (first, last) else {
        return true;
    };
    let buckets = std::iter::successors(Some(first), |start| width.next(*start))
        .take_while(|start| *start <= last);
    let starts: Vec<Date> = buckets.take(MOST_BUCKETS + 1).collect();
    if starts.len() > MOST_BUCKETS {
        return false;
    }
    for start in starts {
        side.axis.id(Identity::Bucket(start));
    }
    true
}

fn members(side: &Side, entries: Vec<Entry>, kind: Option<Kind>, semantic: bool) -> Vec<Member> {
    let is_date = side.field.kind.is_date();
    // Bars have their name below: a colour each would say nothing.
    let plain = match kind {
        Some(Kind::Bar | Kind::StackedBar | Kind::Tile) => true,
        Some(Kind::Table) => is_date,
        Some(Kind::Pie | Kind::Donut) | None => false,
    };
    let samples: Vec<Sample<'_>> = entries
        .iter()
        .map(|entry| Sample {
            key: &entry.key,
            category: entry.category,
            rank: entry.rank,
        })
        .collect();
    let colours = paint::paint(
        &samples,
        side.field.kind,
        &side.dimension.colours,
        semantic,
        plain,
    );
    let renamed: HashMap<String, &str> = side
        .dimension
        .rename
        .iter()
        .map(|(key, name)| (folded(key), name.as_str()))
        .collect();
    let member = |(entry, colour): (Entry, String)| {
        let label = renamed
            .get(&folded(&entry.key))
            .map_or(entry.label, |name| (*name).to_owned());
        Member {
            key: entry.key,
            label,
            colour,
        }
    };
    entries.into_iter().zip(colours).map(member).collect()
}

/// Two orders of the values: the one shown, and the one in which they fall victim to a limit.
struct Comparison {
    order: OrderBy,
    usual: OrderBy,
    listed: HashMap<String, usize>,
    kind: FieldKind,
}

impl Comparison {
    fn new(side: &Side) -> Self {
        let kind = side.field.kind;
        let usual = match kind {
            kind if kind.is_date() => OrderBy::Oldest,
            kind if kind.has_order() => OrderBy::Jira,
            FieldKind::Number => OrderBy::Label,
            _ => OrderBy::ValueDesc,
        };
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

    fn compare(&self, a: &Entry, b: &Entry) -> Ordering {
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
    fn worth(&self, a: &Entry, b: &Entry) -> Ordering {
        match self.order {
            OrderBy::Keys(_) => self.compare(a, b),
            _ if self.kind.is_date() => self.by(&OrderBy::Newest, a, b),
            _ => self.by(&OrderBy::ValueDesc, a, b),
        }
    }

    fn by(&self, order: &OrderBy, a: &Entry, b: &Entry) -> Ordering {
        let none_last = || (a.identity == Identity::None).cmp(&(b.identity == Identity::None));
        let label = || natural(&a.label, &b.label).then_with(|| a.key.cmp(&b.key));
        let day = |entry: &Entry| match entry.identity {
            Identity::Bucket(start) => Some(start),
            _ => None,
        };
        let rank = |entry: &Entry| entry.rank.unwrap_or(usize::MAX);
        let category = |entry: &Entry| match self.kind {
            FieldKind::Status | FieldKind::StatusCategory => {
                entry.category.unwrap_or(StatusCategory::Undefined)
            }
            _ => StatusCategory::Undefined,
        };
        match order {
            OrderBy::ValueDesc => b.count.cmp(&a.count).then_with(none_last).then_with(label),
            OrderBy::ValueAsc => a.count.cmp(&b.count).then_with(none_last).then_with(label),
            OrderBy::Label => none_last().then_with(label),
            OrderBy::Oldest => none_last()
                .then_with(|| day(a).cmp(&day(b)))
                .then_with(label),
            OrderBy::Newest => none_last()
                .then_with(|| day(b).cmp(&day(a)))
                .then_with(label),
            OrderBy::Jira | OrderBy::Keys(_) => none_last()
                .then_with(|| category(a).cmp(&category(b)))
                .then_with(|| rank(a).cmp(&rank(b)))
                .then_with(|| day(a).cmp(&day(b)))
                .then_with(label),
        }
    }
}
