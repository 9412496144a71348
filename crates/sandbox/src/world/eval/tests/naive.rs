//! The same questions answered issue by issue, straight from the model.

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::world::model::{CustomValue, Issue, Site};

/// A question that has a text in JQL and a plain answer.
#[derive(Debug, Clone)]
pub(super) enum Question {
    /// Field, values, whether the opposite is asked.
    In(Listed, Vec<String>, bool),
    Empty(Listed, bool),
    /// Field, operator, place.
    Compare(Scaled, &'static str, i64),
    Text(String, bool),
    And(Box<Question>, Box<Question>),
    Or(Box<Question>, Box<Question>),
    Not(Box<Question>),
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Listed {
    Project,
    Status,
    Category,
    Type,
    Priority,
    Resolution,
    Assignee,
    Labels,
    Component,
    FixVersion,
    Sprint,
    Severity,
    Platforms,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Scaled {
    Created,
    Resolved,
    Due,
    Points,
    Estimate,
}

impl Listed {
    pub(super) const ALL: [Self; 13] = [
        Self::Project,
        Self::Status,
        Self::Category,
        Self::Type,
        Self::Priority,
        Self::Resolution,
        Self::Assignee,
        Self::Labels,
        Self::Component,
        Self::FixVersion,
        Self::Sprint,
        Self::Severity,
        Self::Platforms,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Project => "project",
            Self::Status => "status",
            Self::Category => "statusCategory",
            Self::Type => "type",
            Self::Priority => "priority",
            Self::Resolution => "resolution",
            Self::Assignee => "assignee",
            Self::Labels => "labels",
            Self::Component => "component",
            Self::FixVersion => "fixVersion",
            Self::Sprint => "Sprint",
            Self::Severity => "Severity",
            Self::Platforms => "Platforms",
        }
    }

    /// The values of an issue, by name.
    pub(super) fn of(self, site: &Site, issue: &Issue) -> Vec<String> {
        let some = |text: &str| vec![text.to_owned()];
        match self {
            Self::Project => some(&site.project(issue.project).key),
            Self::Status => some(&site.statuses[issue.status.at()].name.english),
            Self::Category => some(&site.statuses[issue.status.at()].category.name().english),
            Self::Type => some(&site.issue_types[issue.issue_type.at()].name.english),
            Self::Priority => issue
                .priority
                .iter()
                .map(|it| site.priorities[it.at()].name.english.to_string())
                .collect(),
            Self::Resolution => issue
                .resolution
                .iter()
                .map(|it| site.resolutions[it.at()].name.english.to_string())
                .collect(),
            Self::Assignee => issue
                .assignee
                .iter()
                .map(|it| site.user(*it).account_id.to_string())
                .collect(),
            Self::Labels => issue
                .labels
                .iter()
                .map(|it| site.labels[it.at()].to_string())
                .collect(),
            Self::Component => issue
                .components
                .iter()
                .map(|it| site.components[it.at()].name.to_string())
                .collect(),
            Self::FixVersion => issue
                .fix_versions
                .iter()
                .map(|it| site.versions[it.at()].name.to_string())
                .collect(),
            Self::Sprint | Self::Severity | Self::Platforms => {
                custom_names(site, issue, self.name())
            }
        }
    }
}

/// The names in every custom field of this name.
fn custom_names(site: &Site, issue: &Issue, name: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (field, value) in issue
        .custom
        .iter()
        .filter(|(field, _)| &*site.fields[field.at()].name.english == name)
    {
        assert!(site.fields[field.at()].custom_id.is_some());
        match value {
            CustomValue::Option(it) => names.push(site.options[it.at()].value.to_string()),
            CustomValue::Options(all) => {
                names.extend(all.iter().map(|it| site.options[it.at()].value.to_string()));
            }
            CustomValue::Sprints(all) => {
                names.extend(all.iter().map(|it| site.sprints[it.at()].name.to_string()));
            }
            other => panic!("not a list: {other:?}"),
        }
    }
    names
}

impl Scaled {
    pub(super) const ALL: [Self; 5] = [
        Self::Created,
        Self::Resolved,
        Self::Due,
        Self::Points,
        Self::Estimate,
    ];

    /// Place 0 is the company's now; a step is a day, half a point, half an hour.
    fn text(self, place: i64, now: Timestamp) -> String {
        match self {
            Self::Created => format!("created {{}} \"{place}d\""),
            Self::Resolved => format!("resolutiondate {{}} \"{place}d\""),
            Self::Due => {
                let day = (now + jiff::SignedDuration::from_hours(24 * place))
                    .to_zoned_datetime(jiff::tz::TimeZone::UTC)
                    .date();
                format!("duedate {{}} {day}")
            }
            Self::Points => format!("\"Story Points\" {{}} \"{}\"", halves(place)),
            Self::Estimate => format!("originalEstimate {{}} \"{}m\"", place.abs() * 30),
        }
    }

    fn fits(
        self,
        site: &Site,
        issue: &Issue,
        place: i64,
        now: Timestamp,
    ) -> Option<std::cmp::Ordering> {
        let then = now + jiff::SignedDuration::from_hours(24 * place);
        match self {
            Self::Created => Some(issue.created.cmp(&then)),
            Self::Resolved => issue.resolved.map(|at| at.cmp(&then)),
            Self::Due => issue
                .due
                .map(|day| day.cmp(&then.to_zoned_datetime(jiff::tz::TimeZone::UTC).date())),
            Self::Points => {
                let (_, value) = issue
                    .custom
                    .iter()
                    .find(|(field, _)| &*site.fields[field.at()].name.english == "Story Points")?;
                let CustomValue::Number(points) = value else {
                    panic!("points are numbers")
                };
                Some(points.total_cmp(&halves(place)))
            }
            Self::Estimate => issue
                .estimate
                .map(|seconds| seconds.cmp(&(place.unsigned_abs() * 1_800))),
        }
    }
}

fn halves(place: i64) -> f64 {
    f64::from(i32::try_from(place.abs()).unwrap()) / 2.0
}

impl Question {
    pub(super) fn text(&self, now: Timestamp) -> String {
        match self {
            Self::In(field, values, is_not) => {
                let values: Vec<_> = values.iter().map(|value| format!("\"{value}\"")).collect();
                let not = if *is_not { "NOT " } else { "" };
                format!("{} {not}IN ({})", field.name(), values.join(", "))
            }
            Self::Empty(field, is_not) => format!(
                "{} IS {}EMPTY",
                field.name(),
                if *is_not { "NOT " } else { "" }
            ),
            Self::Compare(field, operator, place) => {
                field.text(*place, now).replace("{}", operator)
            }
            Self::Text(word, is_not) => {
                format!("summary {} \"{word}\"", if *is_not { "!~" } else { "~" })
            }
            Self::And(a, b) => format!("({} AND {})", a.text(now), b.text(now)),
            Self::Or(a, b) => format!("({} OR {})", a.text(now), b.text(now)),
            Self::Not(inner) => format!("NOT ({})", inner.text(now)),
        }
    }

    /// `NOT` turns into the opposite operator, so that issues without a value stay out.
    pub(super) fn holds(&self, site: &Site, issue: &Issue, now: Timestamp, negated: bool) -> bool {
        match self {
            Self::In(field, values, is_not) => {
                let own = field.of(site, issue);
                let has = own.iter().any(|value| {
                    values
                        .iter()
                        .any(|wanted| wanted.eq_ignore_ascii_case(value))
                });
                if *is_not == negated {
                    has
                } else {
                    !own.is_empty() && !has
                }
            }
            Self::Empty(field, is_not) => field.of(site, issue).is_empty() == (*is_not == negated),
            Self::Compare(field, operator, place) => {
                field.fits(site, issue, *place, now).is_some_and(|order| {
                    let fits = match *operator {
                        "<" => order.is_lt(),
                        "<=" => order.is_le(),
                        ">" => order.is_gt(),
                        ">=" => order.is_ge(),
                        other => panic!("no such operator: {other}"),
                    };
                    fits != negated
                })
            }
            Self::Text(word, is_not) => {
                let text = issue.summary.as_deref().unwrap_or_default().to_lowercase();
                let words: BTreeSet<_> = text.split(|c: char| !c.is_alphanumeric()).collect();
                words.contains(word.as_str()) != (*is_not != negated)
            }
            Self::And(a, b) if !negated => {
                a.holds(site, issue, now, false) && b.holds(site, issue, now, false)
            }
            Self::Or(a, b) if negated => {
                a.holds(site, issue, now, true) && b.holds(site, issue, now, true)
            }
            Self::And(a, b) | Self::Or(a, b) => {
                a.holds(site, issue, now, negated) || b.holds(site, issue, now, negated)
            }
            Self::Not(inner) => inner.holds(site, issue, now, !negated),
        }
    }
}
