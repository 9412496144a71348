//! The right side of a condition: what a word means for a field, and which issues have it.

use jiff::Timestamp;

use super::clause::Reader;
use super::fields::Target;
use super::{dates, says};
use crate::jql::ast::{Operand, Value};
use crate::world::model::{Category, FieldIx, FieldKind, IssueIx, Project, ProjectIx};
use crate::world::names::same;
use crate::world::value::{day_on_scale, instant_on_scale};

/// What one word, or one function, means.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Found {
    /// Terms of the field's kind.
    Terms(Vec<u32>),
    /// A place on the field's scale.
    Place(f64),
    /// Issues themselves.
    Issues(Vec<IssueIx>),
    /// No value.
    Empty,
}

impl Reader<'_> {
    /// What the right side means for a target.
    pub(super) fn values(
        &self,
        target: Target,
        name: &str,
        operand: &Operand,
    ) -> Result<Vec<Found>, String> {
        match operand {
            Operand::Empty => Ok(vec![Found::Empty]),
            Operand::List(all) => {
                let found: Result<Vec<_>, _> = all
                    .iter()
                    .map(|one| self.values(target, name, one))
                    .collect();
                Ok(found?.into_iter().flatten().collect())
            }
            Operand::Single(value) => Ok(vec![self.value(target, name, value)?]),
            Operand::Function(function) => {
                let instant = self.date_function(function).transpose()?;
                match instant {
                    Some(at) => self
                        .date(target, at)
                        .map(|found| vec![found])
                        .ok_or_else(|| says::unfit_function(name, &function.name.value)),
                    None => self
                        .function(target, name, function)
                        .map(|found| vec![found]),
                }
            }
        }
    }

    /// An instant on the scale of the target.
    fn date(&self, target: Target, at: Timestamp) -> Option<Found> {
        match target {
            Target::WorklogDate => Some(self.day_of(at)),
            Target::Field(field) => match self.kind(field) {
                FieldKind::DateTime => Some(Found::Place(instant_on_scale(at))),
                FieldKind::Date => Some(self.day_of(at)),
                _ => None,
            },
            _ => None,
        }
    }

    pub(super) fn day_of(&self, at: Timestamp) -> Found {
        let day = at.to_zoned_datetime(self.asks.person.zone.clone()).date();
        Found::Place(day_on_scale(day))
    }

    fn value(&self, target: Target, name: &str, value: &Value) -> Result<Found, String> {
        let text = value.text.value.trim();
        match target {
            Target::Field(field) => match self.kind(field) {
                FieldKind::DateTime | FieldKind::Date => self.date_value(target, name, value),
                FieldKind::Number | FieldKind::Votes | FieldKind::Watches => text
                    .parse()
                    .map(Found::Place)
                    .map_err(|_| says::bad_number(name, text)),
                FieldKind::Duration => dates::work_seconds(text)
                    .map(Found::Place)
                    .ok_or_else(|| says::bad_number(name, text)),
                FieldKind::Key => self
                    .issue(name, text)
                    .map(|issue| Found::Issues(vec![issue])),
                FieldKind::Parent | FieldKind::EpicLink => self
                    .issue(name, text)
                    .map(|issue| Found::Terms(vec![issue.0])),
                // A label that nobody uses finds nothing; that is no mistake.
                FieldKind::Labels => Ok(Found::Terms(self.terms(field, text))),
                FieldKind::Resolution if is_unresolved(text) => Ok(Found::Empty),
                kind => match self.terms(field, text) {
                    terms if !terms.is_empty() => Ok(Found::Terms(terms)),
                    _ if kind == FieldKind::Sprint => Err(says::unknown_sprint(text)),
                    _ => Err(unknown(name, value)),
                },
            },
            Target::WorklogDate => self.date_value(target, name, value),
            Target::WorklogAuthor => {
                let users = self.users(text);
                if users.is_empty() {
                    Err(unknown(name, value))
                } else {
                    Ok(Found::Terms(users))
                }
            }
            Target::ProjectCategory => {
                let all = self.site.project_categories.iter().enumerate();
                let terms: Vec<_> = all
                    .filter(|(_, it)| same(&it.name, text) || &*it.id == text)
                    .map(|(at, _)| position(at))
                    .collect();
                if terms.is_empty() {
                    Err(unknown(name, value))
                } else {
                    Ok(Found::Terms(terms))
                }
            }
            Target::Level => text
                .parse()
                .map(Found::Place)
                .map_err(|_| says::bad_number(name, text)),
            Target::Filter | Target::Text => Err(unknown(name, value)),
        }
    }

    /// A date, a period from now, or milliseconds since 1970.
    fn date_value(&self, target: Target, name: &str, value: &Value) -> Result<Found, String> {
        let text = &value.text.value;
        let at = match value.number {
            Some(millis) => Timestamp::from_millisecond(millis).ok(),
            None => dates::instant(text, &self.asks.person.zone, self.asks.now),
        };
        at.and_then(|at| self.date(target, at))
            .ok_or_else(|| says::bad_date(name, text))
    }

    /// An issue that the person can see, by key or id.
    pub(super) fn issue(&self, name: &str, text: &str) -> Result<IssueIx, String> {
        let found = match text.parse() {
            Ok(id) => self.site.issue_by_id(id),
            Err(_) if !text.contains('-') => return Err(says::bad_key(name, text)),
            Err(_) => self.site.issue_by_key(text),
        };
        found
            .filter(|issue| self.visible.contains(issue.0))
            .ok_or_else(|| says::unknown_key(name, text))
    }

    /// The terms that have this name or id, as far as the person can see them.
    pub(super) fn terms(&self, field: FieldIx, text: &str) -> Vec<u32> {
        let site = self.site;
        let sees = |project: Option<ProjectIx>| {
            project.is_none_or(|project| site.can_browse(self.account(), project))
        };
        match self.kind(field) {
            FieldKind::Status => by_name_or_id(&site.statuses, |it| {
                (
                    it.name.is(text) && sees(it.scope),
                    &*it.id == text && sees(it.scope),
                )
            }),
            FieldKind::StatusCategory => Category::ALL
                .iter()
                .filter(|it| it.name().is(text) || Category::find(text) == Some(**it))
                .map(|it| it.id())
                .collect(),
            FieldKind::IssueType => by_name_or_id(&site.issue_types, |it| {
                (
                    it.name.is(text) && sees(it.scope),
                    &*it.id == text && sees(it.scope),
                )
            }),
            FieldKind::Priority => {
                by_name_or_id(&site.priorities, |it| (it.name.is(text), &*it.id == text))
            }
            FieldKind::Resolution => {
                by_name_or_id(&site.resolutions, |it| (it.name.is(text), &*it.id == text))
            }
            FieldKind::Project => self.projects(text),
            FieldKind::User | FieldKind::Users => self.users(text),
            FieldKind::Option | FieldKind::Options | FieldKind::Cascading => {
                by_name_or_id(&site.options, |it| {
                    (
                        it.field == field && same(&it.value, text),
                        it.field == field && &*it.id == text,
                    )
                })
            }
            FieldKind::Components => by_name_or_id(&site.components, |it| {
                (
                    same(&it.name, text) && sees(Some(it.project)),
                    &*it.id == text && sees(Some(it.project)),
                )
            }),
            FieldKind::Versions => by_name_or_id(&site.versions, |it| {
                (
                    same(&it.name, text) && sees(Some(it.project)),
                    &*it.id == text && sees(Some(it.project)),
                )
            }),
            FieldKind::Labels => by_name_or_id(&site.labels, |it| (same(it, text), false)),
            FieldKind::Sprint => by_name_or_id(&site.sprints, |it| {
                (same(&it.name, text), it.id.to_string() == text)
            }),
            FieldKind::Security => {
                by_name_or_id(&site.levels, |it| (same(&it.name, text), &*it.id == text))
            }
            FieldKind::Group => {
                by_name_or_id(&site.groups, |it| (same(&it.name, text), &*it.id == text))
            }
            _ => Vec::new(),
        }
    }

    /// Projects by key, name or id.
    pub(super) fn projects(&self, text: &str) -> Vec<u32> {
        let account = self.account();
        let sees = |at: usize| self.site.can_browse(account, ProjectIx::new(at));
        let all = self.site.projects.iter().enumerate();
        let is = |it: &Project| same(&it.key, text) || same(&it.name, text) || &*it.id == text;
        all.filter(|(at, it)| is(it) && sees(*at))
            .map(|(at, _)| position(at))
            .collect()
    }

    /// Users by account id, else by name or e-mail address.
    pub(super) fn users(&self, text: &str) -> Vec<u32> {
        by_name_or_id(&self.site.users, |it| {
            let named =
                same(&it.name, text) || it.email.as_deref().is_some_and(|email| same(email, text));
            (named, &*it.account_id == text)
        })
    }
}

/// Positions whose entry has the name; if there are none, those with the id.
fn by_name_or_id<T>(table: &[T], is: impl Fn(&T) -> (bool, bool)) -> Vec<u32> {
    let (mut named, mut numbered) = (Vec::new(), Vec::new());
    for (at, entry) in table.iter().enumerate() {
        let (by_name, by_id) = is(entry);
        if by_name {
            named.push(position(at));
        }
        if by_id {
            numbered.push(position(at));
        }
    }
    if named.is_empty() { numbered } else { named }
}

pub(super) fn position(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn is_unresolved(text: &str) -> bool {
    same(text, "Unresolved") || same(text, "Nicht erledigt")
}

fn unknown(name: &str, value: &Value) -> String {
    match value.number {
        Some(number) => says::unknown_id(name, number),
        None => says::unknown_value(name, &value.text.value),
    }
}
