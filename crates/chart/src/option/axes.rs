//! The axes of a chart that has some: their names, their scale, and how much room they may take.

use charming::{
    Chart,
    component::{Axis, Grid},
    element::{
        AxisLabel, AxisLine, AxisTick, AxisType, LineStyle, NameLocation, SplitLine, TextStyle,
        Trigger,
    },
};
use serde_json::{Value, json};

use super::{
    frame::{FONT, Sheet, TEXT, USUAL_WIDTH},
    text::{drawn, width},
};
use crate::{Measure, Member, ink};

/// How far names lean that have no room side by side, in degrees.
const SLANT: u32 = 40;
/// How long such a name may be, in pixels: longer ones end in an ellipsis, for 60 pixels of height are all
/// that a small frame can give away.
const SLANTED: u32 = 104;

impl Sheet<'_> {
    /// The plot of a chart with axes.
    fn grid(&self, explained: &[String]) -> Grid {
        let (top, bottom) = self.margins(explained);
        Grid::new()
            .left(4)
            .right(12)
            .top(f64::from(top + 24))
            .bottom(f64::from(bottom + 4))
    }

    /// A chart with a name for each row below and numbers beside. `explained` are names for the legend.
    pub(super) fn on_axes(&self, explained: &[String]) -> Chart {
        self.chart(Trigger::Axis, explained)
            .grid(self.grid(explained))
            .x_axis(self.category_axis())
            .y_axis(self.value_axis())
    }

    /// The axis with a name for each row.
    fn category_axis(&self) -> Axis {
        let display = &self.spec.display;
        let axis = Axis::new()
            .type_(AxisType::Category)
            .axis_tick(AxisTick::new().show(false))
            .axis_label(
                AxisLabel::new()
                    .color(ink::INK_2)
                    .font_family(FONT)
                    .font_size(TEXT),
            )
            .data::<String>(self.row_names());
        titled(axis, &display.x_title)
    }

    /// The axis of numbers.
    fn value_axis(&self) -> Axis {
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
            label["rotate"] = json!(SLANT);
            label["width"] = json!(SLANTED);
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
