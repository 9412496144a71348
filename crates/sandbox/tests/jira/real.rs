//! The endpoints over real issues, where `INLAY_REAL_DATA` names a folder with them.

use std::path::PathBuf;
use std::sync::Arc;

use sandbox::world::load;
use sandbox::{App, Clock, Config, Sandbox};

use crate::described::fields_are_as_described;
use crate::support::{Client, MAYA};

/// A sandbox with the real issues, and the number of its site of that name.
fn real(site: &str) -> Option<Client> {
    let folder = PathBuf::from(std::env::var_os("INLAY_REAL_DATA")?);
    let mut world = load::folder(&folder).expect("real issues");
    let at = world
        .sites
        .iter()
        .position(|it| &*it.slug == site)
        .expect("a site of this name");
    // The client asks the first site.
    world.sites.swap(0, at);
    let clock = Clock::standing_at("2026-11-23T09:00:00Z".parse().expect("an instant"));
    let sandbox = Arc::new(Sandbox::with(
        Config::at_port(4000),
        world,
        App::default(),
        clock,
    ));
    Some(Client::new(&sandbox, MAYA))
}

#[tokio::test]
async fn counts_of_real_issues_are_those_of_their_files() {
    let Some(maya) = real("appcelerator") else {
        return;
    };
    let scope = "project in (TIMOB, AC, ALOY, MOD, DAEMON)";
    for (condition, count) in [
        ("status = Closed", 23_834),
        ("status = Open", 2_639),
        ("status = Resolved", 2_335),
        ("status = Reopened", 192),
        ("status = \"In Review\"", 29),
        ("status = \"In Progress\"", 26),
        ("status = \"In QE Test\"", 2),
        ("priority = High", 7_462),
        ("priority = Medium", 6_409),
        ("priority is EMPTY", 5_024),
        ("priority = Low", 4_494),
        ("priority = Critical", 2_992),
        ("priority = None", 1_766),
        ("priority = Trivial", 910),
        ("created >= 2011-04-01 AND created < 2011-05-01", 3_735),
        ("created < 2011-03-01", 0),
    ] {
        assert_eq!(
            maya.count(&format!("{scope} AND {condition}")).await,
            count,
            "{condition}"
        );
    }
}

#[tokio::test]
async fn real_issues_are_as_described_too() {
    let Some(maya) = real("duraspace") else {
        return;
    };
    for project in ["FCREPO", "ISLANDORA", "HYHULL"] {
        let pages = maya
            .pages(&format!("project = {project}"), &["*all"], 100)
            .await;
        assert!(!pages[0].is_empty(), "{project}");
        for issue in pages.iter().flatten().step_by(7) {
            fields_are_as_described(&issue["fields"]);
        }
    }
}
