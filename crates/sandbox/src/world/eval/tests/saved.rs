//! Saved filters, and what bounds a query.

use rstest::rstest;

use super::{asks, count, find_on, person, small};
use crate::jql;
use crate::world::model::Share;

#[test]
fn a_filter_means_its_query_for_whoever_asks() {
    let bugs = count("Maya", "issuetype = Bug AND statusCategory != Done");
    assert_eq!(count("Maya", "filter = \"Open bugs\""), bugs);
    assert_eq!(
        count("Maya", "filter = 10001"),
        count(
            "Maya",
            "issuetype = Bug AND statusCategory != Done AND project = SHOP"
        )
    );
    assert_eq!(
        count("Priya", "filter = 10000"),
        count("Priya", "filter = 10001")
    );
    let private = find_on(&small().sites[0], "Jonas", "filter = 10005");
    assert_eq!(
        private,
        Err(vec![
            "The value '10005' does not exist for the field 'filter'.".to_owned()
        ])
    );
}

#[test]
fn a_filter_that_refers_to_itself_is_refused() {
    let mut site = small().sites[0].clone();
    site.set_filter(10_000, "filter = 10001").unwrap();
    assert!(find_on(&site, "Maya", "filter = 10000").is_err());
}

#[rstest]
#[case("project = SHOP", true)]
#[case("ORDER BY created", false)]
#[case("", false)]
#[case("filter = 10000", true)]
#[case("filter = 10003", false)]
#[case("filter = 10003 AND project = SHOP", true)]
#[case("filter = 10003 OR project = SHOP", false)]
fn only_a_restriction_bounds_a_query(#[case] query: &str, #[case] is_bounded: bool) {
    let query = jql::parse(query).unwrap();
    assert_eq!(
        small().sites[0].is_bounded(&query, &asks("Maya")),
        is_bounded
    );
}

#[test]
fn a_shared_filter_is_seen_by_whom_it_is_shared_with() {
    let site = &small().sites[0];
    let of_project = site
        .filters
        .iter()
        .find(|it| matches!(it.shares[..], [Share::Project(_)]))
        .unwrap();
    assert!(site.can_use_filter(&person("Priya").account_id, of_project));
    assert!(!site.can_use_filter(&person("Sofia").account_id, of_project));
}
