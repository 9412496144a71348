//! The numbers are Jira's own.

use crate::{
    stage::{MAYA, PRIYA, Stage},
    whole,
};
use service::Viewer;
use std::collections::HashMap;

const ALL: &str = "project is not EMPTY";

async fn rows(stage: &Stage, viewer: &Viewer, jql: &str, field: &str) -> HashMap<String, u64> {
    let drawn = stage
        .service
        .preview(viewer, &stage.spec(jql, field))
        .await
        .unwrap_or_else(|e| panic!("{field}: {e}"));
    let table = drawn.table;
    table
        .rows
        .iter()
        .zip(&table.cells)
        .map(|(row, cells)| (row.key.clone(), whole(cells[0])))
        .collect()
}

async fn count(stage: &Stage, viewer: &Viewer, jql: &str) -> u64 {
    stage
        .service
        .count_issues(viewer, &stage.site(0), jql)
        .await
        .expect("a count")
        .count
}

#[tokio::test]
async fn each_cell_is_what_jira_counts_for_it() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    for field in [
        "status",
        "priority",
        "issuetype",
        "resolution",
        "component",
        "fixVersion",
    ] {
        let id = match field {
            "component" => "components",
            "fixVersion" => "fixVersions",
            same => same,
        };
        let rows = rows(&stage, &maya, ALL, id).await;
        assert!(rows.len() > 1, "{field}: {rows:?}");
        for (key, cells) in rows {
            let clause = if key == "(none)" {
                format!("{field} is EMPTY")
            } else {
                format!("{field} = \"{key}\"")
            };
            assert_eq!(
                cells,
                count(&stage, &maya, &format!("{ALL} AND {clause}")).await,
                "{clause}"
            );
        }
    }
}

#[tokio::test]
async fn a_big_result_is_read_side_by_side_and_each_issue_counts_once() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let expected = count(&stage, &maya, ALL).await;
    assert!(
        expected > 1_000,
        "the story needs a result that is worth cutting: {expected}"
    );
    stage
        .control("latency", serde_json::json!({ "ms": 20 }))
        .await;
    let drawn = stage
        .service
        .preview(&maya, &stage.spec(ALL, "status"))
        .await
        .unwrap();
    assert_eq!(whole(drawn.table.total), expected);
    assert_eq!(drawn.table.provenance.issues, expected);
    let most_at_once = stage.counters().await["max_in_flight"]
        .as_u64()
        .expect("a number");
    assert!((2..=6).contains(&most_at_once), "{most_at_once} at once");
}

#[tokio::test]
async fn what_a_person_may_not_see_is_not_counted_for_them() {
    let stage = Stage::set().await;
    let (maya, priya) = (stage.sign_in(MAYA).await, stage.sign_in(PRIYA).await);
    let (all, hers) = (
        rows(&stage, &maya, ALL, "project").await,
        rows(&stage, &priya, ALL, "project").await,
    );
    assert_eq!(hers.len(), 1, "{hers:?}");
    assert!(all.len() >= 3, "{all:?}");
}

#[tokio::test]
async fn names_are_in_the_charts_language_whoever_looks() {
    let stage = Stage::set().await;
    let jonas = stage.sign_in("Jonas Weber").await;
    let maya = stage.sign_in(MAYA).await;
    assert_eq!(
        rows(&stage, &jonas, ALL, "status").await,
        rows(&stage, &maya, ALL, "status").await
    );
    let mut spec = stage.spec(ALL, "priority");
    spec["language"] = "de".into();
    let german = stage.service.preview(&maya, &spec).await.unwrap().table;
    assert!(
        german.rows.iter().any(|row| row.key == "Hoch"),
        "{:?}",
        german.rows
    );
}

#[tokio::test]
async fn months_are_those_of_the_charts_zone() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let mut spec = stage.spec(ALL, "created");
    spec["chart_by"]["interval"] = "month".into();
    let table = stage.service.preview(&maya, &spec).await.unwrap().table;
    for (row, cells) in table.rows.iter().zip(&table.cells).take(6) {
        let month: jiff::civil::Date = row.key.parse().expect("the start of the month");
        let next = month.last_of_month().tomorrow().expect("a day after");
        let jql = format!("{ALL} AND created >= \"{month}\" AND created < \"{next}\"");
        assert_eq!(whole(cells[0]), count(&stage, &maya, &jql).await, "{month}");
    }
    assert_eq!(table.provenance.timezone, "UTC");
}
