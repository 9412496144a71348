//! The numbers of a chart as HTML: the twin of every picture, legends, tiles.
//!
//! Plain functions from plain data, for pages and frames alike: no signals, no words of the spec.

mod grid;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod tile;

use crate::{format, model::Links};
use chart::{Member, Percent, Queries, RUNNING_TOTAL, Table};
use leptos::prelude::*;
pub use tile::tile;

/// What stands around the numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Around {
    /// Name of the first dimension.
    pub by: String,
    /// Name of the second; none in a chart with one.
    pub and: Option<String>,
    /// Whether totals are shown.
    pub totals: bool,
    /// Whether shares of the total are shown beside numbers of rows.
    pub percent: bool,
    /// Of what each cell shows a share.
    pub cells: Percent,
    /// The way from each number to its issues, for whoever may see them.
    pub links: Option<Links>,
}

/// Every number of a chart: rows with their totals and shares, and columns where there are some.
pub fn twin<At>(table: &Table<At>, around: &Around) -> AnyView {
    match &around.and {
        Some(and) => grid::grid(table, around, and),
        None => list(
            &table.rows,
            &table.row_totals,
            table,
            &around.by,
            around,
            Queries::row,
        ),
    }
}

/// What the colours of a chart mean, with numbers and shares: its columns where there are some.
pub fn legend<At>(table: &Table<At>, around: &Around) -> AnyView {
    match &around.and {
        Some(and) => {
            let columns = &table.columns;
            list(
                columns,
                &table.column_totals,
                table,
                and,
                around,
                Queries::column,
            )
        }
        None => list(
            &table.rows,
            &table.row_totals,
            table,
            &around.by,
            around,
            Queries::row,
        ),
    }
}

/// Names and colours alone, in a line or two: where there is no room for a table.
pub fn keys(members: &[Member]) -> AnyView {
    let items: Vec<_> = members
        .iter()
        .map(|member| view! { <li>{swatch(&member.colour)}{member.label.clone()}</li> })
        .collect();
    view! { <ul class="keys">{items}</ul> }.into_any()
}

/// A small square in a colour. The colour is an attribute: our pages allow no inline styles.
pub fn swatch(colour: &str) -> AnyView {
    view! {
        <svg class="dot" viewBox="0 0 10 10" aria-hidden="true">
            <rect width="10" height="10" rx="3" fill=colour.to_owned() />
        </svg>
    }
    .into_any()
}

fn list<At>(
    members: &[Member],
    numbers: &[Option<f64>],
    table: &Table<At>,
    head: &str,
    around: &Around,
    query: fn(&Queries, usize) -> Option<String>,
) -> AnyView {
    let Around {
        totals,
        percent,
        links,
        ..
    } = around;
    let total = table.total;
    let share = move |number: Option<f64>| match (number, total) {
        (Some(number), Some(total)) => format::percent(number, total),
        _ => NOTHING.to_owned(),
    };
    // Rows alone follow each other.
    let sums = (table.runs_up && around.and.is_none()).then(|| table.running(numbers));
    // Which row or column; none for the total.
    let row = |number: Option<f64>, at: Option<usize>| {
        let sum = |sums: &Vec<Option<f64>>| {
            let sum = at.and_then(|at| sums.get(at).copied().flatten());
            let sum = sum.map_or_else(String::new, chart::grouped);
            view! { <td>{sum}</td> }
        };
        let query = move |queries: &Queries| match at {
            Some(at) => query(queries, at),
            None => queries.total(),
        };
        view! {
            <td>{linked(number, links.as_ref(), query)}</td>
            {sums.as_ref().map(sum)}
            {percent.then(|| view! { <td>{share(number)}</td> })}
        }
    };
    let measure = table.measure();
    // Under everything there is nothing to say of everything.
    let foot = *totals && !table.is_undivided();
    let rows: Vec<_> = members
        .iter()
        .zip(numbers)
        .enumerate()
        .map(|(at, (member, number))| {
            view! {
                <tr>
                    <th scope="row">{swatch(&member.colour)}{member.label.clone()}</th>
                    {row(*number, Some(at))}
                </tr>
            }
            .into_any()
        })
        .collect();
    let several = foot && table.is_exceeded_by(numbers);
    view! {
        <table class="figures">
            <caption class="unseen">{format!("{measure} by {head}")}</caption>
            <thead>
                <tr>
                    <th scope="col">{head.to_owned()}</th>
                    <th scope="col">{measure.clone()}</th>
                    {sums.is_some().then(|| view! { <th scope="col">{RUNNING_TOTAL}</th> })}
                    {percent.then(|| view! { <th scope="col">"%"</th> })}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
            {foot.then(|| view! { <tfoot><tr><th scope="row">{table.total_name()}</th>{row(total, None)}</tr></tfoot> })}
        </table>
        {several.then(in_several)}
    }
    .into_any()
}

/// Why the parts come to more than the total.
fn in_several() -> AnyView {
    view! { <p class="figures-note">"An issue may count in several of these; the total counts it once."</p> }
        .into_any()
}

/// What stands where there is no number: an average of nothing is not 0.
const NOTHING: &str = "–";

/// A number, as a link to its issues where there are some to see.
fn linked(
    number: Option<f64>,
    links: Option<&Links>,
    query: impl FnOnce(&Queries) -> Option<String>,
) -> AnyView {
    let some = number.is_some_and(|number| number != 0.0);
    match links.filter(|_| some).and_then(|links| links.to(query)) {
        Some(there) => view! {
            <a href=there target="_blank" rel="noopener noreferrer" title="These issues in Jira">{told(number)}</a>
        }
        .into_any(),
        None => told(number).into_any(),
    }
}

/// A number as text.
fn told(number: Option<f64>) -> String {
    number.map_or_else(|| NOTHING.to_owned(), chart::grouped)
}
