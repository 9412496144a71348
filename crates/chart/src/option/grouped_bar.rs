//! Grouped bar: for each row, one upright bar a column, side by side.

use charming::{
    element::{Color, ItemStyle, Label, LabelPosition},
    series::Bar,
};
use serde_json::{Value, json};

use super::{
    bar::{ROUND, WIDEST},
    frame::{FONT, Sheet},
    label::{self, haloed},
    overlay::{self, Run},
};
use crate::{Labels, ink};

pub(super) fn option(sheet: &Sheet<'_>) -> Value {
    let (display, table) = (&sheet.spec.display, sheet.table);
    let names = sheet.column_names();
    let text = |row: usize, column: usize| {
        let whole = label::whole_of_cell(sheet, row, column);
        label::number(display.labels, table.cells[row][column], whole)
    };
    let labelled = display.labels != Labels::None;
    let mut chart = sheet.on_axes(&names);
    for (column, name) in table.columns.iter().zip(&names) {
        let label = Label::new()
            .show(labelled)
            .position(LabelPosition::Top)
            .color(ink::INK)
            .font_family(FONT)
            .font_size(11.0);
        let style = ItemStyle::new().color(Color::Value(column.colour.clone()));
        let bar = Bar::new().name(name.clone()).item_style(style).label(label);
        chart = chart.series(bar);
    }
    let mut option = sheet.finish_axes(&chart);
    for column in 0..names.len() {
        let series = &mut option["series"][column];
        series["barMaxWidth"] = json!(WIDEST);
        series["barCategoryGap"] = json!("30%");
        series["barGap"] = json!("8%");
        series["itemStyle"]["borderRadius"] = json!([ROUND, ROUND, 0, 0]);
        haloed(&mut series["label"]);
        series["labelLayout"] = json!({"hideOverlap": true});
        series["data"] = (0..table.rows.len())
            .map(|row| match table.cells[row][column] {
                None => Value::Null,
                number if labelled => {
                    json!({"value": number, "label": {"formatter": text(row, column)}})
                }
                number => json!(number),
            })
            .collect();
    }
    let runs: Vec<Run> = (0..names.len())
        .map(|column| Run::of_column(sheet, column))
        .collect();
    overlay::add(sheet, &mut option, &runs);
    option
}
