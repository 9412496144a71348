//! The numbers of a chart as a table.

use crate::{
    format,
    model::{Number, Table},
};
use chart::Member;
use leptos::prelude::*;

/// A small square in a colour. The colour is an attribute: styles in the page are not allowed.
#[component]
pub fn Swatch(#[prop(into)] colour: String) -> impl IntoView {
    view! {
        <svg class="dot" viewBox="0 0 10 10" aria-hidden="true">
            <rect width="10" height="10" rx="3" fill=colour />
        </svg>
    }
    .into_any()
}

/// Every number of a chart: rows with their totals and shares, and columns where there are some.
#[component]
pub fn Twin(
    /// The numbers.
    table: Signal<Table>,
    /// Name of the first dimension.
    by: Signal<String>,
    /// Name of the second.
    and: Signal<String>,
    /// Whether totals are shown.
    totals: Signal<bool>,
    /// Whether shares are shown.
    percent: Signal<bool>,
) -> impl IntoView {
    move || {
        let (totals, percent) = (totals.get(), percent.get());
        table.with(|table| {
            if table.is_grouped() {
                grouped(table, &by.get(), &and.get(), totals)
            } else {
                let numbers: Vec<Number> = table.row_totals.clone();
                plain(&table.rows, &numbers, table, &by.get(), totals, percent)
            }
        })
    }
}

/// What the colours of a chart with two dimensions mean, with the total of each.
#[component]
pub fn Legend(
    /// The numbers.
    table: Signal<Table>,
    /// Name of the second dimension.
    and: Signal<String>,
    /// Whether totals are shown.
    totals: Signal<bool>,
    /// Whether shares are shown.
    percent: Signal<bool>,
) -> impl IntoView {
    move || {
        let (totals, percent) = (totals.get(), percent.get());
        table.with(|table| {
            plain(
                &table.columns,
                &table.column_totals,
                table,
                &and.get(),
                totals,
                percent,
            )
        })
    }
}

fn plain(
    members: &[Member],
    numbers: &[Number],
    table: &Table,
    head: &str,
    totals: bool,
    percent: bool,
) -> AnyView {
    let total = table.total.0;
    let rows: Vec<_> = members
        .iter()
        .zip(numbers)
        .map(|(member, number)| {
            view! {
                <tr>
                    <th scope="row"><Swatch colour=member.colour.clone() />{member.label.clone()}</th>
                    <td>{chart::grouped(number.0)}</td>
                    {percent.then(|| view! { <td>{format::percent(number.0, total)}</td> })}
                </tr>
            }
            .into_any()
        })
        .collect();
    let foot = totals.then(|| {
        view! {
            <tfoot>
                <tr>
                    <th scope="row">"Total"</th>
                    <td>{chart::grouped(total)}</td>
                    {percent.then(|| view! { <td>{format::percent(total, total)}</td> })}
                </tr>
            </tfoot>
        }
    });
    view! {
        <div class="scroll">
            <table class="figures">
                <caption class="unseen">{format!("Issues by {head}")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{head.to_owned()}</th>
                        <th scope="col">"Issues"</th>
                        {percent.then(|| view! { <th scope="col">"%"</th> })}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
                {foot}
            </table>
        </div>
    }
    .into_any()
}

fn grouped(table: &Table, by: &str, and: &str, totals: bool) -> AnyView {
    let number = |value: &Number| view! { <td>{chart::grouped(value.0)}</td> };
    let heads: Vec<_> = table
        .columns
        .iter()
        .map(|column| view! { <th scope="col"><Swatch colour=column.colour.clone() />{column.label.clone()}</th> })
        .collect();
    let rows: Vec<_> = table
        .rows
        .iter()
        .zip(table.cells.iter().zip(&table.row_totals))
        .map(|(row, (cells, total))| {
            let cells: Vec<_> = cells.iter().map(number).collect();
            view! {
                <tr>
                    <th scope="row">{row.label.clone()}</th>
                    {cells}
                    {totals.then(|| view! { <td class="sum">{chart::grouped(total.0)}</td> })}
                </tr>
            }
            .into_any()
        })
        .collect();
    let foot = totals.then(|| {
        let sums: Vec<_> = table.column_totals.iter().map(number).collect();
        view! {
            <tfoot>
                <tr>
                    <th scope="row">"Total"</th>
                    {sums}
                    <td class="sum">{chart::grouped(table.total.0)}</td>
                </tr>
            </tfoot>
        }
    });
    view! {
        <div class="scroll">
            <table class="figures wide">
                <caption class="unseen">{format!("Issues by {by} and {and}")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{by.to_owned()}</th>
                        {heads}
                        {totals.then(|| view! { <th scope="col">"Total"</th> })}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
                {foot}
            </table>
        </div>
    }
    .into_any()
}
