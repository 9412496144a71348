//! Issues from the data folder, as records.

use std::{
    fs::File,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
};

use chart::{
    ChartSpec, Field, FieldKind, Fold, Item, Order, Provenance, Record, Sprint, SprintState,
    StatusCategory, Table, Value,
};
use serde_json::Value as Json;

/// The folder of a site's issues, where there is one.
pub(crate) fn folder(site: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("INLAY_REAL_DATA").map(|root| PathBuf::from(root).join(site));
    let folder = folder.filter(|folder| folder.is_dir());
    if folder.is_none() {
        eprintln!("INLAY_REAL_DATA names no folder with the site {site}: nothing to check");
    }
    folder
}

fn catalogue() -> Vec<Field> {
    let system = [
        ("status", "Status", FieldKind::Status),
        (
            "statusCategory",
            "Status Category",
            FieldKind::StatusCategory,
        ),
        ("priority", "Priority", FieldKind::Priority),
        ("issuetype", "Type", FieldKind::IssueType),
        ("resolution", "Resolution", FieldKind::Resolution),
        ("project", "Project", FieldKind::Project),
        ("assignee", "Assignee", FieldKind::User),
        ("reporter", "Reporter", FieldKind::User),
        ("parent", "Parent", FieldKind::Parent),
        ("summary", "Summary", FieldKind::Text),
        ("created", "Created", FieldKind::DateTime),
        ("updated", "Updated", FieldKind::DateTime),
        ("resolutiondate", "Resolved", FieldKind::DateTime),
        ("duedate", "Due date", FieldKind::Date),
        ("components", "Components", FieldKind::Component),
        ("labels", "Labels", FieldKind::Labels),
        ("fixVersions", "Fix versions", FieldKind::Versions),
        ("versions", "Affects versions", FieldKind::Versions),
        ("timespent", "Time Spent", FieldKind::Duration),
        (
            "timeoriginalestimate",
            "Original estimate",
            FieldKind::Duration,
        ),
        ("customfield_10016", "Story Points", FieldKind::Number),
        ("customfield_10020", "Sprint", FieldKind::Sprint),
        ("customfield_10021", "Flagged", FieldKind::Options),
    ];
    system
        .map(|(id, name, kind)| Field::system(id, name, kind))
        .to_vec()
}

fn value(field: &Field, fields: &Json) -> Value {
    // Jira Cloud has the category as a field of its own; these dumps have it inside the status.
    let json = match field.kind {
        FieldKind::StatusCategory => &fields["status"]["statusCategory"],
        _ => &fields[&field.id],
    };
    let text = |key: &str| json[key].as_str().unwrap_or_default();
    match (field.kind, json) {
        (_, Json::Null) => Value::Empty,
        (FieldKind::DateTime, Json::String(time)) => Value::Instant(instant(time)),
        (FieldKind::Date, Json::String(day)) => Value::Day(day.parse().unwrap()),
        (FieldKind::Text, Json::String(words)) => Value::Text(words.as_str().into()),
        (FieldKind::Number | FieldKind::Duration, number) => {
            Value::Number(number.as_f64().unwrap())
        }
        (FieldKind::User, _) => Value::One(Item::keyed(text("accountId"), text("displayName"))),
        (FieldKind::Status, _) => {
            let category = json["statusCategory"]["key"].as_str().unwrap_or_default();
            let category = StatusCategory::from_key(category);
            Value::One(Item::named(text("name")).in_category(category))
        }
        (FieldKind::Project | FieldKind::Parent, _) => Value::One(Item::named(text("key"))),
        (FieldKind::Sprint, Json::Array(list)) => Value::Sprints(list.iter().map(sprint).collect()),
        (_, Json::Array(list)) => {
            let name = |item: &Json| -> Item {
                let words = item
                    .as_str()
                    .or(item["name"].as_str())
                    .or(item["value"].as_str());
                Item::named(words.unwrap())
            };
            Value::Many(list.iter().map(name).collect())
        }
        _ => Value::One(Item::named(text("name"))),
    }
}

fn sprint(json: &Json) -> Sprint {
    let state = match json["state"].as_str() {
        Some("active") => SprintState::Active,
        Some("future") => SprintState::Future,
        _ => SprintState::Closed,
    };
    Sprint {
        item: Item {
            id: json["id"].to_string().into(),
            ..Item::named(json["name"].as_str().unwrap())
        },
        state,
        start: json["startDate"].as_str().map(|time| time.parse().unwrap()),
    }
}

/// Jira writes offsets without a colon.
fn instant(time: &str) -> jiff::Timestamp {
    jiff::Timestamp::strptime("%Y-%m-%dT%H:%M:%S%.f%z", time).unwrap()
}

/// The tables of all specs, over one reading of the issues.
pub(crate) fn tables(
    folder: &Path,
    projects: &[&str],
    specs: &[ChartSpec],
    now: &str,
) -> Vec<Table> {
    let now = now.parse().unwrap();
    let begin = |spec: &ChartSpec| {
        let plan = chart::plan(spec, &catalogue()).unwrap();
        let zone = spec.timezone.as_deref().unwrap_or("UTC");
        let zone = jiff::tz::TimeZone::get(zone).unwrap();
        let fold = Fold::new(spec, &plan, &Order::default(), zone, now);
        (plan, fold)
    };
    let mut folds: Vec<_> = specs.iter().map(begin).collect();
    for project in projects {
        let file = File::open(folder.join(format!("{project}.jsonl.gz"))).unwrap();
        for line in BufReader::new(flate2::read::GzDecoder::new(file)).lines() {
            let issue: Json = serde_json::from_str(&line.unwrap()).unwrap();
            for (plan, fold) in &mut folds {
                let fields = plan.fields.iter();
                let values = fields.map(|field| value(field, &issue["fields"])).collect();
                fold.push(&Record { id: 0, values });
            }
        }
    }
    folds
        .into_iter()
        .map(|(_, fold)| fold.finish(Provenance::default()))
        .collect()
}
