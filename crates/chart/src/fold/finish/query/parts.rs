//! Issues as JQL can count them where it has no words for them: some less others.

use super::{super::super::Place, Asked, known::Raw, spans};
use crate::{
    Item, Segment,
    names::folded,
    queries::{Clause, any_of, none_of},
};

/// As many issues as all of `plus` find, less those of `minus`.
#[derive(Clone, Debug)]
pub(in crate::fold) struct Part {
    pub(in crate::fold) plus: Vec<Clause>,
    pub(in crate::fold) minus: Vec<Clause>,
}

impl Part {
    /// What one condition finds.
    pub(in crate::fold) fn of(clause: Clause) -> Self {
        Self {
            plus: vec![clause],
            minus: Vec::new(),
        }
    }
}

impl Asked<'_> {
    /// How to count the issues that have one of these values. Those in no segment are all but those in
    /// any: `NOT` in Jira may leave out issues without a value.
    pub(in crate::fold) fn part(&self, ids: &[u32]) -> Part {
        let Place::Segments { list, .. } = &self.side.ground else {
            return Part::of(self.clause(ids));
        };
        let Raw { none, items, .. } = self.raw(ids);
        let own = segments(list, &items);
        if !none {
            return Part::of(any_of(&own));
        }
        let every: Vec<&Item> = self.side.order.iter().collect();
        let mut plus = vec![Clause::All];
        if !own.is_empty() {
            plus.push(any_of(&own));
        }
        Part {
            plus,
            minus: vec![any_of(&segments(list, &every))],
        }
    }

    /// The issues of all segments but the hidden ones, where those in none are among the `visible`: who is in
    /// no hidden segment is in a visible one or in none.
    pub(super) fn all_but_hidden(&self, visible: &[u32]) -> Option<Clause> {
        let Place::Segments { list, .. } = &self.side.ground else {
            return None;
        };
        let Raw { none, items, .. } = self.raw(visible);
        let hidden = segments(list, &self.items_but(visible));
        if !none || hidden.is_empty() {
            return None;
        }
        let mut shown = vec![none_of(&hidden)];
        shown.extend(segments(list, &items));
        Some(any_of(&shown))
    }

    /// The issues that have one of these items.
    pub(in crate::fold) fn items(&self, items: &[&Item]) -> Clause {
        if let Place::Segments { list, .. } = &self.side.ground {
            return any_of(&segments(list, items));
        }
        let Some(field) = self.field else {
            return Clause::Unknown;
        };
        let every: Vec<u32> = (0_u32..)
            .zip(&self.side.axis.values)
            .map(|(id, _)| id)
            .collect();
        any_of(&self.named(field, items, &every))
    }

    /// The issues that the range of the dimension takes in, hidden ones too.
    pub(in crate::fold) fn in_range(&self) -> Clause {
        match self.field {
            Some(field) if self.side.axis.rules.is_ranged() => {
                any_of(&spans::range(self.side, field, self.account))
            }
            _ => Clause::All,
        }
    }
}

/// The issues that are in none of the segments.
pub(super) fn in_none(list: &[Segment]) -> Clause {
    let every = list.iter().map(condition).collect::<Vec<_>>();
    none_of(&every)
}

fn condition(segment: &Segment) -> Clause {
    Clause::Where(format!("({})", segment.condition()))
}

/// The conditions of those segments that bear the names of these items.
pub(super) fn segments(list: &[Segment], items: &[&Item]) -> Vec<Clause> {
    let names: Vec<String> = items.iter().map(|item| folded(&item.key)).collect();
    list.iter()
        .filter(|segment| names.contains(&folded(&segment.name)))
        .map(condition)
        .collect()
}
