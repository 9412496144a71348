//! A chart as one sentence, for people who do not see it.

use crate::{ChartSpec, Dimension, Kind, Member, Table, grouped, keys, percent};

/// So many values are read out; the table twin has the rest.
const READ_OUT: usize = 5;

/// One sentence: what is calculated by what, the number of the whole, and the largest values.
pub fn summary(spec: &ChartSpec, table: &Table) -> String {
    let what = measured(table);
    if table.is_empty() {
        return format!("{what}: none.");
    }
    let whole = match table.total {
        Some(total) if spec.measure.adds_up() => format!("{} in all", told(total, table)),
        Some(total) => format!("{} overall", told(total, table)),
        None => "no number for the whole".to_owned(),
    };
    let mut parts = vec![format!("{what}: {whole}")];
    if table.rows.iter().any(|row| row.key != keys::ALL) {
        let rows = numbered(spec, &table.rows, &table.row_totals);
        if spec.chart_by.as_ref().is_some_and(Dimension::is_dates) {
            parts.extend(over_time(&rows, Course::Span, table));
            parts.extend(each_date(spec, table));
        } else if is_over_time(spec, table) {
            let course = if spec.runs_up() {
                Course::Running
            } else {
                Course::Busiest
            };
            parts.extend(over_time(&rows, course, table));
        } else {
            parts.extend(read_out(spec, table, rows));
        }
    }
    if let Some(columns) = &table.names.columns
        && table.columns.iter().any(|column| !column.is_bucket())
    {
        let all = numbered(spec, &table.columns, &table.column_totals);
        let read = read_out(spec, table, all);
        parts.extend(read.map(|read| format!("{columns}: {read}")));
    }
    if let Some(goal) = &spec.lines.goal
        && spec.kind.has_axes()
    {
        parts.push(format!("the goal is {}", told(goal.value, table)));
    }
    parts.join("; ") + "."
}

/// What is calculated by what, at the beginning of a sentence.
fn measured(table: &Table) -> String {
    let names = &table.names;
    let by: Vec<&str> = [&names.rows, &names.columns]
        .into_iter()
        .filter_map(Option::as_deref)
        .collect();
    match by.as_slice() {
        [] => names.measure.clone(),
        by => format!("{} by {}", names.measure, by.join(" and ")),
    }
}

/// Those that have a number. Zeros are told where they are numbers like others; of a count they mean that
/// nothing is there.
fn numbered<'a>(
    spec: &ChartSpec,
    members: &'a [Member],
    numbers: &[Option<f64>],
) -> Vec<(&'a Member, f64)> {
    let counts = spec.measure.adds_up();
    let all = members.iter().zip(numbers.iter().copied());
    all.filter_map(|(member, number)| Some((member, number?)))
        .filter(|(_, number)| !counts || *number > 0.0)
        .collect()
}

fn is_over_time(spec: &ChartSpec, table: &Table) -> bool {
    let by = spec.chart_by.as_ref();
    by.is_some_and(|by| by.interval.is_some())
        || table
            .rows
            .iter()
            .all(|row| row.is_rest() || row.is_bucket())
}

/// A number; with its unit, where that is not what the sentence counts anyway.
fn told(number: f64, table: &Table) -> String {
    match table.unit.as_str() {
        "%" => format!("{} %", grouped(number)),
        "hours" | "days" | "weeks" | "months" | "years" => {
            format!("{} {}", grouped(number), table.unit)
        }
        _ => grouped(number),
    }
}

/// The first few of these; with shares, where there are some: of the whole, or of a funnel's beginning.
fn read_out(spec: &ChartSpec, table: &Table, mut all: Vec<(&Member, f64)>) -> Option<String> {
    if spec.kind != Kind::Funnel {
        // Sorting is stable: among equals the chart's own order stays.
        all.sort_by(|a, b| b.1.total_cmp(&a.1));
    }
    let whole = match spec.kind {
        _ if !spec.measure.adds_up() => None,
        Kind::Funnel => all.first().map(|(_, number)| *number),
        _ => table.total,
    };
    let mut read: Vec<String> = all
        .iter()
        .take(READ_OUT)
        .map(|(member, number)| {
            let told = format!("{} {}", member.label, told(*number, table));
            match whole.map(|whole| percent(*number, whole)) {
                Some(share) if !share.is_empty() => format!("{told} ({share})"),
                _ => told,
            }
        })
        .collect();
    match all.len().saturating_sub(READ_OUT) {
        0 => {}
        1 => read.push("and 1 more value".to_owned()),
        more => read.push(format!("and {more} more values")),
    }
    (!read.is_empty()).then(|| read.join(", "))
}

/// What is told of rows that are times.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Course {
    /// From when to when.
    Span,
    /// That, and the busiest.
    Busiest,
    /// From how much to how much.
    Running,
}

fn over_time(rows: &[(&Member, f64)], course: Course, table: &Table) -> Option<String> {
    let mut buckets: Vec<_> = rows.iter().filter(|(row, _)| row.is_bucket()).collect();
    buckets.sort_by(|a, b| a.0.key.cmp(&b.0.key));
    let (first, last) = (buckets.first()?, buckets.last()?);
    let (from, to) = (&first.0.label, &last.0.label);
    let span = format!("{from} to {to}");
    let mut out = match course {
        Course::Span => span,
        Course::Busiest => match busiest(rows.iter().copied(), table) {
            Some(most) => format!("{span}, {most}"),
            None => span,
        },
        Course::Running => {
            let sum: f64 = buckets.iter().map(|(_, number)| number).sum();
            let [least, most] = [first.1, sum].map(|number| told(number, table));
            format!("running total from {least} in {from} to {most} in {to}")
        }
    };
    if let Some((row, number)) = rows.iter().find(|(row, _)| row.key == keys::NONE) {
        out.extend([", ", &row.label, " ", &told(*number, table)]);
    }
    Some(out)
}

/// Of several dates, how much each has and when it has most.
fn each_date(spec: &ChartSpec, table: &Table) -> Vec<String> {
    let each = table.columns.iter().zip(&table.column_totals).enumerate();
    each.map(|(at, (column, total))| {
        let total = total.map_or_else(|| "none".to_owned(), |total| told(total, table));
        let cells: Vec<_> = table
            .cells
            .iter()
            .map(|row| row.get(at).copied().flatten())
            .collect();
        let most = busiest(numbered(spec, &table.rows, &cells).into_iter(), table);
        let most = most.map(|most| format!(", {most}")).unwrap_or_default();
        format!("{} {total}{most}", column.label)
    })
    .collect()
}

/// The first of the greatest.
fn busiest<'a>(rows: impl Iterator<Item = (&'a Member, f64)>, table: &Table) -> Option<String> {
    let rows: Vec<_> = rows.filter(|(row, _)| row.is_bucket()).collect();
    let (row, number) = rows.into_iter().rev().max_by(|a, b| a.1.total_cmp(&b.1))?;
    Some(format!("most in {} ({})", row.label, told(number, table)))
}

#[cfg(test)]
mod tests;
