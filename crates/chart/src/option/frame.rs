//! What all kinds share: type, tooltip, legend, title.

use charming::{
    Chart,
    component::{Legend, LegendItem, LegendType, Title},
    element::{AxisPointer, AxisPointerType, TextStyle, Tooltip, Trigger},
};
use serde_json::{Value, json};

use super::text::{drawn, spoken, width};
use crate::{Align, ChartSpec, Member, Table, ink, summary};

/// The same metrics on every machine: Arial and the two free faces made to its widths.
pub(super) const FONT: &str = "Arial, \"Liberation Sans\", Arimo, Helvetica, sans-serif";
pub(super) const TEXT: f64 = 12.0;

/// How wide a chart is taken to be where something must be decided by width. ECharts lays out anew at
/// every size; this only decides what is worth showing at a usual one.
pub(super) const USUAL_WIDTH: u32 = 640;

/// Pixels between the items of a legend, and between its lines.
const LEGEND_GAP: u32 = 12;
/// Pixels under it: its letters reach below its squares.
const LEGEND_FOOT: u32 = 4;

/// What is drawn, and how much of it goes inside the picture.
pub(super) struct Sheet<'a> {
    pub(super) spec: &'a ChartSpec,
    pub(super) table: &'a Table,
    /// Whether the legend is part of the drawing.
    pub(super) legend: bool,
    /// Whether the title is.
    pub(super) titled: bool,
}

impl Sheet<'_> {
    /// The frame of every chart. `explained` are names for the legend.
    pub(super) fn chart(&self, trigger: Trigger, explained: &[String]) -> Chart {
        let mut tooltip = Tooltip::new()
            .trigger(trigger)
            .background_color(ink::SURFACE)
            .border_color(ink::LINE)
            .border_width(1.0);
        if matches!(trigger, Trigger::Axis) {
            tooltip = tooltip.axis_pointer(AxisPointer::new().type_(AxisPointerType::Shadow));
        }
        let mut chart = Chart::new().animation(false).tooltip(tooltip);
        if self.titled && !self.spec.title.is_empty() {
            let left = match self.spec.display.title_align {
                Align::Left => "left",
                Align::Center => "center",
                Align::Right => "right",
            };
            let style = TextStyle::new()
                .color(ink::INK)
                .font_family(FONT)
                .font_size(16.0)
                .font_weight("bold");
            chart = chart.title(
                Title::new()
                    .text(drawn(&self.spec.title))
                    .left(left)
                    .top(0)
                    .padding(0.0)
                    .text_style(style),
            );
        }
        if self.legend {
            let items: Vec<LegendItem> = explained
                .iter()
                .map(|name| LegendItem {
                    name: name.clone(),
                    icon: None,
                })
                .collect();
            let kind = if legend_lines(explained) > 4 {
                LegendType::Scroll
            } else {
                LegendType::Plain
            };
            chart = chart.legend(
                Legend::new()
                    .type_(kind)
                    .bottom(f64::from(LEGEND_FOOT))
                    .left("center")
                    .padding(0.0)
                    .item_gap(f64::from(LEGEND_GAP))
                    .item_width(10.0)
                    .item_height(10.0)
                    .text_style(
                        TextStyle::new()
                            .color(ink::INK_2)
                            .font_family(FONT)
                            .font_size(TEXT),
                    )
                    .data(items),
            );
        }
        chart
    }

    /// What the numbers of the only series are called.
    pub(super) fn series_name(&self) -> String {
        self.table
            .columns
            .first()
            .map_or_else(String::new, |column| drawn(&column.label))
    }

    /// Pixels that title and legend take at the top and at the bottom.
    pub(super) fn margins(&self, explained: &[String]) -> (u32, u32) {
        let top = if self.titled && !self.spec.title.is_empty() {
            28
        } else {
            0
        };
        let lines = match legend_lines(explained) {
            lines if lines > 4 => 1,
            lines => lines,
        };
        (
            top,
            if self.legend {
                8 + LEGEND_FOOT + (14 + LEGEND_GAP) * lines
            } else {
                0
            },
        )
    }

    /// What the rows are called in the drawing.
    pub(super) fn row_names(&self) -> Vec<String> {
        names(&self.table.rows)
    }

    /// What the columns are called in the drawing.
    pub(super) fn column_names(&self) -> Vec<String> {
        names(&self.table.columns)
    }

    /// The frame as JSON, with what charming has no words for.
    pub(super) fn finish(&self, chart: &Chart) -> Value {
        // A tree of strings and finite numbers always becomes JSON.
        let mut option = serde_json::to_value(chart).unwrap_or_default();
        option["textStyle"] = json!({"fontFamily": FONT, "fontSize": TEXT, "color": ink::INK_2});
        option["tooltip"]["renderMode"] = json!("richText");
        option["tooltip"]["confine"] = json!(true);
        option["tooltip"]["textStyle"] =
            json!({"color": ink::INK, "fontFamily": FONT, "fontSize": TEXT});
        option["aria"] = json!({"enabled": true, "label": {"description": spoken(&summary(self.spec, self.table))}});
        if self.spec.display.patterns {
            option["aria"]["decal"] = json!({"show": true});
        }
        option
    }
}

fn names(members: &[Member]) -> Vec<String> {
    members.iter().map(|member| drawn(&member.label)).collect()
}

/// How many lines the legend takes at the usual width.
fn legend_lines(names: &[String]) -> u32 {
    let (mut lines, mut used) = (1, 0);
    for name in names {
        let item = width(name) + 16 + LEGEND_GAP;
        if used > 0 && used + item > USUAL_WIDTH {
            lines += 1;
            used = 0;
        }
        used += item;
    }
    lines
}
