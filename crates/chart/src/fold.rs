//! From issues to numbers, one issue at a time.

mod amount;
mod axis;
mod bucket;
mod counting;
mod finish;
mod rules;
mod side;
mod tally;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use jiff::{Timestamp, tz::TimeZone};

use crate::{
    ChartSpec, Dimension, Order, Plan, Provenance, Queries, Record, Table,
    plan::{Calculation, Ground},
};
use amount::{Got, Now};
pub use counting::{Counting, Counts, Listed, Step};
pub(crate) use finish::jql_value;
use side::{Found, Place, Side};
use tally::Tally;

/// Counts issues as they come.
///
/// Records may come in any order, in pages, or into several folds that are [merged](Self::merge)
/// in the end: the table is the same. Memory grows with the *combinations of values* that issues
/// have, not with issues: an issue is remembered only as one more of its combination, and so each
/// total can count it once however many values it has. Median, percentile and distinct need more:
/// each number, or each different value, of a combination.
///
/// **Limit.** The largest values stay; of dates the newest; of an order given as a list its
/// first. The others become one row, `(other)`, or leave the rows with a warning; totals keep them.
#[derive(Clone, Debug)]
pub struct Fold {
    rows: Option<Side>,
    columns: Option<Side>,
    /// Issues by combination: ids of row values, [`SEAM`], ids of column values, each ascending. Of
    /// several dates: ids of row values for each field, between seams.
    combinations: HashMap<Box<[u32]>, Tally>,
    issues: u64,
    /// Issues without the quantity, by leaf of the calculation.
    missing: Vec<u64>,
    calculation: Calculation,
    found: Found,
    /// The combination under construction; kept for its memory.
    scratch: Vec<u32>,
    base: String,
    /// Clauses of the plan's fields, by place: what the query of a number needs.
    clauses: Vec<String>,
    kind: crate::Kind,
    semantic_colours: bool,
    runs_up: bool,
    now: Now,
}

/// Between the parts of a combination; no value gets this id.
const SEAM: u32 = u32::MAX;

impl Fold {
    /// A fold without issues. `timezone` says when days begin, `now` what relative days mean.
    pub fn new(
        spec: &ChartSpec,
        plan: &Plan,
        order: &Order,
        timezone: TimeZone,
        now: Timestamp,
    ) -> Self {
        let today = timezone.to_datetime(now).date();
        let side = |dimension: &Option<Dimension>, ground: &Option<Ground>| {
            let (dimension, ground) = (dimension.as_ref()?, ground.as_ref()?);
            Side::new(dimension, ground, plan, order, &timezone, today)
        };
        Self {
            rows: side(&spec.chart_by, &plan.rows),
            columns: side(&spec.group_by, &plan.columns),
            combinations: HashMap::new(),
            issues: 0,
            missing: vec![0; plan.calculation.leaves.len()],
            calculation: plan.calculation.clone(),
            found: Found::from([]),
            scratch: Vec::new(),
            base: plan.jql.clone(),
            clauses: plan.fields.iter().map(|f| f.clause.clone()).collect(),
            kind: spec.kind,
            semantic_colours: spec.display.semantic_colours,
            runs_up: spec.runs_up(),
            now: Now {
                at: now,
                zone: timezone,
            },
        }
    }

    /// Says which issues (by [`Record::id`]) each of [`Plan::segments`] finds, in that order. Without it
    /// no issue is in any.
    #[must_use]
    pub fn with_segments(mut self, found: Vec<HashSet<u64>>) -> Self {
        self.found = found.into();
        self
    }

    /// Counts one issue. A record too short for the plan counts as having no value there.
    pub fn push(&mut self, record: &Record) {
        self.issues += 1;
        self.scratch.clear();
        if let Some(side) = &mut self.rows
            && !side.place(record, &self.found, &mut self.scratch)
        {
            return;
        }
        if !self.is_paired() {
            self.scratch.push(SEAM);
        }
        if let Some(side) = &mut self.columns
            && !side.place(record, &self.found, &mut self.scratch)
        {
            return;
        }
        let leaves = &self.calculation.leaves;
        let got: Vec<Option<Got>> = leaves
            .iter()
            .map(|leaf| self.now.amount(&leaf.of, record))
            .collect();
        for (missing, got) in self.missing.iter_mut().zip(&got) {
            *missing += u64::from(got.is_none());
        }
        if !self.calculation.every_issue && got.iter().all(Option::is_none) {
            return;
        }
        let tally = match self.combinations.get_mut(self.scratch.as_slice()) {
            Some(tally) => tally,
            None => self
                .combinations
                .entry(self.scratch.as_slice().into())
                .or_default(),
        };
        tally.take(leaves, &got);
    }

    /// Adds the issues of another fold of the same spec and plan.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.issues += other.issues;
        for (missing, more) in self.missing.iter_mut().zip(&other.missing) {
            *missing += more;
        }
        let join = |mine: &mut Option<Side>, theirs: Option<Side>| match (mine, theirs) {
            (Some(mine), Some(theirs)) => mine.axis.absorb(theirs.axis),
            _ => Vec::new(),
        };
        let rows = join(&mut self.rows, other.rows);
        let columns = join(&mut self.columns, other.columns);
        let paired = self.is_paired();
        for (combination, tally) in other.combinations {
            self.scratch.clear();
            for (i, ids) in parts(&combination).enumerate() {
                if i > 0 {
                    self.scratch.push(SEAM);
                }
                let map = if i == 0 || paired { &rows } else { &columns };
                let begin = self.scratch.len();
                let new = ids.iter().filter_map(|id| map.get(*id as usize));
                self.scratch.extend(new);
                self.scratch[begin..].sort_unstable();
            }
            self.combinations
                .entry(self.scratch.as_slice().into())
                .or_default()
                .add(&tally);
        }
        self
    }

    /// How many issues came, hidden ones and those out of range included.
    pub fn issues(&self) -> u64 {
        self.issues
    }

    /// The table. Its zone is put into the provenance, and warnings about what is not shown are added.
    pub fn finish(self, provenance: Provenance) -> Table {
        finish::table(self, provenance).0
    }

    /// The table, and the query behind each of its numbers. Jira reads dates in the zone of the account
    /// that asks, so they are written in that one.
    pub fn finish_with_queries(
        self,
        provenance: Provenance,
        account: &TimeZone,
    ) -> (Table, Queries) {
        let (table, finished) = finish::table(self, provenance);
        (table, finished.queries(account))
    }

    /// Whether the rows are several dates, of which each makes a column.
    fn is_paired(&self) -> bool {
        self.rows
            .as_ref()
            .is_some_and(|side| matches!(side.ground, Place::Dates(_)))
    }
}

/// The parts of a combination.
fn parts(combination: &[u32]) -> impl Iterator<Item = &[u32]> {
    combination.split(|id| *id == SEAM)
}
