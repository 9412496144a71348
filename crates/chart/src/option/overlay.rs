//! Lines over the data: goal, average, trend, running total.

use serde_json::{Value, json};

use super::{
    frame::{FONT, Sheet},
    text::{drawn, inert, width},
};
use crate::{Lines, Member, Table, grouped, ink};

/// Numbers along the axis that lines are made of.
pub(super) struct Run {
    numbers: Vec<Option<f64>>,
    /// The colour of its lines; none for the only run, whose lines are ink.
    colour: Option<String>,
    /// Whether its numbers are running totals already.
    summed: bool,
}

/// What stands at the ends of lines is beside the plot, never over bars and their numbers: so wide at most,
/// in pixels.
const WIDEST_NAME: u32 = 110;
/// Between the plot and these names.
const GAP: u32 = 6;
const NAME_TEXT: u32 = 11;

/// A line of lines: what it is called, and how it looks.
struct Stroke<'a> {
    name: &'a str,
    dash: &'static str,
    width: f64,
    colour: &'a str,
}

impl Run {
    /// The numbers of whole rows.
    pub(super) fn of_rows(sheet: &Sheet<'_>) -> Self {
        Self {
            numbers: sheet.table.row_totals.clone(),
            colour: None,
            summed: false,
        }
    }

    /// The numbers of a column, in its colour.
    pub(super) fn of_column(sheet: &Sheet<'_>, column: usize) -> Self {
        let cells = sheet.table.cells.iter();
        Self {
            numbers: cells
                .map(|row| row.get(column).copied().flatten())
                .collect(),
            colour: sheet.table.columns.get(column).map(|c| c.colour.clone()),
            summed: false,
        }
    }

    /// The same numbers, each with all before it.
    pub(super) fn summed(self, table: &Table) -> Self {
        Self {
            numbers: table.running(&self.numbers),
            summed: true,
            ..self
        }
    }

    pub(super) fn numbers(&self) -> &[Option<f64>] {
        &self.numbers
    }
}

/// Adds the lines that the spec asks for as series behind those of the data, and room for their names at
/// the side of the plot.
pub(super) fn add(sheet: &Sheet<'_>, option: &mut Value, runs: &[Run]) {
    let lines = &sheet.spec.lines;
    let mut series: Vec<Line> = Vec::new();
    for (i, run) in runs.iter().enumerate() {
        // Of several runs the colour says whose line it is, and the dash says which one: once is enough.
        let of_run = of(lines, run, sheet.table);
        series.extend(of_run.into_iter().map(|line| Line {
            told: line.told.filter(|_| i == 0),
            ..line
        }));
    }
    if let Some(goal) = &lines.goal {
        let name = match goal.label.trim() {
            "" => "Goal",
            label => label,
        };
        let stroke = Stroke {
            name,
            dash: "dashed",
            width: 2.0,
            colour: ink::INK,
        };
        series.push(stroke.level(goal.value, sheet.table.rows.len()));
    }
    // A trend may fall below what there can be: less than nothing is not shown.
    let numbers = || runs.iter().flat_map(|run| run.numbers.iter().flatten());
    if lines.trend && numbers().all(|number| *number >= 0.0) {
        option["yAxis"]["min"] = json!(0);
    }
    let told = series.iter().filter_map(|line| line.told.as_deref());
    if let Some(widest) = told.map(width).max() {
        // The estimate is for letters one pixel higher: room to spare where it is too low.
        let room = (widest + 4).min(WIDEST_NAME);
        option["grid"][0]["right"] = json!(GAP + room);
        for line in &mut series {
            line.name_at_its_end(room);
        }
    }
    if let Some(all) = option["series"].as_array_mut() {
        all.extend(series.into_iter().map(|line| line.series));
    }
}

/// The lines of one run.
fn of(lines: &Lines, run: &Run, table: &Table) -> Vec<Line> {
    let rows = table.rows.as_slice();
    let stroke = |name, dash, width| Stroke {
        name,
        dash,
        width,
        colour: run.colour.as_deref().unwrap_or(ink::INK_2),
    };
    let mut all = Vec::new();
    if lines.cumulative && !run.summed {
        let points = table.running(&run.numbers);
        all.push(stroke("Running total", "solid", 2.0).through(&points));
    }
    if lines.trend
        && let Some(points) = trend(&run.numbers, rows)
    {
        all.push(stroke("Trend", "dashed", 1.5).through(&points));
    }
    if lines.average
        && let Some(mean) = mean(&run.numbers, rows)
    {
        all.push(stroke("Average", "dotted", 1.5).level(mean, rows.len()));
    }
    all
}

