//! The value of a field as the index sees it: terms, a place on a scale, or text.

use super::model::{CustomValue, Field, FieldIx, FieldKind, Issue, IssueIx, Parent, Site};

/// What an issue has in one field.
#[derive(Debug, Clone, PartialEq)]
pub enum Facet<'a> {
    /// Positions in the table that belongs to the field's kind (statuses, users, options …); for
    /// a status category Jira's number of it. None at all when the field is empty.
    Terms(Vec<u32>),
    /// Instants in milliseconds since 1970, days since 1970, seconds, numbers.
    Scale(Option<f64>),
    /// Text.
    Text(Option<&'a str>),
    /// The field is not searched.
    Nothing,
}

impl Facet<'_> {
    /// Whether the field is empty.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Terms(terms) => terms.is_empty(),
            Self::Scale(place) => place.is_none(),
            Self::Text(text) => text.is_none_or(|text| text.trim().is_empty()),
            Self::Nothing => true,
        }
    }
}

/// An instant on the scale of date-time fields: milliseconds.
pub fn instant_on_scale(instant: jiff::Timestamp) -> f64 {
    exact(instant.as_millisecond())
}

/// A day on the scale of date fields: days since 1970.
pub fn day_on_scale(day: jiff::civil::Date) -> f64 {
    let since = day.since(jiff::civil::date(1970, 1, 1));
    since.map_or(0.0, |span| f64::from(span.get_days()))
}

/// Milliseconds and seconds of any date stay far below 2^53.
#[expect(clippy::cast_precision_loss, reason = "below 2^53 nothing is lost")]
fn exact(number: i64) -> f64 {
    number as f64
}

fn seconds(seconds: u64) -> f64 {
    exact(i64::try_from(seconds).unwrap_or(i64::MAX))
}

impl Site {
    /// What the issue has in the field.
    pub fn facet<'a>(&'a self, issue: &'a Issue, field: FieldIx) -> Facet<'a> {
        let entry = &self.fields[field.at()];
        if self.project(issue.project).hidden.contains(&field) {
            return empty(entry.kind);
        }
        if entry.custom_id.is_some() {
            return issue
                .custom(field)
                .map_or_else(|| empty(entry.kind), |value| custom(self, value));
        }
        system(self, issue, entry)
    }

    /// Spent over estimated time in per cent; -1 without an estimate, as in Jira.
    pub fn work_ratio(issue: &Issue) -> i64 {
        match (issue.estimate, issue.spent) {
            (Some(estimate), spent) if estimate > 0 => {
                let percent = spent.unwrap_or(0).saturating_mul(100) / estimate;
                i64::try_from(percent).unwrap_or(i64::MAX)
            }
            _ => -1,
        }
    }
}

fn empty(kind: FieldKind) -> Facet<'static> {
    match kind {
        FieldKind::Text => Facet::Text(None),
        FieldKind::Other => Facet::Nothing,
        FieldKind::Number
        | FieldKind::Duration
        | FieldKind::DateTime
        | FieldKind::Date
        | FieldKind::Votes
        | FieldKind::Watches => Facet::Scale(None),
        _ => Facet::Terms(Vec::new()),
    }
}

