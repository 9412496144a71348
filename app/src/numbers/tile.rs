//! Big numbers: the whole, and one for each row, with its share and where it is heading.

use super::{NOTHING, linked, swatch};
use crate::{format, model::Links};
use chart::{Member, Queries, Table, keys};
use leptos::prelude::*;

/// The number of the whole, and a grid of the rows where it is cut by a dimension. `percent`: whether shares
/// of the whole are shown; `links`: the way from each number to its issues.
///
/// The arrow compares two times that follow each other: the last two columns that are over where the columns are
/// times, or a row with the one before where the rows are. A time that is not over yet is compared "so far", and
/// what is still to come not at all.
pub fn tile<At>(table: &Table<At>, percent: bool, links: Option<&Links>) -> AnyView {
    let unit = match (table.unit.as_str(), table.total) {
        ("issues", Some(total)) => format::noun(total, "issue", "issues").to_owned(),
        _ => table.unit_of_total(),
    };
    // Without a dimension, the only row is everything.
    let rows = table.rows.iter().zip(&table.row_totals).enumerate();
    let rows = rows.filter(|(_, (row, _))| row.key != keys::ALL);
    let parts: Vec<_> = rows
        .map(|(i, (row, number))| {
            let share = match (number, table.total) {
                (Some(number), Some(total)) if percent => {
                    Some(format!("{} %", format::percent(*number, total)))
                }
                _ => None,
            };
            view! {
                <li>
                    <span>{swatch(&row.colour)}{row.label.clone()}</span>" "
                    <b>{linked(*number, links, |queries| queries.row(i))}</b>
                    {share.map(|share| view! { " "<small>{share}</small> })}
                    {heading(Step::of_row(table, i))}
                </li>
            }
        })
        .collect();
    view! {
        <div class="tile">
            <p class="tile-number">{linked(table.total, links, Queries::total)}</p>
            <p class="tile-unit">{unit}</p>
            {heading(Step::of_columns(table, &table.column_totals))}
            {(!parts.is_empty()).then(|| view! { <ul class="tile-parts">{parts}</ul> })}
        </div>
    }
    .into_any()
}

/// From one time to the next.
#[derive(Debug, PartialEq)]
struct Step {
    /// What the former time is called.
    since: String,
    by: f64,
    /// What the later one is called, where nothing else says it.
    at: Option<String>,
    /// Whether the later one is not over yet.
    so_far: bool,
}

impl Step {
    fn of_row<At>(table: &Table<At>, row: usize) -> Option<Self> {
        if let Some(step) = Self::of_columns(table, table.cells.get(row)?) {
            return Some(step);
        }
        let this = table.rows.get(row).filter(|row| row.is_bucket())?;
        let now = table.so_far.row.as_ref();
        if now.is_some_and(|now| this.key > *now) {
            return None;
        }
        let earlier = table.rows.iter().zip(&table.row_totals);
        let (before, number) = earlier
            .filter(|(other, _)| other.is_bucket() && other.key < this.key)
            .max_by(|a, b| a.0.key.cmp(&b.0.key))?;
        let step = Self::between(before, *number, *table.row_totals.get(row)?)?;
        Some(Self {
            so_far: now == Some(&this.key),
            ..step
        })
    }

    /// Between the last two columns that are over, where columns are times.
    fn of_columns<At>(table: &Table<At>, numbers: &[Option<f64>]) -> Option<Self> {
        let mut times: Vec<(&Member, &Option<f64>)> = table
            .columns
            .iter()
            .zip(numbers)
            .filter(|(column, _)| column.is_bucket())
            .filter(|(column, _)| {
                table
                    .so_far
                    .column
                    .as_ref()
                    .is_none_or(|now| column.key < *now)
            })
            .collect();
        times.sort_by(|a, b| a.0.key.cmp(&b.0.key));
        match times.as_slice() {
            [.., (before, from), (at, to)] => Some(Self {
                at: Some(at.label.clone()),
                ..Self::between(before, **from, **to)?
            }),
            _ => None,
        }
    }

