//! Which values become rows or columns, in which order, under which name and colour.

use std::collections::HashMap;

use jiff::civil::Date;

use super::super::{Side, axis::Identity};
use super::spelling::Spellings;
use crate::{
    Item, Kind, Member, StatusCategory, keys,
    names::folded,
    paint::{self, Sample},
};
use order::Comparison;

mod order;
mod wished;

/// Beyond so many buckets gaps are not filled: a day is not the width for a century.
const MOST_BUCKETS: usize = 4000;

/// The members of one side of the table.
pub(in crate::fold) struct Layout {
    pub(in crate::fold) members: Vec<Member>,
    /// Where each value of the axis stands, by its id.
    pub(super) places: Vec<Option<usize>>,
    /// Values that a limit without `others` leaves out.
    pub(in crate::fold) dropped: usize,
    /// Whether gaps between buckets stayed open.
    pub(super) gaps_left: bool,
}

/// What a value has: its issues, and its number where there is one.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::fold) struct Worth {
    pub(in crate::fold) issues: u64,
    pub(in crate::fold) number: Option<f64>,
}

/// A value on its way to become a member.
struct Entry {
    id: usize,
    identity: Identity,
    key: String,
    label: String,
    category: Option<StatusCategory>,
    worth: Worth,
    /// Place in Jira's order.
    rank: Option<usize>,
}

/// Lays out a side of which each value has so much. `kind` is given for rows.
pub(super) fn of(
    side: &mut Side,
    mut worths: Vec<Worth>,
    kind: Option<Kind>,
    semantic: bool,
) -> Layout {
    let show_empty = side.shows_empty();
    let mut gaps_left = false;
    if show_empty && side.is_scale() {
        gaps_left = !fill_gaps(side, &worths);
    } else if show_empty {
        for item in side.order.clone() {
            side.axis.id(Identity::of(&item));
        }
        for name in wished::of(&side.dimension.clone(), side).keys() {
            side.axis.id(Identity::Name(name.clone()));
        }
    }
    worths.resize(side.axis.values.len(), Worth::default());

    let mut entries = entries(side, &worths);
    entries
        .retain(|entry| entry.worth.issues > 0 || (show_empty && entry.identity != Identity::None));
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

    let mut places = vec![None; worths.len()];
    entries
        .iter()
        .enumerate()
        .for_each(|(place, entry)| places[entry.id] = Some(place));
    let others =
        side.dimension.others.unwrap_or(true) && rest.iter().any(|entry| entry.worth.issues > 0);
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
            worth: Worth::default(),
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

fn entries(side: &Side, worths: &[Worth]) -> Vec<Entry> {
    let mut ranks: HashMap<String, (usize, &Item)> = HashMap::new();
    for (rank, item) in side.order.iter().enumerate() {
        if let Identity::Name(name) = Identity::of(item) {
            ranks.entry(name).or_insert((rank, item));
        }
    }
    // What is merged stands where the first of its parts would.
    let mut firsts: HashMap<u32, usize> = HashMap::new();
    // Nobody lists sprints: those that came stand by their start, planned ones behind, by their ids.
    let sprints = side.axis.sprints.values().map(|sprint| &sprint.item);
    for (rank, item) in side.order.iter().chain(sprints).enumerate() {
        if let Some(id) = side.axis.raw.get(&Identity::of(item)) {
            firsts.entry(*id).or_insert(rank);
        }
    }
    let usual = Spellings::of(&side.axis, worths.len());
    let renamed = renamed(side);
    let wished = wished::of(&side.dimension, side);
    let visible = side
        .axis
        .values
        .iter()
        .enumerate()
        .filter(|(_, value)| !value.hidden);
    let entry = |(id, value): (usize, &super::super::axis::Seen)| {
        let spelling = usual.most_used(id);
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
            (Identity::Bin(place), ..) => (
                side.axis.rules.bin_key(*place),
                side.axis.rules.bin_label(*place),
            ),
            (_, _, Some((_, item)), _) => (
                keys::of_value(&item.key).into_owned(),
                item.label.to_string(),
            ),
            (_, _, _, Some(usual)) => (
                keys::of_value(&usual.key).into_owned(),
                usual.label.to_string(),
            ),
            (Identity::Name(name), ..) => {
                let written = wished.get(name).copied().unwrap_or(name);
                (written.to_owned(), written.to_owned())
            }
        };
        let label = renamed
            .get(&folded(&key))
            .map_or(label, |name| (*name).to_owned());
        Entry {
            id,
            identity: value.identity.clone(),
            key,
            label,
            category: spelling
                .and_then(|usual| usual.category)
                .or(known.and_then(|(_, item)| item.category)),
            worth: worths[id],
            rank: known.map(|(rank, _)| *rank).or_else(|| {
                let id = u32::try_from(id).ok()?;
                firsts.get(&id).copied()
            }),
        }
    };
    visible.map(entry).collect()
}

