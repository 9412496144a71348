//! The numbers of a chart, and where they come from.

use serde::{Deserialize, Serialize};

use crate::Percent;

/// Rows by columns of numbers with their totals.
///
/// Every number counts issues: where a field holds several values an issue stands in several rows,
/// and each total still counts it once. Totals also count what a limit without `others` leaves out
/// of the rows (a warning says so); they never count hidden values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// The values of `chart_by`, in drawing order.
    pub rows: Vec<Member>,
    /// The values of `group_by`; the single column `value` in a chart with one dimension.
    pub columns: Vec<Member>,
    /// `cells[row][column]`, in `unit`.
    pub cells: Vec<Vec<f64>>,
    /// One for each row.
    pub row_totals: Vec<f64>,
    /// One for each column.
    pub column_totals: Vec<f64>,
    /// Over everything.
    pub total: f64,
    /// What is counted: `issues`.
    pub unit: String,
    /// As whom, when, complete or not.
    pub provenance: Provenance,
}

impl Table {
    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.total == 0.0
    }

    /// Of what a cell is a share; nothing where the spec wants no percentages or there is no such cell.
    pub fn whole(&self, of: Percent, row: usize, column: usize) -> Option<f64> {
        match of {
            Percent::OfTotal => Some(self.total),
            Percent::OfRow => self.row_totals.get(row).copied(),
            Percent::OfColumn => self.column_totals.get(column).copied(),
            Percent::None => None,
        }
    }
}

/// A row or a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// What the spec calls it, the same in every viewer's language: a name, an account id, the ISO
    /// start of a bucket, or one of [`crate::keys`].
    pub key: String,
    /// What people read.
    pub label: String,
    /// `#rrggbb`.
    pub colour: String,
}

/// As whom and when the numbers were got, whether they are whole, and what they cost.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// `viewer` or `owner`.
    pub run_as: String,
    /// Name of the account that asked Jira.
    pub account: String,
    /// Address or cloud id of the site.
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
    /// When Jira answered, RFC 3339 in UTC.
    pub fetched_at: jiff::Timestamp,
    /// How old the numbers were when they were shown.
    pub age_seconds: u64,
    /// The zone in which days begin.
    pub timezone: String,
    /// Sentences for the reader.
    pub warnings: Vec<String>,
}
