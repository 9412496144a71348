//! `ORDER BY`.

use std::cmp::Ordering;

use super::EvalContext;
use crate::jql::ast::Direction;
use crate::world::index::Bits;
use crate::world::model::{FieldIx, FieldKind, Issue, IssueIx, Site};
use crate::world::value::Facet;

/// Whether a kind of field can be sorted by.
pub(super) fn is_sortable(kind: FieldKind) -> bool {
    kind != FieldKind::Other
}

/// The direction of a sort: without a word, dates, priorities and votes begin with the largest.
pub(super) fn is_descending(kind: FieldKind, direction: Option<Direction>) -> bool {
    match direction {
        Some(direction) => direction == Direction::Descending,
        None => matches!(
            kind,
            FieldKind::DateTime | FieldKind::Priority | FieldKind::Votes | FieldKind::Watches
        ),
    }
}

/// The place of an issue in one sort.
#[derive(Debug, Clone, PartialEq)]
enum Place {
    Number(f64),
    Pair(String, u32),
    Text(String),
    Nowhere,
}

impl Place {
    fn compare(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => a.total_cmp(b),
            (Self::Pair(a, m), Self::Pair(b, n)) => a.cmp(b).then(m.cmp(n)),
            (Self::Text(a), Self::Text(b)) => a.cmp(b),
            (Self::Nowhere, Self::Nowhere) => Ordering::Equal,
            // What has no value comes last.
            (Self::Nowhere, _) => Ordering::Greater,
            (_, Self::Nowhere) => Ordering::Less,
            _ => Ordering::Equal,
        }
    }
}

/// The issues in order; newest first where the sorts say nothing.
pub(super) fn sorted(
    site: &Site,
    asks: &EvalContext<'_>,
    sorts: &[(FieldIx, bool)],
    found: &Bits,
) -> Vec<IssueIx> {
    let newest_first = |a: &IssueIx, b: &IssueIx| {
        let (a, b) = (site.issue(*a), site.issue(*b));
        b.created.cmp(&a.created).then(b.id.cmp(&a.id))
    };
    if sorts.is_empty() {
        let mut all: Vec<_> = found.iter().map(IssueIx).collect();
        all.sort_unstable_by(newest_first);
        return all;
    }
    let mut rows: Vec<(Vec<Place>, IssueIx)> = found
        .iter()
        .map(|at| {
            let issue = &site.issues[at as usize];
            (
                sorts
                    .iter()
                    .map(|(field, _)| place(site, asks, issue, *field))
                    .collect(),
                IssueIx(at),
            )
        })
        .collect();
    rows.sort_unstable_by(|(a, a_at), (b, b_at)| {
        let mut order = Ordering::Equal;
        for ((a, b), (_, is_descending)) in a.iter().zip(b).zip(sorts) {
            order = order.then_with(|| {
                if *is_descending {
                    b.compare(a)
                } else {
                    a.compare(b)
                }
            });
        }
        order.then_with(|| newest_first(a_at, b_at))
    });
    rows.into_iter().map(|(_, at)| at).collect()
}

fn place(site: &Site, asks: &EvalContext<'_>, issue: &Issue, field: FieldIx) -> Place {
    let kind = site.fields[field.at()].kind;
    if kind == FieldKind::Key {
        return Place::Pair(site.project(issue.project).key.to_string(), issue.number);
    }
    match site.facet(issue, field) {
        Facet::Scale(Some(at)) => Place::Number(at),
        Facet::Text(Some(text)) => Place::Text(text.to_lowercase()),
        Facet::Terms(terms) => terms
            .first()
            .map_or(Place::Nowhere, |term| of_term(site, asks, kind, *term)),
        Facet::Scale(None) | Facet::Text(None) | Facet::Nothing => Place::Nowhere,
    }
}

/// Priorities by importance, statuses and resolutions in their order, the rest by name.
fn of_term(site: &Site, asks: &EvalContext<'_>, kind: FieldKind, term: u32) -> Place {
    let at = term as usize;
    let text = |text: &str| Place::Text(text.to_lowercase());
    match kind {
        FieldKind::Priority => Place::Number(-f64::from(term)),
        FieldKind::Status
        | FieldKind::Resolution
        | FieldKind::Sprint
        | FieldKind::Security
        | FieldKind::Option
        | FieldKind::Options
        | FieldKind::Cascading
        | FieldKind::Versions => Place::Number(f64::from(term)),
        // To Do, In Progress, Done: Jira's numbers for them are 2, 4 and 3.
        FieldKind::StatusCategory => Place::Number(f64::from(
            [1, 2, 4, 3]
                .iter()
                .position(|id| *id == term)
                .map_or(0, super::values::position),
        )),
        FieldKind::IssueType => text(site.issue_types[at].name.get(asks.language)),
        FieldKind::Project => text(&site.projects[at].name),
        FieldKind::User | FieldKind::Users => text(&site.users[at].name),
        FieldKind::Components => text(&site.components[at].name),
        FieldKind::Labels => text(&site.labels[at]),
        FieldKind::Group => text(&site.groups[at].name),
        FieldKind::Parent | FieldKind::EpicLink => {
            site.issues.get(at).map_or(Place::Nowhere, |parent| {
                Place::Pair(site.project(parent.project).key.to_string(), parent.number)
            })
        }
        _ => Place::Nowhere,
    }
}
