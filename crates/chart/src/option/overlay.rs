//! Lines over the data: goal, average, trend, running total.

use serde_json::{Value, json};

use super::{
    frame::{FONT, Sheet},
    text::{drawn, inert},
};
use crate::{Member, grouped, ink};

/// Numbers along the axis that lines are made of.
pub(super) struct Run {
    numbers: Vec<Option<f64>>,
    /// The colour of its lines; none for the only run, whose lines are ink.
    colour: Option<String>,
    /// Whether its numbers are running totals already.
    summed: bool,
}

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
    pub(super) fn summed(self, rows: &[Member]) -> Self {
        Self {
            numbers: running(&self.numbers, rows),
            summed: true,
            ..self
        }
    }

    pub(super) fn numbers(&self) -> &[Option<f64>] {
        &self.numbers
    }
}

/// Adds the lines that the spec asks for as series behind those of the data.
pub(super) fn add(sheet: &Sheet<'_>, option: &mut Value, runs: &[Run]) {
    let (lines, rows) = (&sheet.spec.lines, sheet.table.rows.as_slice());
    let mut series: Vec<Value> = Vec::new();
    for (i, run) in runs.iter().enumerate() {
        let colour = run.colour.as_deref();
        // Of several runs the colour says whose line it is, and the dash says which one: once is enough.
        let told = i == 0;
        if lines.cumulative && !run.summed {
            let stroke = Stroke {
                name: "Running total",
                dash: "solid",
                width: 2.0,
                colour: colour.unwrap_or(ink::INK_2),
            };
            series.push(stroke.series(&running(&run.numbers, rows), told));
        }
        if lines.trend
            && let Some(points) = trend(&run.numbers, rows)
        {
            let stroke = Stroke {
                name: "Trend",
                dash: "dashed",
                width: 1.5,
                colour: colour.unwrap_or(ink::INK_2),
            };
            series.push(stroke.series(&points, told));
        }
        if lines.average
            && let Some(mean) = mean(&run.numbers, rows)
        {
            let stroke = Stroke {
                name: "Average",
                dash: "dotted",
                width: 1.5,
                colour: colour.unwrap_or(ink::INK_2),
            };
            series.push(stroke.level(mean, rows.len(), told));
        }
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
        series.push(stroke.level(goal.value, rows.len(), true));
    }
    // A trend may fall below what there can be: less than nothing is not shown.
    let numbers = || runs.iter().flat_map(|run| run.numbers.iter().flatten());
    if lines.trend && numbers().all(|number| *number >= 0.0) {
        option["yAxis"]["min"] = json!(0);
    }
    if let Some(all) = option["series"].as_array_mut() {
        all.append(&mut series);
    }
}

impl Stroke<'_> {
    /// A line through points.
    fn series(&self, points: &[Option<f64>], told: bool) -> Value {
        let last = points.iter().rposition(Option::is_some);
        let data: Vec<Value> = points
            .iter()
            .enumerate()
            .map(|(i, point)| {
                if Some(i) != last || !told {
                    return json!(point);
                }
                json!({"value": point, "label": {
                    "show": true, "position": "top", "formatter": inert(self.name),
                    "color": ink::INK_2, "fontFamily": FONT, "fontSize": 11,
                }})
            })
            .collect();
        json!({
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
            "data": data,
        })
    }

    /// A line at one height, from edge to edge. The points under it, which are not seen, make the axis
    /// reach it.
    fn level(&self, height: f64, points: usize, told: bool) -> Value {
        json!({
            "type": "line",
            "name": drawn(self.name),
            "silent": true,
            "symbol": "none",
            "z": 3,
            "itemStyle": {"color": self.colour},
            "lineStyle": {"width": 0},
            "data": vec![height; points],
            "markLine": {
                "silent": true,
                "symbol": "none",
                "animation": false,
                "lineStyle": self.style(),
                "label": {
                    "show": told,
                    "position": "insideEndTop",
                    "formatter": format!("{} {}", inert(self.name), grouped(height)),
                    "color": ink::INK_2,
                    "fontFamily": FONT,
                    "fontSize": 11,
                },
                "data": [{"yAxis": height}],
            },
        })
    }

    fn style(&self) -> Value {
        json!({"type": self.dash, "width": self.width, "color": self.colour})
    }
}

/// Each number with all before it; no value and all the others are beside the axis, not on it.
pub(super) fn running(numbers: &[Option<f64>], rows: &[Member]) -> Vec<Option<f64>> {
    let mut sum = 0.0;
    let added = |(number, row): (&Option<f64>, &Member)| {
        if row.is_rest() {
            return None;
        }
        sum += number.unwrap_or_default();
        Some(sum)
    };
    numbers.iter().zip(rows).map(added).collect()
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
