//! From counted combinations to the table.

mod layout;

use super::{Fold, SEAM, Side, split};
use crate::{Kind, Member, Provenance, Table, keys, number::grouped};
use layout::Layout;

pub(super) fn table(mut fold: Fold, mut provenance: Provenance) -> Table {
    provenance.timezone = fold
        .timezone
        .iana_name()
        .map_or(provenance.timezone, str::to_owned);
    let row_layout = lay_out(
        fold.rows.as_mut(),
        &fold.cells,
        true,
        fold.kind,
        fold.semantic_colours,
    );
    let column_layout = lay_out(
        fold.columns.as_mut(),
        &fold.cells,
        false,
        fold.kind,
        fold.semantic_colours,
    );
    let rows = row_layout.unwrap_or_else(|| Layout::single(keys::ALL, "All issues"));
    let columns =
        column_layout.unwrap_or_else(|| Layout::single(keys::VALUE, fold.measure.label()));

    let mut cells = vec![vec![0.0; columns.members.len()]; rows.members.len()];
    let mut row_totals = vec![0.0; rows.members.len()];
    let mut column_totals = vec![0.0; columns.members.len()];
    let mut total = 0.0;
    let (mut rowless, mut columnless) = (0, 0);
    let (mut on_rows, mut on_columns) = (Vec::new(), Vec::new());
    for (combination, count) in &fold.cells {
        let (row_ids, column_ids) = split(combination);
        rows.place(row_ids, &mut on_rows);
        columns.place(column_ids, &mut on_columns);
        rowless += if on_rows.is_empty() { *count } else { 0 };
        columnless += if on_columns.is_empty() { *count } else { 0 };
        // Exact: there are fewer than 2^53 issues.
        #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
        let issues = *count as f64;
        total += issues;
        for column in &on_columns {
            column_totals[*column] += issues;
        }
        for row in &on_rows {
            row_totals[*row] += issues;
            for column in &on_columns {
                cells[*row][*column] += issues;
            }
        }
    }
    warn(&mut provenance, fold.rows.as_ref(), &rows, rowless);
    warn(&mut provenance, fold.columns.as_ref(), &columns, columnless);
    Table {
        rows: rows.members,
        columns: columns.members,
        cells,
        row_totals,
        column_totals,
        total,
        unit: fold.measure.unit().to_owned(),
        provenance,
    }
}

/// Says what a dimension does not show.
fn warn(provenance: &mut Provenance, side: Option<&Side>, layout: &Layout, unplaced: u64) {
    let Some(side) = side else { return };
    let name = &side.field.name;
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    let issues = |count: u64| match count {
        1 => "1 issue".to_owned(),
        count => format!("{} issues", grouped(count as f64)),
    };
    if side.axis.hidden_issues > 0 {
        provenance.warnings.push(format!(
            "{name}: hidden values leave out {}.",
            issues(side.axis.hidden_issues)
        ));
    }
    if layout.dropped > 0 {
        let values = if layout.dropped == 1 {
            "1 more value is".to_owned()
        } else {
            format!("{} more values are", layout.dropped)
        };
        provenance.warnings.push(format!(
            "{name}: {values} not shown; {} appear in no row or column of it but count in the totals.",
            issues(unplaced)
        ));
    }
    if layout.gaps_left {
        provenance.warnings.push(format!(
            "{name}: too many empty buckets to show; only those with issues are here."
        ));
    }
}

fn lay_out(
    side: Option<&mut Side>,
    cells: &std::collections::HashMap<Box<[u32]>, u64>,
    rows: bool,
    kind: Kind,
    semantic: bool,
) -> Option<Layout> {
    let side = side?;
    let mut counts = vec![0_u64; side.axis.values.len()];
    for (combination, count) in cells {
        let (row_ids, column_ids) = split(combination);
        for id in if rows { row_ids } else { column_ids } {
            debug_assert_ne!(*id, SEAM);
            counts[*id as usize] += count;
        }
    }
    Some(layout::of(side, counts, rows.then_some(kind), semantic))
}

impl Layout {
    /// The only row or column where there is no dimension.
    fn single(key: &str, label: &str) -> Self {
        let member = Member {
            key: key.to_owned(),
            label: label.to_owned(),
            colour: crate::paint::MAIN.to_owned(),
        };
        Self {
            members: vec![member],
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
