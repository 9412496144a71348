//! Real issues, where they are: `INLAY_REAL_DATA` names the folder. Without it nothing is tested.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::path::PathBuf;
use std::sync::OnceLock;

use sandbox::jql;
use sandbox::world::{EvalContext, Site, World, load};

/// The real issues, loaded once; `None` where the folder is not given.
fn real() -> Option<&'static World> {
    static REAL: OnceLock<Option<World>> = OnceLock::new();
    let load = || {
        std::env::var_os("INLAY_REAL_DATA").map(|dir| load::folder(&PathBuf::from(dir)).unwrap())
    };
    REAL.get_or_init(load).as_ref()
}

fn count(world: &World, site: &str, query: &str) -> u64 {
    let site: &Site = world.site_by_slug(site).unwrap();
    let asks = EvalContext::new(&world.people[0], "2026-11-23T09:00:00Z".parse().unwrap());
    let counted = site.count(&jql::parse(query).unwrap(), &asks);
    counted.unwrap_or_else(|problem| panic!("{query}: {problem}"))
}

#[test]
fn statuses_add_up_as_they_were_counted_by_hand() {
    let Some(world) = real() else { return };
    let expected = [
        ("Closed", 23_834),
        ("Open", 2_639),
        ("Resolved", 2_335),
        ("Reopened", 192),
        ("In Review", 29),
        ("In Progress", 26),
        ("In QE Test", 2),
    ];
    for (status, issues) in expected {
        let query = format!("project in (TIMOB, AC, ALOY, MOD, DAEMON) AND status = \"{status}\"");
        assert_eq!(count(world, "appcelerator", &query), issues, "{status}");
    }
    assert_eq!(count(world, "appcelerator", "key IS NOT EMPTY"), 29_057);
    assert_eq!(count(world, "duraspace", "key IS NOT EMPTY"), 3_036);
}

#[test]
fn the_quirks_of_the_data_are_kept() {
    let Some(world) = real() else { return };
    let expected = [
        ("project = AC AND priority IS EMPTY", 4_503),
        ("priority IS EMPTY AND project != AC", 521),
        ("priority = None", 1_766),
        ("summary IS EMPTY", 2),
        ("reporter IS EMPTY", 1),
        ("assignee IS EMPTY", 2_553),
        (
            "statusCategory = Done AND resolution IS EMPTY AND resolutiondate IS EMPTY",
            61,
        ),
        (
            "project = TIMOB AND created >= 2011-04-01 AND created < 2011-05-01",
            3_734,
        ),
        ("\"Story Points\" IS NOT EMPTY", 2_241),
        ("\"Epic Link\" IS NOT EMPTY", 890),
        ("parent IS NOT EMPTY", 1_375),
        ("sprint IS NOT EMPTY", 5_717),
    ];
    for (query, issues) in expected {
        assert_eq!(count(world, "appcelerator", query), issues, "{query}");
    }
    assert_eq!(count(world, "duraspace", "assignee IS EMPTY"), 927);
    assert_eq!(count(world, "duraspace", "duedate IS NOT EMPTY"), 286);
}

#[test]
fn histories_tell_what_they_told_a_reader_of_the_files() {
    let Some(world) = real() else { return };
    assert_eq!(count(world, "duraspace", "status WAS Received"), 1_514);
    assert_eq!(
        count(world, "appcelerator", "status WAS Open"),
        2_639,
        "there are no histories"
    );
}
