use std::fs;
use std::io::Write as _;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use tempfile::TempDir;

use super::{LoadError, folder};
use crate::jql;
use crate::world::model::{CustomValue, Parent, Site, World};
use crate::world::{EvalContext, Language};

const FIELDS: &str = r#"[
    {"id":"status","key":"status","name":"Status","custom":false,"schema":{"type":"status","system":"status"}},
    {"id":"customfield_10016","key":"customfield_10016","name":"Story Points","custom":true,"schema":{"type":"number","custom":"com.atlassian.jira.plugin.system.customfieldtypes:float","customId":10016}},
    {"id":"customfield_10020","key":"customfield_10020","name":"Sprint","custom":true,"schema":{"type":"array","items":"json","custom":"com.pyxis.greenhopper.jira:gh-sprint","customId":10020}}
]"#;

const TO_DO: &str = r#""status":{"id":"1","name":"Open","statusCategory":{"key":"new"}}"#;
const DONE: &str = r#""status":{"id":"6","name":"Closed","statusCategory":{"key":"done"}}"#;
const BUG: &str = r#""issuetype":{"id":"1","name":"Bug","subtask":false}"#;
const DATES: &str =
    r#""created":"2011-04-15T02:27:08.000+0200","updated":"2011-04-17T01:52:41.000+0000""#;

/// Two projects: ONE has priorities and a history, TWO has neither.
fn issues() -> TempDir {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("fields.json"), FIELDS).unwrap();
    let one = r#""project":{"id":"10","key":"ONE","name":"First"}"#;
    let two = r#""project":{"id":"11","key":"TWO","name":"Second"}"#;
    let mia = r#"{"accountId":"aa","displayName":"Person 1","active":false}"#;
    let sprint = r#"[{"id":7,"name":"Sprint 7","state":"active","boardId":3,"startDate":"2015-02-02T15:53:51.937Z"}]"#;
    let history = r#"{"histories":[{"id":"5","author":{"accountId":"bb","displayName":"Person 2","active":true},"created":"2011-04-16T00:00:00.000+0000",
        "items":[{"field":"status","fieldtype":"jira","fieldId":"status","from":"1","fromString":"Open","to":"6","toString":"Closed"},{"field":"Roadmap","fieldtype":"custom","from":null,"fromString":null,"to":null,"toString":"[x]"}]}]}"#
        .replace('\n', " ");
    let rows = [
        format!(
            r#"{{"id":"102","key":"ONE-2","fields":{{"summary":"A crash",{DONE},{BUG},{one},"priority":{{"id":"6","name":"None"}},"resolution":null,"assignee":{mia},"reporter":null,{DATES},"labels":["x"],"components":[{{"id":"3","name":"Core"}}],"fixVersions":[{{"id":"9","name":"1.0","released":true,"releaseDate":"2011-05-01"}}],"customfield_10016":3.0,"customfield_10020":{sprint}}},"changelog":{history}}}"#
        ),
        format!(
            r#"{{"id":"101","key":"ONE-1","fields":{{"summary":null,{TO_DO},"issuetype":{{"id":"5","name":"Sub-task","subtask":true}},{one},"priority":null,"assignee":null,{DATES},"labels":[],"fixVersions":[],"parent":{{"id":"102","key":"ONE-2","fields":{{"summary":"A crash"}}}}}}}}"#
        ),
    ];
    write(dir.path(), "ONE", &rows);
    let row = format!(
        r#"{{"id":"50","key":"TWO-9","fields":{{"summary":"Elsewhere",{TO_DO},{BUG},{two},{DATES},"labels":[],"parent":{{"id":"7","key":"OLD-1","fields":{{"summary":"Gone",{DONE},{BUG}}}}}}}}}"#
    );
    write(dir.path(), "TWO", &[row]);
    dir
}

fn write(dir: &Path, project: &str, rows: &[String]) {
    let site = dir.join("example");
    fs::create_dir_all(&site).unwrap();
    let mut file = GzEncoder::new(
        fs::File::create(site.join(format!("{project}.jsonl.gz"))).unwrap(),
        Compression::fast(),
    );
    for row in rows {
        writeln!(file, "{row}").unwrap();
    }
    file.finish().unwrap();
}

fn found(world: &World, query: &str) -> Vec<String> {
    let site = &world.sites[0];
    let asks = EvalContext::new(&world.people[0], "2026-11-23T09:00:00Z".parse().unwrap());
    let found = site.evaluate(&jql::parse(query).unwrap(), &asks).unwrap();
    found.iter().map(|at| site.key(site.issue(*at))).collect()
}

