//! Turns lines into the model: every entity once, then parents and orders when all are there.

mod order;
mod pieces;
mod tables;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use jiff::Timestamp;

use self::pieces::{change, custom, elsewhere, link, worklog};
use self::tables::Tables;
use super::raw::{RawIssue, RawVersion};
use crate::world::model::{Issue, IssueIx, Parent, ProjectIx, Site, StatusIx, TypeIx, VersionIx};

/// Collects the issues of one site.
pub(super) struct Builder {
    tables: Tables,
    issues: Vec<Issue>,
    /// Parents by key, as issues name them.
    parents: Vec<Option<String>>,
    /// Fields that occur at all, by project.
    seen: HashSet<(ProjectIx, &'static str)>,
    /// Statuses by project and type.
    workflow: HashMap<(ProjectIx, TypeIx), Vec<StatusIx>>,
}

/// Fields that a project may not have.
const MAYBE: [&str; 9] = [
    "priority",
    "fixVersions",
    "versions",
    "duedate",
    "timeoriginalestimate",
    "timeestimate",
    "timespent",
    "votes",
    "watches",
];

impl Builder {
    pub(super) fn new(site: Site) -> Self {
        Self {
            tables: Tables::new(site),
            issues: Vec::new(),
            parents: Vec::new(),
            seen: HashSet::new(),
            workflow: HashMap::new(),
        }
    }

    pub(super) fn add(&mut self, raw: RawIssue<'_>) {
        let fields = raw.fields;
        let tables = &mut self.tables;
        let project = tables.project(&fields.project);
        let status = tables.status(&fields.status);
        let issue_type = tables.issue_type(&fields.issuetype);
        let statuses = self.workflow.entry((project, issue_type)).or_default();
        if !statuses.contains(&status) {
            statuses.push(status);
        }
        let present = [
            fields.priority.is_some(),
            fields.fix_versions.is_some(),
            fields.versions.is_some(),
            fields.duedate.is_some(),
            fields.timeoriginalestimate.is_some(),
            fields.timeestimate.is_some(),
            fields.timespent.is_some(),
            fields.votes.is_some(),
            fields.watches.is_some(),
        ];
        self.seen.extend(
            MAYBE
                .into_iter()
                .zip(present)
                .filter(|(_, present)| *present)
                .map(|(field, _)| (project, field)),
        );
        let times = [
            fields.timeoriginalestimate,
            fields.timeestimate,
            fields.timespent,
        ]
        .map(Option::flatten);
        let aggregate = [
            fields.aggregatetimeoriginalestimate,
            fields.aggregatetimeestimate,
            fields.aggregatetimespent,
        ];
        let created = instant(&fields.created).unwrap_or(Timestamp::UNIX_EPOCH);
        let number = raw
            .key
            .rsplit_once('-')
            .and_then(|(_, number)| number.parse().ok())
            .unwrap_or(0);
        let mut versions = |all: Option<Option<Vec<RawVersion<'_>>>>| -> Vec<VersionIx> {
            all.flatten()
                .unwrap_or_default()
                .iter()
                .map(|it| tables.version(project, it))
                .collect()
        };
        let (fix_versions, affects_versions) =
            (versions(fields.fix_versions), versions(fields.versions));
        let mut issue = Issue {
            id: raw.id.parse().unwrap_or(0),
            project,
            number,
            summary: fields.summary.map(|text| text.as_ref().into()),
            status,
            issue_type,
            priority: fields.priority.flatten().map(|it| tables.priority(&it)),
            resolution: fields.resolution.map(|it| tables.resolution(&it)),
            assignee: fields.assignee.map(|it| tables.user(&it)),
            reporter: fields.reporter.map(|it| tables.user(&it)),
            creator: fields.creator.map(|it| tables.user(&it)),
            created,
            updated: instant(&fields.updated).unwrap_or(created),
            resolved: fields.resolutiondate.and_then(|at| instant(&at)),
            category_changed: None,
            due: fields.duedate.flatten().and_then(|day| day.parse().ok()),
            labels: fields.labels.iter().map(|it| tables.label(it)).collect(),
            components: fields
                .components
                .iter()
                .map(|it| tables.component(project, it))
                .collect(),
            fix_versions,
            affects_versions,
            parent: None,
            security: None,
            estimate: times[0],
            remaining: times[1],
            spent: times[2],
            aggregate: (aggregate != times).then(|| Box::new(aggregate)),
            votes: fields.votes.flatten().map_or(0, |it| it.votes),
            watchers: fields.watches.flatten().map_or(0, |it| it.count),
            custom: Vec::new(),
            links: fields.issuelinks.iter().filter_map(link).collect(),
            children: Vec::new(),
            worklogs: fields
                .worklog
                .map(|it| it.worklogs)
                .unwrap_or_default()
                .iter()
                .map(|it| worklog(tables, it))
                .collect(),
            history: Vec::new(),
        };
        for (id, value) in fields.others {
            if let Some(field) = tables.field(&id) {
                issue.set_custom(field, custom(tables, field, &value));
            }
        }
        let has_history = raw.changelog.is_some();
        let histories = raw.changelog.map(|it| it.histories).unwrap_or_default();
        issue.history = histories.iter().map(|it| change(tables, it)).collect();
        if has_history {
            issue.category_changed = Some(category_changed(tables, &issue));
        }
        issue.parent = fields.parent.as_ref().map(|it| elsewhere(tables, it));
        self.parents
            .push(fields.parent.map(|it| it.key.into_owned()));
        self.issues.push(issue);
    }

