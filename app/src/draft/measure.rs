//! What is calculated: a statistic of something, or two of them combined.

mod calculation;
mod make;
mod quantity;

pub use calculation::{Calculation, Family};
pub(super) use make::number;
pub use quantity::Quantity;

use super::{Draft, put};
use make::{USUAL_PERCENTILE, calculation, count, distinct, key_of, pair, parts, statistic};
use serde_json::{Map, Value};

/// Which measure: the chart's own, or a part of one that combines two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// The chart's own.
    Whole,
    /// The first part: `a` of a formula, `done` of a progress.
    First,
    /// The second part: `b` of a formula, `of` of a progress.
    Second,
}

impl Slot {
    /// A name for ids and for what is put aside.
    pub fn name(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::First => "first",
            Self::Second => "second",
        }
    }
}

impl Draft {
    /// What is calculated.
    pub fn calculation(&self, slot: Slot) -> Calculation {
        self.measure(slot).map_or(Calculation::Count, calculation)
    }

    /// Calculates something else. What still means something stays; the rest waits for the person
    /// to come back to it.
    pub fn set_calculation(&mut self, slot: Slot, to: Calculation) {
        let from = self.calculation(slot);
        if from == to {
            return;
        }
        self.follow_title(|draft| {
            let old = draft.measure(slot).cloned().unwrap_or_default();
            draft
                .aside
                .insert(aside_key(slot, from.family()), Value::Object(old.clone()));
            let waiting = draft
                .aside
                .get(&aside_key(slot, to.family()))
                .and_then(Value::as_object)
                .cloned();
            let new = match to.family() {
                Family::Issues => count(),
                Family::Values => waiting.unwrap_or_else(|| distinct("assignee")),
                Family::Quantity => {
                    let of = match from.family() {
                        Family::Quantity => Some(old),
                        Family::Pair => draft.first_with_quantity().or(waiting),
                        _ => waiting,
                    };
                    statistic(to, &of.unwrap_or_default())
                }
                Family::Pair => {
                    let (first, second) = match from.family() {
                        Family::Pair => (
                            draft.measure(Slot::First).cloned(),
                            draft.measure(Slot::Second).cloned(),
                        ),
                        _ => parts(waiting.as_ref()).unwrap_or((Some(old), None)),
                    };
                    pair(to, first, second)
                }
            };
            draft.set_measure(slot, new);
            draft.keep_cumulative();
        });
    }

    /// What the statistic is of; nothing for counts and combinations.
    pub fn quantity(&self, slot: Slot) -> Option<Quantity> {
        Quantity::read(self.measure(slot)?)
    }

    /// Changes what the statistic is of. A number has no unit of time: `is_time` says whether this
    /// is one.
    pub fn set_quantity(&mut self, slot: Slot, quantity: &Quantity, is_time: bool) {
        self.change_measure(slot, |measure| {
            quantity.write(measure);
            if !is_time {
                measure.shift_remove("unit");
            }
        });
    }

    /// The field whose different values are counted.
    pub fn counted_field(&self, slot: Slot) -> &str {
        self.measure_word(slot, "of", "")
    }

    /// Changes the field whose different values are counted.
    pub fn set_counted_field(&mut self, slot: Slot, id: &str) {
        self.change_measure(slot, |measure| {
            measure.insert("of".into(), id.into());
        });
    }

    /// Remembers what people call a field, for the suggested title.
    pub fn learn_name(&mut self, id: &str, name: &str) {
        self.follow_title(|draft| {
            draft.names.insert(id.to_owned(), name.to_owned());
        });
    }

    /// Whether a time to resolution lasts until now for issues that are not resolved.
    pub fn counts_unresolved(&self, slot: Slot) -> bool {
        self.measure_word(slot, "unresolved", "exclude") == "include"
    }

    /// Changes whether a time to resolution lasts until now for issues that are not resolved.
    pub fn set_counts_unresolved(&mut self, slot: Slot, counts: bool) {
        self.change_measure(slot, |measure| {
            put(measure, "unresolved", counts.then(|| "include".into()));
        });
    }

    /// In what a time is told.
    pub fn unit(&self, slot: Slot) -> &str {
        self.measure_word(slot, "unit", "days")
    }

    /// Changes in what a time is told.
    pub fn set_unit(&mut self, slot: Slot, unit: &str) {
        self.change_measure(slot, |measure| {
            put(measure, "unit", (unit != "days").then(|| unit.into()));
        });
    }

    /// Which percentile, from 0 to 100.
    pub fn percentile(&self, slot: Slot) -> f64 {
        self.measure(slot)
            .and_then(|measure| measure.get("p"))
            .and_then(Value::as_f64)
            .unwrap_or(USUAL_PERCENTILE)
    }

    /// Changes which percentile, from 0 to 100.
    pub fn set_percentile(&mut self, slot: Slot, p: f64) {
        self.change_measure(slot, |measure| {
            measure.insert("p".into(), number(p.clamp(0.0, 100.0)));
        });
    }

    /// How the two parts of a formula are combined.
    pub fn operator(&self) -> &str {
        self.measure_word(Slot::Whole, "op", "/")
    }

    /// Changes how the two parts of a formula are combined.
    pub fn set_operator(&mut self, operator: &str) {
        self.change_measure(Slot::Whole, |measure| {
            measure.insert("op".into(), operator.into());
        });
    }

    /// Whether the numbers of parts add up to the number of the whole.
    pub fn adds_up(&self) -> bool {
        matches!(
            self.calculation(Slot::Whole),
            Calculation::Count | Calculation::Sum
        )
    }

    fn measure(&self, slot: Slot) -> Option<&Map<String, Value>> {
        let whole = self.spec.get("measure")?.as_object()?;
        match slot {
            Slot::Whole => Some(whole),
            _ => whole.get(key_of(whole, slot)?)?.as_object(),
        }
    }

    fn measure_word<'a>(&'a self, slot: Slot, key: &str, usual: &'a str) -> &'a str {
        self.measure(slot)
            .and_then(|measure| measure.get(key))
            .and_then(Value::as_str)
            .unwrap_or(usual)
    }

    fn change_measure(&mut self, slot: Slot, change: impl FnOnce(&mut Map<String, Value>)) {
        self.follow_title(|draft| {
            if let Some(mut measure) = draft.measure(slot).cloned() {
                change(&mut measure);
                draft.set_measure(slot, measure);
            }
        });
    }

    fn set_measure(&mut self, slot: Slot, mut measure: Map<String, Value>) {
        if slot != Slot::Whole {
            let Some(mut whole) = self.measure(Slot::Whole).cloned() else {
                return;
            };
            if let Some(key) = key_of(&whole, slot) {
                whole.insert(key.to_owned(), Value::Object(measure));
            }
            measure = whole;
        }
        let usual = calculation(&measure) == Calculation::Count;
        put(
            &mut self.spec,
            "measure",
            (!usual).then_some(Value::Object(measure)),
        );
    }

    /// A part that is of something, when a combination is given up.
    fn first_with_quantity(&self) -> Option<Map<String, Value>> {
        [Slot::First, Slot::Second]
            .into_iter()
            .find(|slot| self.quantity(*slot).is_some())
            .and_then(|slot| self.measure(slot).cloned())
    }
}

fn aside_key(slot: Slot, family: Family) -> String {
    format!("measure {} {family:?}", slot.name())
}
