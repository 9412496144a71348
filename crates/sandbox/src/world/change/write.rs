//! Values from JSON into issues.

use std::sync::Arc;

use serde_json::Value as Json;

use super::ChangeError;
use super::read::word;
use crate::world::model::{
    ComponentIx, FieldIx, IssueIx, LabelIx, LevelIx, Parent, PriorityIx, ResolutionIx, Site,
    StatusIx, TypeIx, UserIx, VersionIx,
};

impl Site {
    pub(super) fn write(
        &mut self,
        ix: IssueIx,
        field: FieldIx,
        value: &Json,
    ) -> Result<(), ChangeError> {
        let entry = &self.fields[field.at()];
        let (id, kind, is_custom) = (Arc::clone(&entry.id), entry.kind, entry.custom_id.is_some());
        let no_value = || ChangeError::NoValue {
            field: id.to_string(),
            value: value.to_string(),
        };
        let text = word(value);
        if value.is_null() {
            return self
                .clear(ix, field)
                .map_err(|()| ChangeError::ReadOnly(id.to_string()));
        }
        let project = self.issue(ix).project;
        if is_custom {
            let value = self
                .custom_value(project, field, kind, value)
                .ok_or_else(no_value)?;
            self.issues[ix.at()].set_custom(field, Some(value));
            return Ok(());
        }
        let many = |site: &mut Self| site.many(project, field, value).ok_or_else(no_value);
        let one = |site: &mut Self| site.term(project, field, text.as_deref()?);
        match &*id {
            "summary" => self.issues[ix.at()].summary = Some(text.ok_or_else(no_value)?.into()),
            "duedate" => {
                let day = text
                    .and_then(|text| text.parse().ok())
                    .ok_or_else(no_value)?;
                self.issues[ix.at()].due = Some(day);
            }
            "timeoriginalestimate" | "timeestimate" | "timespent" => {
                let seconds = value.as_u64().ok_or_else(no_value)?;
                let issue = &mut self.issues[ix.at()];
                match &*id {
                    "timeoriginalestimate" => issue.estimate = Some(seconds),
                    "timeestimate" => issue.remaining = Some(seconds),
                    _ => issue.spent = Some(seconds),
                }
            }
            "labels" => {
                self.issues[ix.at()].labels = many(self)?.into_iter().map(LabelIx).collect();
            }
            "components" => {
                self.issues[ix.at()].components =
                    many(self)?.into_iter().map(ComponentIx).collect();
            }
            "fixVersions" => {
                self.issues[ix.at()].fix_versions =
                    many(self)?.into_iter().map(VersionIx).collect();
            }
            "versions" => {
                self.issues[ix.at()].affects_versions =
                    many(self)?.into_iter().map(VersionIx).collect();
            }
            "parent" => {
                let parent = text
                    .and_then(|text| self.issue_by_key(&text))
                    .ok_or_else(no_value)?;
                self.issues[ix.at()].parent = Some(Parent::Here(parent));
            }
            "status" | "issuetype" | "priority" | "resolution" | "assignee" | "reporter"
            | "security" => {
                let term: Option<u32> = one(self);
                let term = term.ok_or_else(no_value)?;
                let issue = &mut self.issues[ix.at()];
                match &*id {
                    "status" => issue.status = StatusIx(term),
                    "issuetype" => issue.issue_type = TypeIx(term),
                    "priority" => issue.priority = Some(PriorityIx(term)),
                    "resolution" => issue.resolution = Some(ResolutionIx(term)),
                    "assignee" => issue.assignee = Some(UserIx(term)),
                    "reporter" => issue.reporter = Some(UserIx(term)),
                    _ => issue.security = Some(LevelIx(term)),
                }
            }
            _ => return Err(ChangeError::ReadOnly(id.to_string())),
        }
        Ok(())
    }

    fn clear(&mut self, ix: IssueIx, field: FieldIx) -> Result<(), ()> {
        let entry = &self.fields[field.at()];
        let (id, is_custom) = (Arc::clone(&entry.id), entry.custom_id.is_some());
        let issue = &mut self.issues[ix.at()];
        if is_custom {
            issue.set_custom(field, None);
            return Ok(());
        }
        match &*id {
            "summary" => issue.summary = None,
            "priority" => issue.priority = None,
            "resolution" => issue.resolution = None,
            "assignee" => issue.assignee = None,
            "reporter" => issue.reporter = None,
            "security" => issue.security = None,
            "duedate" => issue.due = None,
            "labels" => issue.labels.clear(),
            "components" => issue.components.clear(),
            "fixVersions" => issue.fix_versions.clear(),
            "versions" => issue.affects_versions.clear(),
            "parent" => issue.parent = None,
            "timeoriginalestimate" => issue.estimate = None,
            "timeestimate" => issue.remaining = None,
            "timespent" => issue.spent = None,
            _ => return Err(()),
        }
        Ok(())
    }
}
