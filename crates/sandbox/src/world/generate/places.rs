//! Builds what issues refer to: fields, workflows, projects, groups.

use std::sync::Arc;

use super::blueprint::{FieldPlan, ProjectPlan, SitePlan};
use super::plans::{add_board, add_versions};
use crate::world::catalogue;
use crate::world::model::{
    Component, ComponentIx, FieldIx, FieldKind, Group, IssueType, OptionIx, OptionValue, Priority,
    Project, ProjectCategory, ProjectCategoryIx, ProjectIx, Resolution, SecurityLevel, Site,
    Status, StatusIx, TypeIx,
};
use crate::world::names::{Name, same};

/// Added to the ids of a team-managed project's own statuses and types.
const OWN_IDS: u64 = 200;

/// Statuses, types, priorities, resolutions, projects and fields, in this order.
pub(super) fn furnish(site: &mut Site, plan: &SitePlan, anchor: jiff::Timestamp) {
    site.statuses = plan
        .statuses
        .iter()
        .map(|(id, name, category)| Status {
            id: (*id).into(),
            name: Name::known(name),
            category: *category,
            scope: None,
        })
        .collect();
    site.issue_types = plan
        .types
        .iter()
        .map(|(id, name, level)| IssueType {
            id: (*id).into(),
            name: Name::known(name),
            level: *level,
            scope: None,
        })
        .collect();
    site.priorities = plan
        .priorities
        .iter()
        .map(|(id, name, colour)| Priority {
            id: (*id).into(),
            name: Name::known(name),
            colour: (*colour).into(),
            is_default: *name == "Medium",
        })
        .collect();
    site.resolutions = plan
        .resolutions
        .iter()
        .map(|(id, name)| Resolution {
            id: (*id).into(),
            name: Name::known(name),
        })
        .collect();
    for (at, project) in plan.projects.iter().enumerate() {
        add_project(site, project, ProjectIx::new(at), plan.offset);
    }
    site.fields = catalogue::system_fields();
    for field in plan.fields {
        add_field(site, field);
    }
    for (at, project) in plan.projects.iter().enumerate() {
        let ix = ProjectIx::new(at);
        add_versions(site, project, ix, plan.offset, anchor);
        add_board(site, project, ix, plan.offset, anchor);
    }
    if plan.projects.iter().any(|project| project.confidential > 0) {
        site.levels.push(SecurityLevel {
            id: (10_000 + plan.offset).to_string().into(),
            name: "Confidential".into(),
            description: "Only for people who handle incidents and contracts.".into(),
        });
    }
}

fn add_project(site: &mut Site, plan: &ProjectPlan, ix: ProjectIx, offset: u64) {
    let category = site
        .project_categories
        .iter()
        .position(|it| &*it.name == plan.category);
    let category = category.unwrap_or_else(|| {
        let id = 10_000 + offset + site.project_categories.len() as u64;
        site.project_categories.push(ProjectCategory {
            id: id.to_string().into(),
            name: plan.category.into(),
        });
        site.project_categories.len() - 1
    });
    let statuses: Vec<_> = plan
        .workflow
        .iter()
        .filter_map(|name| status(site, plan, ix, name))
        .collect();
    let types: Vec<_> = plan
        .types
        .iter()
        .filter_map(|(name, _)| issue_type(site, plan, ix, name))
        .collect();
    let mut components = Vec::new();
    for name in plan.components {
        components.push(ComponentIx::new(site.components.len()));
        site.components.push(Component {
            id: (10_000 + offset + site.components.len() as u64)
                .to_string()
                .into(),
            name: (*name).into(),
            project: ix,
            lead: None,
        });
    }
    site.projects.push(Project {
        id: (10_000 + offset + u64::from(ix.0)).to_string().into(),
        key: plan.key.into(),
        name: plan.name.into(),
        lead: None,
        category: Some(ProjectCategoryIx::new(category)),
        team_managed: plan.team_managed,
        workflow: types
            .into_iter()
            .map(|kind| (kind, statuses.clone()))
            .collect(),
        versions: Vec::new(),
        components,
        hidden: Vec::new(),
    });
}

/// The status of this name; a team-managed project makes one of its own.
fn status(site: &mut Site, plan: &ProjectPlan, ix: ProjectIx, name: &str) -> Option<StatusIx> {
    let at = site
        .statuses
        .iter()
        .position(|it| it.scope.is_none() && same(&it.name.english, name))?;
    if !plan.team_managed {
        return Some(StatusIx::new(at));
    }
    let own = Status {
        id: own_id(&site.statuses[at].id),
        scope: Some(ix),
        ..site.statuses[at].clone()
    };
    site.statuses.push(own);
    Some(StatusIx::new(site.statuses.len() - 1))
}

fn issue_type(site: &mut Site, plan: &ProjectPlan, ix: ProjectIx, name: &str) -> Option<TypeIx> {
    let at = site
        .issue_types
        .iter()
        .position(|it| it.scope.is_none() && same(&it.name.english, name))?;
    if !plan.team_managed {
        return Some(TypeIx::new(at));
    }
    let own = IssueType {
        id: own_id(&site.issue_types[at].id),
        scope: Some(ix),
        ..site.issue_types[at].clone()
    };
    site.issue_types.push(own);
    Some(TypeIx::new(site.issue_types.len() - 1))
}

fn own_id(id: &str) -> Arc<str> {
    let id: u64 = id.parse().unwrap_or_default();
    (10_000 + OWN_IDS + id % 10_000).to_string().into()
}

fn add_field(site: &mut Site, plan: &FieldPlan) {
    let scope = plan.scope.and_then(|key| site.project_by_key(key));
    let ix = FieldIx::new(site.fields.len());
    site.fields.push(catalogue::custom_field(
        plan.number,
        plan.name,
        plan.kind,
        scope,
    ));
    for option in plan.options {
        let (value, parent) = match option.split_once('/') {
            Some((parent, child)) => (child, Some(parent)),
            None => (*option, None),
        };
        let parent = parent.and_then(|parent| {
            let at = site
                .options
                .iter()
                .rposition(|it| it.field == ix && &*it.value == parent)?;
            Some(OptionIx::new(at))
        });
        site.options.push(OptionValue {
            id: (10_000 + (plan.number - 10_000) * 20 + site.options.len() as u64)
                .to_string()
                .into(),
            value: value.into(),
            field: ix,
            parent,
        });
    }
}

/// The groups of a site; everybody on it is in the first.
pub(super) fn add_groups(site: &mut Site) {
    let users: Vec<_> = (0..site.users.len())
        .map(crate::world::model::UserIx::new)
        .collect();
    let every = |step: usize| users.iter().copied().step_by(step).collect::<Vec<_>>();
    let groups = [
        ("jira-users", every(1)),
        ("developers", every(2)),
        ("support", every(5)),
    ];
    for (name, members) in groups {
        let id = crate::world::people::stable_uuid(&["group", &site.slug, name]);
        site.groups.push(Group {
            id: id.to_string().into(),
            name: format!("{name}-{}", site.slug).into(),
            members,
        });
    }
}

/// The custom field of this name that a project uses: its own one before the shared one.
pub(super) fn custom(site: &Site, project: ProjectIx, name: &str) -> Option<(FieldIx, FieldKind)> {
    let named = |scope| {
        let at = site.fields.iter().position(|it| {
            it.custom_id.is_some() && it.scope == scope && &*it.name.english == name
        })?;
        Some((FieldIx::new(at), site.fields[at].kind))
    };
    named(Some(project)).or_else(|| named(None))
}
