//! From issues to numbers, one issue at a time.

mod axis;
mod bucket;
mod finish;
mod rules;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use jiff::{Timestamp, tz::TimeZone};

use crate::{ChartSpec, Dimension, Field, Order, Plan, Provenance, Record, Table, Value};
use axis::Axis;
use rules::Rules;

/// Counts issues as they come.
///
/// Records may come in any order, in pages, or into several folds that are [merged](Self::merge)
/// in the end: the table is the same. Memory grows with the *combinations of values* that issues
/// have, not with issues: an issue is remembered only as one more of its combination, and so each
/// total can count it once however many values it has.
///
/// **Limit.** The most frequent values stay; of dates the newest; of an order given as a list its
/// first. The others become one row, `(other)`, or leave the rows with a warning; totals keep them.
#[derive(Clone, Debug)]
pub struct Fold {
    rows: Option<Side>,
    columns: Option<Side>,
    /// Issues by combination: ids of row values, [`SEAM`], ids of column values, each ascending.
    cells: HashMap<Box<[u32]>, u64>,
    issues: u64,
    /// The combination under construction; kept for its memory.
    scratch: Vec<u32>,
    measure: crate::Measure,
    kind: crate::Kind,
    semantic_colours: bool,
    timezone: TimeZone,
}

/// One dimension of a fold.
#[derive(Clone, Debug)]
struct Side {
    /// Where its value stands in a record.
    index: usize,
    field: Field,
    dimension: Dimension,
    order: Vec<crate::Item>,
    axis: Axis,
}

/// Between row ids and column ids; no value gets this id.
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
        let side = |dimension: &Option<Dimension>, index: Option<usize>| {
            let (dimension, index) = (dimension.as_ref()?, index?);
            let field = plan.fields.get(index)?;
            let rules = Rules::new(dimension, field.kind, timezone.clone(), today);
            Some(Side {
                index,
                field: field.clone(),
                dimension: dimension.clone(),
                order: order.of(&field.id).to_vec(),
                axis: Axis::new(rules),
            })
        };
        Self {
            rows: side(&spec.chart_by, plan.rows),
            columns: side(&spec.group_by, plan.columns),
            cells: HashMap::new(),
            issues: 0,
            scratch: Vec::new(),
            measure: spec.measure.clone(),
            kind: spec.kind,
            semantic_colours: spec.display.semantic_colours,
            timezone,
        }
    }

    /// Counts one issue. A record too short for the plan counts as having no value there.
    pub fn push(&mut self, record: &Record) {
        self.issues += 1;
        self.scratch.clear();
        let value = |side: &Side| record.values.get(side.index).unwrap_or(&Value::Empty);
        if let Some(side) = &mut self.rows {
            let value = value(side);
            if !side.axis.place(value, &mut self.scratch) {
                return;
            }
        }
        self.scratch.push(SEAM);
        if let Some(side) = &mut self.columns {
            let value = value(side);
            if !side.axis.place(value, &mut self.scratch) {
                return;
            }
        }
        match self.cells.get_mut(self.scratch.as_slice()) {
            Some(count) => *count += 1,
            None => {
                self.cells.insert(self.scratch.as_slice().into(), 1);
            }
        }
    }

    /// Adds the issues of another fold of the same spec and plan.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.issues += other.issues;
        let join = |mine: &mut Option<Side>, theirs: Option<Side>| match (mine, theirs) {
            (Some(mine), Some(theirs)) => mine.axis.absorb(theirs.axis),
            _ => Vec::new(),
        };
        let rows = join(&mut self.rows, other.rows);
        let columns = join(&mut self.columns, other.columns);
        let renumber = |ids: &[u32], map: &[u32], out: &mut Vec<u32>| {
            let begin = out.len();
            out.extend(ids.iter().filter_map(|id| map.get(*id as usize)));
            out[begin..].sort_unstable();
        };
        for (combination, count) in other.cells {
            let (row_ids, column_ids) = split(&combination);
            self.scratch.clear();
            renumber(row_ids, &rows, &mut self.scratch);
            self.scratch.push(SEAM);
            renumber(column_ids, &columns, &mut self.scratch);
            *self
                .cells
                .entry(self.scratch.as_slice().into())
                .or_default() += count;
        }
        self
    }

    /// How many issues came, hidden ones and those out of range included.
    pub fn issues(&self) -> u64 {
        self.issues
    }

    /// The table. Its zone is put into the provenance, and warnings about what is not shown are added.
    pub fn finish(self, provenance: Provenance) -> Table {
        finish::table(self, provenance)
    }
}

/// The row ids and the column ids of a combination.
fn split(combination: &[u32]) -> (&[u32], &[u32]) {
    match combination.iter().position(|id| *id == SEAM) {
        Some(seam) => (&combination[..seam], &combination[seam + 1..]),
        None => (combination, &[]),
    }
}
