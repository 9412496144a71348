//! The exact JQL behind each number of a table.

mod opposite;

use serde::{Deserialize, Serialize};

use opposite::has_opposite;

/// The query of each cell, row, column and total, put together when it is asked for.
///
/// Jira finds with it the issues that the number is made of: values are named by their ids (several of one
/// name by all of them), `(none)` is `is EMPTY`, days are written as moments in the zone of the account that
/// asks. There is no query where JQL has no words for the issues: those that are not in some of the author's
/// segments, where these ask for something that an issue may be without (`NOT` in Jira leaves such issues
/// out), more values than a query can name, and values that the spec alone names.
///
/// It tells about issues: whoever may see only numbers must not get it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Queries {
    pub(crate) base: String,
    /// Which issues have the quantity that is measured.
    pub(crate) measured: Clause,
    pub(crate) cells: Cells,
}

/// A condition, in brackets where it needs them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Clause {
    /// Holds for all.
    All,
    /// JQL has no words for it.
    Unknown,
    /// A condition.
    Where(String),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Cells {
    /// A cell is what is in its row and in its column.
    Crossed { rows: Edge, columns: Edge },
    /// Each cell has a condition of its own, and a row or column is where any of its cells is.
    Paired {
        cells: Vec<Vec<Clause>>,
        columns: Vec<Clause>,
    },
}

/// The conditions of one side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Edge {
    pub(crate) members: Vec<Clause>,
    /// What is on this side at all.
    pub(crate) any: Clause,
}

impl Queries {
    /// The issues of a cell.
    pub fn cell(&self, row: usize, column: usize) -> Option<String> {
        match &self.cells {
            Cells::Crossed { rows, columns } => {
                self.query(&[rows.members.get(row)?, columns.members.get(column)?])
            }
            Cells::Paired { cells, .. } => self.query(&[cells.get(row)?.get(column)?]),
        }
    }

    /// The issues of a whole row.
    pub fn row(&self, row: usize) -> Option<String> {
        match &self.cells {
            Cells::Crossed { rows, columns } => self.query(&[rows.members.get(row)?, &columns.any]),
            Cells::Paired { cells, .. } => self.query(&[&any_of(cells.get(row)?)]),
        }
    }

    /// What is true of the issues of a row, without the chart's query: a condition for [`crate::Narrowing`].
    pub(crate) fn condition(&self, row: usize) -> Option<&str> {
        match &self.cells {
            Cells::Crossed { rows, .. } => match rows.members.get(row)? {
                Clause::Where(condition) => Some(condition),
                Clause::All | Clause::Unknown => None,
            },
            Cells::Paired { .. } => None,
        }
    }

    /// The issues of a whole column.
    pub fn column(&self, column: usize) -> Option<String> {
        match &self.cells {
            Cells::Crossed { rows, columns } => {
                self.query(&[&rows.any, columns.members.get(column)?])
            }
            Cells::Paired { columns, .. } => self.query(&[columns.get(column)?]),
        }
    }

    /// All issues of the chart.
    pub fn total(&self) -> Option<String> {
        match &self.cells {
            Cells::Crossed { rows, columns } => self.query(&[&rows.any, &columns.any]),
            Cells::Paired { columns, .. } => self.query(&[&any_of(columns)]),
        }
    }

    fn query(&self, clauses: &[&Clause]) -> Option<String> {
        let clauses = clauses.iter().copied().chain([&self.measured]);
        narrowed(&self.base, clauses)
    }
}

/// The issues of a query for which all of the clauses hold; none where JQL has no words for one.
pub(crate) fn narrowed<'a>(
    base: &str,
    clauses: impl IntoIterator<Item = &'a Clause>,
) -> Option<String> {
    let mut out = format!("({base})");
    for clause in clauses {
        match clause {
            Clause::All => {}
            Clause::Unknown => return None,
            Clause::Where(condition) => {
                out.push_str(" AND ");
                out.push_str(condition);
            }
        }
    }
    Some(out)
}

/// What holds where any of the clauses does.
pub(crate) fn any_of(clauses: &[Clause]) -> Clause {
    let mut conditions: Vec<&str> = Vec::new();
    for clause in clauses {
        match clause {
            Clause::All => return Clause::All,
            Clause::Unknown => return Clause::Unknown,
            Clause::Where(condition) => conditions.push(condition),
        }
    }
    match conditions.as_slice() {
        [] => Clause::Unknown,
        [only] => Clause::Where((*only).to_owned()),
        several => Clause::Where(format!("({})", several.join(" OR "))),
    }
}

/// What holds where none of the clauses does, as far as `NOT` says so.
pub(crate) fn none_of(clauses: &[Clause]) -> Clause {
    match any_of(clauses) {
        Clause::Where(condition) if has_opposite(&condition) => {
            Clause::Where(format!("NOT {condition}"))
        }
        _ => Clause::Unknown,
    }
}
