//! Issues made by hand, and what the tests about them share.

#![expect(
    clippy::cast_precision_loss,
    reason = "counts are whole numbers, and few"
)]

mod counting;
mod dates;
mod edits;
mod grounds;
mod measures;
mod order;
mod properties;
mod tables;
mod values;

use jiff::tz::TimeZone;
use serde_json::{Value as Json, json};

use crate::{
    ChartSpec, Field, FieldKind, Fold, Item, Order, Provenance, Record, Sprint, SprintState,
    StatusCategory, Table, Value, plan,
};

const NOW: &str = "2026-11-23T09:14:00Z";

fn catalogue() -> Vec<Field> {
    vec![
        Field::system("status", "Status", FieldKind::Status),
        Field::system("priority", "Priority", FieldKind::Priority),
        Field::system("labels", "Labels", FieldKind::Labels),
        Field::system("assignee", "Assignee", FieldKind::User),
        Field::system("created", "Created", FieldKind::DateTime),
        Field::system("duedate", "Due date", FieldKind::Date),
        Field::system("summary", "Summary", FieldKind::Text),
        Field::system("resolutiondate", "Resolved", FieldKind::DateTime),
        Field::system("timespent", "Time Spent", FieldKind::Duration),
        Field::system("customfield_1", "Sprint", FieldKind::Sprint),
        Field::system("customfield_2", "Place", FieldKind::Cascading),
        Field::system("customfield_3", "Story Points", FieldKind::Number),
    ]
}

fn spec(chart_by: Json, group_by: Option<Json>) -> ChartSpec {
    ChartSpec::from_json(&json!({
        "version": 1,
        "site": "1324a887-45db-1bf4-1e99-ef0ff456d421",
        "source": {"jql": "project = A"},
        "kind": if group_by.is_some() { "stacked_bar" } else { "pie" },
        "chart_by": chart_by,
        "group_by": group_by,
    }))
    .unwrap()
}

fn started(spec: &ChartSpec, order: &Order, zone: &str) -> Fold {
    let plan = plan(spec, &catalogue()).unwrap();
    Fold::new(
        spec,
        &plan,
        order,
        TimeZone::get(zone).unwrap(),
        NOW.parse().unwrap(),
    )
}

fn record(values: Vec<Value>) -> Record {
    Record { id: 1, values }
}

fn fold_in(
    spec: &ChartSpec,
    order: &Order,
    zone: &str,
    issues: impl IntoIterator<Item = Vec<Value>>,
) -> Table {
    let mut fold = started(spec, order, zone);
    for values in issues {
        fold.push(&record(values));
    }
    fold.finish(Provenance::default())
}

/// The table of one dimension over issues with one value each.
fn by(chart_by: Json, values: impl IntoIterator<Item = Value>) -> Table {
    fold_in(
        &spec(chart_by, None),
        &Order::default(),
        "UTC",
        values.into_iter().map(|value| vec![value]),
    )
}

fn one(name: &str) -> Value {
    Value::One(Item::named(name))
}

fn many(names: &[&str]) -> Value {
    Value::Many(names.iter().map(|name| Item::named(name)).collect())
}

fn at(time: &str) -> Value {
    Value::Instant(time.parse().unwrap())
}

fn rows(table: &Table) -> Vec<(&str, f64)> {
    table
        .rows
        .iter()
        .map(|row| row.key.as_str())
        .zip(
            table
                .row_totals
                .iter()
                .map(|number| number.unwrap_or(f64::NAN)),
        )
        .collect()
}
