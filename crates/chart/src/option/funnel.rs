//! Funnel: rows as stages, one below the other in their own order.

use charming::{
    element::{ItemStyle, Label, Trigger},
    series::Funnel,
};
use serde_json::{Value, json};

use super::{
    frame::{FONT, Sheet, TEXT},
    slices::{cut_labels, parts},
};
use crate::{Labels, Percent, ink};

pub(super) fn option(sheet: &Sheet<'_>) -> Value {
    let names = sheet.row_names();
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
    cut_labels(series, 190);
    series["labelLine"] = json!({"show": false});
    series["data"] = stages(sheet, &names);
    option
}

/// Shares are those of the first stage: how much of it has come so far.
fn stages(sheet: &Sheet<'_>, names: &[String]) -> Value {
    let shares = sheet.spec.display.percent != Percent::None && sheet.spec.measure.adds_up();
    let whole = parts(sheet, names).next().map(|first| first.number);
    let whole = whole.filter(|_| shares);
    parts(sheet, names)
        .map(|stage| stage.item(sheet, whole))
        .collect()
}
