//! Changes by the hand behind the scene: fields of issues, new issues, filters.
//!
//! A change leaves what it leaves in Jira: an entry in the history, a new `updated`, and with a
//! status its category's date, the resolution and its date. The index is kept in step.

mod read;
mod words;
mod write;

use std::sync::Arc;

use jiff::Timestamp;
use serde_json::{Map, Value as Json};

use super::model::{
    Category, Change, ChangeItem, FieldIx, FieldKind, Issue, IssueIx, Parent, ResolutionIx, Site,
    TypeIx, UserIx,
};

/// Why something cannot be changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChangeError {
    /// There is no such issue.
    #[error("there is no issue {0}")]
    NoIssue(String),
    /// There is no such project.
    #[error("there is no project {0}")]
    NoProject(String),
    /// There is no such field, by id or by name in JQL.
    #[error("there is no field {0}")]
    NoField(String),
    /// The field cannot be written.
    #[error("the field {0} cannot be written")]
    ReadOnly(String),
    /// The field has no such value.
    #[error("{field} has no value {value}")]
    NoValue {
        /// The field's id.
        field: String,
        /// The value as it was given.
        value: String,
    },
    /// There is no such filter.
    #[error("there is no filter {0}")]
    NoFilter(u64),
}

impl Site {
    /// Sets a field of an issue, found by key or id. The field is named by its id or as in JQL.
    /// The value is a name, an id, or an object with one of them as in Jira's own API; a list for
    /// several values; `null` empties the field.
    pub fn set_field(
        &mut self,
        issue: &str,
        field: &str,
        value: &Json,
        by: Option<&str>,
        at: Timestamp,
    ) -> Result<IssueIx, ChangeError> {
        let found = issue
            .parse()
            .map_or_else(|_| self.issue_by_key(issue), |id| self.issue_by_id(id));
        let ix = found.ok_or_else(|| ChangeError::NoIssue(issue.to_owned()))?;
        let field = self.field_called(field)?;
        let by = by.and_then(|account| self.user_by_account(account));
        let before = self.issue(ix).clone();
        self.write(ix, field, value)?;
        let mut touched = vec![field];
        if self.fields[field.at()].kind == FieldKind::Status {
            touched.extend(self.follow_status(ix, &before, at));
        }
        if let Some(old) = super::value::parent_here(&before) {
            self.issues[old.at()].children.retain(|child| *child != ix);
        }
        if let Some(new) = super::value::parent_here(self.issue(ix)) {
            self.issues[new.at()].children.push(ix);
        }
        self.record(ix, &before, &touched, by, at);
        self.fields_by_id(&mut touched, &["updated", "workratio"]);
        self.reindex_fields(touched);
        Ok(ix)
    }

    /// Makes an issue in a project. Without a type it is the project's first standard type, and
    /// the other fields are written as by [`Site::set_field`].
    pub fn create_issue(
        &mut self,
        project: &str,
        fields: &Map<String, Json>,
        by: Option<&str>,
        at: Timestamp,
    ) -> Result<IssueIx, ChangeError> {
        let project_ix = self
            .project_by_key(project)
            .ok_or_else(|| ChangeError::NoProject(project.to_owned()))?;
        let workflow = &self.project(project_ix).workflow;
        let standard = workflow
            .iter()
            .find(|(kind, _)| self.issue_types[kind.at()].level == 0);
        let (kind, statuses) = standard
            .or(workflow.first())
            .ok_or_else(|| ChangeError::NoProject(project.to_owned()))?;
        let issue_type = *kind;
        let status = *statuses
            .first()
            .ok_or_else(|| ChangeError::NoProject(project.to_owned()))?;
        let number = self
            .issues
            .iter()
            .filter(|it| it.project == project_ix)
            .map(|it| it.number)
            .max();
        let by = by.and_then(|account| self.user_by_account(account));
        let issue = Issue {
            id: self.issues.last().map_or(10_000, |last| last.id) + 1,
            project: project_ix,
            number: number.unwrap_or(0) + 1,
            priority: self.default_priority(project_ix),
            ..blank(issue_type, status, by, at)
        };
        self.issues.push(issue);
        let ix = IssueIx::new(self.issues.len() - 1);
        for (field, value) in fields {
            let written = self
                .field_called(field)
                .and_then(|field| self.write(ix, field, value));
            if let Err(error) = written {
                self.issues.pop();
                return Err(error);
            }
        }
        let parent = super::value::parent_here(self.issue(ix));
        if let Some(parent) = parent {
            self.issues[parent.at()].children.push(ix);
        }
        let born_done = self.statuses[self.issue(ix).status.at()].category == Category::Done;
        if born_done {
            let fresh = blank(issue_type, status, by, at);
            self.follow_status(ix, &fresh, at);
        }
        self.reindex();
        Ok(ix)
    }

