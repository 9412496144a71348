//! What all kinds share: type, tooltip, legend, title, axes.

use charming::{
    Chart,
    component::{Axis, Grid, Legend, LegendItem, LegendType, Title},
    element::{
        AxisLabel, AxisLine, AxisPointer, AxisPointerType, AxisTick, AxisType, LineStyle,
        NameLocation, SplitLine, TextStyle, Tooltip, Trigger,
    },
};
use serde_json::{Value, json};

use super::text::{drawn, spoken, width};
use crate::{Align, ChartSpec, Measure, Member, Table, ink, summary};

/// The same metrics on every machine: Arial and the two free faces made to its widths.
pub(super) const FONT: &str = "Arial, \"Liberation Sans\", Arimo, Helvetica, sans-serif";
pub(super) const TEXT: f64 = 12.0;

/// How wide a chart is taken to be where something must be decided by width. ECharts lays out anew at
/// every size; this only decides what is worth showing at a usual one.
const USUAL_WIDTH: u32 = 640;

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

    /// The plot of a chart with axes.
    pub(super) fn grid(&self, explained: &[String]) -> Grid {
        let (top, bottom) = self.margins(explained);
        Grid::new()
            .left(4)
            .right(12)
            .top(f64::from(top + 24))
            .bottom(f64::from(bottom + 4))
    }

    /// The axis with a name for each row.
    pub(super) fn category_axis(&self) -> Axis {
        let display = &self.spec.display;
        let names = self
            .table
            .rows
            .iter()
            .map(|row| drawn(&row.label))
            .collect();
        let axis = Axis::new()
            .type_(AxisType::Category)
            .axis_tick(AxisTick::new().show(false))
            .axis_label(
                AxisLabel::new()
                    .color(ink::INK_2)
                    .font_family(FONT)
                    .font_size(TEXT),
            )
            .data::<String>(names);
        titled(axis, &display.x_title)
    }

    /// The axis of numbers.
    pub(super) fn value_axis(&self) -> Axis {
        let axis = Axis::new().type_(AxisType::Value);
        // There are no half issues.
        let axis = match self.spec.measure {
            Measure::Count => axis.min_interval(1.0),
            _ => axis,
        };
        let axis = axis
            .axis_line(AxisLine::new().show(false))
            .axis_tick(AxisTick::new().show(false))
            .axis_label(
                AxisLabel::new()
                    .color(ink::INK_3)
                    .font_family(FONT)
                    .font_size(TEXT),
            )
            .split_line(SplitLine::new().line_style(LineStyle::new().color(ink::LINE).width(1.0)));
        titled(axis, &self.spec.display.y_title)
    }

    /// Pixels between one bar's middle and the next one's at the usual width.
    pub(super) fn slot(&self) -> u32 {
        let rows = u32::try_from(self.table.rows.len())
            .unwrap_or(u32::MAX)
            .max(1);
        (USUAL_WIDTH - 48) / rows
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

    /// The same for a chart with axes.
    pub(super) fn finish_axes(&self, chart: &Chart) -> Value {
        let mut option = self.finish(chart);
        // Labels and axis titles stay inside the picture, whatever their width.
        option["grid"][0]["outerBoundsMode"] = json!("same");
        option["grid"][0]["outerBoundsContain"] = json!("all");
        // charming gives the line of an axis the colours of a gauge: a list of segments.
        option["xAxis"]["axisLine"] = json!({"lineStyle": {"color": ink::INK_3, "width": 1}});
        let label = &mut option["xAxis"]["axisLabel"];
        let widest = self
            .table
            .rows
            .iter()
            .map(|row| width(&row.label))
            .max()
            .unwrap_or(0);
        let slot = self.slot();
        label["overflow"] = json!("truncate");
        label["ellipsis"] = json!("…");
        label["hideOverlap"] = json!(true);
        if widest < slot {
            label["interval"] = json!(0);
        } else if self.rows_are_dates() {
            // Dates explain each other: ECharts leaves out as many as it must.
        } else if slot >= 80 {
            label["interval"] = json!(0);
            label["width"] = json!(slot - 8);
        } else {
            if slot >= 14 {
                label["interval"] = json!(0);
            }
            label["rotate"] = json!(40);
            label["width"] = json!(120);
        }
        option
    }

    fn rows_are_dates(&self) -> bool {
        self.table
            .rows
            .iter()
            .filter(|row| !row.key.starts_with('('))
            .all(Member::is_bucket)
    }
}

fn titled(axis: Axis, title: &str) -> Axis {
    if title.is_empty() {
        return axis;
    }
    let style = TextStyle::new()
        .color(ink::INK_3)
        .font_family(FONT)
        .font_size(TEXT);
    axis.name(drawn(title))
        .name_location(NameLocation::Middle)
        .name_gap(12.0)
        .name_text_style(style)
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
