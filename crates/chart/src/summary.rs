//! A chart as one sentence, for people who do not see it.

use crate::{
    By, ChartSpec, Dimension, Kind, Measure, Member, Statistic, Table, grouped, keys, percent,
};

/// So many values are read out; the table twin has the rest.
const READ_OUT: usize = 5;

/// One sentence: what is calculated by what, the number of the whole, and the largest values.
pub fn summary(spec: &ChartSpec, table: &Table) -> String {
    let mut what = measured(spec, table);
    if let Some(rows) = by(spec.chart_by.as_ref()) {
        what.push_str(" by ");
        what.push_str(&rows);
    }
    if let Some(columns) = by(spec.group_by.as_ref()) {
        what.push_str(" and ");
        what.push_str(&columns);
    }
    if table.is_empty() {
        return format!("{what}: none.");
    }
    let whole = match table.total {
        Some(total) if spec.measure.adds_up() => format!("{} in all", told(total, table)),
        Some(total) => format!("{} overall", told(total, table)),
        None => "no number for the whole".to_owned(),
    };
    let mut out = format!("{what}: {whole}");
    if table.rows.iter().all(|row| row.key == keys::ALL) {
        return out + ".";
    }
    if spec.chart_by.as_ref().is_some_and(Dimension::is_dates) {
        out.push_str("; ");
        out.push_str(&list(&table.columns, &table.column_totals));
    }
    let rows = table.rows.iter().zip(table.row_totals.iter().copied());
    let rows = rows.filter_map(|(row, number)| Some((row, number?)));
    // Zeros are told where they are numbers like others; of a count they mean that nothing is there.
    let counts = spec.measure.adds_up();
    let mut rows: Vec<(&Member, f64)> = rows
        .filter(|(_, number)| !counts || *number > 0.0)
        .collect();
    let dates = spec
        .chart_by
        .as_ref()
        .is_some_and(|by| by.interval.is_some())
        || table.rows.iter().all(is_bucket);
    if dates {
        out.push_str(&over_time(&rows));
    } else {
        if spec.kind != Kind::Funnel {
            // Sorting is stable: among equals the chart's own order stays.
            rows.sort_by(|a, b| b.1.total_cmp(&a.1));
        }
        out.push_str(&read_out(spec, table, &rows));
    }
    if let Some(goal) = &spec.lines.goal
        && spec.kind.has_axes()
    {
        out.pop();
        out.extend(["; the goal is ", &told(goal.value, table), "."]);
    }
    out
}

/// What is calculated, at the beginning of a sentence.
fn measured(spec: &ChartSpec, table: &Table) -> String {
    if spec.measure == Measure::Count {
        return "Issues".to_owned();
    }
    // With one dimension the column says it in the site's words.
    if let [column] = table.columns.as_slice()
        && column.key == keys::VALUE
    {
        return column.label.clone();
    }
    let statistic = match &spec.measure {
        Measure::Count => "Issues",
        Measure::Distinct { .. } => "Different values",
        Measure::Formula { .. } => "Formula",
        Measure::Progress { .. } => "Progress",
        Measure::Statistic { what, .. } => match what {
            Statistic::Sum => "Sum",
            Statistic::Average => "Average",
            Statistic::Median => "Median",
            Statistic::Min => "Least",
            Statistic::Max => "Greatest",
            Statistic::Percentile(_) => "Percentile",
        },
    };
    format!("{statistic} in {}", table.unit)
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

fn list(members: &[Member], numbers: &[Option<f64>]) -> String {
    let told = |(member, number): (&Member, &Option<f64>)| {
        let number = number.map_or_else(|| "none".to_owned(), grouped);
        format!("{} {number}", member.label)
    };
    let all: Vec<String> = members.iter().zip(numbers).map(told).collect();
    all.join(", ")
}

/// The first few of these rows; with shares, where there are some: of the whole, or of a funnel's beginning.
fn read_out(spec: &ChartSpec, table: &Table, rows: &[(&Member, f64)]) -> String {
    let whole = match spec.kind {
        _ if !spec.measure.adds_up() => None,
        Kind::Funnel => rows.first().map(|(_, number)| *number),
        _ => table.total,
    };
    let read: Vec<String> = rows
        .iter()
        .take(READ_OUT)
        .map(|(row, number)| {
            let told = format!("{} {}", row.label, told(*number, table));
            match whole.map(|whole| percent(*number, whole)) {
                Some(share) if !share.is_empty() => format!("{told} ({share})"),
                _ => told,
            }
        })
        .collect();
    let rest = match rows.len().saturating_sub(READ_OUT) {
        0 => ".".to_owned(),
        1 => ", and 1 more value.".to_owned(),
        more => format!(", and {more} more values."),
    };
    if read.is_empty() {
        return rest;
    }
    format!("; {}{rest}", read.join(", "))
}

/// What a dimension is called.
fn by(dimension: Option<&Dimension>) -> Option<String> {
    match &dimension?.by {
        By::Field(id) => name(id).map(str::to_owned),
        By::Segments(_) => Some("segment".to_owned()),
        By::Dates(ids) => {
            let names: Vec<&str> = ids.iter().filter_map(|id| name(id)).collect();
            (!names.is_empty()).then(|| names.join(" and "))
        }
    }
}

/// From when to when, and the busiest.
fn over_time(rows: &[(&Member, f64)]) -> String {
    let buckets = || rows.iter().filter(|(row, _)| row.is_bucket());
    let first = buckets().min_by(|a, b| a.0.key.cmp(&b.0.key));
    let last = buckets().max_by(|a, b| a.0.key.cmp(&b.0.key));
    // The first of equals.
    let most = buckets().rev().max_by(|a, b| a.1.total_cmp(&b.1));
    let mut out = match (first, last, most) {
        (Some(first), Some(last), Some(most)) => {
            format!(
                "; {} to {}, most in {} ({})",
                first.0.label,
                last.0.label,
                most.0.label,
                grouped(most.1)
            )
        }
        _ => String::new(),
    };
    if let Some((row, count)) = rows.iter().find(|(row, _)| row.key == keys::NONE) {
        out.extend([", ", &row.label, " ", &grouped(*count)]);
    }
    out.push('.');
    out
}

fn is_bucket(row: &Member) -> bool {
    row.is_rest() || row.is_bucket()
}

/// The id of a system field as words; the name of a custom one is not at hand here.
fn name(field: &str) -> Option<&str> {
    Some(match field {
        "issuetype" => "type",
        "statusCategory" => "status category",
        "resolutiondate" => "day of resolution",
        "duedate" => "due date",
        "fixVersions" => "fix version",
        "versions" => "affected version",
        "components" => "component",
        "labels" => "label",
        custom if custom.starts_with("customfield_") => return None,
        other => other,
    })
}

#[cfg(test)]
mod tests;
