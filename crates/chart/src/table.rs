//! The numbers of a chart, and where they come from.

use serde::{Deserialize, Serialize};

use crate::{Percent, keys, number};

/// The name of all issues as one: of the only row where there is no dimension, and of the numbers over
/// everything that are no sums.
pub(crate) const EVERYTHING: &str = "All issues";

/// What a count of issues is called.
pub(crate) const COUNTED: &str = "Issues";

/// What is calculated by what, as the site calls it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    /// `Issues`, `Median time to resolution`.
    pub measure: String,
    /// The field of the rows; none where everything is one row.
    pub rows: Option<String>,
    /// The field of the columns, in charts with two dimensions.
    pub columns: Option<String>,
}

impl Default for Names {
    fn default() -> Self {
        Self {
            measure: COUNTED.to_owned(),
            rows: None,
            columns: None,
        }
    }
}

/// Where rows or columns are times, the key of the one that today is in: it is still filling.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SoFar {
    /// Among the rows.
    pub row: Option<String>,
    /// Among the columns.
    pub column: Option<String>,
}

/// Rows by columns of numbers with their totals.
///
/// Every number counts issues: where a field holds several values an issue stands in several rows,
/// and each total still counts it once. Totals also count what a limit without `others` leaves out
/// of the rows (a warning says so); they never count hidden values. A number that there is not, such as
/// an average of nothing, is none and no 0. Totals of averages and the like are calculated over issues,
/// never from the numbers of the cells. In JSON a whole number is written without a point, and none is
/// null: `[[12], [2.5], [null]]`.
///
/// `At` is how a moment is held: reading one from text would cost a browser that only shows it
/// 150 KB, so there it stays text (see [`Table::moments_as_text`]).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Table<At = jiff::Timestamp> {
    /// The values of `chart_by`, in drawing order.
    pub rows: Vec<Member>,
    /// The values of `group_by`; the single column `value` in a chart with one dimension.
    pub columns: Vec<Member>,
    /// `cells[row][column]`, in `unit`.
    #[serde(serialize_with = "number::rows_written")]
    pub cells: Vec<Vec<Option<f64>>>,
    /// One for each row.
    #[serde(serialize_with = "number::all_written")]
    pub row_totals: Vec<Option<f64>>,
    /// One for each column.
    #[serde(serialize_with = "number::all_written")]
    pub column_totals: Vec<Option<f64>>,
    /// Over everything.
    #[serde(serialize_with = "number::maybe_written")]
    pub total: Option<f64>,
    /// Whether the numbers of parts add up to those of the whole, as counts and sums do: only then is
    /// what stands under them a total (see [`Table::total_name`]).
    pub adds_up: bool,
    /// What is calculated by what, in the site's words.
    pub names: Names,
    /// Whether the picture shows running totals: each row with all before it (see [`Table::running`]).
    pub runs_up: bool,
    /// The times that are not over yet.
    pub so_far: SoFar,
    /// What is counted: `issues`; or in what it is told: `days`, `Story Points`, `%`.
    pub unit: String,
    /// As whom, when, complete or not.
    pub provenance: Provenance<At>,
}

