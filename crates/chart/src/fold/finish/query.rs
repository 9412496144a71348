//! From a laid out table to the queries behind its numbers.

mod known;
mod named;
mod parts;
mod spans;

use jiff::tz::TimeZone;

use super::{Fold, Layout, Place, Side};
use crate::{
    Field, Item, SprintChoice,
    jql::{quoted, word},
    plan::Leaf,
    queries::{Cells, Clause, Edge, Queries, any_of},
};

use known::Known;
pub(crate) use named::value as jql_value;
pub(in crate::fold) use parts::Part;

/// A fold whose table is made.
pub(in crate::fold) struct Finished {
    pub(super) fold: Fold,
    pub(super) rows: Layout,
    pub(super) columns: Layout,
}

impl Finished {
    /// The queries, with days as moments of the account's zone.
    pub(in crate::fold) fn queries(&self, account: &TimeZone) -> Queries {
        let rows = self.fold.rows.as_ref();
        let cells = match rows {
            Some(side) if matches!(side.ground, Place::Dates(_)) => self.paired(side, account),
            _ => Cells::Crossed {
                rows: edge(rows, &self.rows, account),
                columns: edge(self.fold.columns.as_ref(), &self.columns, account),
            },
        };
        Queries {
            base: self.fold.base.clone(),
            measured: self.measured(),
            cells,
        }
    }

    fn paired(&self, side: &Side, account: &TimeZone) -> Cells {
        let Place::Dates(fields) = &side.ground else {
            return Cells::Paired {
                cells: Vec::new(),
                columns: Vec::new(),
            };
        };
        let groups = groups(&self.rows);
        Cells::Paired {
            cells: groups
                .iter()
                .map(|ids| {
                    let clause =
                        |(_, field): &(usize, Field)| Asked::of(side, field, account).clause(ids);
                    fields.iter().map(clause).collect()
                })
                .collect(),
            columns: fields
                .iter()
                .map(|(_, field)| match Asked::of(side, field, account).any() {
                    Clause::All => Clause::Where(format!("{} is not EMPTY", word(&field.clause))),
                    clause => clause,
                })
                .collect(),
        }
    }

    /// Which issues have any of the quantities.
    fn measured(&self) -> Clause {
        let calculation = &self.fold.calculation;
        if calculation.every_issue {
            return Clause::All;
        }
        let has = |leaf: &Leaf| {
            let clause = |place: usize| self.fold.clauses.get(place);
            let needs = leaf.of.needs().into_iter().filter_map(clause);
            let conditions: Vec<String> = needs
                .map(|clause| format!("{} is not EMPTY", word(clause)))
                .collect();
            Clause::Where(match conditions.as_slice() {
                [only] => only.clone(),
                several => format!("({})", several.join(" AND ")),
            })
        };
        let all: Vec<Clause> = calculation.leaves.iter().map(has).collect();
        any_of(&all)
    }
}

fn edge(side: Option<&Side>, layout: &Layout, account: &TimeZone) -> Edge {
    let Some(side) = side else {
        return Edge {
            members: vec![Clause::All],
            any: Clause::All,
        };
    };
    let asked = Asked::about(side, account);
    Edge {
        members: groups(layout).iter().map(|ids| asked.clause(ids)).collect(),
        any: asked.any(),
    }
}

/// The ids of the values of each member.
pub(in crate::fold) fn groups(layout: &Layout) -> Vec<Vec<u32>> {
    let mut groups = vec![Vec::new(); layout.members.len()];
    for (id, place) in (0_u32..).zip(&layout.places) {
        if let Some(place) = place {
            groups[*place].push(id);
        }
    }
    groups
}

/// A side, the field whose clause is asked for (none for segments), and the zone in which Jira reads days.
pub(in crate::fold) struct Asked<'a> {
    side: &'a Side,
    field: Option<&'a Field>,
    account: &'a TimeZone,
    known: Known<'a>,
}

impl<'a> Asked<'a> {
    /// Conditions on one of several fields of a side.
    pub(in crate::fold) fn of(side: &'a Side, field: &'a Field, account: &'a TimeZone) -> Self {
        Self {
            side,
            field: Some(field),
            account,
            known: Known::of(side),
        }
    }

    /// Conditions on a side of one field, or of segments.
    pub(in crate::fold) fn about(side: &'a Side, account: &'a TimeZone) -> Self {
        let field = match &side.ground {
            Place::Field { field, .. } => Some(field),
            Place::Segments { .. } | Place::Dates(_) => None,
        };
        Self {
            side,
            field,
            account,
            known: Known::of(side),
        }
    }

    /// The issues that have one of these values.
    pub(in crate::fold) fn clause(&self, ids: &[u32]) -> Clause {
        let raw = self.raw(ids);
        let mut conditions: Vec<Clause> = Vec::new();
        match (&self.side.ground, self.field) {
            (Place::Segments { list, .. }, _) => {
                conditions.extend(raw.none.then(|| parts::in_none(list)));
                conditions.extend(parts::segments(list, &raw.items));
            }
            (_, Some(field)) => {
                let clause = word(&field.clause);
                conditions.extend(self.named(field, &raw.items, ids));
                conditions.extend(spans::buckets(self.side, field, &raw.buckets, self.account));
                conditions.extend(spans::bins(self.side, &clause, &raw.bins));
                if raw.none {
                    conditions.push(Clause::Where(format!("{clause} is EMPTY")));
                    conditions.extend(self.inactive(&clause));
                }
            }
            (_, None) => return Clause::Unknown,
        }
        any_of(&conditions)
    }

    /// The issues that have any value that is shown, or counts in the totals.
    pub(in crate::fold) fn any(&self) -> Clause {
        let rules = &self.side.axis.rules;
        let values = &self.side.axis.values;
        if values.iter().any(|value| value.hidden) {
            let visible: Vec<u32> = (0_u32..)
                .zip(values)
                .filter(|(_, value)| !value.hidden)
                .map(|(id, _)| id)
                .collect();
            return self
                .all_but_hidden(&visible)
                .unwrap_or_else(|| self.clause(&visible));
        }
        match self.field {
            Some(field) if rules.is_ranged() => {
                any_of(&spans::range(self.side, field, self.account))
            }
            _ => Clause::All,
        }
    }

    /// Issues that have sprints, but none that counts.
    fn inactive(&self, clause: &str) -> Option<Clause> {
        let axis = &self.side.axis;
        if axis.rules.sprint != SprintChoice::Active {
            return None;
        }
        let (active, over): (Vec<_>, Vec<_>) =
            axis.sprints.values().partition(|sprint| sprint.active);
        if over.is_empty() {
            return None;
        }
        // `not in` alone leaves out what is empty, which is asked for beside it.
        Some(Clause::Where(if active.is_empty() {
            format!("{clause} is not EMPTY")
        } else {
            let ids: Vec<String> = active
                .iter()
                .map(|it| named::value_of_sprint(&it.item))
                .collect();
            format!("{clause} not in ({})", ids.join(", "))
        }))
    }

    fn quoted_or_id(item: &Item) -> String {
        if !item.id.is_empty() && item.id.bytes().all(|byte| byte.is_ascii_digit()) {
            item.id.to_string()
        } else {
            quoted(&item.key)
        }
    }
}
