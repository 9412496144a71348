//! What the editor knows.

use super::{Start, first_draft, segments::remember_names};
use crate::{
    draft::{Draft, History, Place, Turns, Unsaved},
    error::ApiError,
    model::{Account, Drawn, Found, Progress, SavedChart},
};
use chart::Field;
use leptos::prelude::*;
use serde_json::Value;

/// A chart as it was asked for, with the answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// What was asked.
    pub draft: Draft,
    /// What came back.
    pub drawn: Drawn,
}

/// The editor's signals. Cheap to copy; every part of the screen has one.
#[derive(Clone, Copy)]
pub struct Editor {
    /// The draft with undo.
    pub history: RwSignal<History>,
    /// The draft as it is now.
    pub draft: Memo<Draft>,
    /// Who edits.
    pub account: StoredValue<Account>,
    /// The fields of the site.
    pub fields: RwSignal<Vec<Field>>,
    /// The last chart that was drawn.
    pub shown: RwSignal<Option<Shown>>,
    /// Why the present draft has none.
    pub trouble: RwSignal<Option<ApiError>>,
    /// Questions for drawings.
    pub turns: RwSignal<Turns>,
    /// How far the reading for the awaited drawing is, once it takes a while.
    pub progress: RwSignal<Option<Progress>>,
    /// How many issues the source finds, or Jira's sentence.
    pub found: RwSignal<Option<Result<Found, ApiError>>>,
    /// The query that was asked for it.
    pub found_for: RwSignal<String>,
    /// Questions for counts.
    pub count_turns: RwSignal<Turns>,
    /// The chart as it was last saved.
    pub saved: RwSignal<Option<SavedChart>>,
    /// The spec of which nothing would be lost.
    pub kept: RwSignal<Value>,
    /// What an earlier page left unsaved, until somebody decided about it.
    pub left: RwSignal<Option<Unsaved>>,
    /// Whether a save is on its way.
    pub saving: RwSignal<bool>,
    /// Why the last save failed.
    pub save_trouble: RwSignal<Option<ApiError>>,
}

impl Editor {
    /// Begins with what the server gave.
    pub fn begin(start: Start) -> Self {
        let draft = first_draft(&start);
        let kept = RwSignal::new(draft.spec());
        let history = RwSignal::new(History::new(draft));
        let shown = RwSignal::new(None);
        remember_names(shown);
        Self {
            history,
            draft: Memo::new(move |_| history.with(|history| history.present().clone())),
            account: StoredValue::new(start.account),
            fields: RwSignal::new(Vec::new()),
            shown,
            trouble: RwSignal::new(None),
            turns: RwSignal::new(Turns::default()),
            progress: RwSignal::new(None),
            found: RwSignal::new(None),
            found_for: RwSignal::new(String::new()),
            count_turns: RwSignal::new(Turns::default()),
            saved: RwSignal::new(start.saved),
            kept,
            left: RwSignal::new(None),
            saving: RwSignal::new(false),
            save_trouble: RwSignal::new(None),
        }
    }

    /// A choice: one step to undo.
    pub fn choose(self, change: impl FnOnce(&mut Draft)) {
        self.history
            .update(|history| history.edit(Place::Choice, change));
    }

    /// A letter typed in this place.
    pub fn typed(self, place: impl Into<String>, change: impl FnOnce(&mut Draft)) {
        self.history
            .update(|history| history.edit(Place::typing(place), change));
    }

    /// Whether leaving would lose something.
    pub fn is_unsaved(self) -> bool {
        self.draft
            .with(|draft| self.kept.with(|kept| draft.spec() != *kept))
    }

    /// The field of this id, as far as the catalogue is there.
    pub fn field(self, id: &str) -> Option<Field> {
        self.fields
            .with(|fields| fields.iter().find(|field| field.id == id).cloned())
    }
}
