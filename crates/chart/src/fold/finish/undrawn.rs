//! What the table has and the picture of its kind cannot show.

use crate::{Kind, Table, grouped, keys};

/// A sentence for each thing that is in the numbers alone.
pub(super) fn notes(kind: Kind, table: &Table) -> Vec<String> {
    let name = table.names.rows.as_deref().unwrap_or("The chart");
    let mut notes = Vec::new();
    match kind {
        Kind::Line | Kind::MultiLine if table.is_over_time() => {
            let rest = table.rows.iter().zip(&table.row_totals);
            let rest = rest.filter(|(row, _)| row.key == keys::NONE);
            notes.extend(rest.filter_map(|(_, number)| {
                let number = grouped((*number)?);
                Some(format!(
                    "{name}: what has no date ({number}) is in the numbers, not on the line."
                ))
            }));
        }
        Kind::StackedBar if !table.adds_up => notes.push(format!(
            "{}: these numbers do not add up, so they stand side by side instead of on each other.",
            table.names.measure
        )),
        Kind::Pie | Kind::Donut | Kind::Funnel => {
            let below = table.row_totals.iter().flatten();
            let below = below.filter(|number| **number < 0.0).count();
            match below {
                0 => {}
                1 => notes.push(format!("{name}: 1 number below 0 is not drawn.")),
                more => notes.push(format!("{name}: {more} numbers below 0 are not drawn.")),
            }
        }
        _ => {}
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Member, Names, Provenance, SoFar};
    use rstest::rstest;

    fn table(rows: &[(&str, f64)], adds_up: bool) -> Table {
        let member = |(key, _): &(&str, f64)| Member {
            key: (*key).into(),
            label: (*key).into(),
            colour: String::new(),
        };
        Table {
            rows: rows.iter().map(member).collect(),
            columns: Vec::new(),
            cells: vec![Vec::new(); rows.len()],
            row_totals: rows.iter().map(|(_, number)| Some(*number)).collect(),
            column_totals: Vec::new(),
            total: None,
            adds_up,
            names: Names {
                measure: "Average age".into(),
                rows: Some("Due".into()),
                columns: None,
            },
            runs_up: false,
            so_far: SoFar::default(),
            unit: "days".into(),
            provenance: Provenance::default(),
        }
    }

    const MONTHS: &[(&str, f64)] = &[
        ("2026-01-01", 3.0),
        ("2026-02-01", 4.0),
        (keys::NONE, 2600.0),
    ];

    #[rstest]
    #[case::undated(Kind::Line, MONTHS, true, &["Due: what has no date (2,600) is in the numbers, not on the line."])]
    #[case::bars_show_it(Kind::Bar, MONTHS, true, &[])]
    #[case::no_times(Kind::Line, &[("High", 3.0), (keys::NONE, 1.0)], true, &[])]
    #[case::averages(Kind::StackedBar, MONTHS, false, &["Average age: these numbers do not add up, so they stand side by side instead of on each other."])]
    #[case::sums(Kind::StackedBar, MONTHS, true, &[])]
    #[case::below(Kind::Pie, &[("High", 3.0), ("Low", -1.0)], true, &["Due: 1 number below 0 is not drawn."])]
    #[case::several_below(Kind::Funnel, &[("High", -3.0), ("Low", -1.0)], true, &["Due: 2 numbers below 0 are not drawn."])]
    fn what_a_picture_leaves_out_is_said(
        #[case] kind: Kind,
        #[case] rows: &[(&str, f64)],
        #[case] adds_up: bool,
        #[case] said: &[&str],
    ) {
        assert_eq!(notes(kind, &table(rows, adds_up)), said);
    }
}
