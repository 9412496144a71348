//! From combinations to the table.

mod layout;
mod notes;
mod query;
mod spelling;
mod undrawn;

use super::{Fold, Place, Side, Tally, parts};
use crate::{
    Kind, Member, Names, Provenance, SoFar, Table, keys, paint, plan::Calculation,
    table::EVERYTHING,
};
pub(super) use layout::{Layout, Worth};
pub(crate) use query::jql_value;
pub(super) use query::{Asked, Finished, Part, groups};

/// The table of the issues that were pushed.
pub(super) fn table(mut fold: Fold, provenance: Provenance) -> (Table, Finished) {
    let row_worths = worths(&fold, true);
    let column_worths = worths(&fold, false);
    let (rows, columns) = lay_out(&mut fold, row_worths, column_worths);
    let sums = Sums::of(&fold, &rows, &columns);
    assemble(fold, rows, columns, &sums, provenance)
}

/// The table of these sums, wherever they come from.
pub(super) fn assemble(
    fold: Fold,
    rows: Layout,
    columns: Layout,
    sums: &Sums,
    mut provenance: Provenance,
) -> (Table, Finished) {
    provenance.timezone = fold
        .now
        .zone
        .iana_name()
        .map_or(provenance.timezone, str::to_owned);
    let value = |tally: &Tally| fold.calculation.value(tally);
    let values = |tallies: &[Tally]| tallies.iter().map(value).collect::<Vec<_>>();
    notes::add(&mut provenance, fold.rows.as_ref(), &rows, sums.rowless);
    notes::add(
        &mut provenance,
        fold.columns.as_ref(),
        &columns,
        sums.columnless,
    );
    for (leaf, missing) in fold.calculation.leaves.iter().zip(&fold.missing) {
        if *missing > 0 {
            provenance.warnings.push(format!(
                "{}: {} without a value for it {} left out.",
                leaf.label,
                notes::issues(*missing),
                if *missing == 1 { "is" } else { "are" }
            ));
        }
    }
    let mut table = Table {
        cells: sums.cells.iter().map(|row| values(row)).collect(),
        row_totals: values(&sums.rows),
        column_totals: values(&sums.columns),
        total: value(&sums.total),
        adds_up: fold.calculation.adds_up,
        names: Names {
            measure: fold.calculation.label.clone(),
            rows: fold.rows.as_ref().map(Side::title),
            columns: fold.columns.as_ref().map(Side::title),
        },
        runs_up: fold.runs_up,
        so_far: SoFar {
            row: fold.rows.as_ref().and_then(Side::so_far),
            column: fold.columns.as_ref().and_then(Side::so_far),
        },
        rows: rows.members.clone(),
        columns: columns.members.clone(),
        unit: fold.calculation.unit.clone(),
        provenance,
    };
    let undrawn = undrawn::notes(fold.kind, &table);
    table.provenance.warnings.extend(undrawn);
    (
        table,
        Finished {
            fold,
            rows,
            columns,
        },
    )
}

/// The issues of each cell and total.
pub(super) struct Sums {
    pub(super) cells: Vec<Vec<Tally>>,
    pub(super) rows: Vec<Tally>,
    pub(super) columns: Vec<Tally>,
    pub(super) total: Tally,
    /// Issues on no row, and in no column.
    pub(super) rowless: u64,
    pub(super) columnless: u64,
}

impl Sums {
    /// Nothing in any cell of such a table.
    pub(super) fn empty(rows: &Layout, columns: &Layout) -> Self {
        let (high, wide) = (rows.members.len(), columns.members.len());
        Self {
            cells: vec![vec![Tally::default(); wide]; high],
            rows: vec![Tally::default(); high],
            columns: vec![Tally::default(); wide],
            total: Tally::default(),
            rowless: 0,
            columnless: 0,
        }
    }

    fn of(fold: &Fold, rows: &Layout, columns: &Layout) -> Self {
        let mut sums = Self::empty(rows, columns);
        let paired = fold.is_paired();
        for (combination, tally) in &fold.combinations {
            sums.total.add(tally);
            if paired {
                sums.add_pairs(rows, combination, tally);
            } else {
                sums.add_crossed(rows, columns, combination, tally);
            }
        }
        sums
    }

