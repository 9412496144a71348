//! The numbers of a chart as HTML: the twin of every picture, legends, tiles.
//!
//! Plain functions from plain data, for pages and frames alike: no signals, no words of the spec.

use crate::format;
use chart::{Member, Table, keys};
use leptos::prelude::*;

/// What stands around the numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Around {
    /// Name of the first dimension.
    pub by: String,
    /// Name of the second; none in a chart with one.
    pub and: Option<String>,
    /// Whether totals are shown.
    pub totals: bool,
    /// Whether shares are shown.
    pub percent: bool,
}

/// Every number of a chart: rows with their totals and shares, and columns where there are some.
pub fn twin<At>(table: &Table<At>, around: &Around) -> AnyView {
    match &around.and {
        Some(and) => grid(table, around, and),
        None => list(&table.rows, &table.row_totals, table, &around.by, around),
    }
}

/// What the colours of a chart mean, with numbers and shares: its columns where there are some.
pub fn legend<At>(table: &Table<At>, around: &Around) -> AnyView {
    match &around.and {
        Some(and) => list(&table.columns, &table.column_totals, table, and, around),
        None => list(&table.rows, &table.row_totals, table, &around.by, around),
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

/// One number, and its parts where it is cut by a dimension.
pub fn tile<At>(table: &Table<At>) -> AnyView {
    let unit = match table.unit.as_str() {
        "issues" => format::noun(table.total, "issue", "issues"),
        unit => unit,
    };
    // Without a dimension, the only row is everything.
    let parts: Vec<_> = table
        .rows
        .iter()
        .zip(&table.row_totals)
        .filter(|(row, _)| row.key != keys::ALL)
        .map(|(row, total)| view! { <li><span>{row.label.clone()}</span>" "<b>{chart::grouped(*total)}</b></li> })
        .collect();
    view! {
        <div class="tile">
            <p class="tile-number">{chart::grouped(table.total)}</p>
            <p class="tile-unit">{unit.to_owned()}</p>
            {(!parts.is_empty()).then(|| view! { <ul class="tile-parts">{parts}</ul> })}
        </div>
    }
    .into_any()
}

fn list<At>(
    members: &[Member],
    numbers: &[f64],
    table: &Table<At>,
    head: &str,
    Around {
        totals, percent, ..
    }: &Around,
) -> AnyView {
    let total = table.total;
    let row = |number: f64| {
        view! {
            <td>{chart::grouped(number)}</td>
            {percent.then(|| view! { <td>{format::percent(number, total)}</td> })}
        }
    };
    let rows: Vec<_> = members
        .iter()
        .zip(numbers)
        .map(|(member, number)| {
            view! {
                <tr>
                    <th scope="row">{swatch(&member.colour)}{member.label.clone()}</th>
                    {row(*number)}
                </tr>
            }
            .into_any()
        })
        .collect();
    view! {
        <table class="figures">
            <caption class="unseen">{format!("{} by {head}", capitalised(&table.unit))}</caption>
            <thead>
                <tr>
                    <th scope="col">{head.to_owned()}</th>
                    <th scope="col">{capitalised(&table.unit)}</th>
                    {percent.then(|| view! { <th scope="col">"%"</th> })}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
            {totals.then(|| view! { <tfoot><tr><th scope="row">"Total"</th>{row(total)}</tr></tfoot> })}
        </table>
    }
    .into_any()
}

fn grid<At>(table: &Table<At>, Around { by, totals, .. }: &Around, and: &str) -> AnyView {
    let row = |numbers: &[f64], sum: f64| {
        let cells: Vec<_> = numbers
            .iter()
            .map(|number| view! { <td>{chart::grouped(*number)}</td> })
            .collect();
        view! {
            {cells}
            {totals.then(|| view! { <td class="sum">{chart::grouped(sum)}</td> })}
        }
    };
    let heads: Vec<_> = table
        .columns
        .iter()
        .map(|column| view! { <th scope="col">{swatch(&column.colour)}{column.label.clone()}</th> })
        .collect();
    let rows: Vec<_> = table
        .rows
        .iter()
        .zip(table.cells.iter().zip(&table.row_totals))
        .map(|(member, (cells, sum))| {
            view! {
                <tr>
                    <th scope="row">{member.label.clone()}</th>
                    {row(cells, *sum)}
                </tr>
            }
            .into_any()
        })
        .collect();
    view! {
        <table class="figures wide">
            <caption class="unseen">{format!("{} by {by} and {and}", capitalised(&table.unit))}</caption>
            <thead>
                <tr>
                    <th scope="col">{by.clone()}</th>
                    {heads}
                    {totals.then(|| view! { <th scope="col">"Total"</th> })}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
            {totals.then(|| view! { <tfoot><tr><th scope="row">"Total"</th>{row(&table.column_totals, table.total)}</tr></tfoot> })}
        </table>
    }
    .into_any()
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
