//! The tables of a site while it is being loaded: what was met before is found again by its id.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::Value as Json;

use super::super::raw::{RawNamed, RawProject, RawStatus, RawType, RawUser, RawVersion};
use super::instant;
use crate::world::model::{
    Category, Component, ComponentIx, FieldIx, FieldKind, Issue, IssueType, LabelIx, OptionIx,
    OptionValue, Priority, PriorityIx, Project, ProjectIx, Resolution, ResolutionIx, Site, Sprint,
    SprintIx, SprintState, Status, StatusIx, TypeIx, User, UserIx, Version, VersionIx,
};
use crate::world::names::Name;

/// Positions by table and id.
type Known = HashMap<(&'static str, String), usize>;

/// A site that grows.
pub(in crate::world::load) struct Tables {
    site: Site,
    known: Known,
    fields: HashMap<String, FieldIx>,
    users: HashMap<String, UserIx>,
    texts: HashMap<Box<str>, Arc<str>>,
}

/// The position of an id in a table; a new entry is pushed.
fn entry<T>(
    known: &mut Known,
    table: &mut Vec<T>,
    of: &'static str,
    id: &str,
    new: impl FnOnce() -> T,
) -> usize {
    *known.entry((of, id.to_owned())).or_insert_with(|| {
        table.push(new());
        table.len() - 1
    })
}

impl Tables {
    pub(super) fn new(site: Site) -> Self {
        let custom = site
            .fields
            .iter()
            .enumerate()
            .filter(|(_, field)| field.custom_id.is_some());
        let fields = custom
            .map(|(at, field)| (field.id.to_string(), FieldIx::new(at)))
            .collect();
        Self {
            site,
            known: HashMap::new(),
            fields,
            users: HashMap::new(),
            texts: HashMap::new(),
        }
    }

    pub(super) fn into_site(self) -> Site {
        self.site
    }

    pub(super) fn key(&self, issue: &Issue) -> String {
        self.site.key(issue)
    }

    /// The custom field with this id.
    pub(super) fn field(&self, id: &str) -> Option<FieldIx> {
        self.fields.get(id).copied()
    }

    pub(super) fn kind(&self, field: FieldIx) -> FieldKind {
        self.site.fields[field.at()].kind
    }

    /// The same text once.
    pub(super) fn text(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.texts.get(text) {
            return Arc::clone(known);
        }
        let new: Arc<str> = text.into();
        self.texts.insert(text.into(), Arc::clone(&new));
        new
    }

    pub(super) fn category_of(&self, status: &str) -> Option<Category> {
        let at = self.known.get(&("status", status.to_owned()))?;
        Some(self.site.statuses[*at].category)
    }

    pub(super) fn project(&mut self, raw: &RawProject<'_>) -> ProjectIx {
        ProjectIx::new(entry(
            &mut self.known,
            &mut self.site.projects,
            "project",
            &raw.id,
            || Project {
                id: raw.id.as_ref().into(),
                key: raw.key.as_ref().into(),
                name: raw.name.as_ref().into(),
                lead: None,
                category: None,
                team_managed: false,
                workflow: Vec::new(),
                versions: Vec::new(),
                components: Vec::new(),
                hidden: Vec::new(),
            },
        ))
    }

    pub(super) fn status(&mut self, raw: &RawStatus<'_>) -> StatusIx {
        StatusIx::new(entry(
            &mut self.known,
            &mut self.site.statuses,
            "status",
            &raw.id,
            || Status {
                id: raw.id.as_ref().into(),
                name: Name::known(&raw.name),
                category: Category::find(&raw.category.key).unwrap_or(Category::Undefined),
                scope: None,
            },
        ))
    }

    pub(super) fn issue_type(&mut self, raw: &RawType<'_>) -> TypeIx {
        let level = match (raw.subtask, raw.name.as_ref()) {
            (true, _) => -1,
            (false, "Epic") => 1,
            _ => 0,
        };
        TypeIx::new(entry(
            &mut self.known,
            &mut self.site.issue_types,
            "type",
            &raw.id,
            || IssueType {
                id: raw.id.as_ref().into(),
                name: Name::known(&raw.name),
                level,
                scope: None,
            },
        ))
    }

    pub(super) fn priority(&mut self, raw: &RawNamed<'_>) -> PriorityIx {
        PriorityIx::new(entry(
            &mut self.known,
            &mut self.site.priorities,
            "priority",
            &raw.id,
            || Priority {
                id: raw.id.as_ref().into(),
                name: Name::known(&raw.name),
                colour: "#707070".into(),
                is_default: raw.name == "Medium",
            },
        ))
    }

    pub(super) fn resolution(&mut self, raw: &RawNamed<'_>) -> ResolutionIx {
        ResolutionIx::new(entry(
            &mut self.known,
            &mut self.site.resolutions,
            "resolution",
            &raw.id,
            || Resolution {
                id: raw.id.as_ref().into(),
                name: Name::known(&raw.name),
            },
        ))
    }

    pub(super) fn user(&mut self, raw: &RawUser<'_>) -> UserIx {
        self.user_of(&raw.account_id, &raw.name, raw.active)
    }

    pub(super) fn user_json(&mut self, raw: &Json) -> Option<UserIx> {
        let name = raw
            .get("displayName")
            .and_then(Json::as_str)
            .unwrap_or("Former user");
        let active = raw.get("active").and_then(Json::as_bool).unwrap_or(false);
        Some(self.user_of(raw.get("accountId")?.as_str()?, name, active))
    }

    fn user_of(&mut self, account_id: &str, name: &str, active: bool) -> UserIx {
        if let Some(known) = self.users.get(account_id) {
            return *known;
        }
        let at = UserIx::new(self.site.users.len());
        self.site.users.push(User {
            account_id: account_id.into(),
            name: name.into(),
            email: None,
            zone: None,
            active,
        });
        self.users.insert(account_id.to_owned(), at);
        at
    }

    pub(super) fn label(&mut self, label: &str) -> LabelIx {
        LabelIx::new(entry(
            &mut self.known,
            &mut self.site.labels,
            "label",
            label,
            || label.into(),
        ))
    }

    pub(super) fn component(&mut self, project: ProjectIx, raw: &RawNamed<'_>) -> ComponentIx {
        let before = self.site.components.len();
        let at = ComponentIx::new(entry(
            &mut self.known,
            &mut self.site.components,
            "component",
            &raw.id,
            || Component {
                id: raw.id.as_ref().into(),
                name: raw.name.as_ref().into(),
                project,
                lead: None,
            },
        ));
        if at.at() == before {
            self.site.projects[project.at()].components.push(at);
        }
        at
    }

    pub(super) fn version(&mut self, project: ProjectIx, raw: &RawVersion<'_>) -> VersionIx {
        let before = self.site.versions.len();
        let at = VersionIx::new(entry(
            &mut self.known,
            &mut self.site.versions,
            "version",
            &raw.id,
            || Version {
                id: raw.id.as_ref().into(),
                name: raw.name.as_ref().into(),
                project,
                archived: raw.archived,
                released: raw.released,
                release_date: raw.release_date.as_deref().and_then(|day| day.parse().ok()),
            },
        ));
        if at.at() == before {
            self.site.projects[project.at()].versions.push(at);
        }
        at
    }

    pub(super) fn sprint(&mut self, raw: &Json) -> Option<SprintIx> {
        let id = raw.get("id")?.as_u64()?;
        let text = |key: &str| raw.get(key).and_then(Json::as_str);
        let state = match text("state") {
            Some("active") => SprintState::Active,
            Some("future") => SprintState::Future,
            _ => SprintState::Closed,
        };
        Some(SprintIx::new(entry(
            &mut self.known,
            &mut self.site.sprints,
            "sprint",
            &id.to_string(),
            || Sprint {
                id,
                name: text("name").unwrap_or_default().into(),
                state,
                board_id: raw.get("boardId").and_then(Json::as_u64).unwrap_or(0),
                goal: text("goal").unwrap_or_default().into(),
                start: text("startDate").and_then(instant),
                end: text("endDate").and_then(instant),
                completed: text("completeDate").and_then(instant),
            },
        )))
    }

    pub(super) fn option(
        &mut self,
        field: FieldIx,
        parent: Option<OptionIx>,
        raw: &Json,
    ) -> Option<OptionIx> {
        let id = raw.get("id")?.as_str()?;
        let value = raw.get("value")?.as_str()?;
        Some(OptionIx::new(entry(
            &mut self.known,
            &mut self.site.options,
            "option",
            id,
            || OptionValue {
                id: id.into(),
                value: value.into(),
                field,
                parent,
            },
        )))
    }
}
