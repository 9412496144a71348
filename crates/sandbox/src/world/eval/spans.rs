//! The values of a field over time, from its history and from the issue as it is.

use std::sync::Arc;

use jiff::Timestamp;

use crate::world::model::{ChangeItem, Field, FieldIx, FieldKind, Issue, Site, UserIx};
use crate::world::value::Facet;

/// Id and name of a value; both are missing for no value.
type Named = (Option<Arc<str>>, Option<Arc<str>>);

/// A time in which an issue had one value (or none) in a field.
pub(super) struct Span {
    pub(super) from: Timestamp,
    /// `None`: still so.
    pub(super) until: Option<Timestamp>,
    pub(super) id: Option<Arc<str>>,
    pub(super) text: Option<Arc<str>>,
    /// Who made it so.
    pub(super) author: Option<UserIx>,
}

/// Whether a change is one of the field.
pub(super) fn is_about(item: &ChangeItem, field: &Field) -> bool {
    item.field_id.as_deref() == Some(&*field.id)
}

/// The values of a field over time. A field with several values (versions) has overlapping spans.
pub(super) fn spans(site: &Site, issue: &Issue, field: FieldIx) -> Vec<Span> {
    let entry = &site.fields[field.at()];
    let mut all: Vec<Span> = Vec::new();
    let items = issue
        .history
        .iter()
        .flat_map(|change| change.items.iter().map(move |item| (change, item)));
    let mut is_first = true;
    for (change, item) in items.filter(|(_, item)| is_about(item, entry)) {
        let several = entry.kind == FieldKind::Versions;
        if is_first && !several
            || item.from.is_some()
                && !all
                    .iter()
                    .any(|span| span.until.is_none() && span.id == item.from)
        {
            all.push(Span {
                from: issue.created,
                until: None,
                id: item.from.clone(),
                text: item.from_text.clone(),
                author: issue.creator,
            });
        }
        is_first = false;
        for span in &mut all {
            if span.until.is_none() && (!several || span.id == item.from) {
                span.until = Some(change.at);
            }
        }
        if !several || item.to.is_some() {
            all.push(Span {
                from: change.at,
                until: None,
                id: item.to.clone(),
                text: item.to_text.clone(),
                author: change.author,
            });
        }
    }
    let open: Vec<_> = all
        .iter()
        .filter(|span| span.until.is_none())
        .map(|span| span.id.clone())
        .collect();
    for (id, text) in now(site, issue, field) {
        if !open.contains(&id) {
            all.push(Span {
                from: issue.created,
                until: None,
                id,
                text,
                author: issue.creator,
            });
        }
    }
    all
}

/// The values now, as histories would write them; one empty value for none.
fn now(site: &Site, issue: &Issue, field: FieldIx) -> Vec<Named> {
    let Facet::Terms(terms) = site.facet(issue, field) else {
        return Vec::new();
    };
    let pair = |id: &Arc<str>, text: &Arc<str>| (Some(Arc::clone(id)), Some(Arc::clone(text)));
    let values: Vec<_> = terms
        .iter()
        .map(|term| {
            let at = *term as usize;
            match site.fields[field.at()].kind {
                FieldKind::Status => pair(&site.statuses[at].id, &site.statuses[at].name.english),
                FieldKind::Priority => {
                    pair(&site.priorities[at].id, &site.priorities[at].name.english)
                }
                FieldKind::Resolution => {
                    pair(&site.resolutions[at].id, &site.resolutions[at].name.english)
                }
                FieldKind::User => pair(&site.users[at].account_id, &site.users[at].name),
                FieldKind::Versions => pair(&site.versions[at].id, &site.versions[at].name),
                _ => (None, None),
            }
        })
        .collect();
    if values.is_empty() {
        vec![(None, None)]
    } else {
        values
    }
}
