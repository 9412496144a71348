//! Values that are known before anything is counted.

use std::collections::HashMap;

use jiff::civil::Date;

use super::super::{Place, Side, axis::Identity};
use crate::{FieldKind, Item, Value, names::folded, plan::Uncountable};

/// A dimension of more values is read issue by issue: each value is at least one question.
const MOST_VALUES: usize = 250;

/// The values that issues may have in the fields of a plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listed {
    values: HashMap<String, Vec<Item>>,
    days: HashMap<String, Option<(Value, Value)>>,
}

impl Listed {
    /// Sets the values of a field: all that any issue of the query has, spelt and numbered as issues do.
    pub fn insert_values(&mut self, field: impl Into<String>, values: Vec<Item>) {
        self.values.insert(field.into(), values);
    }

    /// Sets the earliest and the latest value of a date; none where no issue has one.
    pub fn insert_days(&mut self, field: impl Into<String>, ends: Option<(Value, Value)>) {
        self.days.insert(field.into(), ends);
    }

    /// Takes the values into a side.
    pub(super) fn seed(&self, side: &mut Side) -> Result<(), Uncountable> {
        match side.ground.clone() {
            Place::Field { field, .. } if field.kind.is_date() => {
                self.seed_days(side, &[&field.id])?;
                if !side.axis.rules.is_ranged() {
                    side.axis.id(Identity::None);
                }
            }
            Place::Field { field, .. } => {
                let values = self.values.get(&field.id);
                let values = values.ok_or_else(|| unlisted(&field.name))?;
                for item in values {
                    side.axis.list(item, 1);
                }
                side.axis.id(Identity::None);
                if field.kind == FieldKind::Labels {
                    told_apart(side)?;
                }
            }
            Place::Segments { .. } => {
                for item in side.order.clone() {
                    side.axis.list(&item, 1);
                }
                side.axis.id(Identity::None);
            }
            Place::Dates(fields) => {
                let ids: Vec<&str> = fields.iter().map(|(_, field)| field.id.as_str()).collect();
                self.seed_days(side, &ids)?;
            }
        }
        if side.axis.values.len() > MOST_VALUES {
            return Err(Uncountable(format!(
                "{} has more than {MOST_VALUES} values, and each would be a question.",
                side.name
            )));
        }
        Ok(())
    }

    /// The buckets from the earliest to the latest day of these fields, as far as the range takes them in.
    fn seed_days(&self, side: &mut Side, fields: &[&str]) -> Result<(), Uncountable> {
        let rules = &side.axis.rules;
        let (first, last) = if let (Some(from), Some(to)) = (rules.from, rules.to) {
            (from, to)
        } else {
            let mut days: Vec<Date> = Vec::new();
            for field in fields {
                let ends = self.days.get(*field).ok_or_else(|| unlisted(&side.name))?;
                let ends = ends.iter().flat_map(|(first, last)| [first, last]);
                days.extend(ends.filter_map(|value| match value {
                    Value::Instant(at) => Some(rules.day(*at)),
                    Value::Day(day) => Some(*day),
                    _ => None,
                }));
            }
            let first = rules.from.or(days.iter().min().copied());
            let last = rules.to.or(days.iter().max().copied());
            let (Some(first), Some(last)) = (first, last) else {
                return Ok(());
            };
            (first, last)
        };
        let width = rules.interval;
        let starts = std::iter::successors(Some(width.start(first)), |start| width.next(*start));
        let starts: Vec<Date> = starts
            .take_while(|start| *start <= last)
            .take(MOST_VALUES + 1)
            .collect();
        for start in starts {
            side.axis.id(Identity::Bucket(start));
        }
        Ok(())
    }
}

fn unlisted(name: &str) -> Uncountable {
    Uncountable(format!("The values of {name} cannot be listed."))
}

/// Two labels that differ in their capitals are one row, and Jira finds the issues of both by either:
/// nobody could say which spelling is the usual one.
fn told_apart(side: &Side) -> Result<(), Uncountable> {
    let mut seen: HashMap<String, &str> = HashMap::new();
    for spelt in &side.axis.spelt {
        let key: &str = &spelt.item.key;
        if *seen.entry(folded(key)).or_insert(key) != key {
            return Err(Uncountable(format!(
                "{}: {key} is spelt in several ways, which only the issues tell apart.",
                side.name
            )));
        }
    }
    Ok(())
}
