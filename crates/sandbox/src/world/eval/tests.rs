mod dates;
mod naive;
mod past;
mod properties;
mod saved;
mod sorted;

use std::sync::OnceLock;

use rstest::rstest;

use super::EvalContext;
use crate::jql;
use crate::world::generate::{Company, company};
use crate::world::model::{Person, Site, World};

/// A small company, made once.
pub(super) fn small() -> &'static World {
    static SMALL: OnceLock<World> = OnceLock::new();
    SMALL.get_or_init(|| {
        let usual = Company::at(NOW.parse().unwrap());
        company(&Company {
            percent: 12,
            ..usual
        })
    })
}

pub(super) const NOW: &str = "2026-11-23T09:00:00Z";

pub(super) fn person(name: &str) -> &'static Person {
    small()
        .people
        .iter()
        .find(|person| person.name.starts_with(name))
        .unwrap()
}

pub(super) fn asks(name: &str) -> EvalContext<'static> {
    EvalContext::new(person(name), NOW.parse().unwrap())
}

fn find_on(site: &Site, name: &str, query: &str) -> Result<Vec<String>, Vec<String>> {
    let query = jql::parse(query).unwrap_or_else(|error| panic!("{query}: {error}"));
    let found = site
        .evaluate(&query, &asks(name))
        .map_err(|problem| problem.messages)?;
    Ok(found.iter().map(|at| site.key(site.issue(*at))).collect())
}

fn find(name: &str, query: &str) -> Vec<String> {
    find_on(&small().sites[0], name, query).unwrap_or_else(|problem| panic!("{query}: {problem:?}"))
}

fn count(name: &str, query: &str) -> usize {
    find(name, query).len()
}

#[rstest]
#[case(
    "project = INVALID",
    "The value 'INVALID' does not exist for the field 'project'."
)]
#[case(
    "universe = 42",
    "Field 'universe' does not exist or you do not have permission to view it."
)]
#[case(
    "cf[99999] = 42",
    "Field 'cf[99999]' does not exist or you do not have permission to view it."
)]
#[case(
    "summary = test",
    "The operator '=' is not supported by the 'summary' field."
)]
#[case(
    "summary in test",
    "Operator 'in' does not support the non-list value '\"test\"' for field 'summary'."
)]
#[case(
    "status ~ Done",
    "The operator '~' is not supported by the 'status' field."
)]
#[case(
    "priority = 99",
    "A value with ID '99' does not exist for the field 'priority'."
)]
#[case(
    "assignee = \"Nobody Known\"",
    "The value 'Nobody Known' does not exist for the field 'assignee'."
)]
#[case(
    "labels was urgent",
    "History searches do not support the 'labels' field."
)]
#[case(
    "created > someday",
    "Date value 'someday' for field 'created' is invalid. Valid formats include: 'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'."
)]
#[case("created > tomorrow()", "Unable to find JQL function 'tomorrow()'.")]
#[case(
    "filter = 10005 AND project = SHOP ORDER BY nonsense",
    "Not able to sort using unknown field 'nonsense'."
)]
fn a_mistake_is_told_in_jiras_words(#[case] query: &str, #[case] sentence: &str) {
    assert_eq!(
        find_on(&small().sites[0], "Maya", query),
        Err(vec![sentence.to_owned()])
    );
}

#[test]
fn all_mistakes_are_told_at_once_and_each_only_once() {
    let problems = find_on(
        &small().sites[0],
        "Maya",
        "project = NIX OR project = NIX OR universe = 1",
    )
    .unwrap_err();
    assert_eq!(problems.len(), 2, "{problems:?}");
}

#[test]
fn a_project_that_one_cannot_browse_does_not_exist() {
    let found = find_on(&small().sites[0], "Priya", "project = OPS");
    assert_eq!(
        found,
        Err(vec![
            "The value 'OPS' does not exist for the field 'project'.".to_owned()
        ])
    );
    assert!(find("Priya", "project != SHOP").is_empty());
    assert_eq!(
        count("Priya", "key IS NOT EMPTY"),
        count("Maya", "project = SHOP")
    );
}

#[test]
fn a_field_of_a_project_that_one_cannot_browse_does_not_exist() {
    assert!(count("Maya", "cf[10050] IS NOT EMPTY") > 0);
    assert!(find_on(&small().sites[0], "Priya", "cf[10050] IS NOT EMPTY").is_err());
    // The shared field of the same name still does.
    assert!(count("Priya", "Severity IS NOT EMPTY") > 0);
}

