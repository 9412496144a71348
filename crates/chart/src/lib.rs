//! Charts as text: the words and the pure pipeline from a description to a drawing.
//!
//! ```text
//! ChartSpec -> plan -> Fold (issue by issue) -> Table -> option (ECharts) and summary (a sentence)
//! ```
//!
//! Nothing here does input or output, reads a clock or knows Jira's wire format: `service` turns
//! Jira's issues into [`Record`]s and passes the time and the zone in. Segments are queries that only
//! Jira can answer: the plan names them, and the fold is told which issues each one finds. A [`Counting`]
//! makes the same table from what Jira counts, where the plan has [`Plan::listings`]. Beside the table a fold gives [`Queries`], the JQL behind each number. Without the features `option` and `yaml`
//! the crate builds for the browser and stays small there.
//!
//! ```
//! use chart::{ChartSpec, Field, FieldKind, Fold, Item, Order, Provenance, Record, Value};
//! use serde_json::json;
//!
//! let spec = ChartSpec::from_json(&json!({
//!     "version": 1,
//!     "site": "1324a887-45db-1bf4-1e99-ef0ff456d421",
//!     "source": {"jql": "project = ABC ORDER BY created"},
//!     "kind": "bar",
//!     "chart_by": {"field": "priority"},
//! }))?;
//! let catalogue = [Field::system("priority", "Priority", FieldKind::Priority)];
//! let plan = chart::plan(&spec, &catalogue)?;
//! assert_eq!(plan.jql, "project = ABC");
//!
//! let mut fold = Fold::new(&spec, &plan, &Order::default(), jiff::tz::TimeZone::UTC, jiff::Timestamp::UNIX_EPOCH);
//! fold.push(&Record { id: 1, values: vec![Value::One(Item::named("High"))] });
//! fold.push(&Record { id: 2, values: vec![Value::Empty] });
//! let table = fold.finish(Provenance::default());
//! assert_eq!(table.total, Some(2.0));
//! assert_eq!(chart::summary(&spec, &table), "Issues by Priority: 2 in all; High 1 (50 %), (none) 1 (50 %).");
//! # Ok::<(), chart::SpecError>(())
//! ```
//!
//! **To add a chart kind:** a variant and its row in `kind.rs`, one file under `option/` that makes
//! its ECharts option (or, for HTML, a component in `app`), and a snapshot in `option/tests.rs`.
//! **To add a key of the spec:** its field and default beside the others of its part under `spec/`,
//! one line in that part's `parse` and one in its `print`, and its place in `spec/schema.rs`; the property
//! "parse, print, parse" then covers it. Every version ever shipped still loads: give a new key a default.
//! **To add a statistic:** its word in `spec/measure.rs`, and how it comes out in `fold/tally.rs`.

mod csv;
mod field;
mod fold;
mod jql;
mod kind;
mod names;
mod narrowing;
mod number;
#[cfg(feature = "option")]
mod option;
mod order;
mod paint;
mod plan;
mod queries;
mod record;
mod spec;
mod summary;
mod table;

pub mod ink;
pub mod keys;

pub use csv::{RUNNING_TOTAL, csv};
pub use field::{Field, FieldKind};
pub use fold::{Counting, Counts, Fold, Listed, Step};
pub use kind::Kind;
pub use narrowing::{Condition, How, Narrowing, narrow, values_of};
pub use number::{grouped, percent};
#[cfg(feature = "option")]
pub use option::{option, standalone_option};
pub use order::Order;
pub use paint::PALETTE;
pub use plan::{
    Choice, Estimate, Listing, MOST_SCANNED, Plan, SegmentQuery, Uncountable, choose, plan,
};
pub use queries::Queries;
pub use record::{Item, Record, Sprint, SprintState, StatusCategory, Value};
pub use spec::{
    Align, Bins, By, ChartSpec, Colour, DashboardSpec, Dimension, Display, Filters, Goal, Interval,
    Labels, Legend, Lines, Measure, Merge, Moment, Operator, OrderBy, Percent, Placed, Quantity,
    Range, RelativeUnit, Segment, SiteId, Source, SpecError, SprintChoice, Statistic, Theme,
    TimeUnit, Unresolved, schema,
};
pub use summary::summary;
pub use table::{Member, Names, Provenance, SoFar, Table};
