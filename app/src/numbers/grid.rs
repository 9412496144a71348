//! Numbers in rows and columns.

use super::{Around, NOTHING, in_several, linked, swatch};
use crate::format;
use chart::{Percent, Queries, Table};
use leptos::prelude::*;

/// Every number of a chart with two dimensions.
pub(super) fn grid<At>(table: &Table<At>, around: &Around, and: &str) -> AnyView {
    let Around {
        by,
        totals,
        cells,
        links,
        ..
    } = around;
    let links = links.as_ref();
    let cell = |row: usize, column: usize, number: Option<f64>| {
        let share = (*cells != Percent::None).then(|| {
            let whole = table.whole(*cells, row, column);
            let share = match (number, whole) {
                (Some(number), Some(whole)) => format!("{} %", format::percent(number, whole)),
                _ => NOTHING.to_owned(),
            };
            view! { " "<small>{share}</small> }
        });
        let number = linked(number, links, |queries| queries.cell(row, column));
        view! { <td>{number}{share}</td> }
    };
    let sum = |number: Option<f64>, row: Option<usize>| {
        let query = |queries: &Queries| row.map_or_else(|| queries.total(), |row| queries.row(row));
        totals.then(|| view! { <td class="sum">{linked(number, links, query)}</td> })
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
        .enumerate()
        .map(|(row, (member, (numbers, total)))| {
            let numbers = numbers.iter().enumerate();
            let numbers: Vec<_> = numbers.map(|(column, n)| cell(row, column, *n)).collect();
            view! {
                <tr>
                    <th scope="row">{member.label.clone()}</th>
                    {numbers}
                    {sum(*total, Some(row))}
                </tr>
            }
            .into_any()
        })
        .collect();
    // What is counted is told where it is anything but issues.
    let what = (!table.counts()).then(|| view! { <small>{table.measure()}</small> });
    let foot = totals.then(|| {
        let columns: Vec<_> = table
            .column_totals
            .iter()
            .enumerate()
            .map(|(at, number)| view! { <td>{linked(*number, links, |queries| queries.column(at))}</td> })
            .collect();
        view! { <tfoot><tr><th scope="row">{table.total_name()}</th>{columns}{sum(table.total, None)}</tr></tfoot> }
    });
    let exceeded = |parts: &[_]| table.is_exceeded_by(parts);
    let several = *totals && (exceeded(&table.row_totals) || exceeded(&table.column_totals));
    view! {
        <table class="figures wide">
            <caption class="unseen">{format!("{} by {by} and {and}", table.measure())}</caption>
            <thead>
                <tr>
                    <th scope="col">{by.clone()}{what}</th>
                    {heads}
                    {totals.then(|| view! { <th scope="col">{table.total_name()}</th> })}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
            {foot}
        </table>
        {several.then(in_several)}
        {table.runs_up.then(|| view! { <p class="figures-note">"The lines show running totals; here are the numbers of each time."</p> })}
    }
    .into_any()
}
