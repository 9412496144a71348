//! Work on an issue: who does it, the way through the workflow, releases, logged time.

use std::sync::Arc;

use jiff::Timestamp;
use rand::Rng;

use super::super::calendar;
use super::super::dice::Dice;
use super::super::life::Step;
use super::super::site::weighted;
use super::story::Story;
use super::{Ground, Past};
use crate::world::model::{
    Category, Issue, ResolutionIx, Site, StatusIx, UserIx, VersionIx, Worklog,
};

impl Ground<'_> {
    pub(super) fn assign(
        &self,
        rng: &mut Dice,
        site: &Site,
        past: &Past,
        issue: &mut Issue,
        story: &mut Story,
        began: Option<Timestamp>,
    ) {
        let chance = if began.is_some() { 0.93 } else { 0.25 };
        if !rng.random_bool(chance) {
            return;
        }
        let first = self.somebody(rng, site, past, issue.created);
        let name = |user: UserIx| {
            Some((
                Arc::clone(&site.user(user).account_id),
                Arc::clone(&site.user(user).name),
            ))
        };
        issue.assignee = Some(first);
        if let Some(began) = began.filter(|_| rng.random_bool(0.7)) {
            story.add(
                began,
                Some(first),
                "assignee",
                "assignee",
                None,
                name(first),
            );
        }
        if let Some(began) = began.filter(|_| rng.random_bool(0.12)) {
            let second = self.somebody(rng, site, past, issue.created);
            let at = began + calendar::minutes(rng, 30, 4_000);
            if second != first && at < past.anchor {
                story.add(
                    at,
                    Some(first),
                    "assignee",
                    "assignee",
                    name(first),
                    name(second),
                );
                issue.assignee = Some(second);
            }
        }
    }

    /// Walks the steps: status, category, resolution.
    pub(super) fn work(
        &self,
        rng: &mut Dice,
        site: &Site,
        issue: &mut Issue,
        story: &mut Story,
        steps: &[Step],
    ) {
        let status = |place: usize| self.workflow.get(place).copied().unwrap_or(issue.status);
        let mut now = issue.status;
        for step in steps {
            let (from, to) = (status(step.from), status(step.to));
            let name = |status: StatusIx| {
                let status = &site.statuses[status.at()];
                Some((Arc::clone(&status.id), Arc::clone(&status.name.english)))
            };
            let who = if rng.random_bool(0.85) {
                issue.assignee.or(issue.reporter)
            } else {
                issue.reporter
            };
            story.add(step.at, who, "status", "status", name(from), name(to));
            let (before, after) = (
                site.statuses[from.at()].category,
                site.statuses[to.at()].category,
            );
            if before != after {
                issue.category_changed = Some(step.at);
            }
            let text = |it: ResolutionIx| {
                let it = &site.resolutions[it.at()];
                Some((Arc::clone(&it.id), Arc::clone(&it.name.english)))
            };
            match (issue.resolution, after == Category::Done) {
                // A few are closed by hand without a resolution.
                (None, true) if !rng.random_bool(0.01) => {
                    let resolution = resolution(rng, step.from == 0, site.resolutions.len());
                    story.add(
                        step.at,
                        who,
                        "resolution",
                        "resolution",
                        None,
                        text(resolution),
                    );
                    issue.resolution = Some(resolution);
                    issue.resolved = Some(step.at);
                }
                (Some(old), false) => {
                    story.add(step.at, who, "resolution", "resolution", text(old), None);
                    issue.resolution = None;
                    issue.resolved = None;
                }
                _ => {}
            }
            now = to;
        }
        issue.status = now;
    }

    /// Done work ships with the next release; bugs were found in an earlier one.
    pub(super) fn versions(
        &self,
        rng: &mut Dice,
        site: &Site,
        issue: &mut Issue,
        story: &mut Story,
        anchor: Timestamp,
    ) {
        let versions = &site.project(self.project).versions;
        let next = |at: Timestamp, skip: usize| {
            let day = calendar::day(at);
            let later = versions
                .iter()
                .filter(|it| site.versions[it.at()].release_date > Some(day));
            later.copied().nth(skip)
        };
        let name = |it: VersionIx| {
            let it = &site.versions[it.at()];
            Some((Arc::clone(&it.id), Arc::clone(&it.name)))
        };
        let (chance, from) = match issue.resolved {
            Some(at) => (0.75, at),
            None => (0.2, anchor),
        };
        if let Some(version) = next(from, 0).filter(|_| rng.random_bool(chance)) {
            issue.fix_versions.push(version);
            let at = issue.resolved.unwrap_or(issue.created);
            story.add(
                at,
                issue.assignee,
                "Fix Version",
                "fixVersions",
                None,
                name(version),
            );
            if let Some(second) = next(from, 1).filter(|_| rng.random_bool(0.06)) {
                issue.fix_versions.push(second);
            }
        }
        let found = versions
            .iter()
            .rev()
            .find(|it| site.versions[it.at()].release_date < Some(calendar::day(issue.created)));
        if let Some(version) = found.filter(|_| {
            site.issue_types[issue.issue_type.at()].name.is("Bug") && rng.random_bool(0.6)
        }) {
            issue.affects_versions.push(*version);
        }
    }

    /// Estimates and logged work.
    pub(super) fn track(
        &self,
        rng: &mut Dice,
        issue: &mut Issue,
        past: &mut Past,
        began: Option<Timestamp>,
    ) {
        if rng.random_range(0..100) >= self.plan.tracked {
            return;
        }
        let estimate = weighted(
            rng,
            &[
                (1_u64, 10),
                (2, 15),
                (4, 20),
                (8, 25),
                (16, 15),
                (24, 10),
                (40, 5),
            ],
        )
        .unwrap_or(4)
            * 3_600;
        issue.estimate = Some(estimate);
        issue.remaining = Some(estimate);
        let Some(began) = began else { return };
        let over = issue.resolved.unwrap_or(past.anchor);
        let share = if issue.resolved.is_some() {
            rng.random_range(50..160)
        } else {
            rng.random_range(5..70)
        };
        // Whole quarters of an hour.
        let spent = (estimate * share / 100 / 900).max(1) * 900;
        issue.spent = Some(spent);
        issue.remaining = Some(if issue.resolved.is_some() {
            0
        } else {
            estimate.saturating_sub(spent)
        });
        let first = if spent > 7_200 {
            spent / 1_800 * 900
        } else {
            spent
        };
        for seconds in [first, spent - first]
            .into_iter()
            .filter(|seconds| *seconds > 0)
        {
            past.next_change += 1;
            let started = (began + calendar::minutes(rng, 0, 900)).min(over);
            issue.worklogs.push(Worklog {
                id: past.next_change,
                author: issue.assignee,
                started,
                created: started,
                seconds,
            });
        }
    }
}

/// Who closes an issue at once seldom did the work.
fn resolution(rng: &mut Dice, at_once: bool, how_many: usize) -> ResolutionIx {
    let weights = if at_once {
        [(0, 15), (1, 40), (2, 30), (3, 15)]
    } else {
        [(0, 92), (1, 4), (2, 2), (3, 2)]
    };
    let last = u32::try_from(how_many.saturating_sub(1)).unwrap_or(0);
    ResolutionIx(weighted(rng, &weights).unwrap_or(0).min(last))
}
