use std::collections::{BTreeMap, HashSet};
use std::sync::OnceLock;

use jiff::Timestamp;
use jiff::civil::Weekday;
use jiff::tz::TimeZone;

use super::{Company, company};
use crate::world::model::{Category, CustomValue, Issue, Parent, Site, SprintState, World};

fn anchor() -> Timestamp {
    "2026-11-23T09:00:00Z".parse().unwrap()
}

/// Half of the usual company, made once.
fn half() -> &'static World {
    static HALF: OnceLock<World> = OnceLock::new();
    HALF.get_or_init(|| {
        company(&Company {
            percent: 50,
            ..Company::at(anchor())
        })
    })
}

fn each_issue(check: impl Fn(&Site, &Issue)) {
    for site in &half().sites {
        for issue in &site.issues {
            check(site, issue);
        }
    }
}

#[test]
fn the_same_anchor_and_seed_give_the_same_company() {
    let few = Company {
        percent: 3,
        ..Company::at(anchor())
    };
    let text = |company_: &Company| {
        format!(
            "{:?}",
            company(company_)
                .sites
                .iter()
                .map(|site| site.issues.clone())
                .collect::<Vec<_>>()
        )
    };
    assert_eq!(text(&few), text(&few));
    assert_ne!(text(&few), text(&Company { seed: 1, ..few }));
}

#[test]
fn the_usual_company_has_two_sites_and_about_eight_thousand_issues() {
    let world = World::generated();
    assert_eq!(world.sites.len(), 2);
    assert_ne!(world.sites[0].cloud_id, world.sites[1].cloud_id);
    assert!(world.sites[0].projects.len() >= 3);
    let issues: usize = world.sites.iter().map(|site| site.issues.len()).sum();
    assert!((7_000..10_000).contains(&issues), "{issues}");
    let ids = |site: &Site| {
        site.fields
            .iter()
            .filter_map(|field| field.custom_id)
            .collect::<HashSet<_>>()
    };
    assert!(
        ids(&world.sites[0]).is_disjoint(&ids(&world.sites[1])),
        "sites number their fields themselves"
    );
}

#[test]
fn nothing_happens_after_the_anchor_or_before_an_issue_is_there() {
    each_issue(|site, issue| {
        let key = site.key(issue);
        assert!(
            issue.created <= issue.updated && issue.updated <= anchor(),
            "{key}"
        );
        let times: Vec<_> = issue.history.iter().map(|change| change.at).collect();
        assert!(times.windows(2).all(|pair| pair[0] <= pair[1]), "{key}");
        assert!(
            times
                .iter()
                .all(|at| issue.created <= *at && *at <= issue.updated),
            "{key}"
        );
        assert!(
            issue
                .resolved
                .is_none_or(|at| issue.created < at && at <= anchor()),
            "{key}"
        );
        assert!(
            issue
                .worklogs
                .iter()
                .all(|log| log.started >= issue.created && log.started <= anchor()),
            "{key}"
        );
    });
}

#[test]
fn the_history_leads_to_the_issue_as_it_is() {
    each_issue(|site, issue| {
        let key = site.key(issue);
        let statuses = || {
            issue
                .history
                .iter()
                .flat_map(|change| change.items.iter().map(move |item| (change.at, item)))
                .filter(|(_, item)| item.field_id.as_deref() == Some("status"))
        };
        let steps: Vec<_> = statuses().collect();
        assert!(
            steps.windows(2).all(|pair| pair[0].1.to == pair[1].1.from),
            "{key}"
        );
        let status = &site.statuses[issue.status.at()];
        if let Some((_, last)) = steps.last() {
            assert_eq!(last.to.as_deref(), Some(&*status.id), "{key}");
        }
        let category = |id: &str| {
            site.statuses
                .iter()
                .find(|it| &*it.id == id)
                .unwrap()
                .category
        };
        let moved = statuses().rfind(|(_, item)| {
            category(item.from.as_deref().unwrap()) != category(item.to.as_deref().unwrap())
        });
        assert_eq!(
            issue.category_changed,
            Some(moved.map_or(issue.created, |(at, _)| at)),
            "{key}"
        );
        assert_eq!(
            issue.resolution.is_some(),
            issue.resolved.is_some(),
            "{key}"
        );
        assert!(
            issue.resolution.is_none() || status.category == Category::Done,
            "{key}"
        );
        let assigned = issue
            .history
            .iter()
            .flat_map(|change| &change.items)
            .rfind(|item| item.field_id.as_deref() == Some("assignee"));
        if let Some(assigned) = assigned {
            assert_eq!(
                assigned.to.as_deref(),
                issue.assignee.map(|it| &*site.user(it).account_id),
                "{key}"
            );
        }
    });
}

