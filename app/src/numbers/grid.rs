//! Numbers in rows and columns.

use super::{Around, NOTHING, measure, swatch, told};
use crate::format;
use chart::{Percent, Table};
use leptos::prelude::*;

/// Every number of a chart with two dimensions.
pub(super) fn grid<At>(table: &Table<At>, around: &Around, and: &str) -> AnyView {
    let Around {
        by, totals, cells, ..
    } = around;
    let cell = |row: usize, column: usize, number: Option<f64>| {
        let share = (*cells != Percent::None).then(|| {
            let whole = table.whole(*cells, row, column);
            let share = match (number, whole) {
                (Some(number), Some(whole)) => format!("{} %", format::percent(number, whole)),
                _ => NOTHING.to_owned(),
            };
            view! { " "<small>{share}</small> }
        });
        view! { <td>{told(number)}{share}</td> }
    };
    let sum = |number: Option<f64>| totals.then(|| view! { <td class="sum">{told(number)}</td> });
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
                    {sum(*total)}
                </tr>
            }
            .into_any()
        })
        .collect();
    let foot = totals.then(|| {
        let columns: Vec<_> = table
            .column_totals
            .iter()
            .map(|number| view! { <td>{told(*number)}</td> })
            .collect();
        view! { <tfoot><tr><th scope="row">"Total"</th>{columns}{sum(table.total)}</tr></tfoot> }
    });
    view! {
        <table class="figures wide">
            <caption class="unseen">{format!("{} by {by} and {and}", measure(table))}</caption>
            <thead>
                <tr>
                    <th scope="col">{by.clone()}</th>
                    {heads}
                    {totals.then(|| view! { <th scope="col">"Total"</th> })}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
            {foot}
        </table>
    }
    .into_any()
}
