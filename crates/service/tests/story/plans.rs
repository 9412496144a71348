//! Two plans, one table: what Jira counts is what its issues give.

use crate::stage::{MAYA, Stage};
use chart::{Provenance, Table};
use serde_json::{Value, json};
use service::{Service, Viewer};

const ALL: &str = "project is not EMPTY";
const ZONES: [&str; 4] = [
    "UTC",
    "America/Sao_Paulo",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
];

/// Dimensions that can be counted, edited in every way.
fn dimensions() -> Vec<Value> {
    let two = json!([{"name": "Bugs", "jql": "issuetype = Bug"}, {"name": "Late", "jql": "due < now() OR priority = High order by key"}]);
    let three = json!([{"name": "Open", "jql": "resolution is EMPTY"}, {"name": "Old", "jql": "created < -300d"}, {"name": "Nobody's", "jql": "assignee is EMPTY"}]);
    vec![
        json!({"field": "status"}),
        json!({"field": "status", "order": "value_desc", "limit": 3}),
        json!({"field": "status", "show_empty": true, "order": "label"}),
        json!({"field": "status", "hide": ["Done", "Closed"], "limit": 2, "others": false}),
        json!({"field": "status", "merge": [{"name": "Doing", "values": ["In Progress", "In Review", "Review"]}], "rename": {"Done": "Finished"}}),
        json!({"field": "statusCategory"}),
        json!({"field": "statusCategory", "hide": ["Done"], "show_empty": true}),
        json!({"field": "statusCategory", "show_empty": true, "order": ["Done", "Never"]}),
        json!({"field": "issuetype", "limit": 2, "others": false}),
        json!({"field": "issuetype", "order": "value_asc"}),
        json!({"field": "project"}),
        json!({"field": "project", "show_empty": true, "order": "jira"}),
        json!({"field": "project", "limit": 1, "colours": {"(other)": "#123456"}}),
        json!({"field": "priority", "merge": [{"name": "Urgent", "values": ["Highest", "High", "(none)"]}]}),
        json!({"field": "priority", "merge": [{"name": "Top", "values": ["Highest", "High"]}], "hide": ["Highest"], "order": "label", "rename": {"Low": "Aaa"}}),
        json!({"field": "priority", "hide": ["Medium"], "show_empty": true}),
        json!({"field": "priority", "order": ["Low", "High"], "limit": 2}),
        json!({"field": "resolution", "hide": ["(none)"]}),
        json!({"field": "resolution", "limit": 1}),
        json!({"field": "resolution", "limit": 2, "show_empty": true}),
        json!({"field": "components"}),
        json!({"field": "components", "limit": 3}),
        json!({"field": "components", "limit": 4, "others": false, "show_empty": true}),
        json!({"field": "components", "merge": [{"name": "Nothing", "values": ["(none)"]}]}),
        json!({"field": "components", "hide": ["(none)"], "limit": 5, "order": "label"}),
        json!({"field": "fixVersions"}),
        json!({"field": "versions", "limit": 4}),
        json!({"field": "fixVersions", "hide": ["(none)"], "others": false, "limit": 6}),
        json!({"field": "labels", "limit": 5, "show_empty": true}),
        json!({"field": "labels", "hide": ["(none)"], "limit": 8, "others": false}),
        json!({"field": "assignee"}),
        json!({"field": "assignee", "limit": 3, "hide": ["(none)"]}),
        json!({"field": "reporter", "limit": 25}),
        json!({"field": "customfield_10032", "show_empty": true, "order": ["Nothing yet", "Nor here"], "limit": 4}),
        json!({"field": "created", "interval": "quarter"}),
        json!({"field": "created", "interval": "week", "range": {"from": "-80d", "to": "-3d"}}),
        json!({"field": "created", "interval": "month", "range": {"from": "-400d", "to": "0d"}, "hide": ["2026-03-01"]}),
        json!({"field": "created", "interval": "month", "range": {"from": "-200d"}, "order": "newest", "limit": 3}),
        json!({"field": "created", "interval": "day", "range": {"from": "-30d", "to": "0d"}, "show_empty": false}),
        json!({"field": "updated", "interval": "month", "range": {"to": "-40d"}}),
        json!({"field": "duedate", "interval": "month"}),
        json!({"field": "duedate", "interval": "week", "range": {"from": "-60d", "to": "60d"}, "limit": 4, "others": false}),
        json!({"field": "resolutiondate", "interval": "year", "limit": 1}),
        json!({"field": "customfield_10032"}),
        json!({"field": "customfield_10037", "interval": "month"}),
        json!({ "segments": two }),
        json!({"segments": three, "limit": 2, "show_empty": true}),
        json!({"segments": three, "hide": ["(none)"], "merge": [{"name": "Aside", "values": ["Old", "Nobody's"]}]}),
        json!({"segments": three, "limit": 1, "others": false}),
        json!({"segments": three, "hide": ["Old"]}),
        json!({"segments": three, "hide": ["Open"], "merge": [{"name": "Aside", "values": ["Old", "(none)"]}]}),
    ]
}

