//! Issues inside an issue. One that the person cannot see is not shown.

use serde_json::{Value as Json, json};

use super::View;
use crate::world::model::{Issue, IssueIx, Link, Parent};

impl View<'_> {
    /// A parent that the person cannot see is not shown.
    pub(super) fn parent(&self, parent: &Parent) -> Json {
        match parent {
            Parent::Here(at) => {
                let seen = self.scene.sees(self.site().issue(*at));
                if seen { self.short(*at) } else { Json::Null }
            }
            Parent::Elsewhere {
                id,
                key,
                summary,
                status,
                issue_type,
                priority,
            } => {
                let mut fields = json!({ "summary": summary });
                if let Some(at) = status {
                    fields["status"] = self.status(*at);
                }
                if let Some(at) = priority {
                    fields["priority"] = self.priority(*at);
                }
                if let Some(at) = issue_type {
                    fields["issuetype"] = self.issue_type(*at);
                }
                json!({
                    "id": id.to_string(),
                    "key": key,
                    "self": self.address(&format!("/issue/{id}")),
                    "fields": fields,
                })
            }
        }
    }

    /// An issue inside another one.
    fn short(&self, at: IssueIx) -> Json {
        let issue = self.site().issue(at);
        json!({
            "id": issue.id.to_string(),
            "key": self.site().key(issue),
            "self": self.address(&format!("/issue/{}", issue.id)),
            "fields": {
                "summary": issue.summary,
                "status": self.status(issue.status),
                "priority": issue.priority.map(|at| self.priority(at)),
                "issuetype": self.issue_type(issue.issue_type),
            },
        })
    }

    pub(super) fn subtasks(&self, issue: &Issue) -> Json {
        let children = issue.children.iter().filter(|at| {
            let child = self.site().issue(**at);
            self.site().issue_types[child.issue_type.at()].is_subtask() && self.scene.sees(child)
        });
        children.map(|at| self.short(*at)).collect()
    }

    /// A link to an issue that is not here or not seen is not shown.
    pub(super) fn link(&self, link: &Link) -> Option<Json> {
        let other = self.site().issue_by_key(&link.other)?;
        if !self.scene.sees(self.site().issue(other)) {
            return None;
        }
        let mut out = json!({
            "id": link.id.to_string(),
            "self": self.address(&format!("/issueLink/{}", link.id)),
            "type": { "name": link.kind, "inward": link.inward, "outward": link.outward },
        });
        let side = if link.points {
            "outwardIssue"
        } else {
            "inwardIssue"
        };
        out[side] = self.short(other);
        Some(out)
    }
}
