//! What those see who are in the audience of a chart and not among its people.
//!
//! These types have no place for a query, a link, an account or a spec: what is not in them cannot
//! get into HTML, SVG, CSV or JSON by mistake.

use crate::{FilterBar, view::Drawn};
use chart::{ChartSpec, Display, Kind, Member, Names, Provenance, SoFar, Table};
use jiff::Timestamp;
use serde_json::Value;

/// A chart for somebody who sees its numbers and nothing behind them.
#[derive(Clone, Debug)]
pub struct SharedView {
    /// Its id, which they have already.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it looks like.
    pub kind: Kind,
    /// Legend, labels, height and so on.
    pub display: Display,
    /// Whether its numbers add up, so that shares of them mean something.
    pub adds_up: bool,
    /// What it may be narrowed by, and is; its query is never in it.
    pub filter: FilterBar,
    /// The numbers.
    pub table: SharedTable,
    /// What the site calls the field of the rows; empty where there is no dimension.
    pub by: String,
    /// What it calls the field of the columns, in charts with two dimensions.
    pub and: Option<String>,
    /// The ECharts option; null for kinds that are HTML (table, tile).
    pub option: Value,
    /// The same as SVG, following the page's theme; empty where `option` is null.
    pub svg: String,
    /// One sentence for screen readers.
    pub summary: String,
    /// Whether these are old numbers, because Jira does not answer.
    pub stale: bool,
}

/// The numbers, as [`chart::Table`] has them, without what tells as whom and how they were got.
#[derive(Clone, Debug, PartialEq)]
pub struct SharedTable {
    /// The values of `chart_by`, in drawing order.
    pub rows: Vec<SharedMember>,
    /// The values of `group_by`; a single column in a chart with one dimension.
    pub columns: Vec<SharedMember>,
    /// `cells[row][column]`, in `unit`.
    pub cells: Vec<Vec<Option<f64>>>,
    /// One for each row.
    pub row_totals: Vec<Option<f64>>,
    /// One for each column.
    pub column_totals: Vec<Option<f64>>,
    /// Over everything.
    pub total: Option<f64>,
    /// Whether the numbers of parts add up to those of the whole.
    pub adds_up: bool,
    /// What is calculated by what.
    pub names: Names,
    /// Whether the picture shows running totals.
    pub runs_up: bool,
    /// The times that are not over yet.
    pub so_far: SoFar,
    /// What is counted: `issues`.
    pub unit: String,
    /// Issues read or counted.
    pub issues: u64,
    /// Whether nothing is missing.
    pub complete: bool,
    /// When Jira answered.
    pub fetched_at: Timestamp,
    /// How old the numbers were when they were shown.
    pub age_seconds: u64,
    /// The zone in which days begin, where the chart names one.
    pub timezone: String,
}

/// A row or a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedMember {
    /// One of [`chart::keys`], or what people read: a person's own key is the account id.
    pub key: String,
    /// What people read.
    pub label: String,
    /// `#rrggbb`.
    pub colour: String,
}

impl SharedView {
    pub(crate) fn of(id: String, spec: ChartSpec, filter: FilterBar, drawn: Drawn) -> Self {
        let mut table = SharedTable::from(drawn.table);
        // Otherwise it is the owner's own, which is nobody's business.
        table.timezone = spec.timezone.unwrap_or_default();
        Self {
            id,
            title: spec.title,
            kind: spec.kind,
            display: spec.display,
            adds_up: spec.measure.adds_up(),
            filter,
            table,
            by: drawn.by,
            and: drawn.and,
            option: drawn.option,
            svg: drawn.svg,
            summary: drawn.summary,
            stale: drawn.stale,
        }
    }
}

impl SharedTable {
    /// The numbers as all tables are, to be shown like them: what was left out is empty.
    pub fn into_table(self) -> Table {
        let members = |list: Vec<SharedMember>| {
            list.into_iter()
                .map(|member| Member {
                    key: member.key,
                    label: member.label,
                    colour: member.colour,
                })
                .collect()
        };
        Table {
            rows: members(self.rows),
            columns: members(self.columns),
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
                run_as: crate::RunAs::Owner.name().into(),
                issues: self.issues,
                complete: self.complete,
                fetched_at: self.fetched_at,
                age_seconds: self.age_seconds,
                timezone: self.timezone,
                ..Provenance::default()
            },
        }
    }
}

impl From<Table> for SharedTable {
    fn from(table: Table) -> Self {
        let members = |list: Vec<Member>| list.into_iter().map(SharedMember::from).collect();
        Self {
            rows: members(table.rows),
            columns: members(table.columns),
            cells: table.cells,
            row_totals: table.row_totals,
            column_totals: table.column_totals,
            total: table.total,
            adds_up: table.adds_up,
            names: table.names,
            runs_up: table.runs_up,
            so_far: table.so_far,
            unit: table.unit,
            issues: table.provenance.issues,
            complete: table.provenance.complete,
            fetched_at: table.provenance.fetched_at,
            age_seconds: table.provenance.age_seconds,
            timezone: table.provenance.timezone,
        }
    }
}

impl From<Member> for SharedMember {
    fn from(member: Member) -> Self {
        let reserved = [
            chart::keys::NONE,
            chart::keys::OTHER,
            chart::keys::ALL,
            chart::keys::VALUE,
        ];
        let known = reserved.contains(&member.key.as_str()) || member.is_bucket();
        let key = if known {
            member.key
        } else {
            member.label.clone()
        };
        Self {
            key,
            label: member.label,
            colour: member.colour,
        }
    }
}
