//! The data model: a [`World`] of people and Jira [`Site`]s.
//!
//! Everything an issue refers to is kept once per site in a table, and the issue holds positions
//! in these tables ([`StatusIx`], [`UserIx`] …): 32,000 issues fit in a few dozen megabytes, and
//! an index is a list of positions. JSON is made on demand by [`crate::jira`].

mod fields;
mod ids;
mod issue;
mod places;
mod workflow;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use jiff::tz::TimeZone;
use uuid::Uuid;

pub use fields::{Field, FieldKind, Schema};
pub use ids::{
    BoardIx, ComponentIx, FieldIx, GroupIx, IssueIx, LabelIx, LevelIx, OptionIx, PriorityIx,
    ProjectCategoryIx, ProjectIx, ResolutionIx, SprintIx, StatusIx, TypeIx, UserIx, VersionIx,
};
pub use issue::{Change, ChangeItem, CustomValue, Issue, Link, Parent, Worklog};
pub use places::{
    Board, Component, Filter, Group, OptionValue, Project, ProjectCategory, SecurityLevel, Share,
    Sprint, SprintState, User, Version,
};
pub use workflow::{Category, IssueType, Priority, Resolution, Status};

use super::index::Index;
use super::names::Language;

/// Everything there is: the people who can log in, and the Jira sites.
#[derive(Debug, Clone, Default)]
pub struct World {
    /// People who can log in, in the order in which the log-in page lists them.
    pub people: Vec<Person>,
    /// The Jira sites.
    pub sites: Vec<Site>,
}

impl World {
    /// The site with this cloud id.
    pub fn site(&self, cloud_id: Uuid) -> Option<&Site> {
        self.sites.iter().find(|site| site.cloud_id == cloud_id)
    }

    /// The same, to change it.
    pub fn site_mut(&mut self, cloud_id: Uuid) -> Option<&mut Site> {
        self.sites.iter_mut().find(|site| site.cloud_id == cloud_id)
    }

    /// The site whose own host is `<slug>.localhost`.
    pub fn site_by_slug(&self, slug: &str) -> Option<&Site> {
        self.sites.iter().find(|site| &*site.slug == slug)
    }

    /// The person with this Atlassian account.
    pub fn person(&self, account_id: &str) -> Option<&Person> {
        self.people
            .iter()
            .find(|person| &*person.account_id == account_id)
    }

    /// The sites on which this account has any access, in order.
    pub fn sites_of<'a>(&'a self, account_id: &'a str) -> impl Iterator<Item = &'a Site> {
        self.sites
            .iter()
            .filter(move |site| site.access.contains_key(account_id))
    }
}

/// Somebody who can log in.
#[derive(Debug, Clone)]
pub struct Person {
    /// Atlassian account id: `712020:<uuid>`, or 24 hex digits for an old account.
    pub account_id: Arc<str>,
    /// Full name.
    pub name: Arc<str>,
    /// E-mail address (fictional, `@example.com`).
    pub email: Arc<str>,
    /// Time zone in which Jira shows and reads dates for this person.
    pub zone: TimeZone,
    /// Language and country, `en-US` or `de-DE`.
    pub locale: Arc<str>,
    /// Job title for `/me`.
    pub job: Arc<str>,
    /// One sentence for the log-in page: what this person may see.
    pub about: Arc<str>,
}

impl Person {
    /// The language of the person's locale.
    pub fn language(&self) -> Language {
        Language::from_locale(&self.locale)
    }

    /// The IANA name of the person's zone, `Europe/Berlin`.
    pub fn zone_name(&self) -> &str {
        self.zone.iana_name().unwrap_or("UTC")
    }
}

/// What one account may do on one site. An account without an entry in [`Site::access`] has no
/// access to the site at all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Access {
    /// The global permission `ADMINISTER`.
    pub administer: bool,
    /// Projects with the permission `BROWSE_PROJECTS`; the others do not exist for this account.
    pub projects: BTreeSet<ProjectIx>,
    /// Security levels whose issues the account may see.
    pub levels: BTreeSet<LevelIx>,
}

/// One Jira site with everything on it.
#[derive(Debug, Clone)]
pub struct Site {
    /// The cloud id: in `accessible-resources` and in API paths.
    pub cloud_id: Uuid,
    /// Name for people, "Northwind Traders".
    pub name: Arc<str>,
    /// The site's own host is `<slug>.localhost`.
    pub slug: Arc<str>,
    /// The field catalogue as `/field` shows it.
    pub fields: Vec<Field>,
    /// Statuses, in the order of `/status` (which is also JQL's order of them).
    pub statuses: Vec<Status>,
    /// Issue types, in the order of `/issuetype`.
    pub issue_types: Vec<IssueType>,
    /// Priorities, most important first.
    pub priorities: Vec<Priority>,
    /// Resolutions, in the order of `/resolution/search`.
    pub resolutions: Vec<Resolution>,
    /// Project categories.
    pub project_categories: Vec<ProjectCategory>,
    /// Projects, most important first.
    pub projects: Vec<Project>,
    /// Versions of all projects; each project has them in its own order.
    pub versions: Vec<Version>,
    /// Components of all projects.
    pub components: Vec<Component>,
    /// Every label in use, in the system field or in a custom one.
    pub labels: Vec<Arc<str>>,
    /// Sprints, oldest first.
    pub sprints: Vec<Sprint>,
    /// Boards of the Agile API.
    pub boards: Vec<Board>,
    /// Options of custom fields, children after their parents.
    pub options: Vec<OptionValue>,
    /// Users: the people of [`Site::access`] and everybody whom an issue names.
    pub users: Vec<User>,
    /// Groups.
    pub groups: Vec<Group>,
    /// Issue security levels.
    pub levels: Vec<SecurityLevel>,
    /// Saved filters.
    pub filters: Vec<Filter>,
    /// Issues, by ascending id.
    pub issues: Vec<Issue>,
    /// Who may do what, by account id.
    pub access: HashMap<Arc<str>, Access>,
    /// Posting lists; kept in step by [`crate::world::change`].
    pub(crate) index: Index,
}

