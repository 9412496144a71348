//! A chart's numbers and its drawing.

use chart::Member;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value;

/// A table with everything that is needed to show it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Drawn {
    /// The numbers.
    pub table: Table,
    /// The ECharts option; `null` for kinds that are HTML (table, tile).
    pub option: Value,
    /// The same as SVG, drawn by the server; empty for kinds that are HTML.
    pub svg: String,
    /// One sentence for people who do not see the drawing.
    pub summary: String,
}

/// Rows by columns of numbers with their totals; see [`chart::Table`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// The values of the first dimension.
    pub rows: Vec<Member>,
    /// The values of the second; the single column `value` where there is none.
    pub columns: Vec<Member>,
    /// `cells[row][column]`.
    pub cells: Vec<Vec<Number>>,
    /// One for each row.
    pub row_totals: Vec<Number>,
    /// One for each column.
    pub column_totals: Vec<Number>,
    /// Over everything.
    pub total: Number,
    /// What is counted: `issues`.
    pub unit: String,
    /// As whom, when, complete or not.
    pub provenance: Provenance,
}

impl Table {
    /// Whether there is a second dimension.
    pub fn is_grouped(&self) -> bool {
        !matches!(self.columns.as_slice(), [only] if only.key == "value")
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.total.0 == 0.0
    }
}

/// A number that is written as `12`, not `12.0`, where it is whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Deserialize)]
pub struct Number(pub f64);

/// Above it a float no longer holds every whole number.
const EXACT: f64 = 9_007_199_254_740_992.0;

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.fract() == 0.0 && self.0.abs() < EXACT {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "whole and below 2^53, both just checked"
            )]
            return serializer.serialize_i64(self.0 as i64);
        }
        serializer.serialize_f64(self.0)
    }
}

/// As whom and when the numbers were got; see [`chart::Provenance`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// `viewer` or `owner`.
    pub run_as: String,
    /// Name of the account that asked Jira.
    pub account: String,
    /// The site.
    pub site: String,
    /// Issues read or counted.
    pub issues: u64,
    /// Whether nothing is missing.
    pub complete: bool,
    /// `scan` or `counts`.
    pub plan: String,
    /// Requests made to Jira.
    pub calls: u64,
    /// Jira's points spent.
    pub points: u64,
    /// When Jira answered (RFC 3339, UTC).
    pub fetched_at: String,
    /// How old the numbers were when they were answered.
    pub age_seconds: u64,
    /// The zone in which days begin.
    pub timezone: String,
    /// Sentences for the reader.
    pub warnings: Vec<String>,
}

#[cfg(feature = "ssr")]
mod from_service {
    use super::{Drawn, Number, Provenance, Table};

    fn numbers(from: Vec<f64>) -> Vec<Number> {
        from.into_iter().map(Number).collect()
    }

    impl From<service::Drawn> for Drawn {
        fn from(from: service::Drawn) -> Self {
            Self {
                table: from.table.into(),
                option: from.option,
                svg: from.svg,
                summary: from.summary,
            }
        }
    }

    impl From<chart::Table> for Table {
        fn from(from: chart::Table) -> Self {
            Self {
                rows: from.rows,
                columns: from.columns,
                cells: from.cells.into_iter().map(numbers).collect(),
                row_totals: numbers(from.row_totals),
                column_totals: numbers(from.column_totals),
                total: Number(from.total),
                unit: from.unit,
                provenance: from.provenance.into(),
            }
        }
    }

    impl From<chart::Provenance> for Provenance {
        fn from(from: chart::Provenance) -> Self {
            Self {
                run_as: from.run_as,
                account: from.account,
                site: from.site,
                issues: from.issues,
                complete: from.complete,
                plan: from.plan,
                calls: from.calls,
                points: from.points,
                fetched_at: from.fetched_at.to_string(),
                age_seconds: from.age_seconds,
                timezone: from.timezone,
                warnings: from.warnings,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_written_without_a_point() {
        let cells = vec![vec![Number(12.0), Number(2.5), Number(-3.0)]];
        assert_eq!(serde_json::to_string(&cells).unwrap(), "[[12,2.5,-3]]");
    }

    #[test]
    fn what_is_written_is_read_again() {
        let back: Vec<Number> = serde_json::from_str("[12, 2.5]").unwrap();
        assert_eq!(back, [Number(12.0), Number(2.5)]);
    }
}
