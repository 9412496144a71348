//! Stacked bar: one upright bar for each row, cut by the columns.

use charming::{
    element::{Color, ItemStyle},
    series::Bar,
};
use serde_json::{Value, json};

use super::{
    bar::{BAR_GAP, ROUND, WIDEST},
    frame::{FONT, Sheet},
    label, over,
    overlay::{self, Run},
};
use crate::{Labels, ink};

/// Pieces less high than this (in pixels) have neither a gap around them nor a label: it would hide them.
const GAP_FITS: f64 = 6.0;
const LABEL_FITS: f64 = 16.0;

pub(super) fn option(sheet: &Sheet<'_>) -> Value {
    let (display, table) = (&sheet.spec.display, sheet.table);
    let names = sheet.column_names();
    let mut chart = sheet.on_axes(&names);
    for (column, name) in table.columns.iter().zip(&names) {
        let style = ItemStyle::new().color(Color::Value(column.colour.clone()));
        chart = chart.series(
            Bar::new()
                .name(name.clone())
                .stack(over::STACK)
                .item_style(style),
        );
    }
    let whole = label::whole_of_row(sheet);
    let tops: Vec<String> = table
        .row_totals
        .iter()
        .map(|count| label::number(display.labels, *count, whole))
        .collect();
    let mut option = sheet.finish_axes(&chart);
    let pixels = Pixels::of(sheet);
    for column in 0..table.columns.len() {
        let series = &mut option["series"][column];
        series["barMaxWidth"] = json!(WIDEST);
        series["barCategoryGap"] = json!(BAR_GAP);
        series["data"] = (0..table.rows.len())
            .map(|row| piece(sheet, &pixels, row, column))
            .collect();
    }
    if display.labels != Labels::None
        && display.totals
        && let Some(all) = option["series"].as_array_mut()
    {
        let tops = tops.iter().map(String::as_str);
        all.push(over::series(tops.zip(table.row_totals.iter().copied())));
    }
    overlay::add(sheet, &mut option, &[Run::of_rows(sheet)]);
    option
}

/// One piece of a stack; nothing at all where nothing is.
fn piece(sheet: &Sheet<'_>, pixels: &Pixels, row: usize, column: usize) -> Value {
    let (display, table) = (&sheet.spec.display, sheet.table);
    let cells = &table.cells[row];
    let Some(count) = cells[column].filter(|count| *count != 0.0) else {
        return Value::Null;
    };
    let mut item = json!({"value": count});
    if pixels.high(count.abs()) >= GAP_FITS {
        item["itemStyle"] = json!({"borderColor": ink::SURFACE, "borderWidth": 1});
    }
    if count > 0.0
        && cells[column + 1..]
            .iter()
            .flatten()
            .all(|above| *above <= 0.0)
    {
        item["itemStyle"]["borderRadius"] = json!([ROUND, ROUND, 0, 0]);
    }
    if !display.totals && display.labels != Labels::None && pixels.high(count.abs()) >= LABEL_FITS {
        let whole = label::whole_of_cell(sheet, row, column);
        let text = label::number(display.labels, Some(count), whole);
        item["label"] = json!({
            "show": true,
            "position": "inside",
            "formatter": text,
            "color": label::ink_on(&table.columns[column].colour),
            "fontFamily": FONT,
            "fontSize": 11,
        });
    }
    item
}

/// About how high pieces become.
struct Pixels {
    tallest: f64,
    room: f64,
}

impl Pixels {
    fn of(sheet: &Sheet<'_>) -> Self {
        // Of several values in one row the stack is higher than the row's total.
        let stacks = sheet.table.cells.iter().map(|cells| {
            cells
                .iter()
                .flatten()
                .map(|number| number.abs())
                .sum::<f64>()
        });
        Self {
            tallest: stacks.fold(1.0, f64::max),
            room: f64::from(sheet.spec.display.height.saturating_sub(80)),
        }
    }

    fn high(&self, count: f64) -> f64 {
        self.room * count / self.tallest
    }
}