impl Site {
    /// An empty site.
    pub fn new(cloud_id: Uuid, name: &str, slug: &str) -> Self {
        Self {
            cloud_id,
            name: name.into(),
            slug: slug.into(),
            fields: Vec::new(),
            statuses: Vec::new(),
            issue_types: Vec::new(),
            priorities: Vec::new(),
            resolutions: Vec::new(),
            project_categories: Vec::new(),
            projects: Vec::new(),
            versions: Vec::new(),
            components: Vec::new(),
            labels: Vec::new(),
            sprints: Vec::new(),
            boards: Vec::new(),
            options: Vec::new(),
            users: Vec::new(),
            groups: Vec::new(),
            levels: Vec::new(),
            filters: Vec::new(),
            issues: Vec::new(),
            access: HashMap::new(),
            index: Index::default(),
        }
    }

    /// The issue at a position.
    pub fn issue(&self, issue: IssueIx) -> &Issue {
        &self.issues[issue.at()]
    }

    /// The position of the issue with this number as its id.
    pub fn issue_by_id(&self, id: u64) -> Option<IssueIx> {
        let at = self.issues.binary_search_by_key(&id, |issue| issue.id);
        at.ok().map(IssueIx::new)
    }

    /// The position of the issue with this key, `TRD-12`, written in capitals or not.
    pub fn issue_by_key(&self, key: &str) -> Option<IssueIx> {
        let (project, number) = key.trim().rsplit_once('-')?;
        let project = self.project_by_key(project)?;
        let number = number.parse().ok()?;
        self.index.keys.get(&(project, number)).copied()
    }

    /// The key of an issue, `TRD-12`.
    pub fn key(&self, issue: &Issue) -> String {
        format!("{}-{}", self.project(issue.project).key, issue.number)
    }

    /// The project at a position.
    pub fn project(&self, project: ProjectIx) -> &Project {
        &self.projects[project.at()]
    }

    /// The position of the project with this key, written in capitals or not.
    pub fn project_by_key(&self, key: &str) -> Option<ProjectIx> {
        let at = self
            .projects
            .iter()
            .position(|project| project.key.eq_ignore_ascii_case(key));
        at.map(ProjectIx::new)
    }

    /// The user at a position.
    pub fn user(&self, user: UserIx) -> &User {
        &self.users[user.at()]
    }

    /// The position of the user with this account id.
    pub fn user_by_account(&self, account_id: &str) -> Option<UserIx> {
        let at = self
            .users
            .iter()
            .position(|user| &*user.account_id == account_id);
        at.map(UserIx::new)
    }

    /// The position of the field with this id, `status` or `customfield_10016`.
    pub fn field_by_id(&self, id: &str) -> Option<FieldIx> {
        let at = self.fields.iter().position(|field| &*field.id == id);
        at.map(FieldIx::new)
    }

    /// The position of the status with this id.
    pub fn status_by_id(&self, id: &str) -> Option<StatusIx> {
        let at = self.statuses.iter().position(|status| &*status.id == id);
        at.map(StatusIx::new)
    }

    /// What the account may do here; `None` without any access to the site.
    pub fn access(&self, account_id: &str) -> Option<&Access> {
        self.access.get(account_id)
    }

    /// Whether the account may see the project.
    pub fn can_browse(&self, account_id: &str, project: ProjectIx) -> bool {
        self.access(account_id)
            .is_some_and(|access| access.projects.contains(&project))
    }

    /// Whether the account may see the issue: its project, and its security level if it has one.
    pub fn can_see(&self, account_id: &str, issue: &Issue) -> bool {
        self.access(account_id).is_some_and(|access| {
            access.projects.contains(&issue.project)
                && issue
                    .security
                    .is_none_or(|level| access.levels.contains(&level))
        })
    }

    /// Whether the account may see the field: those of a team-managed project only with it.
    pub fn can_see_field(&self, account_id: &str, field: &Field) -> bool {
        field
            .scope
            .is_none_or(|project| self.can_browse(account_id, project))
    }

    /// Whether the account may use the saved filter: its own, or one that is shared with it.
    pub fn can_use_filter(&self, account_id: &str, filter: &Filter) -> bool {
        let own = &*self.user(filter.owner).account_id == account_id;
        own || filter.shares.iter().any(|share| match share {
            Share::LoggedIn => self.access.contains_key(account_id),
            Share::Project(project) => self.can_browse(account_id, *project),
            Share::User(user) => &*self.user(*user).account_id == account_id,
            Share::Group(group) => self.groups[group.at()]
                .members
                .iter()
                .any(|member| &*self.user(*member).account_id == account_id),
        })
    }
}
