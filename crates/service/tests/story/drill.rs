//! Every number drills down: Jira finds as many issues with its query.

use crate::{
    stage::{MAYA, Stage},
    whole,
};
use serde_json::{Value, json};
use service::{Drawn, Viewer};

const ALL: &str = "project is not EMPTY";

/// Numbers of one table that are checked at most: each is a question to Jira.
const MOST: usize = 40;

/// Dimensions of every sort, edited in every way.
fn dimensions() -> Vec<Value> {
    let two = json!([{"name": "Bugs", "jql": "issuetype = Bug"}, {"name": "Late", "jql": "due < now() OR priority = High order by key"}]);
    let one = json!([{"name": "Open", "jql": "resolution is EMPTY"}, {"name": "Old", "jql": "created < -300d"}]);
    vec![
        json!({"field": "status"}),
        json!({"field": "statusCategory"}),
        json!({"field": "issuetype", "limit": 2, "others": false}),
        json!({"field": "project"}),
        json!({"field": "priority", "merge": [{"name": "Urgent", "values": ["Highest", "High", "(none)"]}]}),
        json!({"field": "priority", "merge": [{"name": "Top", "values": ["Highest", "High"]}], "hide": ["Highest"], "order": "label", "rename": {"Low": "Aaa"}}),
        json!({"field": "priority", "hide": ["Medium"]}),
        json!({"field": "resolution", "hide": ["(none)"]}),
        json!({"field": "assignee", "limit": 3}),
        json!({"field": "reporter", "limit": 40}),
        json!({"field": "labels", "limit": 5}),
        json!({"field": "labels", "hide": ["(none)"], "limit": 8}),
        json!({"field": "components", "merge": [{"name": "Nothing", "values": ["(none)"]}]}),
        json!({"field": "fixVersions"}),
        json!({"field": "versions", "limit": 4}),
        json!({"field": "created", "interval": "quarter"}),
        json!({"field": "created", "interval": "week", "range": {"from": "-80d", "to": "-3d"}}),
        json!({"field": "created", "interval": "month", "range": {"from": "-400d", "to": "0d"}, "hide": ["2026-03-01"]}),
        json!({"field": "duedate", "interval": "month"}),
        json!({"field": "resolutiondate", "interval": "year", "limit": 1}),
        json!({"field": "parent", "limit": 5}),
        json!({"field": "customfield_10020"}),
        json!({"field": "customfield_10020", "sprint": "active"}),
        json!({"field": "customfield_10020", "sprint": "latest"}),
        json!({"field": "customfield_10032"}),
        json!({"field": "customfield_10033"}),
        json!({"field": "customfield_10034", "level": 1}),
        json!({"field": "customfield_10034"}),
        json!({"field": "customfield_10031"}),
        json!({"field": "customfield_10041", "bins": {"width": 2.5, "from": 1}}),
        json!({"field": "customfield_10037", "interval": "month"}),
        json!({"field": "customfield_10038", "limit": 4, "others": false}),
        json!({"field": "customfield_10039", "limit": 4}),
        json!({"field": "customfield_10040"}),
        json!({"field": "customfield_10043"}),
        json!({"field": "customfield_10044"}),
        json!({ "segments": two }),
        json!({"segments": one, "hide": ["(none)"]}),
        json!({"segments": one, "hide": ["Old"]}),
        json!({"segments": one, "merge": [{"name": "Rest", "values": ["(none)", "Old"]}]}),
        json!({"segments": two, "hide": ["Bugs"]}),
        json!({"field": "priority", "show_empty": true, "order": ["Someday", "Low"]}),
    ]
}

