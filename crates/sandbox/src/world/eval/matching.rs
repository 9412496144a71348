//! From the meaning of a word to the issues that have it, or more, or less.

use super::clause::Reader;
use super::fields::Target;
use super::says;
use super::values::{Found, position};
use crate::jql::ast::{Operator, Terminal};
use crate::world::index::{Bits, Bound, FieldIndex};
use crate::world::model::{FieldIx, FieldKind, IssueIx, Project, Worklog};

impl Reader<'_> {
    /// Adds the issues that have a value.
    pub(super) fn add_equal(&self, target: Target, found: &Found, into: &mut Bits) {
        match (target, found) {
            (Target::Field(field), Found::Terms(terms)) => {
                let lists = self.lists(field);
                for term in terms {
                    lists.add_term(*term, into);
                }
            }
            (Target::Field(field), Found::Place(at)) => {
                self.site.index.field(field).add_range(
                    Some(Bound::Including(*at)),
                    Some(Bound::Including(*at)),
                    into,
                );
            }
            (_, Found::Issues(issues)) => {
                for issue in issues {
                    into.insert(issue.0);
                }
            }
            (Target::ProjectCategory, Found::Terms(terms)) => {
                self.each_project(
                    |project| project.category.is_some_and(|it| terms.contains(&it.0)),
                    into,
                );
            }
            (Target::Level, Found::Place(at)) => {
                self.each_level(|level| level.total_cmp(at).is_eq(), into);
            }
            (Target::WorklogAuthor, Found::Terms(terms)) => {
                self.each_worklog(
                    |log| log.author.is_some_and(|it| terms.contains(&it.0)),
                    into,
                );
            }
            (Target::WorklogDate, Found::Place(at)) => {
                self.each_worklog(|log| self.day_of(log.started) == Found::Place(*at), into);
            }
            _ => {}
        }
    }

    fn lists(&self, field: FieldIx) -> &FieldIndex {
        self.site.index.field(field)
    }

    /// `<`, `<=`, `>`, `>=`.
    pub(super) fn compare(
        &self,
        target: Target,
        terminal: &Terminal,
        operator: Operator,
    ) -> Result<Bits, String> {
        let name = &terminal.field.name.value;
        let mut into = self.nothing();
        for found in self.values(target, name, &terminal.operand)? {
            match (target, found) {
                (Target::Field(field), Found::Place(at)) => {
                    let (from, to) = range(operator, at);
                    self.site.index.field(field).add_range(from, to, &mut into);
                }
                (Target::Field(field), Found::Terms(terms)) => {
                    for term in terms
                        .iter()
                        .flat_map(|term| self.beyond(field, *term, operator))
                    {
                        self.lists(field).add_term(term, &mut into);
                    }
                }
                (_, Found::Issues(issues)) => {
                    for issue in issues {
                        self.beyond_key(issue, operator, &mut into);
                    }
                }
                (Target::Level, Found::Place(at)) => {
                    self.each_level(|level| fits(operator, level.total_cmp(&at)), &mut into);
                }
                (Target::WorklogDate, Found::Place(at)) => {
                    self.each_worklog(|log| matches!(self.day_of(log.started), Found::Place(day) if fits(operator, day.total_cmp(&at))), &mut into);
                }
                (_, Found::Empty) => return Err(says::no_empty(name)),
                _ => {}
            }
        }
        Ok(into)
    }

    /// Terms that are greater or less: priorities by importance, versions within their project.
    fn beyond(&self, field: FieldIx, term: u32, operator: Operator) -> Vec<u32> {
        let in_order: Vec<u32> = match self.kind(field) {
            FieldKind::Priority => (0..position(self.site.priorities.len())).rev().collect(),
            FieldKind::Resolution => (0..position(self.site.resolutions.len())).collect(),
            FieldKind::Versions => {
                let project = self.site.versions[term as usize].project;
                self.site
                    .project(project)
                    .versions
                    .iter()
                    .map(|it| it.0)
                    .collect()
            }
            _ => Vec::new(),
        };
        let Some(at) = in_order.iter().position(|it| *it == term) else {
            return Vec::new();
        };
        let all = in_order.into_iter().enumerate();
        all.filter(|(other, _)| fits(operator, other.cmp(&at)))
            .map(|(_, term)| term)
            .collect()
    }

    fn beyond_key(&self, than: IssueIx, operator: Operator, into: &mut Bits) {
        let than = self.site.issue(than);
        for (at, issue) in self.site.issues.iter().enumerate() {
            if issue.project == than.project && fits(operator, issue.number.cmp(&than.number)) {
                into.insert(position(at));
            }
        }
    }

    pub(super) fn each_project(&self, fits: impl Fn(&Project) -> bool, into: &mut Bits) {
        let Some(field) = self.site.field_by_id("project") else {
            return;
        };
        for (at, project) in self.site.projects.iter().enumerate() {
            if fits(project) {
                self.site.index.field(field).add_term(position(at), into);
            }
        }
    }

    fn each_level(&self, fits: impl Fn(f64) -> bool, into: &mut Bits) {
        let Some(field) = self.site.field_by_id("issuetype") else {
            return;
        };
        for (at, kind) in self.site.issue_types.iter().enumerate() {
            if fits(f64::from(kind.level)) {
                self.site.index.field(field).add_term(position(at), into);
            }
        }
    }

    pub(super) fn each_worklog(&self, fits: impl Fn(&Worklog) -> bool, into: &mut Bits) {
        for (at, issue) in self.site.issues.iter().enumerate() {
            if issue.worklogs.iter().any(&fits) {
                into.insert(position(at));
            }
        }
    }
}

/// The bounds of `operator place`.
fn range(operator: Operator, at: f64) -> (Option<Bound>, Option<Bound>) {
    match operator {
        Operator::Less => (None, Some(Bound::Excluding(at))),
        Operator::LessEquals => (None, Some(Bound::Including(at))),
        Operator::Greater => (Some(Bound::Excluding(at)), None),
        _ => (Some(Bound::Including(at)), None),
    }
}

fn fits(operator: Operator, order: std::cmp::Ordering) -> bool {
    match operator {
        Operator::Less => order.is_lt(),
        Operator::LessEquals => order.is_le(),
        Operator::Greater => order.is_gt(),
        _ => order.is_ge(),
    }
}
