//! What pie and donut share, and the funnel with them: parts of one whole, each with its name over its number.

use charming::{
    element::{Color, ItemStyle, Label, LabelLine, LineStyle, Trigger},
    series::Pie,
};
use serde_json::{Value, json};

use super::{
    frame::{FONT, Sheet, TEXT},
    label,
    text::inert,
};
use crate::{Labels, Member, ink};

/// Narrower slices have no label: the table beside the chart names them.
const NARROW: f64 = 0.02;

/// The option of slices between two radii, in per cent of the room.
pub(super) fn option(sheet: &Sheet<'_>, radius: [&str; 2]) -> Value {
    let names = sheet.row_names();
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
    cut_labels(series, 140);
    series["labelLine"]["length2"] = json!(8);
    series["emphasis"] = json!({"scaleSize": 4});
    series["data"] = slices(sheet, &names);
    option
}

fn slices(sheet: &Sheet<'_>, names: &[String]) -> Value {
    // Of a field with several values, slices add up to memberships: narrow is a question of the circle.
    let circle: f64 = sheet.table.row_totals.iter().flatten().sum();
    let whole = label::whole_of_row(sheet);
    let slice = |part: Part<'_>| {
        let shown = sheet.spec.display.labels != Labels::None && part.number >= NARROW * circle;
        let mut item = part.item(sheet, whole);
        item["label"]["show"] = json!(shown);
        item["labelLine"] = json!({"show": shown});
        item
    };
    parts(sheet, names).map(slice).collect()
}

/// A row that has something of the whole.
pub(super) struct Part<'a> {
    row: &'a Member,
    name: &'a str,
    pub(super) number: f64,
}

/// The parts of a table; what is nothing is no part. `names` are those of its rows.
pub(super) fn parts<'a>(
    sheet: &'a Sheet<'_>,
    names: &'a [String],
) -> impl Iterator<Item = Part<'a>> {
    let rows = sheet.table.rows.iter().zip(names);
    rows.zip(&sheet.table.row_totals)
        .filter_map(|((row, name), number)| {
            let number = number.filter(|number| *number > 0.0)?;
            Some(Part { row, name, number })
        })
}

impl Part<'_> {
    /// It as a datum with a label, its share being one of `whole`.
    pub(super) fn item(&self, sheet: &Sheet<'_>, whole: Option<f64>) -> Value {
        let number = label::number(sheet.spec.display.labels, Some(self.number), whole);
        json!({
            "name": self.name,
            "value": self.number,
            "itemStyle": ItemStyle::new().color(Color::Value(self.row.colour.clone())),
            "label": {"formatter": format!("{}\n{number}", inert(self.name))},
        })
    }
}

/// Makes labels of two lines that end in an ellipsis where they would be wider.
pub(super) fn cut_labels(series: &mut Value, width: u32) {
    series["label"]["width"] = json!(width);
    series["label"]["overflow"] = json!("truncate");
    series["label"]["ellipsis"] = json!("…");
    series["label"]["lineHeight"] = json!(16);
}