/// A series, and what is written at its end.
struct Line {
    series: Value,
    told: Option<String>,
}

impl Line {
    /// Writes what it is called beside the plot, at the height of its last point. Names that would lie on
    /// each other make way upwards or downwards.
    fn name_at_its_end(&mut self, room: u32) {
        let Some(points) = self.series["data"].as_array_mut() else {
            return;
        };
        let (Some(text), Some(last)) = (
            &self.told,
            points.iter_mut().rev().find(|point| !point.is_null()),
        ) else {
            return;
        };
        *last = json!({"value": *last, "label": {
            "show": true, "position": "right", "formatter": text,
            "color": ink::INK_2, "fontFamily": FONT, "fontSize": NAME_TEXT,
            "width": room, "overflow": "truncate", "ellipsis": "…",
        }});
        // From the right edge, whatever the picture's width.
        self.series["labelLayout"] =
            json!({"x": "100%", "dx": -f64::from(room), "align": "left", "moveOverlap": "shiftY"});
    }
}

impl Stroke<'_> {
    /// A line through points.
    fn through(&self, points: &[Option<f64>]) -> Line {
        let series = json!({
            "type": "line",
            "name": drawn(self.name),
            "silent": true,
            // Labels hang on symbols, even on those without size.
            "symbol": "circle",
            "symbolSize": 0,
            "showSymbol": true,
            "z": 3,
            "itemStyle": {"color": self.colour},
            "lineStyle": self.style(),
            "data": points,
        });
        Line {
            series,
            told: Some(inert(self.name)),
        }
    }

    /// A line at one height, from edge to edge. The points under it, which are not seen, make the axis
    /// reach it.
    fn level(&self, height: f64, points: usize) -> Line {
        let mut line = self.through(&vec![Some(height); points]);
        line.series["lineStyle"] = json!({"width": 0});
        line.series["markLine"] = json!({
            "silent": true,
            "symbol": "none",
            "animation": false,
            "lineStyle": self.style(),
            "label": {"show": false},
            "data": [{"yAxis": height}],
        });
        line.told = Some(format!("{} {}", inert(self.name), grouped(height)));
        line
    }

    fn style(&self) -> Value {
        json!({"type": self.dash, "width": self.width, "color": self.colour})
    }
}

/// Places and numbers of those that stand on the axis and have one.
fn points(numbers: &[Option<f64>], rows: &[Member]) -> Vec<(f64, f64)> {
    let places = (0_u32..).map(f64::from);
    let all = places.zip(numbers).zip(rows);
    all.filter(|(_, row)| !row.is_rest())
        .filter_map(|((place, number), _)| Some((place, (*number)?)))
        .collect()
}

fn mean(numbers: &[Option<f64>], rows: &[Member]) -> Option<f64> {
    let points = points(numbers, rows);
    let count = f64::from(u32::try_from(points.len()).ok()?);
    (count > 0.0).then(|| points.iter().map(|(_, number)| number).sum::<f64>() / count)
}

/// The straight line nearest to the numbers by least squares; of fewer than two there is none.
pub(super) fn trend(numbers: &[Option<f64>], rows: &[Member]) -> Option<Vec<Option<f64>>> {
    let points = points(numbers, rows);
    if points.len() < 2 {
        return None;
    }
    let count = f64::from(u32::try_from(points.len()).ok()?);
    let mean_x = points.iter().map(|(x, _)| x).sum::<f64>() / count;
    let mean_y = points.iter().map(|(_, y)| y).sum::<f64>() / count;
    let spread: f64 = points.iter().map(|(x, _)| (x - mean_x).powi(2)).sum();
    let common: f64 = points
        .iter()
        .map(|(x, y)| (x - mean_x) * (y - mean_y))
        .sum();
    let slope = common / spread;
    let at = |(place, row): (f64, &Member)| {
        (!row.is_rest()).then_some(mean_y + slope * (place - mean_x))
    };
    Some((0_u32..).map(f64::from).zip(rows).map(at).collect())
}