/// Makes the empty buckets and bins between the first and the last; false where they are too many.
fn fill_gaps(side: &mut Side, worths: &[Worth]) -> bool {
    let seen = side.axis.values.iter().zip(worths);
    let seen = seen.filter(|(_, worth)| worth.issues > 0);
    if side.dimension.bins.is_some() {
        let places = seen.filter_map(|(value, _)| match value.identity {
            Identity::Bin(place) => Some(place),
            _ => None,
        });
        let places: Vec<i64> = places.collect();
        let (Some(first), Some(last)) = (places.iter().min(), places.iter().max()) else {
            return true;
        };
        if last.saturating_sub(*first) >= i64::try_from(MOST_BUCKETS).unwrap_or(i64::MAX) {
            return false;
        }
        for place in *first..=*last {
            side.axis.id(Identity::Bin(place));
        }
        return true;
    }
    let days: Vec<Date> = seen
        .filter_map(|(value, _)| match value.identity {
            Identity::Bucket(start) => Some(start),
            _ => None,
        })
        .collect();
    let rules = &side.axis.rules;
    let width = rules.interval;
    let end = |day: Option<Date>| day.map(|day| width.start(day));
    let first = end(rules.from).or(days.iter().min().copied());
    let last = end(rules.to).or(days.iter().max().copied());
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
    // Bars have their name below: a colour each would say nothing.
    let plain = match kind {
        Some(Kind::Table) => side.is_scale(),
        Some(Kind::Pie | Kind::Donut | Kind::Funnel) | None => false,
        Some(_) => true,
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
        side.kind,
        &side.dimension.colours,
        semantic,
        plain,
    );
    let named = entries.into_iter().map(|entry| (entry.key, entry.label));
    called(side, named, colours)
}

/// The names that the spec gives, by the keys of values (their case folded).
fn renamed(side: &Side) -> HashMap<String, &str> {
    let rename = side.dimension.rename.iter();
    rename
        .map(|(key, name)| (folded(key), name.as_str()))
        .collect()
}

/// Members of these keys and names, each renamed where the spec says so.
fn called(
    side: &Side,
    named: impl Iterator<Item = (String, String)>,
    colours: Vec<String>,
) -> Vec<Member> {
    let renamed = renamed(side);
    let member = |((key, label), colour): ((String, String), String)| {
        let label = renamed
            .get(&folded(&key))
            .map_or(label, |name| (*name).to_owned());
        Member { key, label, colour }
    };
    named.zip(colours).map(member).collect()
}

/// A member for each of several dates.
pub(super) fn dates(side: &Side, fields: &[(usize, crate::Field)]) -> Vec<Member> {
    let ids: Vec<&str> = fields.iter().map(|(_, field)| field.id.as_str()).collect();
    let colours = paint::dates(&ids, &side.dimension.colours);
    let named = fields
        .iter()
        .map(|(_, field)| (field.id.clone(), field.name.clone()));
    called(side, named, colours)
}
