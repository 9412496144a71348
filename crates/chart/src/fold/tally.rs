//! What is kept of the issues of a cell.

use std::{collections::HashSet, sync::Arc};

use super::amount::Got;
use crate::{
    Operator, Statistic,
    plan::{Calculation, Leaf, Work},
    spec::MILLIONTHS,
};

/// The issues of a combination, a cell or a total, as far as the measure needs them.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    /// Those that count for the measure.
    pub(super) issues: u64,
    /// One for each leaf of the calculation; none while nothing came.
    parts: Box<[Part]>,
}

#[derive(Clone, Debug)]
enum Part {
    /// Sums are whole millionths: the order of issues does not show in them, and tenths add up.
    Numbers {
        count: u64,
        sum: i128,
        least: f64,
        greatest: f64,
    },
    /// Where only all numbers will do.
    Values(Vec<f64>),
    Names(HashSet<Arc<str>>),
}

impl Tally {
    /// So many issues, of which nothing else is known.
    pub(super) fn of(issues: u64) -> Self {
        Self {
            issues,
            parts: Box::default(),
        }
    }

    /// Takes in one issue, with what it has for each leaf.
    pub(super) fn take(&mut self, leaves: &[Leaf], got: &[Option<Got>]) {
        self.issues += 1;
        if self.parts.is_empty() && !leaves.is_empty() {
            self.parts = leaves.iter().map(Part::new).collect();
        }
        for (part, got) in self.parts.iter_mut().zip(got) {
            if let Some(got) = got {
                part.take(got);
            }
        }
    }

    /// Takes in the issues of another one.
    pub(super) fn add(&mut self, other: &Self) {
        self.issues += other.issues;
        if self.parts.is_empty() {
            self.parts.clone_from(&other.parts);
            return;
        }
        for (part, other) in self.parts.iter_mut().zip(&other.parts) {
            part.add(other);
        }
    }
}

impl Part {
    fn new(leaf: &Leaf) -> Self {
        match leaf.what {
            None => Self::Names(HashSet::new()),
            Some(Statistic::Median | Statistic::Percentile(_)) => Self::Values(Vec::new()),
            Some(_) => Self::Numbers {
                count: 0,
                sum: 0,
                least: f64::INFINITY,
                greatest: f64::NEG_INFINITY,
            },
        }
    }

    fn take(&mut self, got: &Got) {
        match (self, got) {
            (
                Self::Numbers {
                    count,
                    sum,
                    least,
                    greatest,
                },
                Got::Number(number),
            ) => {
                *count += 1;
                *sum = sum.saturating_add(millionths(*number));
                *least = least.min(*number);
                *greatest = greatest.max(*number);
            }
            (Self::Values(values), Got::Number(number)) => values.push(*number),
            (Self::Names(names), Got::Names(more)) => names.extend(more.iter().cloned()),
            _ => {}
        }
    }

    fn add(&mut self, other: &Self) {
        match (self, other) {
            (
                Self::Numbers {
                    count,
                    sum,
                    least,
                    greatest,
                },
                Self::Numbers {
                    count: more,
                    sum: summed,
                    least: lower,
                    greatest: higher,
                },
            ) => {
                *count += more;
                *sum = sum.saturating_add(*summed);
                *least = least.min(*lower);
                *greatest = greatest.max(*higher);
            }
            (Self::Values(values), Self::Values(more)) => values.extend_from_slice(more),
            (Self::Names(names), Self::Names(more)) => names.extend(more.iter().cloned()),
            _ => {}
        }
    }

    /// The statistic of what came; none where there is no such number.
    fn value(&self, what: Option<Statistic>) -> Option<f64> {
        match self {
            Self::Numbers {
                count,
                sum,
                least,
                greatest,
            } => {
                let all = float(*sum) / MILLIONTHS;
                match what {
                    Some(Statistic::Sum) => Some(all),
                    _ if *count == 0 => None,
                    Some(Statistic::Average) => Some(all / float(i128::from(*count))),
                    Some(Statistic::Min) => Some(*least),
                    Some(Statistic::Max) => Some(*greatest),
                    _ => None,
                }
            }
            Self::Values(values) => match what {
                Some(Statistic::Percentile(p)) => percentile(values, p),
                _ => percentile(values, 50.0),
            },
            Self::Names(names) => Some(float(i128::try_from(names.len()).unwrap_or(i128::MAX))),
        }
    }
}

impl Calculation {
    /// The number of a tally; none where there is none, such as an average of nothing.
    pub(super) fn value(&self, tally: &Tally) -> Option<f64> {
        self.worked(&self.work, tally).filter(|n| n.is_finite())
    }

    fn worked(&self, work: &Work, tally: &Tally) -> Option<f64> {
        match work {
            Work::Issues => Some(float(i128::from(tally.issues))),
            Work::Leaf(place) => {
                let leaf = self.leaves.get(*place)?;
                let number = match tally.parts.get(*place) {
                    Some(part) => part.value(leaf.what),
                    None => Part::new(leaf).value(leaf.what),
                };
                Some(number? / leaf.scale)
            }
            Work::Formula(a, op, b) => {
                let (a, b) = (self.worked(a, tally)?, self.worked(b, tally)?);
                match op {
                    Operator::Plus => Some(a + b),
                    Operator::Minus => Some(a - b),
                    Operator::Times => Some(a * b),
                    Operator::Over => (b != 0.0).then(|| a / b),
                }
            }
            Work::Progress(done, of) => {
                let (done, of) = (self.worked(done, tally)?, self.worked(of, tally)?);
                (of != 0.0).then(|| 100.0 * done / of)
            }
        }
    }
}

/// Linear between the two nearest ranks, as spreadsheets do it (`PERCENTILE.INC`).
fn percentile(values: &[f64], p: f64) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len().checked_sub(1)?;
    let rank = p / 100.0 * float(i128::try_from(last).ok()?);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a rank lies between 0 and the last index"
    )]
    let below = (rank.floor() as usize).min(last);
    let above = (below + 1).min(last);
    let part = rank - rank.floor();
    Some(sorted[below] + part * (sorted[above] - sorted[below]))
}

#[expect(
    clippy::cast_precision_loss,
    reason = "beyond 2^53 nobody reads the last digit"
)]
fn float(number: i128) -> f64 {
    number as f64
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a cast from float stops at the ends"
)]
fn millionths(number: f64) -> i128 {
    (number * MILLIONTHS).round() as i128
}
