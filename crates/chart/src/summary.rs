//! A chart as one sentence, for people who do not see it.

use crate::{ChartSpec, Dimension, Kind, Member, Table, grouped, keys, percent};

/// So many values are read out; the table twin has the rest.
const READ_OUT: usize = 5;

/// One sentence: what is counted by what, how many in all, and the largest values.
pub fn summary(spec: &ChartSpec, table: &Table) -> String {
    let mut what = table.unit.clone();
    if let Some(first) = what.get(..1).map(str::to_uppercase) {
        what.replace_range(..1, &first);
    }
    if let Some(rows) = by(spec.chart_by.as_ref()) {
        what.push_str(" by ");
        what.push_str(rows);
    }
    if let Some(columns) = by(spec.group_by.as_ref()) {
        what.push_str(" and ");
        what.push_str(columns);
    }
    if table.is_empty() {
        return format!("{what}: none.");
    }
    let mut out = format!("{what}: {} in all", grouped(table.total));
    if spec.kind == Kind::Tile || table.rows.iter().all(|row| row.key == keys::ALL) {
        return out + ".";
    }
    let dates = spec
        .chart_by
        .as_ref()
        .is_some_and(|by| by.interval.is_some())
        || table.rows.iter().all(is_bucket);
    let mut rows: Vec<(&Member, f64)> = table
        .rows
        .iter()
        .zip(table.row_totals.iter().copied())
        .collect();
    rows.retain(|(_, count)| *count > 0.0);
    if dates {
        out.push_str(&over_time(&rows));
        return out;
    }
    // Sorting is stable: among equals the chart's own order stays.
    rows.sort_by(|a, b| b.1.total_cmp(&a.1));
    let read: Vec<String> = rows
        .iter()
        .take(READ_OUT)
        .map(|(row, count)| {
            format!(
                "{} {} ({})",
                row.label,
                grouped(*count),
                percent(*count, table.total)
            )
        })
        .collect();
    out.push_str("; ");
    out.push_str(&read.join(", "));
    match rows.len().saturating_sub(READ_OUT) {
        0 => out.push('.'),
        1 => out.push_str(", and 1 more value."),
        more => {
            out.push_str(", and ");
            out.push_str(&more.to_string());
            out.push_str(" more values.");
        }
    }
    out
}

/// What a dimension is called.
fn by(dimension: Option<&Dimension>) -> Option<&str> {
    dimension.and_then(|dimension| name(&dimension.field))
}

/// From when to when, and the busiest.
fn over_time(rows: &[(&Member, f64)]) -> String {
    let buckets = || rows.iter().filter(|(row, _)| is_day(row));
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
    row.key == keys::NONE || row.key == keys::OTHER || is_day(row)
}

fn is_day(row: &Member) -> bool {
    row.key.parse::<jiff::civil::Date>().is_ok()
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
mod tests {
    use super::*;
    use crate::Provenance;
    use rstest::rstest;
    use serde_json::json;

    fn said(kind: &str, field: Option<&str>, rows: &[(&str, &str, f64)], total: f64) -> String {
        let spec = ChartSpec::from_json(&json!({
            "version": 1, "site": "1324a887-45db-1bf4-1e99-ef0ff456d421", "source": {"filter": 1}, "kind": kind,
            "chart_by": field.map(|field| json!({"field": field})),
        }))
        .unwrap();
        let member = |(key, label, _): &(&str, &str, f64)| Member {
            key: (*key).into(),
            label: (*label).into(),
            colour: String::new(),
        };
        summary(
            &spec,
            &Table {
                rows: rows.iter().map(member).collect(),
                columns: Vec::new(),
                cells: Vec::new(),
                row_totals: rows.iter().map(|row| row.2).collect(),
                column_totals: Vec::new(),
                total,
                unit: "issues".into(),
                provenance: Provenance::default(),
            },
        )
    }

    #[rstest]
    #[case("tile", None, &[("(all)", "All issues", 1184.0)], 1184.0, "Issues: 1,184 in all.")]
    #[case("bar", Some("status"), &[], 0.0, "Issues by status: none.")]
    #[case(
        "bar", Some("status"), &[("Open", "Open", 2639.0), ("Done", "Closed", 23834.0), ("New", "New", 0.0)], 29057.0,
        "Issues by status: 29,057 in all; Closed 23,834 (82 %), Open 2,639 (9 %)."
    )]
    #[case(
        "pie", Some("customfield_1"), &[("a", "a", 1.0), ("b", "b", 2.0), ("c", "c", 2.0), ("d", "d", 1.0), ("e", "e", 1.0), ("f", "f", 1.0)], 8.0,
        "Issues: 8 in all; b 2 (25 %), c 2 (25 %), a 1 (13 %), d 1 (13 %), e 1 (13 %), and 1 more value."
    )]
    #[case(
        "bar", Some("created"), &[("2011-03-01", "2011-03", 2.0), ("2011-04-01", "2011-04", 3735.0), ("(none)", "(none)", 4.0)], 3741.0,
        "Issues by created: 3,741 in all; 2011-03 to 2011-04, most in 2011-04 (3,735), (none) 4."
    )]
    fn a_chart_is_told_in_one_sentence(
        #[case] kind: &str,
        #[case] field: Option<&str>,
        #[case] rows: &[(&str, &str, f64)],
        #[case] total: f64,
        #[case] sentence: &str,
    ) {
        assert_eq!(said(kind, field, rows, total), sentence);
    }
}