#[test]
fn a_folder_becomes_a_site_and_a_file_a_project() {
    let world = folder(issues().path()).unwrap();
    let site = &world.sites[0];
    assert_eq!((&*site.name, &*site.slug), ("Example", "example"));
    assert_eq!(
        site.cloud_id,
        folder(issues().path()).unwrap().sites[0].cloud_id,
        "the id is always the same"
    );
    let keys: Vec<_> = site.projects.iter().map(|project| &*project.key).collect();
    assert_eq!(keys, ["ONE", "TWO"], "the largest is first");
    let ids: Vec<_> = site.issues.iter().map(|issue| issue.id).collect();
    assert_eq!(ids, [50, 101, 102], "by id");
    assert_eq!(world.people.len(), 12);
}

#[test]
fn what_a_project_never_has_is_hidden_there_and_nothing_is_made_up() {
    let world = folder(issues().path()).unwrap();
    let site = &world.sites[0];
    let hidden = |site: &Site, project: usize| {
        site.projects[project]
            .hidden
            .iter()
            .map(|it| site.fields[it.at()].id.to_string())
            .collect::<Vec<_>>()
    };
    assert!(hidden(site, 1).contains(&"priority".to_owned()));
    assert!(!hidden(site, 0).contains(&"priority".to_owned()));
    assert!(hidden(site, 0).contains(&"duedate".to_owned()));
    assert_eq!(site.issues[0].category_changed, None, "no history, no date");
    assert_eq!(site.issues[0].resolved, None);
}

#[test]
fn a_priority_named_none_is_a_priority() {
    let world = folder(issues().path()).unwrap();
    assert_eq!(found(&world, "priority = None"), ["ONE-2"]);
    assert_eq!(
        found(&world, "priority IS EMPTY ORDER BY key"),
        ["ONE-1", "TWO-9"]
    );
}

#[test]
fn offsets_are_instants_and_a_closed_issue_may_have_no_resolution() {
    let world = folder(issues().path()).unwrap();
    assert_eq!(
        world.sites[0].issues[2].created.to_string(),
        "2011-04-15T00:27:08Z"
    );
    assert_eq!(
        found(&world, "statusCategory = Done AND resolution IS EMPTY"),
        ["ONE-2"]
    );
    assert_eq!(found(&world, "summary IS EMPTY"), ["ONE-1"]);
}

#[test]
fn parents_are_found_here_or_kept_as_they_are_told() {
    let world = folder(issues().path()).unwrap();
    let site = &world.sites[0];
    assert!(
        matches!(&site.issues[0].parent, Some(Parent::Elsewhere { key, status: Some(_), .. }) if &**key == "OLD-1")
    );
    assert_eq!(found(&world, "parent = ONE-2"), ["ONE-1"]);
    assert_eq!(
        found(&world, "parent IS NOT EMPTY ORDER BY key"),
        ["ONE-1", "TWO-9"]
    );
    let parent = site.issue_by_key("ONE-2").unwrap();
    assert_eq!(site.issue(parent).children.len(), 1);
}

#[test]
fn histories_custom_fields_and_sprints_come_along() {
    let world = folder(issues().path()).unwrap();
    let site = &world.sites[0];
    let issue = site.issue(site.issue_by_key("one-2").unwrap());
    assert_eq!(issue.history[0].items.len(), 2);
    assert_eq!(issue.history[0].items[1].field_id, None);
    assert_eq!(
        issue.category_changed,
        Some("2011-04-16T00:00:00Z".parse().unwrap())
    );
    assert_eq!(
        issue.custom(site.field_by_id("customfield_10016").unwrap()),
        Some(&CustomValue::Number(3.0))
    );
    assert_eq!(
        found(&world, "Sprint IN openSprints() AND \"Story Points\" = 3"),
        ["ONE-2"]
    );
    assert_eq!(
        found(&world, "status WAS Open ORDER BY key"),
        ["ONE-1", "ONE-2", "TWO-9"]
    );
    assert_eq!(site.boards[0].id, 3);
}

#[test]
fn jiras_own_names_are_translated() {
    let world = folder(issues().path()).unwrap();
    let closed = world.sites[0]
        .statuses
        .iter()
        .find(|it| &*it.id == "6")
        .unwrap();
    assert_eq!(&**closed.name.get(Language::German), "Geschlossen");
    assert_eq!(found(&world, "status = Geschlossen"), ["ONE-2"]);
}

#[test]
fn a_broken_line_is_named_by_file_and_number() {
    let dir = issues();
    write(dir.path(), "ONE", &["{}".to_owned()]);
    let error = folder(dir.path()).unwrap_err();
    assert!(
        matches!(&error, LoadError::Content { line: 1, .. }),
        "{error}"
    );
    assert!(
        error.to_string().contains("ONE.jsonl.gz line 1: "),
        "{error}"
    );
}

#[test]
fn a_folder_without_sites_is_refused() {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("fields.json"), FIELDS).unwrap();
    assert!(matches!(folder(dir.path()), Err(LoadError::NoSite(_))));
}