fn system<'a>(site: &'a Site, issue: &'a Issue, field: &Field) -> Facet<'a> {
    let one = |term: Option<u32>| Facet::Terms(term.into_iter().collect());
    let instant = |at: Option<jiff::Timestamp>| Facet::Scale(at.map(instant_on_scale));
    let spent = |time: Option<u64>| Facet::Scale(time.map(seconds));
    match &*field.id {
        "status" => one(Some(issue.status.0)),
        "statusCategory" => one(Some(site.statuses[issue.status.at()].category.id())),
        "issuetype" => one(Some(issue.issue_type.0)),
        "priority" => one(issue.priority.map(|it| it.0)),
        "resolution" => one(issue.resolution.map(|it| it.0)),
        "project" => one(Some(issue.project.0)),
        "assignee" => one(issue.assignee.map(|it| it.0)),
        "reporter" => one(issue.reporter.map(|it| it.0)),
        "creator" => one(issue.creator.map(|it| it.0)),
        "security" => one(issue.security.map(|it| it.0)),
        "parent" => one(parent_term(issue)),
        "labels" => Facet::Terms(issue.labels.iter().map(|it| it.0).collect()),
        "components" => Facet::Terms(issue.components.iter().map(|it| it.0).collect()),
        "fixVersions" => Facet::Terms(issue.fix_versions.iter().map(|it| it.0).collect()),
        "versions" => Facet::Terms(issue.affects_versions.iter().map(|it| it.0).collect()),
        "created" => instant(Some(issue.created)),
        "updated" => instant(Some(issue.updated)),
        "resolutiondate" => instant(issue.resolved),
        "statuscategorychangedate" => instant(issue.category_changed),
        "duedate" => Facet::Scale(issue.due.map(day_on_scale)),
        "timeoriginalestimate" => spent(issue.estimate),
        "timeestimate" => spent(issue.remaining),
        "timespent" => spent(issue.spent),
        "workratio" => Facet::Scale(Some(exact(Site::work_ratio(issue)))),
        "votes" => Facet::Scale(Some(f64::from(issue.votes))),
        "watches" => Facet::Scale(Some(f64::from(issue.watchers))),
        "summary" => Facet::Text(issue.summary.as_deref()),
        _ => empty(field.kind),
    }
}

/// The parent, if it is on this site.
pub(crate) fn parent_here(issue: &Issue) -> Option<IssueIx> {
    match issue.parent {
        Some(Parent::Here(parent)) => Some(parent),
        _ => None,
    }
}

/// The term of the parent. One that is not on this site gets a term beyond all positions, so that
/// `parent IS EMPTY` is right.
pub(crate) fn parent_term(issue: &Issue) -> Option<u32> {
    issue.parent.as_ref().map(|parent| match parent {
        Parent::Here(parent) => parent.0,
        Parent::Elsewhere { id, .. } => elsewhere(*id),
    })
}

fn custom<'a>(site: &Site, value: &'a CustomValue) -> Facet<'a> {
    match value {
        CustomValue::Number(number) => Facet::Scale(Some(*number)),
        CustomValue::Text(text) => Facet::Text(Some(text)),
        CustomValue::Date(day) => Facet::Scale(Some(day_on_scale(*day))),
        CustomValue::Instant(at) => Facet::Scale(Some(instant_on_scale(*at))),
        CustomValue::Option(option) => Facet::Terms(vec![option.0]),
        CustomValue::Options(options) => Facet::Terms(options.iter().map(|it| it.0).collect()),
        CustomValue::Cascading(parent, child) => Facet::Terms(
            std::iter::once(parent.0)
                .chain(child.map(|it| it.0))
                .collect(),
        ),
        CustomValue::User(user) => Facet::Terms(vec![user.0]),
        CustomValue::Users(users) => Facet::Terms(users.iter().map(|it| it.0).collect()),
        CustomValue::Labels(labels) => Facet::Terms(labels.iter().map(|it| it.0).collect()),
        CustomValue::Sprints(sprints) => Facet::Terms(sprints.iter().map(|it| it.0).collect()),
        CustomValue::Versions(versions) => Facet::Terms(versions.iter().map(|it| it.0).collect()),
        CustomValue::Group(group) => Facet::Terms(vec![group.0]),
        CustomValue::EpicLink(key) => {
            let epic = site.issue_by_key(key).map_or(elsewhere(0), |epic| epic.0);
            Facet::Terms(vec![epic])
        }
    }
}

/// A term beyond all positions.
fn elsewhere(id: u64) -> u32 {
    u32::MAX - u32::try_from(id % (1 << 30)).unwrap_or(0)
}
