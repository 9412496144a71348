//! Values from JSON: names, ids, or objects with one of them.

use serde_json::Value as Json;

use crate::world::model::{
    CustomValue, FieldIx, FieldKind, GroupIx, LabelIx, OptionIx, ProjectIx, Site, SprintIx, Status,
    StatusIx, UserIx, VersionIx,
};
use crate::world::names::same;

/// The word in a value: itself, a number, or what identifies an object.
pub(super) fn word(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        Json::Object(object) => ["accountId", "id", "key", "value", "name"]
            .iter()
            .find_map(|key| object.get(*key).and_then(word)),
        _ => None,
    }
}

/// The first position that fits.
fn first(mut fits: impl Iterator<Item = bool>) -> Option<u32> {
    fits.position(|fits| fits)
        .and_then(|at| u32::try_from(at).ok())
}

impl Site {
    pub(super) fn many(
        &mut self,
        project: ProjectIx,
        field: FieldIx,
        value: &Json,
    ) -> Option<Vec<u32>> {
        let one = std::slice::from_ref(value);
        let all = value.as_array().map_or(one, Vec::as_slice);
        all.iter()
            .map(|value| self.term(project, field, &word(value)?))
            .collect()
    }

    /// The term with this name or id that fits the project; a new label is made.
    pub(super) fn term(&mut self, project: ProjectIx, field: FieldIx, text: &str) -> Option<u32> {
        let here = |scope: Option<ProjectIx>| scope.is_none_or(|scope| scope == project);
        let in_workflow = |at: usize| {
            let workflow = &self.project(project).workflow;
            workflow
                .iter()
                .any(|(_, statuses)| statuses.contains(&StatusIx::new(at)))
        };
        match self.fields[field.at()].kind {
            FieldKind::Status => {
                let is = |(at, it): (usize, &Status)| {
                    (it.name.is(text) || &*it.id == text) && here(it.scope) && in_workflow(at)
                };
                let any = |it: &Status| (it.name.is(text) || &*it.id == text) && here(it.scope);
                first(self.statuses.iter().enumerate().map(is))
                    .or_else(|| first(self.statuses.iter().map(any)))
            }
            FieldKind::IssueType => first(self.issue_types.iter().map(|it| {
                (it.name.is(text) || &*it.id == text)
                    && (it.scope == Some(project)
                        || it.scope.is_none() && !self.project(project).team_managed)
            })),
            FieldKind::Priority => first(
                self.priorities
                    .iter()
                    .map(|it| it.name.is(text) || &*it.id == text),
            ),
            FieldKind::Resolution => first(
                self.resolutions
                    .iter()
                    .map(|it| it.name.is(text) || &*it.id == text),
            ),
            FieldKind::User | FieldKind::Users => {
                let by_account = first(self.users.iter().map(|it| &*it.account_id == text));
                by_account.or_else(|| {
                    first(
                        self.users
                            .iter()
                            .map(|it| same(&it.name, text) || it.email.as_deref() == Some(text)),
                    )
                })
            }
            FieldKind::Option | FieldKind::Options | FieldKind::Cascading => first(
                self.options
                    .iter()
                    .map(|it| it.field == field && (same(&it.value, text) || &*it.id == text)),
            ),
            FieldKind::Components => first(
                self.components
                    .iter()
                    .map(|it| it.project == project && (same(&it.name, text) || &*it.id == text)),
            ),
            FieldKind::Versions => first(
                self.versions
                    .iter()
                    .map(|it| it.project == project && (same(&it.name, text) || &*it.id == text)),
            ),
            FieldKind::Sprint => first(
                self.sprints
                    .iter()
                    .map(|it| same(&it.name, text) || it.id.to_string() == text),
            ),
            FieldKind::Security => first(
                self.levels
                    .iter()
                    .map(|it| same(&it.name, text) || &*it.id == text),
            ),
            FieldKind::Group => first(
                self.groups
                    .iter()
                    .map(|it| same(&it.name, text) || &*it.id == text),
            ),
            FieldKind::Labels => {
                let known = first(self.labels.iter().map(|it| &**it == text));
                known.or_else(|| {
                    self.labels.push(text.into());
                    u32::try_from(self.labels.len() - 1).ok()
                })
            }
            _ => None,
        }
    }

    pub(super) fn custom_value(
        &mut self,
        project: ProjectIx,
        field: FieldIx,
        kind: FieldKind,
        value: &Json,
    ) -> Option<CustomValue> {
        let text = word(value);
        match kind {
            FieldKind::Number => value.as_f64().map(CustomValue::Number),
            FieldKind::Text => Some(CustomValue::Text(text?.into())),
            FieldKind::Date => Some(CustomValue::Date(text?.parse().ok()?)),
            FieldKind::DateTime => Some(CustomValue::Instant(text?.parse().ok()?)),
            FieldKind::Option => self
                .term(project, field, &text?)
                .map(|it| CustomValue::Option(OptionIx(it))),
            FieldKind::Options => Some(CustomValue::Options(
                self.many(project, field, value)?
                    .into_iter()
                    .map(OptionIx)
                    .collect(),
            )),
            FieldKind::Cascading => {
                let parent = self.term(project, field, &text?)?;
                let child = value.get("child").and_then(word);
                let child = child.and_then(|child| {
                    let at = self.options.iter().position(|it| {
                        it.parent == Some(OptionIx(parent))
                            && (same(&it.value, &child) || *it.id == *child)
                    });
                    at.map(OptionIx::new)
                });
                Some(CustomValue::Cascading(OptionIx(parent), child))
            }
            FieldKind::User => self
                .term(project, field, &text?)
                .map(|it| CustomValue::User(UserIx(it))),
            FieldKind::Users => Some(CustomValue::Users(
                self.many(project, field, value)?
                    .into_iter()
                    .map(UserIx)
                    .collect(),
            )),
            FieldKind::Labels => Some(CustomValue::Labels(
                self.many(project, field, value)?
                    .into_iter()
                    .map(LabelIx)
                    .collect(),
            )),
            FieldKind::Sprint => Some(CustomValue::Sprints(
                self.many(project, field, value)?
                    .into_iter()
                    .map(SprintIx)
                    .collect(),
            )),
            FieldKind::Versions => Some(CustomValue::Versions(
                self.many(project, field, value)?
                    .into_iter()
                    .map(VersionIx)
                    .collect(),
            )),
            FieldKind::Group => self
                .term(project, field, &text?)
                .map(|it| CustomValue::Group(GroupIx(it))),
            FieldKind::EpicLink => Some(CustomValue::EpicLink(text?.into())),
            _ => None,
        }
    }
}
