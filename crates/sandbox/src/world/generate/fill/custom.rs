//! Custom fields: sprints, points, selects and the rest.

use std::sync::Arc;

use jiff::{Timestamp, ToSpan as _};
use rand::Rng;
use rand::seq::IndexedRandom as _;

use super::super::dice::Dice;
use super::super::site::{label, weighted};
use super::super::{calendar, places, words};
use super::story::Story;
use super::{Ground, Past};
use crate::world::model::{
    CustomValue, FieldIx, GroupIx, Issue, OptionIx, Parent, Site, SprintIx, SprintState,
};

const POINTS: &[(f64, u32)] = &[
    (0.5, 4),
    (1.0, 18),
    (2.0, 24),
    (3.0, 26),
    (5.0, 18),
    (8.0, 8),
    (13.0, 2),
];

impl Ground<'_> {
    pub(super) fn custom_fields(
        &self,
        rng: &mut Dice,
        site: &mut Site,
        issue: &mut Issue,
        story: &mut Story,
        past: &Past,
        began: Option<Timestamp>,
    ) {
        let level = site.issue_types[issue.issue_type.at()].level;
        let is_bug = ["Bug", "Incident"]
            .iter()
            .any(|name| site.issue_types[issue.issue_type.at()].name.is(name));
        if self.plan.sprints && level == 0 {
            self.sprints(rng, site, issue, story, past, began);
            let chance = if is_bug { 0.3 } else { 0.75 };
            let name = if self.plan.team_managed {
                "Story point estimate"
            } else {
                "Story Points"
            };
            if rng.random_bool(chance) {
                self.set(
                    site,
                    issue,
                    name,
                    weighted(rng, POINTS).map(CustomValue::Number),
                );
            }
        }
        if let (Some(Parent::Here(parent)), 0, false) =
            (&issue.parent, level, self.plan.team_managed)
        {
            let key = site.key(site.issue(*parent));
            self.set(
                site,
                issue,
                "Epic Link",
                Some(CustomValue::EpicLink(key.into())),
            );
        }
        if issue.resolution.is_none() && began.is_some() && rng.random_bool(0.04) {
            let flag = self
                .option(rng, site, "Flagged")
                .map(|it| CustomValue::Options(vec![it]));
            self.set(site, issue, "Flagged", flag);
        }
        if let Some(began) = began.filter(|_| rng.random_bool(0.3)) {
            self.set(
                site,
                issue,
                "Start date",
                Some(CustomValue::Date(calendar::day(began))),
            );
        }
        if is_bug && rng.random_bool(0.8) {
            let severity = self.option(rng, site, "Severity").map(CustomValue::Option);
            self.set(site, issue, "Severity", severity);
        }
        self.select(rng, site, issue);
        self.people(rng, site, issue, past);
        self.texts(rng, site, issue);
    }

    fn select(&self, rng: &mut Dice, site: &Site, issue: &mut Issue) {
        let how_many = weighted(rng, &[(0, 50), (1, 30), (2, 14), (3, 6)]).unwrap_or(0);
        let platforms = self.options(site, "Platforms");
        let mut chosen: Vec<_> = platforms.choose_multiple(rng, how_many).copied().collect();
        chosen.sort_unstable();
        if !chosen.is_empty() {
            self.set(site, issue, "Platforms", Some(CustomValue::Options(chosen)));
        }
        if rng.random_bool(0.35) {
            let regions = self.options(site, "Region");
            let tops: Vec<_> = regions
                .iter()
                .copied()
                .filter(|it| site.options[it.at()].parent.is_none())
                .collect();
            if let Some(top) = tops.choose(rng) {
                let below: Vec<_> = regions
                    .iter()
                    .copied()
                    .filter(|it| site.options[it.at()].parent == Some(*top))
                    .collect();
                let child = below.choose(rng).copied().filter(|_| rng.random_bool(0.8));
                self.set(
                    site,
                    issue,
                    "Region",
                    Some(CustomValue::Cascading(*top, child)),
                );
            }
        }
        for (name, chance) in [
            ("Channel", if self.plan.sprints { 0.0 } else { 0.7 }),
            ("Instrument", 0.6),
        ] {
            if rng.random_bool(chance) {
                let option = self.option(rng, site, name).map(CustomValue::Option);
                self.set(site, issue, name, option);
            }
        }
        if rng.random_bool(0.15) {
            let days = f64::from(rng.random_range(1_u8..40)) / 4.0;
            self.set(
                site,
                issue,
                "Effort (days)",
                Some(CustomValue::Number(days)),
            );
        }
        if let Some(version) = issue
            .fix_versions
            .first()
            .copied()
            .filter(|_| rng.random_bool(0.1))
        {
            self.set(
                site,
                issue,
                "Backport to",
                Some(CustomValue::Versions(vec![version])),
            );
        }
    }

    fn people(&self, rng: &mut Dice, site: &Site, issue: &mut Issue, past: &Past) {
        if rng.random_bool(0.4) {
            let reviewer = self.somebody(rng, site, past, issue.created);
            self.set(site, issue, "Reviewer", Some(CustomValue::User(reviewer)));
        }
        if rng.random_bool(0.12) {
            let mut some = [0; 2]
                .map(|_| self.somebody(rng, site, past, issue.created))
                .to_vec();
            some.sort_unstable();
            some.dedup();
            self.set(site, issue, "Stakeholders", Some(CustomValue::Users(some)));
        }
        if !self.plan.sprints && rng.random_bool(0.3) {
            let group = GroupIx::new(rng.random_range(0..site.groups.len().max(1)));
            self.set(
                site,
                issue,
                "Support group",
                Some(CustomValue::Group(group)),
            );
        }
    }

    fn texts(&self, rng: &mut Dice, site: &mut Site, issue: &mut Issue) {
        if rng.random_bool(0.2) {
            let customer = words::CUSTOMERS
                .choose(rng)
                .map(|name| CustomValue::Text((*name).into()));
            self.set(site, issue, "Customer", customer);
        }
        if issue.resolved.is_some() && rng.random_bool(0.1) {
            let text = format!("Fixed: {}", issue.summary.as_deref().unwrap_or_default());
            self.set(
                site,
                issue,
                "Release notes",
                Some(CustomValue::Text(text.into())),
            );
        }
        if let Some(due) = issue.due.filter(|_| rng.random_bool(0.3)) {
            let due = due.checked_add(1.day()).unwrap_or(due);
            let live = calendar::instant(due.to_datetime(jiff::civil::time(6, 30, 0, 0)));
            self.set(site, issue, "Go-live", Some(CustomValue::Instant(live)));
        }
        if rng.random_bool(0.1) {
            let topic = ["onboarding", "pricing", "retention", "compliance"].choose(rng);
            let topic = topic.map(|topic| label(site, topic));
            self.set(
                site,
                issue,
                "Topics",
                topic.map(|it| CustomValue::Labels(vec![it])),
            );
        }
    }

    /// The sprint in which work began and the following ones until it was done; some work that
    /// has not begun is planned for the running or a later sprint.
    fn sprints(
        &self,
        rng: &mut Dice,
        site: &Site,
        issue: &mut Issue,
        story: &mut Story,
        past: &Past,
        began: Option<Timestamp>,
    ) {
        let Some(board) = site
            .boards
            .iter()
            .find(|board| board.project == self.project)
        else {
            return;
        };
        let over = issue.resolved.unwrap_or(past.anchor);
        let mut chosen: Vec<SprintIx> = match began {
            Some(began) => board
                .sprints
                .iter()
                .copied()
                .filter(|it| {
                    let sprint = &site.sprints[it.at()];
                    sprint.start.is_some_and(|start| start <= over)
                        && sprint.end.is_some_and(|end| end > began)
                })
                .take(4)
                .collect(),
            None if rng.random_bool(0.3) => {
                let open: Vec<_> = board
                    .sprints
                    .iter()
                    .copied()
                    .filter(|it| site.sprints[it.at()].state != SprintState::Closed)
                    .collect();
                open.choose(rng).copied().into_iter().collect()
            }
            None => Vec::new(),
        };
        if rng.random_bool(0.08) {
            chosen.clear();
        }
        let Some((field, _)) = places::custom(site, self.project, "Sprint") else {
            return;
        };
        let id = Arc::clone(&site.fields[field.at()].id);
        for upto in 1..=chosen.len() {
            let list = |upto: usize| {
                let some = &chosen[..upto];
                let join = |texts: Vec<String>| Arc::from(texts.join(", "));
                (upto > 0).then(|| {
                    (
                        join(
                            some.iter()
                                .map(|it| site.sprints[it.at()].id.to_string())
                                .collect(),
                        ),
                        join(
                            some.iter()
                                .map(|it| site.sprints[it.at()].name.to_string())
                                .collect(),
                        ),
                    )
                })
            };
            let start = site.sprints[chosen[upto - 1].at()]
                .start
                .unwrap_or(issue.created);
            let at = start.max(issue.created).min(past.anchor);
            story.add(
                at,
                issue.assignee,
                "Sprint",
                &id,
                list(upto - 1),
                list(upto),
            );
        }
        if !chosen.is_empty() {
            issue.set_custom(field, Some(CustomValue::Sprints(chosen)));
        }
    }

    fn set(&self, site: &Site, issue: &mut Issue, name: &str, value: Option<CustomValue>) {
        if let (Some((field, _)), Some(value)) = (places::custom(site, self.project, name), value) {
            issue.set_custom(field, Some(value));
        }
    }

    fn field(&self, site: &Site, name: &str) -> Option<FieldIx> {
        places::custom(site, self.project, name).map(|(field, _)| field)
    }

    fn options(&self, site: &Site, name: &str) -> Vec<OptionIx> {
        let field = self.field(site, name);
        let own = site
            .options
            .iter()
            .enumerate()
            .filter(|(_, it)| Some(it.field) == field);
        own.map(|(at, _)| OptionIx::new(at)).collect()
    }

    fn option(&self, rng: &mut Dice, site: &Site, name: &str) -> Option<OptionIx> {
        self.options(site, name).choose(rng).copied()
    }
}
