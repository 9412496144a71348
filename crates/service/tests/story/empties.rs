//! Values without issues, where the author wants to see them.

use crate::stage::{MAYA, Stage};
use serde_json::{Value, json};
use service::Viewer;

const ALL: &str = "project is not EMPTY";

/// The keys of the rows, and how many of them have no issues.
async fn rows(stage: &Stage, viewer: &Viewer, spec: &Value) -> (Vec<String>, usize) {
    let drawn = stage.service.preview(viewer, spec).await;
    let table = drawn
        .unwrap_or_else(|failure| panic!("{spec}: {failure}"))
        .table;
    let empty = table.row_totals.iter().filter(|it| **it == Some(0.0));
    let empty = empty.count();
    (table.rows.into_iter().map(|row| row.key).collect(), empty)
}

fn shown_by(stage: &Stage, jql: &str, field: &str) -> Value {
    let mut spec = stage.spec(jql, field);
    spec["chart_by"]["show_empty"] = true.into();
    spec
}

#[tokio::test]
async fn every_category_stands_there_although_all_issues_are_done() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let done = "statusCategory = Done";
    let spec = stage.spec(done, "statusCategory");
    assert_eq!(
        rows(&stage, &maya, &spec).await,
        (vec!["Done".to_owned()], 0)
    );
    let spec = shown_by(&stage, done, "statusCategory");
    let expected = ["To Do", "In Progress", "Done"].map(str::to_owned);
    assert_eq!(rows(&stage, &maya, &spec).await, (expected.to_vec(), 2));
}

#[tokio::test]
async fn the_projects_that_the_source_names_stand_there_and_no_others() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let projects = stage.service.projects(&maya, &stage.site(0), "", 0).await;
    let projects = projects.unwrap().choices;
    let [first, second, ..] = projects.as_slice() else {
        panic!("several projects")
    };
    let jql = format!("project = {}", first.key);
    let spec = shown_by(&stage, &jql, "project");
    let (shown, empty) = rows(&stage, &maya, &spec).await;
    assert_eq!((shown.len(), empty), (1, 0));
    let mut spec = shown_by(&stage, ALL, "project");
    spec["source"] = json!({ "projects": [first.key, second.key] });
    let (shown, _) = rows(&stage, &maya, &spec).await;
    assert_eq!(shown.len(), 2, "{shown:?}");
}

#[tokio::test]
async fn components_and_versions_of_the_projects_in_the_chart_stand_there() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let mut several = 0;
    let projects = stage.service.projects(&maya, &stage.site(0), "", 0).await;
    for project in projects.unwrap().choices {
        let jql = format!("project = {0} AND key <= {0}-5", project.key);
        let versions = shown_by(&stage, &jql, "fixVersions");
        let (mut shown, _) = rows(&stage, &maya, &versions).await;
        shown.retain(|key| key != "(none)");
        assert_eq!(shown, stage.versions(&project.key));
        let components = shown_by(&stage, &jql, "components");
        let (_, empty) = rows(&stage, &maya, &components).await;
        several += usize::from(empty > 0);
    }
    assert!(several > 0, "some project has a component without issues");
}

#[tokio::test]
async fn values_that_the_order_names_stand_there_whatever_the_field() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let mut spec = shown_by(&stage, ALL, "customfield_10032");
    spec["chart_by"]["order"] = json!(["Not chosen yet"]);
    let (shown, empty) = rows(&stage, &maya, &spec).await;
    assert_eq!((shown[0].as_str(), empty), ("Not chosen yet", 1));
}

#[tokio::test]
async fn who_does_not_want_empty_values_asks_for_no_list() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    for field in ["statusCategory", "project", "components", "labels"] {
        let spec = stage.spec(ALL, field);
        stage.service.preview(&maya, &spec).await.unwrap();
    }
    for list in ["statuscategory", "project/search", "components", "label"] {
        assert_eq!(stage.calls(list).await, 0, "{list}");
    }
}