    /// Puts issues in the order of their ids, tables in theirs, and parents to their children.
    pub(super) fn finish(self) -> Site {
        let Self {
            tables,
            issues,
            parents,
            seen,
            workflow,
        } = self;
        let mut rows: Vec<_> = issues.into_iter().zip(parents).collect();
        rows.sort_unstable_by_key(|(issue, _)| issue.id);
        let keys: HashMap<String, IssueIx> = rows
            .iter()
            .enumerate()
            .map(|(at, (issue, _))| (tables.key(issue), IssueIx::new(at)))
            .collect();
        let mut children: Vec<(IssueIx, IssueIx)> = Vec::new();
        for (at, (issue, parent)) in rows.iter_mut().enumerate() {
            let here = parent.as_ref().and_then(|key| keys.get(key).copied());
            if let Some(here) = here {
                issue.parent = Some(Parent::Here(here));
                children.push((here, IssueIx::new(at)));
            }
        }
        let mut issues: Vec<_> = rows.into_iter().map(|(issue, _)| issue).collect();
        for (parent, child) in children {
            issues[parent.at()].children.push(child);
        }
        let mut site = tables.into_site();
        site.issues = issues;
        let mut workflow: Vec<_> = workflow.into_iter().collect();
        workflow.sort();
        for ((project, kind), statuses) in workflow {
            site.projects[project.at()].workflow.push((kind, statuses));
        }
        for at in 0..site.projects.len() {
            let hidden = MAYBE
                .into_iter()
                .filter(|field| !seen.contains(&(ProjectIx::new(at), *field)));
            site.projects[at].hidden = hidden.filter_map(|field| site.field_by_id(field)).collect();
        }
        order::in_order(site)
    }
}

/// Jira's `2011-04-15T02:27:08.000+0000`, or the `Z` of sprints.
pub(super) fn instant(text: &str) -> Option<Timestamp> {
    if text.ends_with('Z') {
        return text.parse().ok();
    }
    Timestamp::strptime("%Y-%m-%dT%H:%M:%S%.f%z", text).ok()
}

/// The last change of status into another category, as far as the statuses are known.
fn category_changed(tables: &Tables, issue: &Issue) -> Timestamp {
    let category = |id: &Option<Arc<str>>| id.as_deref().and_then(|id| tables.category_of(id));
    let changes = issue.history.iter().rev().filter(|change| {
        change.items.iter().any(|item| {
            item.field_id.as_deref() == Some("status") && category(&item.from) != category(&item.to)
        })
    });
    changes
        .map(|change| change.at)
        .next()
        .unwrap_or(issue.created)
}
