//! From a table to the option that ECharts draws.
//!
//! charming's types are the frame and serde_json alone writes them: charming's own `Display` turns
//! marked text into bare script. What charming has no words for (a label of its own on each bar,
//! cut axis labels) is put into the JSON afterwards. There are no functions in an option and no
//! templates with an issue's words in them: every text is ready made, so a hostile label stays text.

mod axes;
mod bar;
mod donut;
mod frame;
mod funnel;
mod grouped_bar;
mod label;
mod line;
mod multi_line;
mod over;
mod overlay;
mod pie;
mod slices;
mod stacked_bar;
mod stroke;
#[cfg(test)]
mod tests;
mod text;

use serde_json::Value;

use crate::{ChartSpec, Kind, Legend, Table, keys};

/// The ECharts option of a chart that stands beside its title and its table: null for the kinds
/// that are HTML.
pub fn option(spec: &ChartSpec, table: &Table) -> Value {
    draw(spec, table, spec.display.legend, false)
}

/// The option of a picture that must explain itself: with the title, and the legend inside.
pub fn standalone_option(spec: &ChartSpec, table: &Table) -> Value {
    let legend = match spec.display.legend {
        Legend::Table => Legend::Bottom,
        legend => legend,
    };
    draw(spec, table, legend, true)
}

fn draw(spec: &ChartSpec, table: &Table, legend: Legend, titled: bool) -> Value {
    // A line through the months does not end in what has no month.
    let joins = matches!(spec.kind, Kind::Line | Kind::MultiLine) && table.is_over_time();
    let undated = joins && table.rows.iter().any(|row| row.key == keys::NONE);
    let on_time = undated.then(|| on_time(table));
    let table = on_time.as_ref().unwrap_or(table);
    let sheet = frame::Sheet {
        spec,
        table,
        legend: legend == Legend::Bottom,
        titled,
    };
    match spec.kind {
        Kind::Pie => pie::option(&sheet),
        Kind::Donut => donut::option(&sheet),
        Kind::Bar => bar::option(&sheet),
        Kind::GroupedBar => grouped_bar::option(&sheet),
        // What does not add up would make a bar that is as high as nothing.
        Kind::StackedBar if !table.adds_up => grouped_bar::option(&sheet),
        Kind::StackedBar => stacked_bar::option(&sheet),
        Kind::Line => line::option(&sheet),
        Kind::MultiLine => multi_line::option(&sheet),
        Kind::Funnel => funnel::option(&sheet),
        Kind::Table | Kind::Table2d | Kind::Tile => Value::Null,
    }
}

/// The rows that have a time, for pictures that join them.
fn on_time(table: &Table) -> Table {
    let rows = table.rows.iter().enumerate();
    let on: Vec<usize> = rows
        .filter(|(_, row)| row.key != keys::NONE)
        .map(|(place, _)| place)
        .collect();
    Table {
        rows: on.iter().map(|place| table.rows[*place].clone()).collect(),
        cells: on.iter().map(|place| table.cells[*place].clone()).collect(),
        row_totals: on.iter().map(|place| table.row_totals[*place]).collect(),
        ..table.clone()
    }
}