#[test]
fn parents_fit_their_children() {
    each_issue(|site, issue| {
        let level = |issue: &Issue| site.issue_types[issue.issue_type.at()].level;
        match &issue.parent {
            Some(Parent::Here(parent)) => {
                let parent = site.issue(*parent);
                assert_eq!(level(parent), level(issue) + 1, "{}", site.key(issue));
                assert_eq!(parent.project, issue.project);
                assert!(parent.created <= issue.created);
            }
            Some(Parent::Elsewhere { .. }) => panic!("every parent is here"),
            None => assert!(
                level(issue) >= 0,
                "{} is a sub-task without a parent",
                site.key(issue)
            ),
        }
    });
}

#[test]
fn people_rest_at_the_weekend() {
    let mut days: BTreeMap<i8, usize> = BTreeMap::new();
    for issue in half().sites.iter().flat_map(|site| &site.issues) {
        let day = issue.created.to_zoned_datetime(TimeZone::UTC).weekday();
        *days.entry(day.to_monday_one_offset()).or_default() += 1;
    }
    let on = |day: Weekday| days[&day.to_monday_one_offset()];
    assert!(on(Weekday::Tuesday) > 8 * on(Weekday::Sunday), "{days:?}");
}

#[test]
fn each_scrum_board_has_one_running_sprint_and_some_to_come() {
    for site in &half().sites {
        for board in site.boards.iter().filter(|board| board.scrum) {
            let with = |state: SprintState| {
                board
                    .sprints
                    .iter()
                    .filter(|it| site.sprints[it.at()].state == state)
                    .count()
            };
            assert_eq!(with(SprintState::Active), 1, "{}", board.name);
            assert!(
                with(SprintState::Future) > 0 && with(SprintState::Closed) > 40,
                "{}",
                board.name
            );
        }
        let running = site.issues.iter().filter(|issue| {
            issue.custom.iter().any(|(_, value)| matches!(value, CustomValue::Sprints(all) if all.iter().any(|it| site.sprints[it.at()].state == SprintState::Active)))
        });
        assert!(running.count() > 3);
    }
}

#[test]
fn the_team_managed_project_repeats_names_with_ids_of_its_own() {
    let world = half();
    let site = &world.sites[0];
    let app = site.project(site.project_by_key("APP").unwrap());
    assert!(app.team_managed);
    let shared = site
        .statuses
        .iter()
        .find(|it| it.scope.is_none() && it.name.is("To Do"))
        .unwrap();
    let own = app
        .workflow
        .iter()
        .flat_map(|(_, statuses)| statuses)
        .map(|it| &site.statuses[it.at()])
        .find(|it| it.name.is("To Do"))
        .unwrap();
    assert_ne!(shared.id, own.id);
    assert_eq!(
        site.fields
            .iter()
            .filter(|field| field.name.is("Severity"))
            .count(),
        2
    );
    let mut ids = HashSet::new();
    assert!(
        site.statuses.iter().all(|it| ids.insert(&it.id)),
        "no two statuses share an id"
    );
    let mut ids = HashSet::new();
    assert!(
        site.options.iter().all(|it| ids.insert(&it.id)),
        "no two options share an id"
    );
}

#[test]
fn there_is_somebody_for_every_kind_of_access() {
    let world = half();
    let sites_of = |name: &str| {
        let person = world
            .people
            .iter()
            .find(|person| person.name.starts_with(name))
            .unwrap();
        world
            .sites_of(&person.account_id)
            .map(|site| site.slug.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(sites_of("Maya"), ["northwind", "fabrikam"]);
    assert_eq!(sites_of("Priya"), ["northwind"]);
    assert_eq!(sites_of("Sofia"), ["fabrikam"]);
    assert!(sites_of("Chen").is_empty());
    let maya = &world.people[0];
    assert_eq!(maya.zone_name(), "UTC");
    assert!(!world.sites[0].access(&maya.account_id).unwrap().administer);
    assert!(world.people.iter().any(|it| {
        world.sites[0]
            .access(&it.account_id)
            .is_some_and(|access| access.administer)
    }));
    let german = world
        .people
        .iter()
        .find(|it| it.zone_name() == "Europe/Berlin")
        .unwrap();
    assert_eq!(german.language(), crate::world::Language::German);
    assert!(
        world
            .people
            .iter()
            .any(|it| it.account_id.len() == 24 && !it.account_id.contains(':'))
    );
    assert!(world.sites[0].users.iter().any(|user| !user.active));
}
