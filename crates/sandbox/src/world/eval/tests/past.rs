//! `WAS` and `CHANGED`.

use super::{count, find, small};

#[test]
fn history_knows_what_an_issue_was() {
    let site = &small().sites[0];
    let was = find("Maya", "status WAS \"In Progress\"");
    let by_hand: Vec<_> = site
        .issues
        .iter()
        .filter(|issue| {
            let is = |text: &Option<std::sync::Arc<str>>| text.as_deref() == Some("In Progress");
            let items = issue
                .history
                .iter()
                .flat_map(|change| &change.items)
                .filter(|item| item.field_id.as_deref() == Some("status"));
            items
                .clone()
                .any(|item| is(&item.to_text) || is(&item.from_text))
                || site.statuses[issue.status.at()].name.is("In Progress")
        })
        .collect();
    assert_eq!(was.len(), by_hand.len());
    assert_eq!(
        count("Maya", "status WAS NOT \"In Progress\""),
        site.issues.len() - was.len()
    );
    assert_eq!(
        count("Maya", "status WAS IN (\"To Do\", Open, Backlog)"),
        site.issues.len(),
        "all begin there"
    );
}

#[test]
fn a_change_is_found_by_what_when_and_who() {
    let site = &small().sites[0];
    let (issue, change, item) = site
        .issues
        .iter()
        .flat_map(|issue| issue.history.iter().map(move |change| (issue, change)))
        .find_map(|(issue, change)| {
            change
                .items
                .iter()
                .find(|item| item.field_id.as_deref() == Some("status"))
                .map(|item| (issue, change, item))
        })
        .unwrap();
    let key = site.key(issue);
    let (from, to) = (
        item.from_text.as_deref().unwrap(),
        item.to_text.as_deref().unwrap(),
    );
    let by = &site.user(change.author.unwrap()).account_id;
    let day = change.at.to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
    let found = |predicates: &str| {
        count(
            "Maya",
            &format!("key = {key} AND status CHANGED {predicates}"),
        )
    };
    assert_eq!(
        found(&format!("FROM \"{from}\" TO \"{to}\" ON {day} BY \"{by}\"")),
        1
    );
    assert_eq!(found(&format!("BEFORE {day}")), 0, "it is the first change");
    assert_eq!(
        found(&format!("AFTER {day} FROM \"{from}\" TO \"{to}\"")),
        1
    );
}
