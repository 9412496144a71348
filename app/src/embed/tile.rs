//! A tile: one number.

use chart::{Table, keys};
use leptos::prelude::*;

#[component]
pub(super) fn Tile(table: Table) -> impl IntoView {
    let unit = match table.unit.as_str() {
        "issues" if (table.total - 1.0).abs() < f64::EPSILON => "issue".to_owned(),
        unit => unit.to_owned(),
    };
    // A tile may be cut by a dimension; without one, its only row is everything.
    let parts: Vec<_> = table
        .rows
        .iter()
        .zip(&table.row_totals)
        .filter(|(row, _)| row.key != keys::ALL)
        .map(|(row, total)| view! { <li><span>{row.label.clone()}</span>" "<b>{chart::grouped(*total)}</b></li> })
        .collect();
    view! {
        <div class="tile">
            <p class="figure">{chart::grouped(table.total)}</p>
            <p class="unit">{unit}</p>
            {(!parts.is_empty()).then(|| view! { <ul class="parts">{parts}</ul> })}
        </div>
    }
}