    fn between(before: &Member, from: Option<f64>, to: Option<f64>) -> Option<Self> {
        Some(Self {
            since: before.label.clone(),
            by: to? - from?,
            at: None,
            so_far: false,
        })
    }
}

fn heading(step: Option<Step>) -> Option<AnyView> {
    let Step {
        since,
        by,
        at,
        so_far,
    } = step?;
    let size = chart::grouped(by.abs());
    let (class, arrow, text) = if by > 0.0 {
        ("tile-trend up", "▲", format!("{size} more than in {since}"))
    } else if by < 0.0 {
        (
            "tile-trend down",
            "▼",
            format!("{size} less than in {since}"),
        )
    } else {
        ("tile-trend", NOTHING, format!("as in {since}"))
    };
    let at = at.map(|at| format!("{at}: ")).unwrap_or_default();
    let text = format!("{at}{text}{}", if so_far { ", so far" } else { "" });
    Some(
        view! { <small class=class><span aria-hidden="true">{arrow}</span>" "{text}</small> }
            .into_any(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(key: &str) -> Member {
        Member {
            key: key.into(),
            label: key.into(),
            colour: String::new(),
        }
    }

    fn table(rows: &[&str], columns: &[&str], cells: Vec<Vec<Option<f64>>>) -> Table {
        Table {
            rows: rows.iter().map(|key| member(key)).collect(),
            columns: columns.iter().map(|key| member(key)).collect(),
            row_totals: cells
                .iter()
                .map(|row| row.iter().flatten().copied().reduce(|a, b| a + b))
                .collect(),
            column_totals: vec![None; columns.len()],
            total: None,
            adds_up: true,
            names: chart::Names::default(),
            runs_up: false,
            so_far: chart::SoFar::default(),
            cells,
            unit: "issues".into(),
            provenance: chart::Provenance::default(),
        }
    }

    #[test]
    fn a_row_that_is_a_time_is_compared_with_the_one_before_whatever_the_order() {
        let months = ["2026-03-01", "2026-02-01", "2026-01-01", "(none)"];
        let table = table(
            &months,
            &["value"],
            vec![
                vec![Some(5.0)],
                vec![Some(8.0)],
                vec![Some(1.0)],
                vec![Some(2.0)],
            ],
        );
        let step = Step::of_row(&table, 0).map(|step| (step.since, step.by));
        assert_eq!(step, Some(("2026-02-01".to_owned(), -3.0)));
        assert_eq!(Step::of_row(&table, 2), None);
        assert_eq!(Step::of_row(&table, 3), None);
    }

    #[test]
    fn what_is_not_over_yet_is_compared_so_far_and_never_against_a_whole_month() {
        let months = ["2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01"];
        let mut rows = table(&months, &["value"], vec![vec![Some(5.0)]; 4]);
        rows.so_far.row = Some("2026-03-01".into());
        let steps = [1, 2, 3].map(|row| Step::of_row(&rows, row).map(|step| step.so_far));
        assert_eq!(steps, [Some(false), Some(true), None]);

        let cells = vec![vec![Some(5.0), Some(8.0), Some(1.0), Some(0.0)]];
        let mut cut = table(&["Open"], &months, cells);
        cut.so_far.column = Some("2026-03-01".into());
        let step = Step::of_row(&cut, 0).unwrap();
        assert_eq!((step.by, step.at.as_deref()), (3.0, Some("2026-02-01")));
        cut.so_far.column = Some("2026-02-01".into());
        assert_eq!(Step::of_row(&cut, 0), None);
    }

    #[test]
    fn a_row_cut_by_times_is_compared_between_the_last_two() {
        let cells = vec![
            vec![Some(5.0), Some(8.0), Some(1.0)],
            vec![None, Some(1.0), None],
        ];
        let table = table(
            &["Open", "Done"],
            &["2026-01-01", "2026-02-01", "(none)"],
            cells,
        );
        let step = Step::of_row(&table, 0).map(|step| (step.since, step.by));
        assert_eq!(step, Some(("2026-01-01".to_owned(), 3.0)));
        assert_eq!(Step::of_row(&table, 1), None);
    }
}