    /// Changes the query of a saved filter.
    pub fn set_filter(&mut self, filter: u64, jql: &str) -> Result<(), ChangeError> {
        let found = self.filters.iter_mut().find(|it| it.id == filter);
        found.ok_or(ChangeError::NoFilter(filter))?.jql = jql.into();
        Ok(())
    }

    fn default_priority(
        &self,
        project: super::model::ProjectIx,
    ) -> Option<super::model::PriorityIx> {
        let field = self.field_by_id("priority")?;
        if self.project(project).hidden.contains(&field) {
            return None;
        }
        let at = self.priorities.iter().position(|it| it.is_default)?;
        Some(super::model::PriorityIx::new(at))
    }

    fn field_called(&self, name: &str) -> Result<FieldIx, ChangeError> {
        let by_id = self.field_by_id(name);
        let by_name = || {
            let called = |own: &Arc<str>| super::names::same(own, name);
            let at = self
                .fields
                .iter()
                .position(|field| field.clause_names.iter().any(called));
            at.map(FieldIx::new)
        };
        by_id
            .or_else(by_name)
            .ok_or_else(|| ChangeError::NoField(name.to_owned()))
    }

    /// What follows a new status: its category's date, the resolution and its date.
    fn follow_status(&mut self, ix: IssueIx, before: &Issue, at: Timestamp) -> Vec<FieldIx> {
        let category = |site: &Self, issue: &Issue| site.statuses[issue.status.at()].category;
        let (old, new) = (category(self, before), category(self, self.issue(ix)));
        let first = (!self.resolutions.is_empty()).then_some(ResolutionIx(0));
        let done = self
            .resolutions
            .iter()
            .position(|it| it.name.is("Done") || it.name.is("Fixed"));
        let issue = &mut self.issues[ix.at()];
        if old != new {
            issue.category_changed = Some(at);
        }
        match (new == Category::Done, issue.resolution) {
            (true, None) => {
                issue.resolution = done.map(ResolutionIx::new).or(first);
                issue.resolved = Some(at);
            }
            (false, Some(_)) => {
                issue.resolution = None;
                issue.resolved = None;
            }
            _ => {}
        }
        let mut touched = Vec::new();
        self.fields_by_id(
            &mut touched,
            &[
                "resolution",
                "resolutiondate",
                "statusCategory",
                "statuscategorychangedate",
            ],
        );
        touched
    }

    fn fields_by_id(&self, into: &mut Vec<FieldIx>, ids: &[&str]) {
        into.extend(ids.iter().filter_map(|id| self.field_by_id(id)));
    }

    /// Writes the history entry and `updated`. Fields that a history does not know (dates of
    /// status and resolution) and those that did not change leave nothing.
    fn record(
        &mut self,
        ix: IssueIx,
        before: &Issue,
        fields: &[FieldIx],
        by: Option<UserIx>,
        at: Timestamp,
    ) {
        let mut items = Vec::new();
        for field in fields {
            let entry = &self.fields[field.at()];
            if matches!(
                &*entry.id,
                "resolutiondate" | "statusCategory" | "statuscategorychangedate"
            ) {
                continue;
            }
            let (old, new) = (
                self.in_words(before, *field),
                self.in_words(self.issue(ix), *field),
            );
            if old == new {
                continue;
            }
            let name = match &*entry.id {
                "fixVersions" => "Fix Version",
                "versions" => "Version",
                "components" => "Component",
                id if entry.custom_id.is_none() => id,
                _ => &entry.name.english,
            };
            items.push(ChangeItem {
                field: name.into(),
                field_id: Some(Arc::clone(&entry.id)),
                custom: entry.custom_id.is_some(),
                from: old.0,
                from_text: old.1,
                to: new.0,
                to_text: new.1,
            });
        }
        let last = self
            .issues
            .iter()
            .flat_map(|it| &it.history)
            .map(|it| it.id)
            .max();
        let issue = &mut self.issues[ix.at()];
        issue.updated = at;
        if !items.is_empty() {
            issue.history.push(Change {
                id: last.unwrap_or(10_000) + 1,
                at,
                author: by,
                items,
            });
        }
    }
}

fn blank(
    issue_type: TypeIx,
    status: super::model::StatusIx,
    by: Option<UserIx>,
    at: Timestamp,
) -> Issue {
    Issue {
        id: 0,
        project: super::model::ProjectIx(0),
        number: 0,
        summary: None,
        status,
        issue_type,
        priority: None,
        resolution: None,
        assignee: None,
        reporter: by,
        creator: by,
        created: at,
        updated: at,
        resolved: None,
        category_changed: Some(at),
        due: None,
        labels: Vec::new(),
        components: Vec::new(),
        fix_versions: Vec::new(),
        affects_versions: Vec::new(),
        parent: None::<Parent>,
        security: None,
        estimate: None,
        remaining: None,
        spent: None,
        aggregate: None,
        votes: 0,
        watchers: 0,
        custom: Vec::new(),
        links: Vec::new(),
        children: Vec::new(),
        worklogs: Vec::new(),
        history: Vec::new(),
    }
}

#[cfg(test)]
mod tests;