#[test]
fn issues_with_a_security_level_are_seen_only_by_those_who_may() {
    let secret = count("Maya", "level IS NOT EMPTY");
    assert!(secret > 0);
    assert_eq!(count("Liam", "level IS NOT EMPTY"), 0);
    assert_eq!(
        count("Liam", "key IS NOT EMPTY") + secret,
        count("Maya", "key IS NOT EMPTY")
    );
}

#[test]
fn who_has_no_access_to_a_site_finds_nothing_there() {
    for name in ["Chen", "Sofia"] {
        assert!(
            find_on(&small().sites[0], name, "key IS NOT EMPTY")
                .unwrap()
                .is_empty()
        );
    }
    assert!(
        !find_on(&small().sites[1], "Sofia", "key IS NOT EMPTY")
            .unwrap()
            .is_empty()
    );
}

#[test]
fn not_equal_leaves_out_issues_without_a_value() {
    let all = count("Maya", "key IS NOT EMPTY");
    let mine = count("Maya", "assignee = currentUser()");
    let empty = count("Maya", "assignee IS EMPTY");
    assert!(empty > 0 && mine > 0);
    assert_eq!(
        count("Maya", "assignee != currentUser()"),
        all - mine - empty
    );
    assert_eq!(
        count("Maya", "NOT assignee = currentUser()"),
        all - mine - empty
    );
    assert_eq!(
        count("Maya", "assignee IN (currentUser(), EMPTY)"),
        mine + empty
    );
    assert_eq!(count("Maya", "assignee NOT IN (EMPTY)"), all - empty);
}

#[test]
fn a_status_name_means_every_status_of_that_name() {
    let site = &small().sites[0];
    let ids: Vec<_> = site
        .statuses
        .iter()
        .filter(|it| it.name.is("to do"))
        .map(|it| it.id.to_string())
        .collect();
    assert!(ids.len() > 1, "the team-managed project repeats names");
    let one_by_one: usize = ids
        .iter()
        .map(|id| count("Maya", &format!("status = {id}")))
        .sum();
    assert_eq!(count("Maya", "status = \"to do\""), one_by_one);
    assert_eq!(count("Maya", "status = \"Zu erledigen\""), one_by_one);
    assert_eq!(
        count("Maya", &format!("status IN ({})", ids.join(", "))),
        one_by_one
    );
}

#[test]
fn text_is_found_by_words_prefixes_and_phrases() {
    let words = count("Maya", "summary ~ \"list price\"");
    let phrase = count("Maya", "summary ~ \"\\\"price list\\\"\"");
    assert_eq!(words, phrase, "there is no other text with both words");
    assert!(phrase > 0);
    assert_eq!(count("Maya", "summary ~ \"\\\"list price\\\"\""), 0);
    assert!(count("Maya", "summary ~ \"pri*\"") >= words);
    assert_eq!(
        count("Maya", "summary !~ \"price list\""),
        count("Maya", "key IS NOT EMPTY") - words
    );
    assert!(
        count("Maya", "text ~ contoso") > 0,
        "the customer is text too"
    );
}

#[test]
fn sprints_and_versions_have_functions() {
    let open = count("Maya", "sprint IN openSprints()");
    assert!(open > 0);
    assert_eq!(
        count(
            "Maya",
            "sprint IN openSprints() AND sprint NOT IN openSprints()"
        ),
        0
    );
    let site = &small().sites[0];
    let shop = site.project(crate::world::model::ProjectIx(0));
    let latest = shop
        .versions
        .iter()
        .rev()
        .find(|it| site.versions[it.at()].released)
        .unwrap();
    let by_id = count(
        "Maya",
        &format!("fixVersion = {}", site.versions[latest.at()].id),
    );
    assert!(by_id > 0);
    assert_eq!(
        count("Maya", "fixVersion = latestReleasedVersion(SHOP)"),
        by_id
    );
    let later = count(
        "Maya",
        &format!(
            "project = SHOP AND fixVersion > {}",
            site.versions[latest.at()].id
        ),
    );
    assert_eq!(
        later,
        count(
            "Maya",
            "project = SHOP AND fixVersion IN unreleasedVersions()"
        )
    );
}

#[test]
fn a_cascading_field_is_found_by_parent_and_by_child() {
    let site = &small().sites[0];
    let europe = count("Maya", "Region = Europe");
    let parts: usize = ["North", "South", "none"]
        .iter()
        .map(|child| count("Maya", &format!("Region IN cascadeOption(Europe, {child})")))
        .sum();
    assert_eq!(europe, parts);
    assert!(find_on(site, "Maya", "Region IN cascadeOption(Europe, US)").is_err());
}
