//! The people who can log in, the same ones on every set of issues.
//!
//! What somebody may see is a [`Role`]: it is turned into permissions on each site by its place
//! (first, second …), its projects and its security levels, so that it also fits real data.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::tz::TimeZone;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::model::{Access, LevelIx, Person, ProjectIx, Site, User, UserIx};

/// What somebody may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Everything on every site.
    Everything,
    /// Everything on every site, and `ADMINISTER`.
    Administrator,
    /// The first project of the first site.
    OneProject,
    /// The first two projects of every site, with security levels.
    TwoProjects,
    /// Everything but issues with a security level.
    NoSecurity,
    /// Everything on the second site, nothing elsewhere.
    SecondSite,
    /// No Jira at all.
    Nothing,
}

struct Row(
    &'static str,
    &'static str,
    &'static str,
    Role,
    &'static str,
    &'static str,
);

/// Name, zone, locale, role, job, what the log-in page says.
#[rustfmt::skip]
const PEOPLE: &[Row] = &[
    Row("Maya Lindqvist", "UTC", "en-US", Role::Everything, "Head of Engineering", "Sees everything on every site. Her time zone is UTC."),
    Row("Jonas Weber", "Europe/Berlin", "de-DE", Role::Everything, "Product Manager", "Sees everything on every site, in German and in Berlin's time."),
    Row("Tomasz Zielinski", "Europe/Warsaw", "en-GB", Role::Administrator, "Jira Administrator", "Administers every Jira site."),
    Row("Priya Raman", "Asia/Kolkata", "en-US", Role::OneProject, "Designer", "Sees one project only."),
    Row("Liam Byrne", "America/New_York", "en-US", Role::NoSecurity, "Support Engineer", "Sees every project, but no issue with a security level."),
    Row("Sofia Marquez", "America/Los_Angeles", "en-US", Role::SecondSite, "Lab Lead", "Has access to the second site only."),
    Row("Chen Wei", "Asia/Shanghai", "en-US", Role::Nothing, "Writer", "Has no access to any Jira site."),
    Row("Hannah Fischer", "Europe/Vienna", "de-AT", Role::TwoProjects, "Quality Engineer", "Sees two projects of each site, in German. Her account is an old one."),
    Row("Kwame Mensah", "Africa/Accra", "en-GB", Role::NoSecurity, "Developer", "Sees every project, but no issue with a security level."),
    Row("Yuki Tanaka", "Asia/Tokyo", "en-US", Role::TwoProjects, "Developer", "Sees two projects of each site."),
    Row("Oliver Grant", "Europe/London", "en-GB", Role::Everything, "Developer", "Sees everything on every site."),
    Row("Elena Petrova", "Australia/Sydney", "en-AU", Role::Everything, "Data Analyst", "Sees everything on every site, half a day ahead."),
];

/// Her account has 24 hex digits, as those from before 2019.
const OLD_ACCOUNT: &str = "Hannah Fischer";

/// Everybody who can log in.
pub fn everybody() -> Vec<Person> {
    PEOPLE.iter().map(person).collect()
}

fn person(row: &Row) -> Person {
    let Row(name, zone, locale, _, job, about) = *row;
    Person {
        account_id: account_id(name),
        name: name.into(),
        email: email(name),
        zone: TimeZone::get(zone).unwrap_or(TimeZone::UTC),
        locale: locale.into(),
        job: job.into(),
        about: about.into(),
    }
}

/// The account of a fictional person, made from the name.
pub fn account_id(name: &str) -> Arc<str> {
    if name == OLD_ACCOUNT {
        let digest = Sha256::digest(name.as_bytes());
        let mut number = [0; 16];
        number[4..].copy_from_slice(&digest[..12]);
        return format!("{:024x}", u128::from_be_bytes(number)).into();
    }
    format!("712020:{}", stable_uuid(&["account", name])).into()
}

/// The address of a fictional person, at the domain that is kept for examples.
pub fn email(name: &str) -> Arc<str> {
    let local = name.to_lowercase().replace(' ', ".").replace('\'', "");
    format!("{local}@example.com").into()
}

/// A UUID that is always the same for the same words (version 8: made from SHA-256).
pub fn stable_uuid(words: &[&str]) -> Uuid {
    let digest = Sha256::digest(words.join("\u{1f}").as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// Writes down what everybody may do on a site. `place` counts the world's sites from 0.
///
/// Whoever may do anything gets a user on the site too, so that issues and filters can refer to
/// them.
pub fn admit(people: &[Person], site: &mut Site, place: usize) {
    for (person, row) in people.iter().zip(PEOPLE) {
        let role = row.3;
        if let Some(access) = access(role, site, place) {
            user_for(site, person);
            site.access.insert(Arc::clone(&person.account_id), access);
        }
    }
}

fn access(role: Role, site: &Site, place: usize) -> Option<Access> {
    let first = |many: usize| {
        (0..site.projects.len().min(many))
            .map(ProjectIx::new)
            .collect()
    };
    let all: BTreeSet<_> = first(usize::MAX);
    let levels: BTreeSet<_> = (0..site.levels.len()).map(LevelIx::new).collect();
    let (administer, projects, levels) = match role {
        Role::Administrator => (true, all, levels),
        Role::Everything => (false, all, levels),
        Role::SecondSite if place == 1 => (false, all, levels),
        Role::NoSecurity => (false, all, BTreeSet::new()),
        Role::OneProject if place == 0 => (false, first(1), BTreeSet::new()),
        Role::TwoProjects => (false, first(2), levels),
        Role::OneProject | Role::SecondSite | Role::Nothing => return None,
    };
    Some(Access {
        administer,
        projects,
        levels,
    })
}

/// The person's user on a site, made if there is none.
pub fn user_for(site: &mut Site, person: &Person) -> UserIx {
    if let Some(user) = site.user_by_account(&person.account_id) {
        return user;
    }
    site.users.push(User {
        account_id: Arc::clone(&person.account_id),
        name: Arc::clone(&person.name),
        email: Some(Arc::clone(&person.email)),
        zone: Some(person.zone.clone()),
        active: true,
    });
    UserIx::new(site.users.len() - 1)
}
