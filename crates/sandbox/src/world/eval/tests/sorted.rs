//! `ORDER BY`.

use super::{count, find, small};

#[test]
fn higher_priorities_are_greater() {
    assert_eq!(
        count("Maya", "priority > Medium"),
        count("Maya", "priority IN (High, Highest)")
    );
    let sorted = find(
        "Maya",
        "project = SHOP AND priority IS NOT EMPTY ORDER BY priority DESC",
    );
    let site = &small().sites[0];
    let first = site.issue(site.issue_by_key(&sorted[0]).unwrap());
    assert!(
        site.priorities[first.priority.unwrap().at()]
            .name
            .is("Highest")
    );
}

#[test]
fn the_newest_issue_comes_first_unless_the_query_says_otherwise() {
    let site = &small().sites[0];
    let created = |key: &String| site.issue(site.issue_by_key(key).unwrap()).created;
    let found = find("Maya", "project = SHOP");
    assert!(
        found
            .windows(2)
            .all(|pair| created(&pair[0]) >= created(&pair[1]))
    );
    let found = find("Maya", "project = SHOP ORDER BY created ASC");
    assert!(
        found
            .windows(2)
            .all(|pair| created(&pair[0]) <= created(&pair[1]))
    );
    let found = find("Maya", "project = SHOP ORDER BY key");
    let number = |key: &String| key.rsplit_once('-').unwrap().1.parse::<u32>().unwrap();
    assert!(
        found
            .windows(2)
            .all(|pair| number(&pair[0]) < number(&pair[1]))
    );
}

#[test]
fn issues_without_a_value_come_last_in_ascending_order() {
    let site = &small().sites[0];
    let due: Vec<_> = find("Maya", "project = SHOP ORDER BY duedate ASC")
        .iter()
        .map(|key| site.issue(site.issue_by_key(key).unwrap()).due)
        .collect();
    let with = due.iter().take_while(|day| day.is_some()).count();
    assert!(with > 0 && due[with..].iter().all(Option::is_none));
    assert!(due[..with].windows(2).all(|pair| pair[0] <= pair[1]));
}
