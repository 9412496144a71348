//! Rows by columns of one field, or of segments, each.

mod cells;
mod values;

use super::{super::finish::lay_out, Counting, Ledger, Made};
use crate::queries::Clause;
use cells::{Edge, sums};
use values::Sided;

pub(super) fn made(counting: &Counting, ledger: &mut Ledger<'_>) -> Option<Made> {
    let (whole, account) = (&counting.whole, &counting.account);
    let rows = Sided::of(whole.rows.as_ref(), account);
    let columns = Sided::of(whole.columns.as_ref(), account);
    let issues = ledger.count(&[]);
    let total = ledger.count(&[&rows.any, &columns.any]);
    let row_ends = (ledger.count(&[&rows.in_range]), ledger.count(&[&rows.any]));
    let column_ends = (ledger.count(&[&rows.any, &columns.in_range]), total);
    let row_values = rows.values(ledger, &Clause::All, &columns.any);
    let column_values = columns.values(ledger, &rows.any, &rows.any);
    rows.check(ledger, &Clause::All, row_ends.0, &row_values, total);
    columns.check(ledger, &rows.any, column_ends.0, &column_values, total);
    for (outer, inner) in [(issues, row_ends.0), row_ends, column_ends] {
        ledger.expect(inner <= outer, "A part counted more issues than the whole.");
    }
    if !ledger.is_whole() {
        return None;
    }

    let mut fold = counting.bare.clone();
    fold.issues = issues;
    let row_worths = counting.narrow(&mut fold.rows, whole.rows.as_ref(), &row_values);
    let column_worths = counting.narrow(&mut fold.columns, whole.columns.as_ref(), &column_values);
    for (side, (outer, inner)) in [(&mut fold.rows, row_ends), (&mut fold.columns, column_ends)] {
        if let Some(side) = side {
            side.axis.hidden_issues = outer - inner;
        }
    }
    let (row_layout, column_layout) = lay_out(&mut fold, row_worths.clone(), column_worths.clone());
    let sums = {
        let rows = Edge::of(&fold, true, &row_layout, &row_worths, account, &rows.any);
        let columns = Edge::of(
            &fold,
            false,
            &column_layout,
            &column_worths,
            account,
            &columns.any,
        );
        sums(
            ledger,
            &rows,
            &columns,
            total,
            (&row_layout, &column_layout),
        )
    };
    Some(Made {
        fold,
        rows: row_layout,
        columns: column_layout,
        sums,
    })
}
