//! Bar: one upright bar for each row.

use charming::{
    element::{Color, ItemStyle, Label, LabelPosition},
    series::Bar,
};
use serde_json::{Value, json};

use super::{
    frame::{FONT, Sheet, TEXT},
    label,
    overlay::{self, Run},
    text::width,
};
use crate::{Labels, ink};

/// Wider bars are clumsy.
pub(super) const WIDEST: u32 = 64;
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
    let label = Label::new()
        .show(display.labels != Labels::None && fit(sheet, &labels))
        .position(LabelPosition::Top)
        .color(ink::INK)
        .font_family(FONT)
        .font_size(TEXT)
        .font_weight("bold");
    let bar = Bar::new().name(sheet.series_name()).label(label);
    // A legend of one series would say nothing: the names are on the axis.
    let sheet = Sheet {
        legend: false,
        ..*sheet
    };
    let chart = sheet.on_axes(&[]).series(bar);
    let mut option = sheet.finish_axes(&chart);
    let series = &mut option["series"][0];
    series["barMaxWidth"] = json!(WIDEST);
    series["barCategoryGap"] = json!("36%");
    series["labelLayout"] = json!({"hideOverlap": true});
    series["data"] = table
        .rows
        .iter()
        .zip(&table.row_totals)
        .zip(&labels)
        .map(|((row, count), text)| {
            let mut style = json!(ItemStyle::new().color(Color::Value(row.colour.clone())));
            style["borderRadius"] = json!([ROUND, ROUND, 0, 0]);
            json!({"value": count, "itemStyle": style, "label": {"formatter": text}})
        })
        .collect();
    overlay::add(&sheet, &mut option, &[Run::of_rows(&sheet)]);
    option
}

/// Whether labels side by side have room.
pub(super) fn fit(sheet: &Sheet<'_>, labels: &[String]) -> bool {
    labels.iter().map(|label| width(label)).max().unwrap_or(0) <= sheet.slot()
}
