//! What pie and donut share.

use charming::{
    element::{Color, ItemStyle, Label, LabelLine, LineStyle, Trigger},
    series::Pie,
};
use serde_json::{Value, json};

use super::{
    frame::{FONT, Sheet, TEXT},
    label,
    text::{drawn, inert},
};
use crate::{Labels, ink};

/// Narrower slices have no label: the table beside the chart names them.
const NARROW: f64 = 0.02;

/// The option of slices between two radii, in per cent of the room.
pub(super) fn option(sheet: &Sheet<'_>, radius: [&str; 2]) -> Value {
    let names: Vec<String> = sheet
        .table
        .rows
        .iter()
        .map(|row| drawn(&row.label))
        .collect();
    let (top, bottom) = sheet.margins(&names);
    let style = ItemStyle::new()
        .border_color(ink::SURFACE)
        .border_width(2.0);
    let pie = Pie::new()
        .name(sheet.series_name())
        .radius(vec![radius[0], radius[1]])
        .center(vec!["50%", "50%"])
        .avoid_label_overlap(true)
        .item_style(style)
        .label(
            Label::new()
                .show(sheet.spec.display.labels != Labels::None)
                .color(ink::INK_2)
                .font_family(FONT)
                .font_size(TEXT),
        )
        .label_line(
            LabelLine::new()
                .show(sheet.spec.display.labels != Labels::None)
                .length(12.0)
                .line_style(LineStyle::new().color(ink::INK_3)),
        );
    let chart = sheet.chart(Trigger::Item, &names).series(pie);
    let mut option = sheet.finish(&chart);
    let series = &mut option["series"][0];
    series["top"] = json!(top);
    series["bottom"] = json!(bottom);
    series["label"]["width"] = json!(140);
    series["label"]["overflow"] = json!("truncate");
    series["label"]["ellipsis"] = json!("…");
    series["label"]["lineHeight"] = json!(16);
    series["labelLine"]["length2"] = json!(8);
    series["emphasis"] = json!({"scaleSize": 4});
    series["data"] = slices(sheet, &names);
    option
}

fn slices(sheet: &Sheet<'_>, names: &[String]) -> Value {
    let (display, table) = (&sheet.spec.display, sheet.table);
    // Of a field with several values, slices add up to memberships: narrow is a question of the circle.
    let circle: f64 = table.row_totals.iter().flatten().sum();
    let whole = label::whole_of_row(sheet);
    let rows = table
        .rows
        .iter()
        .zip(names)
        .zip(&table.row_totals)
        .filter_map(|(row, count)| Some((row, (*count).filter(|count| *count > 0.0)?)));
    rows.map(|((row, name), count)| {
        let text = format!(
            "{}\n{}",
            inert(name),
            label::number(display.labels, Some(count), whole)
        );
        let shown = display.labels != Labels::None && count >= NARROW * circle;
        json!({
            "name": name,
            "value": count,
            "itemStyle": ItemStyle::new().color(Color::Value(row.colour.clone())),
            "label": {"show": shown, "formatter": text},
            "labelLine": {"show": shown},
        })
    })
    .collect()
}
