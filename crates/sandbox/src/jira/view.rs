//! Statuses, users, projects … as Jira shows them, wherever they appear.
//!
//! Names are in the request's language, instants in the person's zone. Values of fields are in
//! `values`, issues inside issues in `nested`.

mod nested;
mod parts;
mod values;
mod work;

use jiff::Timestamp;
use serde_json::{Value as Json, json};

use super::ask::{Ask, Scene};
use crate::world::Site;
use crate::world::model::{
    Category, ComponentIx, PriorityIx, ProjectIx, ResolutionIx, StatusIx, TypeIx, UserIx, VersionIx,
};

/// Makes JSON for one request.
#[derive(Debug, Clone, Copy)]
pub(super) struct View<'a> {
    scene: Scene<'a>,
}

impl<'a> Scene<'a> {
    pub(super) fn view(&self) -> View<'a> {
        View { scene: *self }
    }
}

impl<'a> View<'a> {
    fn site(&self) -> &'a Site {
        self.scene.site
    }

    fn ask(&self) -> &'a Ask {
        self.scene.ask
    }

    /// Address of a picture on the site's own host.
    fn picture(&self, path: &str) -> String {
        format!("{}{path}", self.ask().caller.site_base)
    }

    fn address(&self, path: &str) -> String {
        self.ask().address(path)
    }

    /// `2025-11-10T16:17:25.519+0100`: in the person's zone, and without a colon in the offset.
    pub(super) fn instant(&self, at: Timestamp) -> String {
        let local = at.to_zoned_datetime(self.scene.zone.clone());
        local.strftime("%Y-%m-%dT%H:%M:%S%.3f%z").to_string()
    }

    pub(super) fn category(&self, category: Category) -> Json {
        json!({
            "self": self.address(&format!("/statuscategory/{}", category.id())),
            "id": category.id(),
            "key": category.key(),
            "colorName": category.colour(),
            "name": category.name().get(self.scene.language),
        })
    }

    pub(super) fn status(&self, at: StatusIx) -> Json {
        let status = &self.site().statuses[at.at()];
        let mut out = json!({
            "self": self.address(&format!("/status/{}", status.id)),
            "description": "",
            "iconUrl": self.picture("/images/icons/statuses/generic.png"),
            "name": status.name.get(self.scene.language),
            "id": status.id,
            "statusCategory": self.category(status.category),
        });
        self.scope(status.scope, &mut out);
        out
    }

    pub(super) fn issue_type(&self, at: TypeIx) -> Json {
        let kind = &self.site().issue_types[at.at()];
        let avatar = 10_300 + at.0;
        let mut out = json!({
            "self": self.address(&format!("/issuetype/{}", kind.id)),
            "id": kind.id,
            "description": "",
            "iconUrl": self.picture(&format!("/rest/api/2/universal_avatar/view/type/issuetype/avatar/{avatar}?size=medium")),
            "name": kind.name.get(self.scene.language),
            "subtask": kind.is_subtask(),
            "avatarId": avatar,
            "hierarchyLevel": kind.level,
        });
        self.scope(kind.scope, &mut out);
        out
    }

    /// `scope` of what belongs to a team-managed project.
    fn scope(&self, project: Option<ProjectIx>, out: &mut Json) {
        if let Some(project) = project {
            let id = &self.site().project(project).id;
            out["scope"] = json!({ "type": "PROJECT", "project": { "id": id } });
        }
    }

    pub(super) fn priority(&self, at: PriorityIx) -> Json {
        let priority = &self.site().priorities[at.at()];
        let icon = priority.name.english.to_lowercase().replace(' ', "_");
        json!({
            "self": self.address(&format!("/priority/{}", priority.id)),
            "iconUrl": self.picture(&format!("/images/icons/priorities/{icon}_new.svg")),
            "name": priority.name.get(self.scene.language),
            "id": priority.id,
        })
    }

    pub(super) fn resolution(&self, at: ResolutionIx) -> Json {
        let resolution = &self.site().resolutions[at.at()];
        json!({
            "self": self.address(&format!("/resolution/{}", resolution.id)),
            "id": resolution.id,
            "description": "",
            "name": resolution.name.get(self.scene.language),
        })
    }

    pub(super) fn project(&self, at: ProjectIx) -> Json {
        let project = self.site().project(at);
        let mut out = json!({
            "self": self.address(&format!("/project/{}", project.id)),
            "id": project.id,
            "key": project.key,
            "name": project.name,
            "projectTypeKey": "software",
            "simplified": project.team_managed,
            "avatarUrls": self.pictures(|size| format!("/rest/api/3/universal_avatar/view/type/project/avatar/10400?size={size}")),
        });
        if let Some(category) = project.category {
            let category = &self.site().project_categories[category.at()];
            out["projectCategory"] = json!({
                "self": self.address(&format!("/projectCategory/{}", category.id)),
                "id": category.id,
                "name": category.name,
                "description": "",
            });
        }
        out
    }

    fn pictures(&self, path: impl Fn(&str) -> String) -> Json {
        json!({
            "48x48": self.picture(&path("xlarge")),
            "24x24": self.picture(&path("small")),
            "16x16": self.picture(&path("xsmall")),
            "32x32": self.picture(&path("medium")),
        })
    }

    pub(super) fn user(&self, at: UserIx) -> Json {
        let user = self.site().user(at);
        let query: String =
            url::form_urlencoded::byte_serialize(user.account_id.as_bytes()).collect();
        let mut out = json!({
            "self": self.address(&format!("/user?accountId={query}")),
            "accountId": user.account_id,
        });
        if let Some(email) = &user.email {
            out["emailAddress"] = json!(email);
        }
        out["avatarUrls"] = self.pictures(|size| format!("/avatars/{}.png?size={size}", at.0));
        out["displayName"] = json!(user.name);
        out["active"] = json!(user.active);
        if let Some(zone) = user.zone.as_ref().and_then(|zone| zone.iana_name()) {
            out["timeZone"] = json!(zone);
        }
        out["accountType"] = json!("atlassian");
        out
    }

    pub(super) fn version(&self, at: VersionIx) -> Json {
        let version = &self.site().versions[at.at()];
        let mut out = json!({
            "self": self.address(&format!("/version/{}", version.id)),
            "id": version.id,
            "description": "",
            "name": version.name,
            "archived": version.archived,
            "released": version.released,
        });
        if let Some(day) = version.release_date {
            out["releaseDate"] = json!(day.to_string());
        }
        out
    }

    pub(super) fn component(&self, at: ComponentIx) -> Json {
        let component = &self.site().components[at.at()];
        json!({
            "self": self.address(&format!("/component/{}", component.id)),
            "id": component.id,
            "name": component.name,
            "description": "",
        })
    }
}
