//! Fills one issue: people, work, plans, custom fields, with a history that leads to it.

mod custom;
mod story;
mod work;

use jiff::{Timestamp, ToSpan as _};
use rand::Rng;
use rand::seq::IndexedRandom as _;

use super::blueprint::ProjectPlan;
use super::dice::Dice;
use super::life;
use super::site::{label, weighted};
use super::{calendar, words};
use crate::world::model::{
    Issue, IssueIx, LevelIx, Link, Parent, PriorityIx, ProjectIx, Site, StatusIx, TypeIx, UserIx,
};
use story::Story;

/// Numbers that run over all projects of a site, and the anchor.
pub(super) struct Past {
    pub(super) next_id: u64,
    pub(super) next_change: u64,
    pub(super) anchor: Timestamp,
}

/// What a project gives to its issues, and what it remembers of earlier ones.
pub(super) struct Ground<'a> {
    plan: &'a ProjectPlan,
    project: ProjectIx,
    types: Vec<((TypeIx, &'static str, i32), u32)>,
    workflow: Vec<StatusIx>,
    staff: Vec<(UserIx, u32)>,
    number: u32,
    /// Issues that may get sub-tasks, newest last.
    parents: Vec<IssueIx>,
    epics: Vec<IssueIx>,
}

impl<'a> Ground<'a> {
    pub(super) fn new(site: &Site, plan: &'a ProjectPlan, project: ProjectIx) -> Self {
        let workflow = &site.project(project).workflow;
        let types = workflow
            .iter()
            .zip(plan.types)
            .map(|((ix, _), (name, weight))| {
                ((*ix, *name, site.issue_types[ix.at()].level), *weight)
            });
        // Some people do much more than others; not in the same order in every project.
        let staff = site.users.iter().enumerate().filter(|(_, user)| {
            site.access(&user.account_id)
                .is_none_or(|access| access.projects.contains(&project))
        });
        let staff = staff.map(|(at, _)| {
            let turn = (at * 7 + project.at() * 5) % site.users.len();
            (
                UserIx::new(at),
                60 / (u32::try_from(turn).unwrap_or(0) + 3) + 1,
            )
        });
        Self {
            plan,
            project,
            types: types.collect(),
            workflow: workflow
                .first()
                .map(|(_, statuses)| statuses.clone())
                .unwrap_or_default(),
            staff: staff.collect(),
            number: 0,
            parents: Vec::new(),
            epics: Vec::new(),
        }
    }

    /// Somebody of the staff; who has left is only met in old issues.
    fn somebody(&self, rng: &mut Dice, site: &Site, past: &Past, at: Timestamp) -> UserIx {
        let long_ago = at < past.anchor - jiff::SignedDuration::from_hours(24 * 400);
        for _ in 0..20 {
            match weighted(rng, &self.staff) {
                Some(user) if long_ago || site.user(user).active => return user,
                _ => {}
            }
        }
        UserIx(0)
    }

    /// Keeps what later issues may refer to.
    pub(super) fn remember(&mut self, site: &Site, at: IssueIx, issue: &Issue) {
        match site.issue_types[issue.issue_type.at()].level {
            0 => self.parents.push(at),
            1 => self.epics.push(at),
            _ => {}
        }
    }

    /// Type and parent: a sub-task needs a recent issue, and most stories belong to an epic.
    fn place(&self, rng: &mut Dice) -> ((TypeIx, &'static str, i32), Option<Parent>) {
        let fallback = self
            .types
            .iter()
            .map(|(kind, _)| *kind)
            .find(|kind| kind.2 == 0);
        let kind = weighted(rng, &self.types)
            .or(fallback)
            .unwrap_or((TypeIx(0), "Task", 0));
        let recent = &self.parents[self.parents.len().saturating_sub(25)..];
        let epics = &self.epics[self.epics.len().saturating_sub(12)..];
        match kind.2 {
            0 => {
                let chance = if kind.1 == "Bug" || kind.1 == "Incident" {
                    0.15
                } else {
                    0.6
                };
                let epic = epics.choose(rng).filter(|_| rng.random_bool(chance));
                (kind, epic.map(|epic| Parent::Here(*epic)))
            }
            1 => (kind, None),
            _ => match recent.choose(rng) {
                Some(parent) => (kind, Some(Parent::Here(*parent))),
                None => (fallback.unwrap_or(kind), None),
            },
        }
    }

    /// One issue, created at a moment, with its life until the anchor.
    pub(super) fn issue(
        &mut self,
        rng: &mut Dice,
        site: &mut Site,
        past: &mut Past,
        created: Timestamp,
    ) -> Issue {
        // Moved and deleted issues leave gaps.
        self.number += if self.number > 0 && rng.random_bool(0.03) {
            2
        } else {
            1
        };
        past.next_id += if rng.random_bool(0.05) { 3 } else { 1 };
        let (kind, parent) = self.place(rng);
        let priority = priority(rng, kind.1);
        let reporter = self.somebody(rng, site, past, created);
        let mut issue = Issue {
            id: past.next_id,
            project: self.project,
            number: self.number,
            summary: Some(words::summary(rng, kind.1).into()),
            status: self.workflow.first().copied().unwrap_or(StatusIx(0)),
            issue_type: kind.0,
            priority: Some(priority),
            resolution: None,
            assignee: None,
            reporter: Some(reporter),
            creator: Some(if rng.random_bool(0.93) {
                reporter
            } else {
                self.somebody(rng, site, past, created)
            }),
            created,
            updated: created,
            resolved: None,
            category_changed: Some(created),
            due: None,
            labels: Vec::new(),
            components: Vec::new(),
            fix_versions: Vec::new(),
            affects_versions: Vec::new(),
            parent,
            security: None,
            estimate: None,
            remaining: None,
            spent: None,
            aggregate: None,
            votes: if rng.random_bool(0.15) {
                rng.random_range(1..9)
            } else {
                0
            },
            watchers: rng.random_range(1..6),
            custom: Vec::new(),
            links: Vec::new(),
            children: Vec::new(),
            worklogs: Vec::new(),
            history: Vec::new(),
        };
        let urgency = [3.0, 1.8, 1.0, 0.5, 0.3][priority.at().min(4)];
        let urgency = if kind.2 == 1 { 0.4 } else { urgency };
        let steps = life::walk(rng, created, past.anchor, self.workflow.len(), urgency);
        let began = steps.first().map(|step| step.at);
        let mut story = Story::new();
        self.assign(rng, site, past, &mut issue, &mut story, began);
        self.work(rng, site, &mut issue, &mut story, &steps);
        self.plan_it(rng, site, &mut issue, past);
        self.versions(rng, site, &mut issue, &mut story, past.anchor);
        self.track(rng, &mut issue, past, began);
        self.custom_fields(rng, site, &mut issue, &mut story, past, began);
        if rng.random_range(0..100) < self.plan.confidential {
            issue.security = Some(LevelIx(0));
        }
        self.link(rng, site, &mut issue);
        story.tell(&mut issue, past);
        // A comment moves `updated` and leaves no other trace.
        if rng.random_bool(0.3) {
            let later = issue.updated + calendar::minutes(rng, 10, 5_000);
            issue.updated = if later < past.anchor {
                later
            } else {
                issue.updated
            };
        }
        issue
    }

    /// Due date, labels, components.
    fn plan_it(&self, rng: &mut Dice, site: &mut Site, issue: &mut Issue, past: &Past) {
        if rng.random_bool(0.2) {
            let days = i64::from(rng.random_range(3_u8..60));
            issue.due = calendar::day(issue.created).checked_add(days.days()).ok();
            let late = calendar::day(past.anchor).checked_add(100.days()).ok();
            issue.due = issue.due.min(late);
        }
        let how_many = weighted(rng, &[(0, 45), (1, 35), (2, 15), (3, 5)]).unwrap_or(0);
        for name in self.plan.labels.choose_multiple(rng, how_many) {
            let label = label(site, name);
            issue.labels.push(label);
        }
        let how_many = weighted(rng, &[(0, 20), (1, 65), (2, 15)]).unwrap_or(0);
        let components = &site.project(self.project).components;
        issue.components = components.choose_multiple(rng, how_many).copied().collect();
        issue.components.sort_unstable();
    }

    fn link(&self, rng: &mut Dice, site: &Site, issue: &mut Issue) {
        let Some(other) = self.parents.choose(rng).filter(|_| rng.random_bool(0.06)) else {
            return;
        };
        let (kind, inward, outward) = *[
            ("Blocks", "is blocked by", "blocks"),
            ("Relates", "relates to", "relates to"),
            ("Duplicate", "is duplicated by", "duplicates"),
        ]
        .choose(rng)
        .unwrap_or(&("Relates", "relates to", "relates to"));
        issue.links.push(Link {
            id: issue.id + 1_000_000,
            kind: kind.into(),
            inward: inward.into(),
            outward: outward.into(),
            points: true,
            other: site.key(site.issue(*other)).into(),
        });
    }
}

/// Bugs and incidents are more urgent than wishes.
fn priority(rng: &mut Dice, type_name: &str) -> PriorityIx {
    let weights = match type_name {
        "Bug" => [(0, 6), (1, 24), (2, 50), (3, 16), (4, 4)],
        "Incident" => [(0, 18), (1, 40), (2, 32), (3, 8), (4, 2)],
        _ => [(0, 1), (1, 14), (2, 66), (3, 15), (4, 4)],
    };
    PriorityIx(weighted(rng, &weights).unwrap_or(2))
}
