//! `mypermissions` and `permissions/check`.

use axum::body::Bytes;
use serde_json::{Map, Value as Json, json};

use super::ask::{Ask, Scene};
use super::params::Body;
use super::reply::{Answer, Refusal, Reply};
use crate::world::model::ProjectIx;

/// Id, key, name, whether it is global, what it is for.
type Row = (&'static str, &'static str, &'static str, bool, &'static str);

const PERMISSIONS: &[Row] = &[
    (
        "0",
        "ADMINISTER",
        "Administer Jira",
        true,
        "Create and administer projects, issue types, fields, workflows, and schemes for all projects.",
    ),
    (
        "22",
        "SYSTEM_ADMIN",
        "Jira System Administrators",
        true,
        "Ability to perform all administration functions.",
    ),
    (
        "27",
        "USER_PICKER",
        "Browse users and groups",
        true,
        "View and select users or groups from the user picker, and share issues.",
    ),
    (
        "33",
        "BULK_CHANGE",
        "Make bulk changes",
        true,
        "Modify collections of issues at once.",
    ),
    (
        "1",
        "CREATE_SHARED_OBJECTS",
        "Share dashboards and filters",
        true,
        "Share dashboards and filters with other users.",
    ),
    (
        "10",
        "BROWSE_PROJECTS",
        "Browse Projects",
        false,
        "Ability to browse projects and the issues within them.",
    ),
    (
        "11",
        "CREATE_ISSUES",
        "Create Issues",
        false,
        "Ability to create issues.",
    ),
    (
        "12",
        "EDIT_ISSUES",
        "Edit Issues",
        false,
        "Ability to edit issues.",
    ),
    (
        "13",
        "ASSIGN_ISSUES",
        "Assign Issues",
        false,
        "Ability to assign issues to other people.",
    ),
    (
        "15",
        "ADD_COMMENTS",
        "Add Comments",
        false,
        "Ability to comment on issues.",
    ),
    (
        "16",
        "DELETE_ISSUES",
        "Delete Issues",
        false,
        "Ability to delete issues.",
    ),
    (
        "23",
        "ADMINISTER_PROJECTS",
        "Administer Projects",
        false,
        "Ability to administer a project in Jira.",
    ),
    (
        "26",
        "SET_ISSUE_SECURITY",
        "Set Issue Security",
        false,
        "Ability to set the level of security on an issue so that only people in that security level can see the issue.",
    ),
    (
        "46",
        "TRANSITION_ISSUES",
        "Transition Issues",
        false,
        "Ability to transition issues.",
    ),
];

fn find(key: &str) -> Result<&'static Row, Refusal> {
    PERMISSIONS
        .iter()
        .find(|row| row.1 == key)
        .ok_or_else(|| Refusal::bad(format!("Unrecognized permission '{key}'.")))
}

/// Whether the person has a permission, in a project or, without one, in any.
fn has(scene: &Scene<'_>, row: &Row, project: Option<ProjectIx>) -> bool {
    let (_, key, _, global, _) = *row;
    match (key, global) {
        ("ADMINISTER", _) => scene.administers(),
        ("SYSTEM_ADMIN", _) => false,
        ("ADMINISTER_PROJECTS", _) => {
            scene.administers() && project.is_none_or(|project| scene.browses(project))
        }
        (_, true) => scene.site.access(scene.account()).is_some(),
        (_, false) => match project {
            Some(project) => scene.browses(project),
            None => scene.projects().next().is_some(),
        },
    }
}

/// `GET /mypermissions`
pub(super) async fn mine(ask: Ask) -> Answer {
    let wanted = ask.params.list("permissions");
    if wanted.is_empty() {
        return Err(Refusal::bad(
            "The 'permissions' query parameter is required.",
        ));
    }
    let world = ask.sandbox.world();
    let scene = ask.scene(&world)?;
    let project = context(&scene)?;
    let mut all = Map::new();
    for key in &wanted {
        let row = find(key)?;
        let (id, key, name, global, description) = *row;
        let kind = if global { "GLOBAL" } else { "PROJECT" };
        let have = has(&scene, row, project);
        all.insert(
            key.to_owned(),
            json!({ "id": id, "key": key, "name": name, "type": kind, "description": description, "havePermission": have }),
        );
    }
    Ok(Reply::new(json!({ "permissions": all })))
}

/// The project of `projectKey`, `projectId`, `issueKey` or `issueId`.
fn context(scene: &Scene<'_>) -> Result<Option<ProjectIx>, Refusal> {
    let params = &scene.ask.params;
    if let Some(project) = params.one("projectKey").or_else(|| params.one("projectId")) {
        return scene.project(project).map(Some);
    }
    let Some(issue) = params.one("issueKey").or_else(|| params.one("issueId")) else {
        return Ok(None);
    };
    let issue = super::issues::find(scene, issue)?;
    Ok(Some(scene.site.issue(issue).project))
}

/// `POST /permissions/check`
pub(super) async fn check(ask: Ask, body: Bytes) -> Answer {
    let body = Body::parse(&body)?;
    body.allow(&["accountId", "globalPermissions", "projectPermissions"])?;
    let world = ask.sandbox.world();
    let scene = ask.scene(&world)?;
    let other = body
        .text("accountId")?
        .is_some_and(|account| account != scene.account());
    if other {
        // Even an administrator's answer about somebody else is not needed by any reader of issues.
        return Err(Refusal::forbidden(
            "You do not have permission to check the permissions of other users.",
        ));
    }
    let mut global = Vec::new();
    for key in body.texts("globalPermissions")?.unwrap_or_default() {
        let row = find(&key)?;
        if row.3 && has(&scene, row, None) {
            global.push(key);
        }
    }
    let mut granted = Vec::new();
    for one in body.array("projectPermissions")?.into_iter().flatten() {
        granted.append(&mut project_grants(&scene, one)?);
    }
    Ok(Reply::new(
        json!({ "globalPermissions": global, "projectPermissions": granted }),
    ))
}

/// Of `{"permissions":[…],"issues":[…],"projects":[…]}`, what is granted, permission by permission.
fn project_grants(scene: &Scene<'_>, asked: &Json) -> Result<Vec<Json>, Refusal> {
    let asked: ProjectPermissions = serde_json::from_value(asked.clone()).map_err(|_| {
        Refusal::bad("Invalid request payload. Refer to the REST API documentation and try again.")
    })?;
    if asked.issues.len() > 1000 || asked.projects.len() > 1000 {
        return Err(Refusal::bad(
            "The number of issues or projects exceeds the maximum of 1000.",
        ));
    }
    let site = scene.site;
    let mut all = Vec::new();
    for key in &asked.permissions {
        let row = find(key)?;
        let issues: Vec<u64> = asked
            .issues
            .iter()
            .copied()
            .filter(|id| {
                let issue = site.issue_by_id(*id).map(|at| site.issue(at));
                issue.is_some_and(|issue| scene.sees(issue) && has(scene, row, Some(issue.project)))
            })
            .collect();
        let projects: Vec<u64> = asked
            .projects
            .iter()
            .copied()
            .filter(|id| {
                let project = scene
                    .projects()
                    .find(|(_, project)| *project.id == id.to_string());
                project.is_some_and(|(at, _)| has(scene, row, Some(at)))
            })
            .collect();
        all.push(json!({ "permission": key, "issues": issues, "projects": projects }));
    }
    Ok(all)
}

#[derive(serde::Deserialize)]
struct ProjectPermissions {
    permissions: Vec<String>,
    #[serde(default)]
    issues: Vec<u64>,
    #[serde(default)]
    projects: Vec<u64>,
}