    fn add_crossed(&mut self, rows: &Layout, columns: &Layout, combination: &[u32], tally: &Tally) {
        let (mut on_rows, mut on_columns) = (Vec::new(), Vec::new());
        let mut parts = parts(combination);
        rows.place(parts.next().unwrap_or_default(), &mut on_rows);
        columns.place(parts.next().unwrap_or_default(), &mut on_columns);
        if on_rows.is_empty() {
            self.rowless += tally.issues;
        }
        if on_columns.is_empty() {
            self.columnless += tally.issues;
        }
        for column in &on_columns {
            self.columns[*column].add(tally);
        }
        for row in &on_rows {
            self.rows[*row].add(tally);
            for column in &on_columns {
                self.cells[*row][*column].add(tally);
            }
        }
    }

    /// Several dates: the row of each stands in the date's own column.
    fn add_pairs(&mut self, rows: &Layout, combination: &[u32], tally: &Tally) {
        let (mut on_rows, mut on_any) = (Vec::new(), Vec::new());
        for (column, ids) in parts(combination).enumerate() {
            if ids.is_empty() {
                continue;
            }
            self.columns[column].add(tally);
            rows.place(ids, &mut on_rows);
            for row in &on_rows {
                self.cells[*row][column].add(tally);
            }
            on_any.append(&mut on_rows);
        }
        on_any.sort_unstable();
        on_any.dedup();
        for row in &on_any {
            self.rows[*row].add(tally);
        }
        if on_any.is_empty() {
            self.rowless += tally.issues;
        }
    }
}

/// What each value of a side has; none where there is no such side.
fn worths(fold: &Fold, rows: bool) -> Vec<Worth> {
    let side = if rows { &fold.rows } else { &fold.columns };
    let Some(side) = side else { return Vec::new() };
    let paired = fold.is_paired();
    let mut tallies = vec![Tally::default(); side.axis.values.len()];
    let mut ids: Vec<u32> = Vec::new();
    for (combination, tally) in &fold.combinations {
        ids.clear();
        if paired {
            // An issue counts once in a row, whatever dates bring it there.
            ids.extend(parts(combination).flatten());
            ids.sort_unstable();
            ids.dedup();
        } else {
            let part = parts(combination).nth(usize::from(!rows));
            ids.extend(part.unwrap_or_default());
        }
        for id in &ids {
            tallies[*id as usize].add(tally);
        }
    }
    let calculation: &Calculation = &fold.calculation;
    let worth = |tally: &Tally| Worth {
        issues: tally.issues,
        number: calculation.value(tally),
    };
    tallies.iter().map(worth).collect()
}

/// Rows and columns, of values that have so much.
pub(super) fn lay_out(
    fold: &mut Fold,
    row_worths: Vec<Worth>,
    column_worths: Vec<Worth>,
) -> (Layout, Layout) {
    let (kind, semantic): (Kind, bool) = (fold.kind, fold.semantic_colours);
    let rows = match &mut fold.rows {
        Some(side) => layout::of(side, row_worths, Some(kind), semantic),
        None => Layout::single(keys::ALL, EVERYTHING),
    };
    let columns = match (&fold.rows, &mut fold.columns) {
        (Some(side), _) if matches!(side.ground, Place::Dates(_)) => Layout::dates(side),
        (_, Some(side)) => layout::of(side, column_worths, None, semantic),
        (_, None) => Layout::single(keys::VALUE, &fold.calculation.label),
    };
    (rows, columns)
}

impl Layout {
    /// The only row or column where there is no dimension.
    fn single(key: &str, label: &str) -> Self {
        let member = Member {
            key: key.to_owned(),
            label: label.to_owned(),
            colour: paint::MAIN.to_owned(),
        };
        Self {
            members: vec![member],
            places: Vec::new(),
            dropped: 0,
            gaps_left: false,
        }
    }

    /// The columns of several dates, in the spec's order.
    fn dates(side: &Side) -> Self {
        let Place::Dates(fields) = &side.ground else {
            return Self::single(keys::VALUE, "");
        };
        Self {
            members: layout::dates(side, fields),
            places: Vec::new(),
            dropped: 0,
            gaps_left: false,
        }
    }

    /// On which members an issue with these values stands, each once.
    fn place(&self, ids: &[u32], out: &mut Vec<usize>) {
        out.clear();
        if self.places.is_empty() && ids.is_empty() {
            out.extend((self.members.len() == 1).then_some(0));
            return;
        }
        out.extend(
            ids.iter()
                .filter_map(|id| self.places.get(*id as usize).copied().flatten()),
        );
        out.sort_unstable();
        out.dedup();
    }
}