impl<At> Table<At> {
    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        let counts = self.counts();
        match self.total {
            Some(total) => counts && total == 0.0 || self.rows.is_empty(),
            None => self.cells.iter().flatten().all(Option::is_none),
        }
    }

    /// Whether its numbers are counts of issues: 0 then means that there is none. (The difference of two counts
    /// is told in issues, too.)
    pub fn counts(&self) -> bool {
        self.unit == crate::plan::ISSUES && self.names.measure == COUNTED
    }

    /// What is calculated, and in what: `Issues`, `Median time to resolution (days)`.
    pub fn measure(&self) -> String {
        if self.counts() {
            COUNTED.to_owned()
        } else {
            format!("{} ({})", self.names.measure, self.unit)
        }
    }

    /// What the numbers over everything are called: an average over all issues is no total of averages.
    pub fn total_name(&self) -> &'static str {
        if self.adds_up { "Total" } else { EVERYTHING }
    }

    /// Whether its rows are times, but for what has none and all the others.
    pub fn is_over_time(&self) -> bool {
        let mut times = self.rows.iter().filter(|row| !row.is_rest()).peekable();
        times.peek().is_some() && times.all(Member::is_bucket)
    }

    /// Each of these numbers of the rows with all before it. Times follow each other whatever the order of the
    /// rows; no value and all the others are beside the axis, not on it.
    pub fn running(&self, numbers: &[Option<f64>]) -> Vec<Option<f64>> {
        let rows = self.rows.iter().enumerate();
        let mut places: Vec<usize> = rows
            .filter(|(_, row)| !row.is_rest())
            .map(|(place, _)| place)
            .collect();
        if places.iter().all(|place| self.rows[*place].is_bucket()) {
            places.sort_by(|a, b| self.rows[*a].key.cmp(&self.rows[*b].key));
        }
        let (mut sum, mut all) = (0.0, vec![None; self.rows.len()]);
        for place in places {
            sum += numbers.get(place).copied().flatten().unwrap_or_default();
            all[place] = Some(sum);
        }
        all
    }

    /// Whether these parts come to more than the total, because issues stand in several of them.
    pub fn is_exceeded_by(&self, parts: &[Option<f64>]) -> bool {
        // Sums of fractions differ in their last digits.
        const ROUNDING: f64 = 1e-9;
        let sum: f64 = parts.iter().flatten().sum();
        let total = self.total.filter(|_| self.adds_up);
        total.is_some_and(|total| sum > total + ROUNDING * total.abs())
    }

    /// Whether it has a single row, which is everything: such a row needs no total under it.
    pub fn is_undivided(&self) -> bool {
        self.rows.iter().all(|row| row.key == keys::ALL)
    }

    /// In what the number over everything is told, where it stands alone; said to be over everything
    /// where a reader may take it for a sum of what is around it.
    pub fn unit_of_total(&self) -> String {
        if self.adds_up || self.is_undivided() {
            self.unit.clone()
        } else {
            format!("{}, all issues", self.unit)
        }
    }

    /// Of what a cell is a share; nothing where the spec wants no percentages or there is no such cell.
    pub fn whole(&self, of: Percent, row: usize, column: usize) -> Option<f64> {
        match of {
            Percent::OfTotal => self.total,
            Percent::OfRow => self.row_totals.get(row).copied().flatten(),
            Percent::OfColumn => self.column_totals.get(column).copied().flatten(),
            Percent::None => None,
        }
    }
}

impl Member {
    /// Whether it is a bucket of time: its key is the ISO start of one. (A name of the same shape counts as
    /// one too; reading dates properly would cost the browser 150 KB.)
    pub fn is_bucket(&self) -> bool {
        let key = self.key.as_bytes();
        key.len() == 10
            && key.iter().enumerate().all(|(i, byte)| match i {
                4 | 7 => *byte == b'-',
                _ => byte.is_ascii_digit(),
            })
    }

    /// Whether it stands for something else than one value: no value, or all the others.
    pub fn is_rest(&self) -> bool {
        [keys::NONE, keys::OTHER].contains(&self.key.as_str())
    }
}

impl Table {
    /// The same with its moments as text, RFC 3339 in UTC.
    pub fn moments_as_text(self) -> Table<String> {
        let Provenance {
            run_as,
            account,
            site,
            issues,
            complete,
            plan,
            calls,
            points,
            fetched_at,
            age_seconds,
            timezone,
            warnings,
        } = self.provenance;
        Table {
            rows: self.rows,
            columns: self.columns,
            cells: self.cells,
            row_totals: self.row_totals,
            column_totals: self.column_totals,
            total: self.total,
            adds_up: self.adds_up,
            names: self.names,
            runs_up: self.runs_up,
            so_far: self.so_far,
            unit: self.unit,
            provenance: Provenance {
                run_as,
                account,
                site,
                issues,
                complete,
                plan,
                calls,
                points,
                fetched_at: fetched_at.to_string(),
                age_seconds,
                timezone,
                warnings,
            },
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
pub struct Provenance<At = jiff::Timestamp> {
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
    pub fetched_at: At,
    /// How old the numbers were when they were shown.
    pub age_seconds: u64,
    /// The zone in which days begin.
    pub timezone: String,
    /// Sentences for the reader.
    pub warnings: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_written_without_a_point_and_read_again() {
        let table = Table {
            rows: Vec::new(),
            columns: Vec::new(),
            cells: vec![vec![Some(12.0), Some(2.5)], vec![Some(-3.0), None]],
            row_totals: vec![Some(14.5), Some(-3.0)],
            column_totals: vec![Some(0.0), None],
            total: Some(29_057.0),
            adds_up: true,
            names: Names::default(),
            runs_up: false,
            so_far: SoFar::default(),
            unit: "issues".into(),
            provenance: Provenance::<jiff::Timestamp>::default(),
        };
        let json = serde_json::to_value(&table).unwrap();
        assert_eq!(json["cells"].to_string(), "[[12,2.5],[-3,null]]");
        assert_eq!(json["row_totals"].to_string(), "[14.5,-3]");
        assert_eq!(json["total"].to_string(), "29057");
        assert_eq!(
            serde_json::to_value(table.clone().moments_as_text()).unwrap(),
            json
        );
        assert_eq!(serde_json::from_value::<Table>(json).unwrap(), table);
    }
}
