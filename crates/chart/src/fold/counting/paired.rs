//! Several dates on one axis: the row of each stands in the date's own column.

use super::{
    super::{
        Place, Side,
        axis::Identity,
        finish::{Asked, Sums, Worth, groups, lay_out},
        tally::Tally,
    },
    Counting, Ledger, Made,
};
use crate::{
    Field,
    jql::word,
    queries::{Clause, any_of},
};
use jiff::tz::TimeZone;

/// A side with its dates.
struct Dated<'a> {
    side: &'a Side,
    fields: &'a [(usize, Field)],
    account: &'a TimeZone,
}

impl<'a> Dated<'a> {
    fn of(side: Option<&'a Side>, account: &'a TimeZone) -> Option<Self> {
        let side = side?;
        match &side.ground {
            Place::Dates(fields) => Some(Self {
                side,
                fields,
                account,
            }),
            Place::Field { .. } | Place::Segments { .. } => None,
        }
    }

    /// A condition on each date.
    fn each(&self, clause: impl Fn(&Asked<'a>) -> Clause) -> Vec<Clause> {
        let of = |(_, field): &'a (usize, Field)| {
            match clause(&Asked::of(self.side, field, self.account)) {
                // An issue without the date is not in its column.
                Clause::All => Clause::Where(format!("{} is not EMPTY", word(&field.clause))),
                clause => clause,
            }
        };
        self.fields.iter().map(of).collect()
    }

    fn ids(&self) -> Vec<u32> {
        (0_u32..)
            .zip(&self.side.axis.values)
            .map(|(id, _)| id)
            .collect()
    }
}

pub(super) fn made(counting: &Counting, ledger: &mut Ledger<'_>) -> Option<Made> {
    let account = &counting.account;
    let whole = Dated::of(counting.whole.rows.as_ref(), account)?;
    let issues = ledger.count(&[]);
    let any = whole.each(Asked::any);
    let in_range = whole.each(Asked::in_range);
    let ids = whole.ids();
    let hidden = whole.side.axis.values.iter().any(|value| value.hidden);
    // Without a bucket no issue has any of the dates.
    let (total, column_totals) = if ids.is_empty() {
        (0, vec![0; any.len()])
    } else {
        let totals = any.iter().map(|clause| ledger.count(&[clause]));
        let totals: Vec<u64> = totals.collect();
        (ledger.count(&[&any_of(&any)]), totals)
    };
    let every = whole.each(|asked| asked.clause(&ids));
    for (listed, ends) in every.iter().zip(&in_range).filter(|_| !ids.is_empty()) {
        let (listed, ends) = (ledger.count(&[listed]), ledger.count(&[ends]));
        ledger.expect(
            listed == ends,
            "Some issues have a date that is not listed.",
        );
    }
    let in_range = if hidden {
        ledger.count(&[&any_of(&in_range)])
    } else {
        total
    };
    let worths: Vec<u64> = (0_u32..)
        .zip(&whole.side.axis.values)
        .map(|(id, value)| {
            if value.hidden {
                return 0;
            }
            let row = any_of(&whole.each(|asked| asked.clause(&[id])));
            ledger.count(&[&row])
        })
        .collect();
    ledger.expect(
        total <= in_range && in_range <= issues,
        "A part counted more issues than the whole.",
    );
    if !ledger.is_whole() {
        return None;
    }

    let mut fold = counting.bare.clone();
    fold.issues = issues;
    let side = fold.rows.as_mut()?;
    side.axis.hidden_issues = in_range - total;
    let mut raw: Vec<(&Identity, u32)> = whole
        .side
        .axis
        .raw
        .iter()
        .map(|(raw, id)| (raw, *id))
        .collect();
    raw.sort_unstable();
    let mut places = Vec::new();
    for (identity, id) in raw {
        if worths[id as usize] > 0 || whole.side.axis.values[id as usize].hidden {
            places.push((id, side.axis.id(identity.clone())));
        }
    }
    let mut row_worths = vec![Worth::default(); side.axis.values.len()];
    for (from, to) in places {
        row_worths[to as usize] = counting.worth(worths[from as usize]);
    }
    let (rows, columns) = lay_out(&mut fold, row_worths.clone(), Vec::new());
    let mut sums = Sums::empty(&rows, &columns);
    let dated = Dated::of(fold.rows.as_ref(), account)?;
    let mut by_column = vec![0; column_totals.len()];
    let groups = groups(&rows);
    for (row, ids) in groups.iter().enumerate() {
        let has = |id: &u32| row_worths.get(*id as usize).map_or(0, |worth| worth.issues);
        let used: Vec<u32> = ids.iter().copied().filter(|id| has(id) > 0).collect();
        if used.is_empty() {
            continue;
        }
        let clauses = dated.each(|asked| asked.clause(&used));
        let of_row = match used.as_slice() {
            [only] => has(only),
            _ => ledger.count(&[&any_of(&clauses)]),
        };
        sums.rows[row] = Tally::of(of_row);
        for (column, clause) in clauses.iter().enumerate() {
            if column_totals[column] == 0 {
                continue;
            }
            let cell = ledger.count(&[clause]);
            ledger.expect(
                cell <= of_row && cell <= column_totals[column],
                "A part counted more issues than the whole.",
            );
            by_column[column] += cell;
            sums.cells[row][column] = Tally::of(cell);
        }
    }
    if rows.dropped > 0 {
        let every: Vec<u32> = groups.concat();
        let placed = any_of(&dated.each(|asked| asked.clause(&every)));
        sums.rowless = total.saturating_sub(ledger.count(&[&placed]));
    } else {
        ledger.expect(
            by_column == column_totals,
            "The cells of a column do not add up to its total.",
        );
    }
    sums.columns = column_totals.iter().map(|it| Tally::of(*it)).collect();
    sums.total = Tally::of(total);
    Some(Made {
        fold,
        rows,
        columns,
        sums,
    })
}
