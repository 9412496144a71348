//! Builds one site: places, people, then issues in the order of their creation.

use jiff::Timestamp;
use rand::Rng;

use super::blueprint::SitePlan;
use super::dice::Dice;
use super::fill::{Ground, Past};
use super::{Company, calendar, places, words};
use crate::world::model::{IssueIx, LabelIx, Parent, Person, ProjectIx, Site, User, UserIx};
use crate::world::{filters, people};

/// Builds the site. `place` counts sites from 0 and decides who has access.
pub(super) fn build(
    company: &Company,
    plan: &SitePlan,
    place: usize,
    everybody: &[Person],
) -> Site {
    let cloud_id = people::stable_uuid(&["site", plan.slug]);
    let mut site = Site::new(cloud_id, plan.name, plan.slug);
    let mut rng = Dice::new(company.seed ^ ((place as u64 + 1) << 32));
    places::furnish(&mut site, plan, company.anchor);
    people::admit(everybody, &mut site, place);
    for (name, active) in words::COLLEAGUES {
        site.users.push(User {
            account_id: people::account_id(name),
            name: (*name).into(),
            email: None,
            zone: None,
            active: *active,
        });
    }
    places::add_groups(&mut site);
    let leads: Vec<_> = (0..site.projects.len())
        .map(|at| UserIx::new(at % site.users.len()))
        .collect();
    for (project, lead) in site.projects.iter_mut().zip(leads) {
        project.lead = Some(lead);
    }
    add_issues(&mut rng, company, plan, &mut site);
    filters::add(&mut site, 10_000 + plan.offset);
    site.reindex();
    site
}

fn add_issues(rng: &mut Dice, company: &Company, plan: &SitePlan, site: &mut Site) {
    let mut to_come: Vec<(Timestamp, usize)> = Vec::new();
    for (project, of) in plan.projects.iter().enumerate() {
        let how_many = of.issues * company.percent as usize / 100;
        let moments = calendar::moments(rng, company.anchor, how_many);
        to_come.extend(moments.into_iter().map(|at| (at, project)));
    }
    to_come.sort_unstable();
    let mut grounds: Vec<_> = plan
        .projects
        .iter()
        .enumerate()
        .map(|(at, of)| Ground::new(site, of, ProjectIx::new(at)))
        .collect();
    let mut past = Past {
        next_id: 20_000 + plan.offset,
        next_change: 90_000 + plan.offset,
        anchor: company.anchor,
    };
    for (created, project) in to_come {
        let ground = &mut grounds[project];
        let issue = ground.issue(rng, site, &mut past, created);
        let at = IssueIx::new(site.issues.len());
        if let Some(Parent::Here(parent)) = issue.parent {
            site.issues[parent.at()].children.push(at);
        }
        ground.remember(site, at, &issue);
        site.issues.push(issue);
    }
}

/// The label's position, made if there is none.
pub(super) fn label(site: &mut Site, label: &str) -> LabelIx {
    let at = site.labels.iter().position(|it| &**it == label);
    LabelIx::new(at.unwrap_or_else(|| {
        site.labels.push(label.into());
        site.labels.len() - 1
    }))
}

/// One of several by weight.
pub(super) fn weighted<T: Copy>(rng: &mut impl Rng, from: &[(T, u32)]) -> Option<T> {
    let sum: u32 = from.iter().map(|(_, weight)| weight).sum();
    if sum == 0 {
        return None;
    }
    let mut at = rng.random_range(0..sum);
    from.iter().find_map(|(one, weight)| {
        if at < *weight {
            return Some(*one);
        }
        at -= weight;
        None
    })
}
