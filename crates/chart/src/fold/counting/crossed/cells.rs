//! The cells of a table whose rows and columns are laid out.

use jiff::tz::TimeZone;

use super::super::{
    super::{
        Fold, Side,
        finish::{Asked, Layout, Part, Sums, Worth, groups},
        tally::Tally,
    },
    Ledger,
};
use crate::queries::Clause;

/// The members of one side, laid out.
pub(super) struct Edge<'a> {
    asked: Option<Asked<'a>>,
    groups: Vec<Vec<u32>>,
    worths: &'a [Worth],
    any: Part,
    is_multi_valued: bool,
}

impl<'a> Edge<'a> {
    pub(super) fn of(
        fold: &'a Fold,
        rows: bool,
        layout: &Layout,
        worths: &'a [Worth],
        account: &'a TimeZone,
        any: &Clause,
    ) -> Self {
        let side = if rows { &fold.rows } else { &fold.columns };
        Self {
            asked: side.as_ref().map(|side| Asked::about(side, account)),
            groups: groups(layout),
            worths,
            any: Part::of(any.clone()),
            is_multi_valued: side.as_ref().is_some_and(Side::is_multi_valued),
        }
    }

    fn part(&self, ids: &[u32]) -> Part {
        match &self.asked {
            Some(asked) => asked.part(ids),
            None => self.any.clone(),
        }
    }

    fn worth(&self, id: u32) -> u64 {
        self.worths.get(id as usize).map_or(0, |worth| worth.issues)
    }

    /// Issues of each member.
    fn totals(&self, ledger: &mut Ledger<'_>, across: &Self, total: u64) -> Vec<u64> {
        if self.asked.is_none() {
            return vec![total];
        }
        let of = |ids: &Vec<u32>| -> u64 {
            let used: Vec<u32> = ids
                .iter()
                .copied()
                .filter(|id| self.worth(*id) > 0)
                .collect();
            match used.as_slice() {
                several @ [_, _, ..] if self.is_multi_valued => {
                    ledger.crossing(&self.part(several), &across.any)
                }
                few => few.iter().map(|id| self.worth(*id)).sum(),
            }
        };
        self.groups.iter().map(of).collect()
    }

    /// Issues of no member, where a limit left some out.
    fn unplaced(
        &self,
        ledger: &mut Ledger<'_>,
        across: &Self,
        total: u64,
        totals: &[u64],
        layout: &Layout,
    ) -> u64 {
        if layout.dropped == 0 {
            return 0;
        }
        let placed = if self.is_multi_valued {
            let every: Vec<u32> = self.groups.concat();
            ledger.crossing(&self.part(&every), &across.any)
        } else {
            totals.iter().sum()
        };
        ledger.expect(
            placed <= total,
            "A part counted more issues than the whole.",
        );
        total.saturating_sub(placed)
    }
}

/// The cells of those rows and columns that have any issues, and all totals.
pub(super) fn sums(
    ledger: &mut Ledger<'_>,
    rows: &Edge<'_>,
    columns: &Edge<'_>,
    total: u64,
    (row_layout, column_layout): (&Layout, &Layout),
) -> Sums {
    let row_totals = rows.totals(ledger, columns, total);
    let column_totals = columns.totals(ledger, rows, total);
    let mut sums = Sums::empty(row_layout, column_layout);
    sums.rowless = rows.unplaced(ledger, columns, total, &row_totals, row_layout);
    sums.columnless = columns.unplaced(ledger, rows, total, &column_totals, column_layout);
    let mut cells = vec![vec![0; column_totals.len()]; row_totals.len()];
    for (row, of_row) in row_totals.iter().enumerate() {
        for (column, of_column) in column_totals.iter().enumerate() {
            cells[row][column] = match (&rows.asked, &columns.asked) {
                _ if *of_row == 0 || *of_column == 0 => 0,
                (Some(_), Some(_)) => {
                    let (row, column) = (&rows.groups[row], &columns.groups[column]);
                    ledger.crossing(&rows.part(row), &columns.part(column))
                }
                (Some(_), None) => *of_row,
                (None, _) => *of_column,
            };
        }
    }
    // Where each issue stands once in a line, the line's cells are its total.
    let adds_up = |sum: u64, is_once: bool, of: u64| if is_once { sum == of } else { sum >= of };
    for (row, of_row) in row_totals.iter().enumerate() {
        let sum = cells[row].iter().sum::<u64>();
        let is_once = !columns.is_multi_valued;
        let holds = column_layout.dropped > 0 || adds_up(sum, is_once, *of_row);
        ledger.expect(holds, "The cells of a row do not add up to its total.");
    }
    for (column, of_column) in column_totals.iter().enumerate() {
        let sum = cells.iter().map(|row| row[column]).sum::<u64>();
        let is_once = !rows.is_multi_valued;
        let holds = row_layout.dropped > 0 || adds_up(sum, is_once, *of_column);
        ledger.expect(holds, "The cells of a column do not add up to its total.");
    }
    let within = cells.iter().zip(&row_totals).all(|(cells, of_row)| {
        let fits = |(cell, of_column): (&u64, &u64)| cell <= of_row && cell <= of_column;
        cells.iter().zip(&column_totals).all(fits)
    });
    ledger.expect(within, "A part counted more issues than the whole.");
    let tally = |counts: &[u64]| counts.iter().map(|it| Tally::of(*it)).collect::<Vec<_>>();
    sums.cells = cells.iter().map(|row| tally(row)).collect();
    sums.rows = tally(&row_totals);
    sums.columns = tally(&column_totals);
    sums.total = Tally::of(total);
    sums
}
