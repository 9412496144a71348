//! Real issues through the whole pipeline, against counts made by hand elsewhere.
//!
//! Runs where `INLAY_REAL_DATA` names a folder of `<site>/<PROJECT>.jsonl.gz`; elsewhere it says so
//! and passes.

#![expect(
    clippy::float_cmp,
    clippy::unwrap_used,
    reason = "counts are whole numbers; a broken data folder is a failed test"
)]

use std::{
    fs::File,
    io::{BufRead, BufReader},
    path::PathBuf,
};

use chart::{
    ChartSpec, Field, FieldKind, Fold, Item, Order, Provenance, Record, StatusCategory, Table,
    Value,
};
use serde_json::{Value as Json, json};

const PROJECTS: [&str; 5] = ["TIMOB", "AC", "ALOY", "MOD", "DAEMON"];

fn folder() -> Option<PathBuf> {
    let folder = PathBuf::from(std::env::var_os("INLAY_REAL_DATA")?).join("appcelerator");
    folder.is_dir().then_some(folder)
}

fn catalogue() -> Vec<Field> {
    vec![
        Field::system("status", "Status", FieldKind::Status),
        Field::system("priority", "Priority", FieldKind::Priority),
        Field::system("created", "Created", FieldKind::DateTime),
        Field::system("components", "Components", FieldKind::Component),
        Field::system("assignee", "Assignee", FieldKind::User),
    ]
}

fn value(field: &Field, json: &Json) -> Value {
    let text = |key: &str| json[key].as_str().unwrap_or_default();
    match (field.kind, json) {
        (_, Json::Null) => Value::Empty,
        // Jira writes offsets without a colon.
        (FieldKind::DateTime, Json::String(time)) => {
            Value::Instant(jiff::Timestamp::strptime("%Y-%m-%dT%H:%M:%S%.f%z", time).unwrap())
        }
        (FieldKind::User, _) => Value::One(Item::keyed(text("accountId"), text("displayName"))),
        (FieldKind::Status, _) => {
            let category = json["statusCategory"]["key"].as_str().unwrap_or_default();
            let category = StatusCategory::from_key(category);
            Value::One(Item::named(text("name")).in_category(category))
        }
        (_, Json::Array(list)) => Value::Many(
            list.iter()
                .filter_map(|item| item["name"].as_str())
                .map(Item::named)
                .collect(),
        ),
        _ => Value::One(Item::named(text("name"))),
    }
}

fn spec(chart_by: Json, group_by: Option<Json>) -> ChartSpec {
    ChartSpec::from_json(&json!({
        "version": 1,
        "site": "1324a887-45db-1bf4-1e99-ef0ff456d421",
        "source": {"projects": PROJECTS},
        "kind": if group_by.is_some() { "stacked_bar" } else { "bar" },
        "chart_by": chart_by,
        "group_by": group_by,
    }))
    .unwrap()
}

/// The tables of all specs, over one reading of the issues.
fn tables(folder: &std::path::Path, specs: &[ChartSpec]) -> Vec<Table> {
    let now = "2021-12-01T00:00:00Z".parse().unwrap();
    let begin = |spec: &ChartSpec| {
        let plan = chart::plan(spec, &catalogue()).unwrap();
        let fold = Fold::new(spec, &plan, &Order::default(), jiff::tz::TimeZone::UTC, now);
        (plan, fold)
    };
    let mut folds: Vec<_> = specs.iter().map(begin).collect();
    for project in PROJECTS {
        let file = File::open(folder.join(format!("{project}.jsonl.gz"))).unwrap();
        for line in BufReader::new(flate2::read::GzDecoder::new(file)).lines() {
            let issue: Json = serde_json::from_str(&line.unwrap()).unwrap();
            for (plan, fold) in &mut folds {
                let fields = plan.fields.iter();
                let values = fields
                    .map(|field| value(field, &issue["fields"][&field.id]))
                    .collect();
                fold.push(&Record { id: 0, values });
            }
        }
    }
    folds
        .into_iter()
        .map(|(_, fold)| fold.finish(Provenance::default()))
        .collect()
}

fn counts(table: &Table) -> Vec<(&str, f64)> {
    let keys = table.rows.iter().map(|row| row.key.as_str());
    let mut counts: Vec<_> = keys.zip(table.row_totals.iter().copied()).collect();
    counts.sort_by(|a, b| b.1.total_cmp(&a.1));
    counts
}

#[test]
fn statuses_priorities_and_months_of_real_issues_are_counted_right() {
    let Some(folder) = folder() else {
        eprintln!("INLAY_REAL_DATA names no folder with the site appcelerator: nothing to check");
        return;
    };
    let specs = [
        spec(json!({"field": "status"}), None),
        spec(json!({"field": "priority"}), None),
        spec(json!({"field": "created"}), None),
        spec(
            json!({"field": "priority"}),
            Some(json!({"field": "status"})),
        ),
        spec(json!({"field": "components"}), None),
    ];
    let tables = tables(&folder, &specs);
    let [by_status, by_priority, by_month, crossed, by_component] = tables.as_slice() else {
        panic!("one table for each spec");
    };

    let expected = [
        ("Closed", 23834.0),
        ("Open", 2639.0),
        ("Resolved", 2335.0),
        ("Reopened", 192.0),
        ("In Review", 29.0),
        ("In Progress", 26.0),
        ("In QE Test", 2.0),
    ];
    assert_eq!(counts(by_status), expected);
    assert_eq!(
        chart::summary(&specs[0], by_status),
        "Issues by status: 29,057 in all; Closed 23,834 (82 %), Open 2,639 (9 %), Resolved 2,335 (8 %), \
         Reopened 192 (< 1 %), In Review 29 (< 1 %), and 2 more values."
    );

    let expected = [
        ("High", 7462.0),
        ("Medium", 6409.0),
        ("(none)", 5024.0),
        ("Low", 4494.0),
        ("Critical", 2992.0),
        ("None", 1766.0),
        ("Trivial", 910.0),
    ];
    assert_eq!(counts(by_priority), expected);

    assert_eq!(by_month.rows[0].key, "2011-03-01");
    assert_eq!(counts(by_month)[0], ("2011-04-01", 3735.0));
    assert_eq!(by_month.row_totals.iter().sum::<f64>(), 29_057.0);

    assert_eq!(
        (crossed.total, counts(crossed)),
        (29_057.0, counts(by_priority))
    );

    // Several components count an issue several times, the total once.
    assert_eq!(by_component.total, 29_057.0);
    assert!(by_component.row_totals.iter().sum::<f64>() > 29_057.0);
}
