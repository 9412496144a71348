//! The numbers of a chart as a table: the twin of every picture.

use super::legend::Swatch;
use chart::{ChartSpec, Dimension, Member, Percent, Table, grouped, percent};
use leptos::prelude::*;

/// Rows with totals and shares, and columns where there are some.
#[component]
pub(super) fn Numbers(spec: ChartSpec, table: Table) -> impl IntoView {
    if spec.group_by.is_some() {
        grid(&spec, &table)
    } else {
        list(&spec, &table)
    }
}

/// Names, numbers and shares of one dimension: the columns' of a chart with two, the rows' of any other.
#[component]
pub(super) fn Key(spec: ChartSpec, table: Table) -> impl IntoView {
    if spec.group_by.is_some() {
        members(
            &spec,
            &table.columns,
            &table.column_totals,
            &table,
            spec.group_by.as_ref(),
        )
    } else {
        list(&spec, &table)
    }
}

fn list(spec: &ChartSpec, table: &Table) -> AnyView {
    members(
        spec,
        &table.rows,
        &table.row_totals,
        table,
        spec.chart_by.as_ref(),
    )
}

fn members(
    spec: &ChartSpec,
    members: &[Member],
    totals: &[f64],
    table: &Table,
    by: Option<&Dimension>,
) -> AnyView {
    let shares = spec.display.percent != Percent::None;
    let rows: Vec<_> = members
        .iter()
        .zip(totals)
        .map(|(member, count)| {
            view! {
                <tr>
                    <th scope="row"><Swatch colour=member.colour.clone() />{member.label.clone()}</th>
                    <td>{grouped(*count)}</td>
                    {shares.then(|| view! { <td>{percent(*count, table.total)}</td> })}
                </tr>
            }
            .into_any()
        })
        .collect();
    let foot = spec.display.totals.then(|| {
        view! {
            <tfoot>
                <tr>
                    <th scope="row">"Total"</th>
                    <td>{grouped(table.total)}</td>
                    {shares.then(|| view! { <td>{percent(table.total, table.total)}</td> })}
                </tr>
            </tfoot>
        }
    });
    view! {
        <table>
            <thead>
                <tr>
                    <th scope="col">{name(by)}</th>
                    <th scope="col">{capitalised(&table.unit)}</th>
                    {shares.then(|| view! { <th scope="col">"%"</th> })}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
            {foot}
        </table>
    }
    .into_any()
}

fn grid(spec: &ChartSpec, table: &Table) -> AnyView {
    let sums = spec.display.totals;
    let cell = |count: &f64| view! { <td>{grouped(*count)}</td> };
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
            view! {
                <tr>
                    <th scope="row">{row.label.clone()}</th>
                    {cells.iter().map(cell).collect::<Vec<_>>()}
                    {sums.then(|| view! { <td class="sum">{grouped(*total)}</td> })}
                </tr>
            }
            .into_any()
        })
        .collect();
    let foot = sums.then(|| {
        view! {
            <tfoot>
                <tr>
                    <th scope="row">"Total"</th>
                    {table.column_totals.iter().map(cell).collect::<Vec<_>>()}
                    <td class="sum">{grouped(table.total)}</td>
                </tr>
            </tfoot>
        }
    });
    view! {
        <table class="grid">
            <thead>
                <tr>
                    <th scope="col">{name(spec.chart_by.as_ref())}</th>
                    {heads}
                    {sums.then(|| view! { <th scope="col">"Total"</th> })}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
            {foot}
        </table>
    }
    .into_any()
}

/// What stands over a column of names. Only system fields have a name in their id.
fn name(by: Option<&Dimension>) -> String {
    match by.map(|by| by.field.as_str()) {
        None => String::new(),
        Some(field) if field.starts_with("customfield_") => "Value".into(),
        Some("issuetype") => "Type".into(),
        Some("resolutiondate") => "Resolved".into(),
        Some("duedate") => "Due".into(),
        Some("fixVersions") => "Fix version".into(),
        Some("versions") => "Affects version".into(),
        Some("statusCategory" | "statuscategory") => "Status category".into(),
        Some(field) => capitalised(field),
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
