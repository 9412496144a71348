//! From counts to numbers: the table that a fold of all issues would give, out of what Jira counts.
//!
//! A [`Counting`] is a conversation in rounds. It says which queries must be counted next, whoever
//! runs it counts them, and it is asked again with all counts so far, until there is the table:
//! first the values of rows and columns, then the cells of those rows and columns that have any issues.
//! It keeps nothing between the rounds, so that counts that are held give other drawings of the same
//! numbers without asking.
//!
//! Counts are believed only where they add up: what is missing from a list of values, or changed between
//! two counts, makes a sum that is not the total.

mod crossed;
mod ledger;
mod listed;
mod paired;

use std::collections::HashMap;

use jiff::{Timestamp, tz::TimeZone};

use super::{
    Fold,
    finish::{self, Finished, Layout, Sums, Worth},
    tally::Tally,
};
use crate::{ChartSpec, Order, Plan, Provenance, Queries, Table, plan::Uncountable};
use ledger::Ledger;
pub use listed::Listed;

/// How many issues Jira counts for each query.
pub type Counts = HashMap<String, u64>;

/// A table in the making, from counts.
#[derive(Clone, Debug)]
pub struct Counting {
    /// With every value that is listed.
    whole: Fold,
    /// Without values.
    bare: Fold,
    /// In which Jira reads days.
    account: TimeZone,
}

/// What comes next.
#[derive(Clone, Debug)]
pub enum Step {
    /// These queries must be counted.
    Ask(Vec<String>),
    /// All is there.
    Done(Box<(Table, Queries)>),
    /// The counts do not make a table: why.
    Off(String),
}

impl Counting {
    /// Prepares the counting of a plan whose [`Plan::listings`] are `listed`. The other things are those
    /// of [`Fold::new`] and [`Fold::finish_with_queries`].
    pub fn new(
        spec: &ChartSpec,
        plan: &Plan,
        order: &Order,
        listed: &Listed,
        timezone: TimeZone,
        account: TimeZone,
        now: Timestamp,
    ) -> Result<Self, Uncountable> {
        let bare = Fold::new(spec, plan, order, timezone, now);
        let mut whole = bare.clone();
        for side in whole.rows.iter_mut().chain(&mut whole.columns) {
            listed.seed(side)?;
        }
        let counting = Self {
            whole,
            bare,
            account,
        };
        match counting.step(&Counts::new(), Provenance::default()) {
            Step::Off(why) => Err(Uncountable(why)),
            Step::Ask(_) | Step::Done(_) => Ok(counting),
        }
    }

    /// The query of all issues, as it is counted among the others.
    pub fn base(&self) -> String {
        format!("({})", self.whole.base)
    }

    /// How many questions the first round has.
    pub fn first_round(&self) -> u64 {
        match self.step(&Counts::new(), Provenance::default()) {
            Step::Ask(queries) => queries.len() as u64,
            Step::Done(_) | Step::Off(_) => 0,
        }
    }

    /// How many the second one has at most, where every row and column has issues.
    pub fn second_round(&self) -> u64 {
        let (rows, columns) = (&self.whole.rows, &self.whole.columns);
        let members = |side: &super::Side| {
            let values = side.axis.values.iter().filter(|value| !value.hidden);
            let values = values.count() as u64;
            let limit = side
                .dimension
                .limit
                .map_or(u64::MAX, |most| u64::from(most) + 1);
            values.min(limit)
        };
        match (rows, columns) {
            (Some(side), _) if self.whole.is_paired() => match &side.ground {
                super::Place::Dates(fields) => members(side) * fields.len() as u64,
                _ => 0,
            },
            (Some(rows), Some(columns)) => members(rows) * members(columns),
            _ => 0,
        }
    }

    /// What comes next, after these counts.
    pub fn step(&self, counts: &Counts, provenance: Provenance) -> Step {
        let mut ledger = Ledger::new(&self.whole.base, counts);
        let made = if self.whole.is_paired() {
            paired::made(self, &mut ledger)
        } else {
            crossed::made(self, &mut ledger)
        };
        if let Some(why) = ledger.off {
            return Step::Off(why);
        }
        if !ledger.missing.is_empty() {
            return Step::Ask(ledger.missing);
        }
        let Some(Made {
            fold,
            rows,
            columns,
            sums,
        }) = made
        else {
            return Step::Off("The counts make no table.".to_owned());
        };
        let (table, finished): (Table, Finished) =
            finish::assemble(fold, rows, columns, &sums, provenance);
        Step::Done(Box::new((table, finished.queries(&self.account))))
    }
}

impl Counting {
    /// What a value is worth that so many issues have.
    fn worth(&self, issues: u64) -> Worth {
        Worth {
            issues,
            number: self.bare.calculation.value(&Tally::of(issues)),
        }
    }
}

/// A fold whose numbers were counted.
struct Made {
    fold: Fold,
    rows: Layout,
    columns: Layout,
    sums: Sums,
}
