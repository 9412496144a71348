//! The values of an issue's fields.

use serde_json::{Map, Value as Json, json};

use super::View;
use super::work::{progress, time_tracking};
use crate::jira::ask::Version;
use crate::world::Site;
use crate::world::catalogue::PARAGRAPH;
use crate::world::model::{CustomValue, Field, FieldIx, Issue};

impl View<'_> {
    /// The `fields` of an issue. A field that the issue's project does not have is absent; one
    /// without a value is `null`, or an empty list.
    pub(in crate::jira) fn fields(&self, issue: &Issue, wanted: &[FieldIx]) -> Map<String, Json> {
        let hidden = &self.site().project(issue.project).hidden;
        wanted
            .iter()
            .filter(|at| !hidden.contains(at))
            .filter(|at| {
                self.site().fields[at.at()]
                    .scope
                    .is_none_or(|project| project == issue.project)
            })
            .map(|at| {
                let field = &self.site().fields[at.at()];
                let value = match field.custom_id {
                    Some(_) => issue
                        .custom(*at)
                        .map_or(Json::Null, |value| self.custom(field, value)),
                    None => self.system(field, issue),
                };
                (field.id.to_string(), value)
            })
            .collect()
    }

    fn system(&self, field: &Field, issue: &Issue) -> Json {
        let aggregate = issue.aggregate.as_deref();
        let [original, remaining, spent] =
            aggregate
                .copied()
                .unwrap_or([issue.estimate, issue.remaining, issue.spent]);
        match &*field.id {
            "summary" => json!(issue.summary),
            "status" => self.status(issue.status),
            "statusCategory" => self.category(self.site().statuses[issue.status.at()].category),
            "statuscategorychangedate" => json!(issue.category_changed.map(|at| self.instant(at))),
            "issuetype" => self.issue_type(issue.issue_type),
            "priority" => json!(issue.priority.map(|at| self.priority(at))),
            "resolution" => json!(issue.resolution.map(|at| self.resolution(at))),
            "project" => self.project(issue.project),
            "assignee" => json!(issue.assignee.map(|at| self.user(at))),
            "reporter" => json!(issue.reporter.map(|at| self.user(at))),
            "creator" => json!(issue.creator.map(|at| self.user(at))),
            "created" => json!(self.instant(issue.created)),
            "updated" => json!(self.instant(issue.updated)),
            "resolutiondate" => json!(issue.resolved.map(|at| self.instant(at))),
            "duedate" => json!(issue.due.map(|day| day.to_string())),
            "labels" => issue
                .labels
                .iter()
                .map(|at| json!(self.site().labels[at.at()]))
                .collect(),
            "components" => issue
                .components
                .iter()
                .map(|at| self.component(*at))
                .collect(),
            "fixVersions" => issue
                .fix_versions
                .iter()
                .map(|at| self.version(*at))
                .collect(),
            "versions" => issue
                .affects_versions
                .iter()
                .map(|at| self.version(*at))
                .collect(),
            "parent" => issue
                .parent
                .as_ref()
                .map_or(Json::Null, |parent| self.parent(parent)),
            "security" => json!(issue.security.map(|at| self.level(at))),
            "timeoriginalestimate" => json!(issue.estimate),
            "timeestimate" => json!(issue.remaining),
            "timespent" => json!(issue.spent),
            "aggregatetimeoriginalestimate" => json!(original),
            "aggregatetimeestimate" => json!(remaining),
            "aggregatetimespent" => json!(spent),
            "timetracking" => time_tracking(issue),
            "progress" => progress(issue.spent, issue.remaining),
            "aggregateprogress" => progress(spent, remaining),
            "workratio" => json!(Site::work_ratio(issue)),
            "votes" => json!({
                "self": self.address(&format!("/issue/{}/votes", self.site().key(issue))),
                "votes": issue.votes,
                "hasVoted": false,
            }),
            "watches" => json!({
                "self": self.address(&format!("/issue/{}/watchers", self.site().key(issue))),
                "watchCount": issue.watchers,
                "isWatching": false,
            }),
            "issuelinks" => issue
                .links
                .iter()
                .filter_map(|link| self.link(link))
                .collect(),
            "subtasks" => self.subtasks(issue),
            "comment" => json!({
                "comments": [],
                "self": self.address(&format!("/issue/{}/comment", issue.id)),
                "maxResults": 0,
                "total": 0,
                "startAt": 0,
            }),
            "worklog" => self.worklogs(issue),
            _ => Json::Null,
        }
    }

    fn custom(&self, field: &Field, value: &CustomValue) -> Json {
        match value {
            CustomValue::Number(number) => json!(number),
            CustomValue::Text(text) => self.text(field, text),
            CustomValue::Date(day) => json!(day.to_string()),
            CustomValue::Instant(at) => json!(self.instant(*at)),
            CustomValue::Option(at) => self.option(*at),
            CustomValue::Options(all) => all.iter().map(|at| self.option(*at)).collect(),
            CustomValue::Cascading(parent, child) => {
                let mut out = self.option(*parent);
                if let Some(child) = child {
                    out["child"] = self.option(*child);
                }
                out
            }
            CustomValue::User(at) => self.user(*at),
            CustomValue::Users(all) => all.iter().map(|at| self.user(*at)).collect(),
            CustomValue::Labels(all) => all
                .iter()
                .map(|at| json!(self.site().labels[at.at()]))
                .collect(),
            CustomValue::Sprints(all) => all.iter().map(|at| self.sprint(*at)).collect(),
            CustomValue::Versions(all) => all.iter().map(|at| self.version(*at)).collect(),
            CustomValue::Group(at) => self.group(*at),
            CustomValue::EpicLink(key) => json!(key),
        }
    }

    /// A paragraph is a document in version 3 and text in version 2.
    fn text(&self, field: &Field, text: &str) -> Json {
        let custom = field
            .schema
            .as_ref()
            .and_then(|schema| schema.custom.as_deref());
        if custom != Some(PARAGRAPH.key) || self.ask().version == Version::Two {
            return json!(text);
        }
        let paragraphs: Vec<Json> = text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(|line| json!({ "type": "paragraph", "content": [{ "type": "text", "text": line }] }))
            .collect();
        json!({ "type": "doc", "version": 1, "content": paragraphs })
    }
}