/// Whether JQL has no words for the issues of a number: they are in no segment, and one of the segments asks
/// for something that issues may be without; or the spec alone names the value.
fn is_without_words(spec: &Value, name: &str) -> bool {
    let is_open = |axis: &str| spec[axis]["segments"][1]["name"] == "Late";
    let (row, column) = match (name.split_once(" / "), name.strip_prefix("column ")) {
        (Some((row, column)), _) => (row, column),
        (None, Some(column)) => ("", column),
        (None, None) => (name, ""),
    };
    let is_none = |axis, key| is_open(axis) && key == "(none)";
    let is_named = [row, column].contains(&"Someday");
    is_none("chart_by", row) || is_none("group_by", column) || is_named
}

/// Asks Jira for the numbers of a table; how many it asked for.
async fn check(stage: &Stage, viewer: &Viewer, spec: &Value) -> usize {
    let drawn: Drawn = stage
        .service
        .preview(viewer, spec)
        .await
        .unwrap_or_else(|failure| panic!("{spec}: {failure}"));
    let (table, queries) = (&drawn.table, &drawn.queries);
    assert!(!table.rows.is_empty(), "{spec}");
    let mut numbers = vec![("total".to_owned(), table.total, queries.total())];
    for (i, row) in table.rows.iter().enumerate() {
        numbers.push((row.key.clone(), table.row_totals[i], queries.row(i)));
        for (j, column) in table.columns.iter().enumerate() {
            let name = format!("{} / {}", row.key, column.key);
            numbers.push((name, table.cells[i][j], queries.cell(i, j)));
        }
    }
    for (j, column) in table.columns.iter().enumerate() {
        let name = format!("column {}", column.key);
        numbers.push((name, table.column_totals[j], queries.column(j)));
    }
    let step = numbers.len().div_ceil(MOST);
    let mut asked = 0;
    for (name, number, jql) in numbers.into_iter().step_by(step) {
        let Some(jql) = jql else {
            assert!(is_without_words(spec, &name), "{spec}: {name}");
            continue;
        };
        let found = stage
            .service
            .count_issues(viewer, &stage.site(0), &jql)
            .await
            .unwrap_or_else(|failure| panic!("{spec}: {name}: {jql}: {failure}"));
        assert_eq!(whole(number), found.count, "{spec}: {name}: {jql}");
        asked += 1;
    }
    asked
}

fn in_zone(stage: &Stage, place: usize) -> Value {
    let mut spec = stage.spec(ALL, "status");
    spec["timezone"] = ["UTC", "America/Sao_Paulo", "Asia/Kolkata"][place % 3].into();
    spec
}

#[tokio::test]
async fn each_number_of_one_dimension_is_found_again() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    for (place, dimension) in dimensions().into_iter().enumerate() {
        let mut spec = in_zone(&stage, place);
        spec["chart_by"] = dimension;
        assert!(check(&stage, &maya, &spec).await > 2, "{spec}");
    }
}

#[tokio::test]
async fn each_number_of_two_dimensions_is_found_again() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let all = dimensions();
    // A prime that does not divide their number brings everybody together with somebody else.
    assert_ne!(all.len() % 11, 0, "11 is no such prime");
    for place in 0..all.len() {
        let mut spec = in_zone(&stage, place);
        spec["kind"] = "table_2d".into();
        spec["chart_by"] = all[place].clone();
        spec["group_by"] = all[(place * 11 + 3) % all.len()].clone();
        check(&stage, &maya, &spec).await;
    }
}

#[tokio::test]
async fn each_number_of_several_dates_is_found_again() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    for (place, dates) in [
        json!({"dates": ["created", "resolutiondate"], "interval": "month"}),
        json!({"dates": ["created", "duedate"], "interval": "week", "range": {"from": "-60d", "to": "0d"}}),
        json!({"dates": ["created", "updated", "customfield_10037"], "interval": "quarter", "limit": 3}),
    ]
    .into_iter()
    .enumerate()
    {
        let mut spec = in_zone(&stage, place + 1);
        spec["kind"] = "multi_line".into();
        spec["chart_by"] = dates;
        assert!(check(&stage, &maya, &spec).await > 4, "{spec}");
    }
}

