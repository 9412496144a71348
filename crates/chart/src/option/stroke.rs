//! What line and multi_line share.

use charming::{
    element::{Color, ItemStyle, Label, LabelPosition, LineStyle},
    series::Line,
};
use serde_json::{Value, json};

use super::{
    frame::{FONT, Sheet, TEXT},
    label::{self, haloed},
    overlay::{self, Run},
    text::drawn,
};
use crate::{Labels, Member, ink};

/// More points than this are a curve: marks on them would hide it.
const MOST_MARKS: usize = 60;

/// A line for each member, through its run; `whole` is what a number of a row is a share of.
pub(super) fn option(
    sheet: &Sheet<'_>,
    members: &[&Member],
    runs: Vec<Run>,
    whole: &dyn Fn(usize, usize) -> Option<f64>,
) -> Value {
    let (display, rows) = (&sheet.spec.display, sheet.table.rows.as_slice());
    let names: Vec<String> = members.iter().map(|member| drawn(&member.label)).collect();
    let runs: Vec<Run> = if sheet.spec.lines.cumulative {
        runs.into_iter()
            .map(|run| run.summed(sheet.table))
            .collect()
    } else {
        runs
    };
    let mut chart = sheet.on_axes(&names);
    for (member, name) in members.iter().zip(&names) {
        let label = Label::new()
            .position(LabelPosition::Top)
            .color(ink::INK)
            .font_family(FONT)
            .font_size(TEXT);
        let line = Line::new()
            .name(name.clone())
            .show_symbol(rows.len() <= MOST_MARKS)
            .symbol_size(6.0)
            .item_style(ItemStyle::new().color(Color::Value(member.colour.clone())))
            .line_style(LineStyle::new().width(2.0))
            .label(label);
        chart = chart.series(line);
    }
    let mut option = sheet.finish_axes(&chart);
    option["tooltip"]["axisPointer"]["type"] = json!("line");
    for (column, run) in runs.iter().enumerate() {
        let texts: Vec<String> = run
            .numbers()
            .iter()
            .enumerate()
            .map(|(row, number)| label::number(display.labels, *number, whole(row, column)))
            .collect();
        // Of several lines the labels would lie on each other.
        let labelled = display.labels != Labels::None && members.len() == 1;
        let series = &mut option["series"][column];
        series["symbol"] = json!("circle");
        series["label"]["show"] = json!(labelled);
        haloed(&mut series["label"]);
        series["labelLayout"] = json!({"hideOverlap": true});
        series["data"] = run
            .numbers()
            .iter()
            .zip(&texts)
            .map(|(number, text)| match number {
                Some(_) if labelled => json!({"value": number, "label": {"formatter": text}}),
                number => json!(number),
            })
            .collect();
    }
    overlay::add(sheet, &mut option, &runs);
    option
}
