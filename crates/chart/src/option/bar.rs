//! Bar: one upright bar for each row.

use charming::{
    element::{Color, ItemStyle},
    series::Bar,
};
use serde_json::{Value, json};

use super::{
    frame::Sheet,
    label, over,
    overlay::{self, Run},
};
use crate::Labels;

/// Wider bars are clumsy.
pub(super) const WIDEST: u32 = 64;
/// What is left free of the room of a row.
pub(super) const BAR_GAP: &str = "36%";
/// Radius of a bar's upper corners.
pub(super) const ROUND: f64 = 3.0;

pub(super) fn option(sheet: &Sheet<'_>) -> Value {
    let (display, table) = (&sheet.spec.display, sheet.table);
    let whole = label::whole_of_row(sheet);
    let labels: Vec<String> = table
        .row_totals
        .iter()
        .map(|count| label::number(display.labels, *count, whole))
        .collect();
    let bar = Bar::new().name(sheet.series_name()).stack(over::STACK);
    // A legend of one series would say nothing: the names are on the axis.
    let sheet = Sheet {
        legend: false,
        ..*sheet
    };
    let chart = sheet.on_axes(&[]).series(bar);
    let mut option = sheet.finish_axes(&chart);
    let series = &mut option["series"][0];
    series["barMaxWidth"] = json!(WIDEST);
    series["barCategoryGap"] = json!(BAR_GAP);
    series["data"] = table
        .rows
        .iter()
        .zip(&table.row_totals)
        .map(|(row, count)| {
            let mut style = json!(ItemStyle::new().color(Color::Value(row.colour.clone())));
            style["borderRadius"] = json!([ROUND, ROUND, 0, 0]);
            json!({"value": count, "itemStyle": style})
        })
        .collect();
    if display.labels != Labels::None
        && let Some(all) = option["series"].as_array_mut()
    {
        let labels = labels.iter().map(String::as_str);
        all.push(over::series(labels.zip(table.row_totals.iter().copied())));
    }
    overlay::add(&sheet, &mut option, &[Run::of_rows(&sheet)]);
    option
}
