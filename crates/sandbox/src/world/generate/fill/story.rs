//! Collects what happened to an issue and writes it down as its history.

use std::sync::Arc;

use jiff::Timestamp;

use super::Past;
use crate::world::model::{Change, ChangeItem, Issue, UserIx};

/// Id and name before or after a change.
pub(super) type Side = Option<(Arc<str>, Arc<str>)>;

/// Things that happened, in any order.
pub(super) struct Story {
    events: Vec<(Timestamp, Option<UserIx>, ChangeItem)>,
}

impl Story {
    pub(super) fn new() -> Self {
        Self { events: Vec::new() }
    }

    /// Something happened.
    pub(super) fn add(
        &mut self,
        at: Timestamp,
        by: Option<UserIx>,
        field: &str,
        id: &str,
        from: Side,
        to: Side,
    ) {
        let split = |side: Side| side.map_or((None, None), |(id, name)| (Some(id), Some(name)));
        let ((from, from_text), (to, to_text)) = (split(from), split(to));
        let custom = id.starts_with("customfield_");
        let item = ChangeItem {
            field: field.into(),
            field_id: Some(id.into()),
            custom,
            from,
            from_text,
            to,
            to_text,
        };
        self.events.push((at, by, item));
    }

    /// Writes the history, oldest first; what one person did at one moment is one change.
    pub(super) fn tell(mut self, issue: &mut Issue, past: &mut Past) {
        self.events.sort_by_key(|(at, ..)| *at);
        for (at, author, item) in self.events {
            let at = at.max(issue.created);
            issue.updated = issue.updated.max(at);
            match issue.history.last_mut() {
                Some(change) if change.at == at && change.author == author => {
                    change.items.push(item);
                }
                _ => {
                    past.next_change += 1;
                    issue.history.push(Change {
                        id: past.next_change,
                        at,
                        author,
                        items: vec![item],
                    });
                }
            }
        }
    }
}
