//! The saved filters that every site has.

use std::sync::Arc;

use super::model::{Filter, ProjectIx, Share, Site, UserIx};
use super::people;

/// Adds filters, numbered from `base`: shared and private ones, a filter of a filter, one that
/// means whoever asks, and one without any restriction.
pub(super) fn add(site: &mut Site, base: u64) {
    let Some(first) = site.projects.first() else {
        return;
    };
    let (key, project) = (Arc::clone(&first.key), Arc::clone(&first.name));
    let owner = |name: &str| {
        site.user_by_account(&people::account_id(name))
            .unwrap_or(UserIx(0))
    };
    let (maya, jonas, oliver) = (
        owner("Maya Lindqvist"),
        owner("Jonas Weber"),
        owner("Oliver Grant"),
    );
    let everybody = || vec![Share::LoggedIn];
    let rows = [
        (
            "Open bugs".to_owned(),
            "All bugs that nobody has closed.",
            maya,
            "issuetype = Bug AND statusCategory != Done".to_owned(),
            everybody(),
        ),
        (
            format!("Open bugs of {project}"),
            "A filter of a filter.",
            maya,
            format!("filter = {base} AND project = {key}"),
            everybody(),
        ),
        (
            "My open issues".to_owned(),
            "Means whoever asks.",
            jonas,
            "assignee = currentUser() AND resolution IS EMPTY ORDER BY priority DESC, updated DESC"
                .to_owned(),
            everybody(),
        ),
        (
            "Everything, newest first".to_owned(),
            "Has no restriction.",
            maya,
            "ORDER BY created DESC".to_owned(),
            everybody(),
        ),
        (
            format!("{project}, last months"),
            "For people of the project.",
            oliver,
            format!("project = {key} AND created >= startOfMonth(-3) ORDER BY created ASC"),
            vec![Share::Project(ProjectIx(0))],
        ),
        (
            "Late work".to_owned(),
            "Private.",
            maya,
            "duedate < now() AND statusCategory != Done".to_owned(),
            Vec::new(),
        ),
    ];
    site.filters = (base..)
        .zip(rows)
        .map(|(id, (name, about, owner, jql, shares))| Filter {
            id,
            name: name.into(),
            description: about.into(),
            owner,
            jql: jql.into(),
            shares,
        })
        .collect();
}
