use jiff::Timestamp;
use serde_json::{Value as Json, json};

use super::ChangeError;
use crate::jql;
use crate::world::EvalContext;
use crate::world::generate::{Company, company};
use crate::world::model::{Category, IssueIx, World};

fn now() -> Timestamp {
    "2026-11-23T09:00:00Z".parse().unwrap()
}

fn world() -> World {
    company(&Company {
        percent: 3,
        ..Company::at(now())
    })
}

fn count(world: &World, query: &str) -> u64 {
    let asks = EvalContext::new(&world.people[0], now());
    world.sites[0]
        .count(&jql::parse(query).unwrap(), &asks)
        .unwrap()
}

/// An issue of SHOP that nobody has begun, and its key.
fn waiting(world: &World) -> (IssueIx, String) {
    let site = &world.sites[0];
    let at = site.issues.iter().position(|issue| {
        issue.project.at() == 0 && site.statuses[issue.status.at()].category == Category::New
    });
    let at = IssueIx::new(at.unwrap());
    (at, site.key(site.issue(at)))
}

fn set(world: &mut World, key: &str, field: &str, value: Json) -> Result<IssueIx, ChangeError> {
    let by = world.people[0].account_id.to_string();
    world.sites[0].set_field(key, field, &value, Some(&by), now())
}

#[test]
fn a_new_status_moves_the_issue_and_all_that_hangs_on_it() {
    let mut world = world();
    let (at, key) = waiting(&world);
    let (open, done) = (
        count(&world, "statusCategory != Done"),
        count(&world, "status = Done"),
    );
    set(&mut world, &key, "status", json!("Done")).unwrap();
    let issue = world.sites[0].issue(at).clone();
    assert_eq!(
        (issue.resolved, issue.category_changed, issue.updated),
        (Some(now()), Some(now()), now())
    );
    let items = &issue.history.last().unwrap().items;
    let fields: Vec<_> = items.iter().map(|item| &*item.field).collect();
    assert_eq!(fields, ["status", "resolution"]);
    assert_eq!(items[0].to_text.as_deref(), Some("Done"));
    assert_eq!(count(&world, "statusCategory != Done"), open - 1);
    assert_eq!(count(&world, "status = Done"), done + 1);
    assert_eq!(
        count(
            &world,
            &format!("key = {key} AND status CHANGED TO Done BY currentUser()")
        ),
        1
    );
    set(&mut world, &key, "status", json!({"name": "To Do"})).unwrap();
    assert_eq!(world.sites[0].issue(at).resolution, None);
    assert_eq!(count(&world, "status = Done"), done);
}

#[test]
fn fields_are_set_by_name_by_id_and_emptied_by_null() {
    let mut world = world();
    let (_, key) = waiting(&world);
    let account = world.people[1].account_id.to_string();
    set(&mut world, &key, "assignee", json!({"accountId": account})).unwrap();
    assert_eq!(
        count(&world, &format!("key = {key} AND assignee = \"{account}\"")),
        1
    );
    set(&mut world, &key, "assignee", Json::Null).unwrap();
    assert_eq!(
        count(&world, &format!("key = {key} AND assignee IS EMPTY")),
        1
    );
    set(&mut world, &key, "labels", json!(["brand-new", "ux"])).unwrap();
    assert_eq!(count(&world, "labels = brand-new"), 1);
    set(
        &mut world,
        &key,
        "Platforms",
        json!([{"value": "Web"}, "API"]),
    )
    .unwrap();
    assert_eq!(
        count(
            &world,
            &format!("key = {key} AND Platforms = Web AND Platforms = API")
        ),
        1
    );
    set(&mut world, &key, "customfield_10031", json!(21)).unwrap();
    assert_eq!(count(&world, "\"Story Points\" = 21"), 1);
    set(&mut world, &key, "summary", json!("Quite unheard of")).unwrap();
    assert_eq!(count(&world, "summary ~ unheard"), 1);
    set(
        &mut world,
        &key,
        "Region",
        json!({"value": "Europe", "child": {"value": "North"}}),
    )
    .unwrap();
    assert_eq!(
        count(
            &world,
            &format!("key = {key} AND Region IN cascadeOption(Europe, North)")
        ),
        1
    );
}

#[test]
fn what_is_not_there_is_refused_and_changes_nothing() {
    let mut world = world();
    let (at, key) = waiting(&world);
    let before = format!("{:?}", world.sites[0].issue(at));
    assert_eq!(
        set(&mut world, "SHOP-99999", "status", json!("Done")),
        Err(ChangeError::NoIssue("SHOP-99999".into()))
    );
    assert_eq!(
        set(&mut world, &key, "mood", json!("good")),
        Err(ChangeError::NoField("mood".into()))
    );
    assert_eq!(
        set(&mut world, &key, "created", json!("2026-01-01")),
        Err(ChangeError::ReadOnly("created".into()))
    );
    assert_eq!(
        set(&mut world, &key, "status", Json::Null),
        Err(ChangeError::ReadOnly("status".into()))
    );
    assert!(matches!(
        set(&mut world, &key, "priority", json!("Urgent")),
        Err(ChangeError::NoValue { .. })
    ));
    assert_eq!(format!("{:?}", world.sites[0].issue(at)), before);
}

#[test]
fn a_new_issue_is_found_at_once() {
    let mut world = world();
    let all = count(&world, "project = SHOP");
    let fields = json!({"summary": "Brand-new bug", "issuetype": "Bug", "status": "Done"});
    let by = world.people[0].account_id.to_string();
    let at = world.sites[0]
        .create_issue("SHOP", fields.as_object().unwrap(), Some(&by), now())
        .unwrap();
    let issue = world.sites[0].issue(at);
    assert!(issue.resolution.is_some() && issue.created == now());
    assert_eq!(count(&world, "project = SHOP"), all + 1);
    assert_eq!(
        count(
            &world,
            "summary ~ \"brand-new\" AND type = Bug AND creator = currentUser()"
        ),
        1
    );
    let wrong = json!({"mood": "good"});
    assert!(
        world.sites[0]
            .create_issue("SHOP", wrong.as_object().unwrap(), None, now())
            .is_err()
    );
    assert_eq!(count(&world, "project = SHOP"), all + 1);
}

#[test]
fn a_changed_filter_finds_something_else() {
    let mut world = world();
    world.sites[0].set_filter(10_000, "project = FIN").unwrap();
    assert_eq!(
        count(&world, "filter = 10000"),
        count(&world, "project = FIN")
    );
    assert_eq!(
        world.sites[0].set_filter(1, "project = FIN"),
        Err(ChangeError::NoFilter(1))
    );
}