/// Numbers that are as good as random, and the same in every run.
struct Luck(u64);

impl Luck {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }
}

/// Does with the values of a dimension what an author would: hides one, merges two, keeps a few.
fn edit(dimension: &mut Value, mut keys: Vec<String>, luck: &mut Luck) {
    // Times and ranges are a scale: nobody merges them.
    let plain = ["interval", "bins", "segments", "merge", "hide"]
        .iter()
        .all(|key| dimension.get(key).is_none());
    keys.retain(|key| key != chart::keys::OTHER);
    if plain && keys.len() > 3 {
        let mut one = || keys.swap_remove(luck.below(keys.len()));
        let (hidden, first, second) = (one(), one(), one());
        dimension["hide"] = json!([hidden]);
        dimension["merge"] = json!([{"name": "Together", "values": [first, second]}]);
        dimension["rename"] = json!({"Together": "These two"});
    }
    if dimension.get("segments").is_none() && dimension.get("limit").is_none() {
        dimension["limit"] = (2 + luck.below(6)).into();
        dimension["others"] = (luck.below(2) == 0).into();
    }
}

#[tokio::test]
async fn each_number_of_every_kind_is_found_again_whatever_its_author_did() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let (all, mut luck) = (dimensions(), Luck(2_026));
    for (place, kind) in chart::Kind::ALL.into_iter().cycle().take(22).enumerate() {
        let mut spec = in_zone(&stage, place);
        spec["kind"] = kind.name().into();
        spec["chart_by"] = all[luck.below(all.len())].clone();
        if kind.two_dimensional() {
            spec["group_by"] = all[luck.below(all.len())].clone();
        }
        let drawn = stage.service.preview(&maya, &spec).await;
        let table = drawn
            .unwrap_or_else(|failure| panic!("{spec}: {failure}"))
            .table;
        let rows = table.rows.iter().map(|row| row.key.clone()).collect();
        edit(&mut spec["chart_by"], rows, &mut luck);
        if kind.two_dimensional() {
            let columns = table.columns.iter().map(|column| column.key.clone());
            edit(&mut spec["group_by"], columns.collect(), &mut luck);
        }
        check(&stage, &maya, &spec).await;
    }
}

#[tokio::test]
async fn an_average_drills_down_to_the_issues_that_have_the_number() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let mut spec = stage.spec(ALL, "status");
    let measure = |kind: &str| json!({"type": kind, "of": "resolution_time", "unit": "hours"});
    spec["measure"] = measure("average");
    let drawn = stage.service.preview(&maya, &spec).await.unwrap();
    assert_eq!(drawn.table.unit, "hours");
    let count = async |jql: &str| {
        let found = stage.service.count_issues(&maya, &stage.site(0), jql).await;
        found.expect("a count").count
    };
    let expected = count(&format!("{ALL} AND resolutiondate is not EMPTY")).await;
    assert_eq!(count(&drawn.queries.total().unwrap()).await, expected);
    // The sum over as many issues gives the average back.
    spec["measure"] = measure("sum");
    let sum = stage.service.preview(&maya, &spec).await.unwrap().table;
    let issues = sum.total.unwrap() / drawn.table.total.unwrap();
    assert_eq!(issues.round() as u64, expected);
    assert_eq!(sum.provenance.warnings.len(), 1);
}

#[tokio::test]
async fn a_segment_that_jira_refuses_is_named() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let mut spec = stage.spec(ALL, "status");
    let segments =
        json!([{"name": "a", "jql": "issuetype = Bug"}, {"name": "b", "jql": "colour = red"}]);
    spec["chart_by"] = json!({ "segments": segments });
    let failure = stage.service.preview(&maya, &spec).await.unwrap_err();
    let sentence = failure.sentence();
    assert!(
        sentence.starts_with("chart_by.segments[1].jql: "),
        "{sentence}"
    );
}
