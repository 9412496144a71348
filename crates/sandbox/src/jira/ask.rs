//! One request: who asks, in which language, of which version of the API.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::response::{IntoResponse, Response};
use http::header::ACCEPT_LANGUAGE;
use http::request::Parts;
use http::{HeaderMap, StatusCode};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::params::Params;
use super::reply::Refusal;
use crate::state::{Caller, Sandbox};
use crate::world::model::{Field, Issue, Project, ProjectIx};
use crate::world::{Language, Site, World};

/// Which version of the API was asked. They differ in how they show paragraphs of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// Paragraphs are plain text.
    Two,
    /// Paragraphs are documents (ADF).
    Three,
}

/// Everything about a request but its path and body.
#[derive(Debug)]
pub(super) struct Ask {
    pub(super) sandbox: Arc<Sandbox>,
    pub(super) caller: Caller,
    pub(super) version: Version,
    pub(super) params: Params,
    pub(super) now: Timestamp,
    /// From the headers; without it the person's own language counts.
    pub(super) forced: Option<Language>,
}

impl FromRequestParts<Arc<Sandbox>> for Ask {
    type Rejection = Response;

    async fn from_request_parts(
        parts: &mut Parts,
        sandbox: &Arc<Sandbox>,
    ) -> Result<Self, Response> {
        let Some(caller) = parts.extensions.get::<Caller>().cloned() else {
            let refusal = Refusal::new(
                StatusCode::UNAUTHORIZED,
                "Client must be authenticated to access this resource.",
            );
            return Err(refusal.into_response());
        };
        Ok(Self {
            caller,
            version: parts.extensions.get().copied().unwrap_or(Version::Three),
            params: Params::parse(parts.uri.query().unwrap_or_default()),
            now: sandbox.now(),
            forced: forced_language(&parts.headers),
            sandbox: Arc::clone(sandbox),
        })
    }
}

/// `Accept-Language` counts only together with `X-Force-Accept-Language: true`.
fn forced_language(headers: &HeaderMap) -> Option<Language> {
    let forces = headers
        .get("x-force-accept-language")
        .is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"true"));
    let wanted = headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?;
    forces.then(|| Language::from_locale(wanted))
}

impl Ask {
    /// Address of a path of this API, for `self` links: `/issue/10000`.
    pub(super) fn address(&self, path: &str) -> String {
        let version = match self.version {
            Version::Two => 2,
            Version::Three => 3,
        };
        format!("{}/rest/api/{version}{path}", self.caller.api_base)
    }

    /// The site and the person, borrowed from the world.
    pub(super) fn scene<'a>(&'a self, world: &'a World) -> Result<Scene<'a>, Refusal> {
        let unknown = || Refusal::not_found("Site temporarily unavailable");
        let site = world.site(self.caller.site).ok_or_else(unknown)?;
        let person = world.person(&self.caller.account_id).ok_or_else(unknown)?;
        Ok(Scene {
            ask: self,
            world,
            site,
            language: self.forced.unwrap_or_else(|| person.language()),
            zone: &person.zone,
        })
    }
}

/// A request together with the data that it asks about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scene<'a> {
    pub(super) ask: &'a Ask,
    pub(super) world: &'a World,
    pub(super) site: &'a Site,
    pub(super) language: Language,
    /// The person's zone: dates are read and shown in it.
    pub(super) zone: &'a TimeZone,
}

impl<'a> Scene<'a> {
    pub(super) fn account(&self) -> &'a str {
        &self.ask.caller.account_id
    }

    pub(super) fn administers(&self) -> bool {
        self.site
            .access(self.account())
            .is_some_and(|access| access.administer)
    }

    pub(super) fn sees(&self, issue: &Issue) -> bool {
        self.site.can_see(self.account(), issue)
    }

    pub(super) fn browses(&self, project: ProjectIx) -> bool {
        self.site.can_browse(self.account(), project)
    }

    /// Whether something that belongs to a team-managed project, or to none, is shown.
    pub(super) fn shows_scope(&self, scope: Option<ProjectIx>) -> bool {
        scope.is_none_or(|project| self.browses(project))
    }

    pub(super) fn sees_field(&self, field: &Field) -> bool {
        self.site.can_see_field(self.account(), field)
    }

    /// The projects that this person can browse.
    pub(super) fn projects(&self) -> impl Iterator<Item = (ProjectIx, &'a Project)> {
        let scene = *self;
        let all = scene.site.projects.iter().enumerate();
        all.map(|(at, project)| (ProjectIx::new(at), project))
            .filter(move |(at, _)| scene.browses(*at))
    }

    /// The project with this key or id, if this person can browse it.
    pub(super) fn project(&self, id_or_key: &str) -> Result<ProjectIx, Refusal> {
        self.projects()
            .find(|(_, project)| {
                &*project.id == id_or_key || project.key.eq_ignore_ascii_case(id_or_key)
            })
            .map(|(at, _)| at)
            .ok_or_else(|| {
                Refusal::not_found(format!("No project could be found with key '{id_or_key}'."))
            })
    }
}