/// The table without where it comes from: only what it says.
fn bare(table: Table) -> Table {
    Table {
        provenance: Provenance {
            warnings: table.provenance.warnings,
            timezone: table.provenance.timezone,
            issues: table.provenance.issues,
            ..Provenance::default()
        },
        ..table
    }
}

/// Two processes over the same site, each with what it holds: one shows saved charts, and counts; in the
/// other somebody edits, and so few issues are read.
struct Two {
    stage: Stage,
    editor: Service,
    viewer: Viewer,
}

impl Two {
    async fn set() -> Self {
        let stage = Stage::set().await;
        let viewer = stage.sign_in(MAYA).await;
        Self {
            editor: stage.another_process().await,
            stage,
            viewer,
        }
    }
}

async fn by_view(Two { stage, viewer, .. }: &Two, spec: &Value) -> Table {
    // What all these charts cost together is not the story.
    stage.control("points", json!({ "left": 65_000 })).await;
    let saved = stage.service.save_chart(viewer, None, None, spec).await;
    let id = saved
        .unwrap_or_else(|failure| panic!("{spec}: {failure}"))
        .id;
    let view = stage.service.view(viewer, &id).await;
    view.unwrap_or_else(|failure| panic!("{spec}: {failure}"))
        .drawn
        .table
}

async fn by_editor(Two { editor, viewer, .. }: &Two, spec: &Value) -> Table {
    let drawn = editor.preview(viewer, spec).await;
    drawn
        .unwrap_or_else(|failure| panic!("{spec}: {failure}"))
        .table
}

/// What is wrong where they differ.
async fn difference(two: &Two, spec: &Value) -> Option<String> {
    let (counted, scanned) = (by_view(two, spec).await, by_editor(two, spec).await);
    let spent = (counted.provenance.points, scanned.provenance.points);
    let plans = [&counted, &scanned].map(|table| table.provenance.plan.clone());
    if plans != ["counts", "scan"] || spent.0 >= spent.1 || !counted.provenance.complete {
        let explained = two.stage.service.explain(&two.viewer, spec).await;
        return Some(format!("{spec}: {plans:?} {spent:?} {explained:?}"));
    }
    let (counted, scanned) = (bare(counted), bare(scanned));
    (counted != scanned).then(|| format!("{spec}:\n{counted:?}\n{scanned:?}"))
}

/// A spec over a query of its own, so that nothing is held of it.
fn spec_of(stage: &Stage, place: usize) -> Value {
    let mut spec = stage.spec(&format!("{ALL} AND key != \"ZZZ-{place}\""), "status");
    spec["source"] =
        json!({"jql": format!("{ALL} AND created > \"2000-01-01 00:{:02}\"", place % 60)});
    spec["timezone"] = ZONES[place % ZONES.len()].into();
    spec
}

#[tokio::test]
async fn one_dimension_is_the_same_by_both_plans() {
    let two = Two::set().await;
    let mut differences = Vec::new();
    for (place, dimension) in dimensions().into_iter().enumerate() {
        let mut spec = spec_of(&two.stage, place);
        spec["chart_by"] = dimension;
        differences.extend(difference(&two, &spec).await);
    }
    assert!(differences.is_empty(), "{}", differences.join("\n\n"));
}

#[tokio::test]
async fn two_dimensions_are_the_same_by_both_plans() {
    let two = Two::set().await;
    let all = dimensions();
    let mut differences = Vec::new();
    let mut counted = 0;
    // A step that has no divisor in common with their number brings everybody together with somebody else.
    assert_ne!(all.len() % 7, 0, "7 is no such step");
    for place in 0..all.len() {
        let mut spec = spec_of(&two.stage, place);
        spec["kind"] = "table_2d".into();
        spec["chart_by"] = all[place].clone();
        spec["group_by"] = all[(place * 7 + 3) % all.len()].clone();
        let table = by_view(&two, &spec).await;
        // Many cells may cost more than the issues: then both read them.
        if table.provenance.plan == "counts" {
            counted += 1;
            let (table, scanned) = (bare(table), bare(by_editor(&two, &spec).await));
            if table != scanned {
                differences.push(format!("{spec}:\n{table:?}\n{scanned:?}"));
            }
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n\n"));
    let all = all.len();
    assert!(counted * 2 > all, "{counted} of {all} are counted");
}

#[tokio::test]
async fn several_dates_are_the_same_by_both_plans() {
    let two = Two::set().await;
    let mut differences = Vec::new();
    for (place, dates) in [
        json!({"dates": ["created", "resolutiondate"], "interval": "month"}),
        json!({"dates": ["created", "duedate"], "interval": "week", "range": {"from": "-60d", "to": "0d"}}),
        json!({"dates": ["created", "updated", "customfield_10037"], "interval": "quarter", "limit": 3}),
        json!({"dates": ["resolutiondate", "duedate"], "interval": "month", "range": {"from": "-300d"}, "hide": ["2026-05-01"], "limit": 4, "others": false}),
    ]
    .into_iter()
    .enumerate()
    {
        let mut spec = spec_of(&two.stage, place);
        spec["kind"] = "multi_line".into();
        spec["chart_by"] = dates;
        differences.extend(difference(&two, &spec).await);
    }
    assert!(differences.is_empty(), "{}", differences.join("\n\n"));
}
