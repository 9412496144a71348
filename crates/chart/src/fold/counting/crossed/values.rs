//! The values of a side: what each has, and whether they are all.

use std::collections::HashMap;

use jiff::tz::TimeZone;

use super::super::{
    super::{
        Place, Side,
        axis::{Axis, Identity},
        finish::{Asked, Part, Worth},
    },
    Counting, Ledger,
};
use crate::{Item, StatusCategory, queries::Clause};

/// The conditions of a side, or of none.
pub(super) struct Sided<'a> {
    side: Option<&'a Side>,
    account: &'a TimeZone,
    /// What the range takes in, and of that what is not hidden.
    pub(super) in_range: Clause,
    pub(super) any: Clause,
}

/// What the values of a side have.
#[derive(Default)]
pub(super) struct Values {
    /// Issues of each value that is not hidden, by its id.
    worths: Vec<u64>,
    /// Whether any issue has it, be it in a column that is hidden.
    seen: Vec<bool>,
    /// Issues of each spelling, by its place on the axis.
    spellings: Vec<u64>,
}

impl<'a> Sided<'a> {
    pub(super) fn of(side: Option<&'a Side>, account: &'a TimeZone) -> Self {
        let asked = side.map(|side| Asked::about(side, account));
        let or_all = |clause: Option<Clause>| clause.unwrap_or(Clause::All);
        Self {
            side,
            account,
            in_range: or_all(asked.as_ref().map(Asked::in_range)),
            any: or_all(asked.as_ref().map(Asked::any)),
        }
    }

    /// Counts the values. `within`: among which issues they come by at all; `across`: what is visible of the
    /// other side.
    pub(super) fn values(
        &self,
        ledger: &mut Ledger<'_>,
        within: &Clause,
        across: &Clause,
    ) -> Values {
        let Some(side) = self.side else {
            return Values::default();
        };
        let axis = &side.axis;
        let asked = Asked::about(side, self.account);
        let (within_part, across_part) = (Part::of(within.clone()), Part::of(across.clone()));
        let mut values = Values {
            spellings: spellings(&asked, axis, ledger, within),
            ..Values::default()
        };
        for (id, value) in (0_u32..).zip(&axis.values) {
            if value.hidden {
                values.worths.push(0);
                values.seen.push(true);
                continue;
            }
            let part = asked.part(&[id]);
            let worth = ledger.crossing(&part, &across_part);
            values.worths.push(worth);
            let seen = if side.shows_empty() && within != across {
                ledger.crossing(&part, &within_part)
            } else {
                worth
            };
            values.seen.push(seen > 0);
        }
        values
    }

    /// Whether the values that were listed are all that issues have. `ends`: how many issues are in range.
    pub(super) fn check(
        &self,
        ledger: &mut Ledger<'_>,
        within: &Clause,
        ends: u64,
        values: &Values,
        total: u64,
    ) {
        let Some(side) = self.side else { return };
        // What is in no segment is what is left of all, so there is nothing to compare.
        if matches!(side.ground, Place::Segments { .. }) {
            return;
        }
        let is_hiding = side.axis.values.iter().any(|value| value.hidden);
        if side.is_multi_valued() || is_hiding {
            let ids: Vec<u32> = (0_u32..).zip(&side.axis.values).map(|(id, _)| id).collect();
            let every = Asked::about(side, self.account).clause(&ids);
            let listed = if ids.is_empty() {
                0
            } else {
                ledger.count(&[within, &every])
            };
            ledger.expect(
                listed == ends,
                "Some issues have a value that is not listed.",
            );
        }
        let sum: u64 = values.worths.iter().sum();
        if side.is_multi_valued() {
            let most = values.worths.iter().max().copied().unwrap_or_default();
            ledger.expect(most <= total, "A part counted more issues than the whole.");
        } else {
            ledger.expect(sum == total, "The values do not add up to the total.");
        }
    }
}

/// How many issues use each spelling, where a value has several: the usual one is shown, and ones that
/// nobody uses are not there.
fn spellings(asked: &Asked<'_>, axis: &Axis, ledger: &mut Ledger<'_>, within: &Clause) -> Vec<u64> {
    let mut alike: HashMap<u32, Vec<(Spelling<'_>, Vec<usize>)>> = HashMap::new();
    for (place, spelt) in axis.spelt.iter().enumerate() {
        let spelling = (&*spelt.item.key, &*spelt.item.label, spelt.item.category);
        let of_value = alike.entry(spelt.value).or_default();
        match of_value.iter_mut().find(|(known, _)| *known == spelling) {
            Some((_, places)) => places.push(place),
            None => of_value.push((spelling, vec![place])),
        }
    }
    let mut times = vec![1; axis.spelt.len()];
    let mut values: Vec<_> = alike.into_iter().collect();
    values.sort_unstable_by_key(|(id, _)| *id);
    for (id, several) in values {
        if several.len() < 2 || axis.values[id as usize].hidden {
            continue;
        }
        for (_, places) in several {
            let items: Vec<&Item> = places.iter().map(|it| &axis.spelt[*it].item).collect();
            let count = ledger.count(&[within, &asked.items(&items)]);
            for (nth, place) in places.into_iter().enumerate() {
                // All ids of a used spelling stay; together they have its issues.
                times[place] = if nth == 0 { count } else { count.min(1) };
            }
        }
    }
    times
}

type Spelling<'a> = (&'a str, &'a str, Option<StatusCategory>);

impl Counting {
    /// Takes those values into a side that a scan would have met, and says what each has.
    pub(super) fn narrow(
        &self,
        side: &mut Option<Side>,
        whole: Option<&Side>,
        values: &Values,
    ) -> Vec<Worth> {
        let (Some(side), Some(whole)) = (side, whole) else {
            return Vec::new();
        };
        let mut places: Vec<(u32, u32)> = Vec::new();
        for (spelt, times) in whole.axis.spelt.iter().zip(&values.spellings) {
            let hidden = whole.axis.values[spelt.value as usize].hidden;
            if hidden || (values.seen[spelt.value as usize] && *times > 0) {
                places.push((spelt.value, side.axis.list(&spelt.item, *times)));
            }
        }
        let mut others: Vec<(&Identity, u32)> = whole
            .axis
            .raw
            .iter()
            .filter(|(identity, _)| !matches!(identity, Identity::Name(_)))
            .map(|(identity, id)| (identity, *id))
            .collect();
        others.sort_unstable();
        for (identity, id) in others {
            if values.seen[id as usize] {
                places.push((id, side.axis.id(identity.clone())));
            }
        }
        let mut worths = vec![Worth::default(); side.axis.values.len()];
        for (from, to) in places {
            worths[to as usize] = self.worth(values.worths[from as usize]);
        }
        worths
    }
}
