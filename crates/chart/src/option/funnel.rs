//! Funnel: rows as stages, one below the other in their own order.

use charming::{
    element::{Color, ItemStyle, Label, Trigger},
    series::Funnel,
};
use serde_json::{Value, json};

use super::{
    frame::{FONT, Sheet, TEXT},
    label,
    text::{drawn, inert},
};
use crate::{Labels, Percent, ink};

pub(super) fn option(sheet: &Sheet<'_>) -> Value {
    let names: Vec<String> = sheet
        .table
        .rows
        .iter()
        .map(|row| drawn(&row.label))
        .collect();
    let (top, bottom) = sheet.margins(&names);
    let style = ItemStyle::new()
        .border_color(ink::SURFACE)
        .border_width(1.0);
    let shown = sheet.spec.display.labels != Labels::None;
    let label = Label::new()
        .show(shown)
        .color(ink::INK_2)
        .font_family(FONT)
        .font_size(TEXT);
    let funnel = Funnel::new()
        .name(sheet.series_name())
        .gap(2.0)
        .min_size("4%")
        .item_style(style)
        .label(label);
    let chart = sheet.chart(Trigger::Item, &names).series(funnel);
    let mut option = sheet.finish(&chart);
    let series = &mut option["series"][0];
    // charming writes the word for it as nothing at all.
    series["sort"] = json!("none");
    series["min"] = json!(0);
    series["left"] = json!(8);
    series["right"] = json!(if shown { "40%" } else { "2%" });
    series["top"] = json!(top + 4);
    series["bottom"] = json!(bottom + 4);
    // All in one column: beside each stage they would lie on the wide ones.
    series["label"]["position"] = json!("right");
    series["labelLayout"] = json!({"x": "63%"});
    series["label"]["width"] = json!(190);
    series["label"]["overflow"] = json!("truncate");
    series["label"]["ellipsis"] = json!("…");
    series["label"]["lineHeight"] = json!(16);
    series["labelLine"] = json!({"show": false});
    series["data"] = stages(sheet, &names);
    option
}

/// What is nothing is no stage. Shares are those of the first stage: how much of it has come so far.
fn stages(sheet: &Sheet<'_>, names: &[String]) -> Value {
    let (display, table) = (&sheet.spec.display, sheet.table);
    let rows = table
        .rows
        .iter()
        .zip(names)
        .zip(&table.row_totals)
        .filter_map(|(row, number)| Some((row, (*number).filter(|number| *number > 0.0)?)));
    let whole = rows.clone().next().map(|(_, number)| number);
    let shares = display.percent != Percent::None && sheet.spec.measure.adds_up();
    let whole = whole.filter(|_| shares);
    rows.map(|((row, name), number)| {
        let text = format!(
            "{}\n{}",
            inert(name),
            label::number(display.labels, Some(number), whole)
        );
        json!({
            "name": name,
            "value": number,
            "itemStyle": ItemStyle::new().color(Color::Value(row.colour.clone())),
            "label": {"formatter": text},
        })
    })
    .collect()
}
