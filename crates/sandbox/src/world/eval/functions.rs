//! The functions of JQL.

mod issues;

use jiff::Timestamp;

use super::clause::Reader;
use super::dates::{self, Unit};
use super::fields::{self, Target};
use super::says;
use super::values::{Found, position};
use crate::jql::ast::Function;
use crate::world::model::{
    FieldIx, FieldKind, IssueIx, OptionIx, ProjectIx, SprintState, VersionIx,
};
use crate::world::names::same;

/// Whether the function gives a list and so belongs behind `IN`.
pub(super) fn is_list(name: &str) -> bool {
    let known = fields::functions().iter();
    known.filter(|it| it.is_list).any(|it| {
        let own = it.name.split('(').next().unwrap_or_default();
        same(own, name)
    })
}

impl Reader<'_> {
    /// The instant of a date function; `None` for the other functions.
    pub(super) fn date_function(&self, function: &Function) -> Option<Result<Timestamp, String>> {
        let name = function.name.value.to_ascii_lowercase();
        let (unit, is_end) = match name.as_str() {
            "now" | "currentlogin" => return Some(Ok(self.asks.now)),
            // Nobody has a second log-in to look back at: the day before.
            "lastlogin" => return Some(Ok(self.asks.now - jiff::SignedDuration::from_hours(24))),
            "startofday" => (Unit::Day, false),
            "startofweek" => (Unit::Week, false),
            "startofmonth" => (Unit::Month, false),
            "startofyear" => (Unit::Year, false),
            "endofday" => (Unit::Day, true),
            "endofweek" => (Unit::Week, true),
            "endofmonth" => (Unit::Month, true),
            "endofyear" => (Unit::Year, true),
            _ => return None,
        };
        let person = self.asks.person;
        let increment = function.arguments.first().map(|text| text.value.as_str());
        let edge = dates::edge(
            unit,
            is_end,
            increment,
            self.asks.now,
            &person.zone,
            &person.locale,
        );
        Some(
            edge.map_err(|()| {
                says::bad_increment(&function.name.value, increment.unwrap_or_default())
            }),
        )
    }

    /// What any other function means for a target.
    pub(super) fn function(
        &self,
        target: Target,
        field: &str,
        function: &Function,
    ) -> Result<Found, String> {
        let name = function.name.value.to_ascii_lowercase();
        let Some(known) = fields::functions().iter().find(|it| {
            it.name
                .split('(')
                .next()
                .is_some_and(|own| same(own, &name))
        }) else {
            return Err(says::unknown_function(&function.name.value));
        };
        let kind = match target {
            Target::Field(field) => self.kind(field),
            Target::WorklogAuthor => FieldKind::User,
            _ => FieldKind::Other,
        };
        let fits = match known.kind {
            FieldKind::User => matches!(kind, FieldKind::User | FieldKind::Users),
            FieldKind::Key => matches!(
                kind,
                FieldKind::Key | FieldKind::Parent | FieldKind::EpicLink
            ),
            own => own == kind,
        };
        if !fits {
            return Err(says::unfit_function(field, &function.name.value));
        }
        let argument = |at: usize| function.arguments.get(at).map(|text| text.value.as_str());
        let bad =
            |at: usize| says::bad_argument(&function.name.value, argument(at).unwrap_or_default());
        let terms = match name.as_str() {
            "currentuser" => self
                .site
                .user_by_account(self.account())
                .map(|user| user.0)
                .into_iter()
                .collect(),
            "membersof" => {
                let group = self
                    .site
                    .groups
                    .iter()
                    .find(|it| argument(0).is_some_and(|name| same(&it.name, name)));
                group
                    .ok_or_else(|| bad(0))?
                    .members
                    .iter()
                    .map(|user| user.0)
                    .collect()
            }
            "opensprints" => self.sprints(SprintState::Active),
            "closedsprints" => self.sprints(SprintState::Closed),
            "futuresprints" => self.sprints(SprintState::Future),
            "releasedversions" | "unreleasedversions" => {
                let released = name == "releasedversions";
                let projects = self.projects_of(function)?;
                let all = self.versions_of(&projects).into_iter();
                all.filter(|it| self.site.versions[it.at()].released == released)
                    .map(|it| it.0)
                    .collect()
            }
            "latestreleasedversion" | "earliestunreleasedversion" => {
                let latest = name == "latestreleasedversion";
                argument(0).ok_or_else(|| bad(0))?;
                let projects = self.projects_of(function)?;
                let mut all = self.versions_of(&projects);
                all.retain(|it| self.site.versions[it.at()].released == latest);
                let one = if latest { all.last() } else { all.first() };
                one.map(|it| it.0).into_iter().collect()
            }
            "standardissuetypes" => self.types(false),
            "subtaskissuetypes" => self.types(true),
            "componentsleadbyuser" => {
                let lead = self.user_or_self(argument(0));
                let all = self.site.components.iter().enumerate();
                all.filter(|(_, it)| it.lead.is_some_and(|user| lead.contains(&user.0)))
                    .map(|(at, _)| position(at))
                    .collect()
            }
            "projectsleadbyuser" => {
                let lead = self.user_or_self(argument(0));
                self.own_projects(|at| {
                    self.site
                        .project(at)
                        .lead
                        .is_some_and(|user| lead.contains(&user.0))
                })
            }
            // Whoever can browse a project here may do everything that a reader asks about.
            "projectswhereuserhaspermission" | "projectswhereuserhasrole" => {
                self.own_projects(|_| true)
            }
            "cascadeoption" => {
                return self.cascade(
                    target,
                    argument(0).ok_or_else(|| bad(0))?,
                    argument(1),
                    bad(0),
                );
            }
            _ => return self.issue_function(&name, field, function, kind),
        };
        Ok(Found::Terms(terms))
    }

    fn sprints(&self, state: SprintState) -> Vec<u32> {
        let all = self.site.sprints.iter().enumerate();
        all.filter(|(_, it)| it.state == state)
            .map(|(at, _)| position(at))
            .collect()
    }

    fn types(&self, subtasks: bool) -> Vec<u32> {
        let all = self.site.issue_types.iter().enumerate();
        // Epics are standard types in this sense.
        all.filter(|(_, it)| it.is_subtask() == subtasks)
            .map(|(at, _)| position(at))
            .collect()
    }

    fn own_projects(&self, fits: impl Fn(ProjectIx) -> bool) -> Vec<u32> {
        let all = self
            .access()
            .into_iter()
            .flat_map(|access| access.projects.iter().copied());
        all.filter(|at| fits(*at)).map(|at| at.0).collect()
    }

    /// The projects that the arguments name; all of them without arguments.
    fn projects_of(&self, function: &Function) -> Result<Vec<u32>, String> {
        if function.arguments.is_empty() {
            return Ok(self.own_projects(|_| true));
        }
        let mut all = Vec::new();
        for argument in &function.arguments {
            let found = self.projects(&argument.value);
            if found.is_empty() {
                return Err(says::bad_argument(&function.name.value, &argument.value));
            }
            all.extend(found);
        }
        Ok(all)
    }

    fn versions_of(&self, projects: &[u32]) -> Vec<VersionIx> {
        let projects = projects.iter().map(|at| self.site.project(ProjectIx(*at)));
        projects
            .flat_map(|project| project.versions.iter().copied())
            .collect()
    }

    fn user_or_self(&self, argument: Option<&str>) -> Vec<u32> {
        self.users(argument.unwrap_or(self.account()))
    }

    /// `cascadeOption(parent, child)`; the child may be `none`.
    fn cascade(
        &self,
        target: Target,
        parent: &str,
        child: Option<&str>,
        problem: String,
    ) -> Result<Found, String> {
        let Target::Field(field) = target else {
            return Err(problem);
        };
        let named = |text: &str, below: Option<u32>| {
            let all = self.terms(field, text).into_iter();
            all.filter(|it| self.site.options[*it as usize].parent.map(|it| it.0) == below)
                .collect::<Vec<_>>()
        };
        let Some(parent) = named(parent, None).first().copied() else {
            return Err(problem);
        };
        match child {
            None => Ok(Found::Terms(vec![parent])),
            Some(none) if same(none, "none") => {
                Ok(Found::Issues(self.without_child(field, OptionIx(parent))))
            }
            Some(child) => match named(child, Some(parent)) {
                found if found.is_empty() => Err(problem),
                found => Ok(Found::Terms(found)),
            },
        }
    }

    fn without_child(&self, field: FieldIx, parent: OptionIx) -> Vec<IssueIx> {
        use crate::world::model::CustomValue::Cascading;
        let all = self.site.issues.iter().enumerate();
        all.filter(|(_, issue)| matches!(issue.custom(field), Some(Cascading(own, None)) if *own == parent))
            .map(|(at, _)| IssueIx::new(at))
            .collect()
    }
}
