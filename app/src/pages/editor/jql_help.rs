//! What may come next in a query: asked while somebody writes, shown as a list under it.

use crate::{
    api,
    draft::{
        Turns,
        jql::{Asked, at_caret},
    },
    model::Suggestion,
};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use std::time::Duration;

/// How long to wait for the next letter.
const TYPING: Duration = Duration::from_millis(120);

/// Suggestions for one box.
#[derive(Clone, Copy)]
pub struct Help {
    asked: RwSignal<Option<Asked>>,
    found: RwSignal<Vec<Suggestion>>,
    /// The one that Enter would take; nothing until somebody goes into the list.
    active: RwSignal<Option<usize>>,
    turns: RwSignal<Turns>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl Help {
    /// Nothing suggested yet.
    pub fn new() -> Self {
        Self {
            asked: RwSignal::new(None),
            found: RwSignal::new(Vec::new()),
            active: RwSignal::new(None),
            turns: RwSignal::new(Turns::default()),
            timer: StoredValue::new(None),
        }
    }

    /// Whether there is something to choose from.
    pub fn is_open(self) -> bool {
        !self.found.with(Vec::is_empty)
    }

    /// What may be chosen.
    pub fn suggestions(self) -> Vec<Suggestion> {
        self.found.get()
    }

    /// The one that Enter would take.
    pub fn active(self) -> Option<usize> {
        self.active.get()
    }

    /// Finds what may come at the caret, a byte of the text. Where the query may end and where
    /// what stands there is whole already, it offers only what somebody `wishes` to see.
    pub fn look(self, site: String, text: &str, caret: usize, wishes: bool) {
        let asked = at_caret(text, caret).filter(|asked| wishes || !asked.may_end());
        self.asked.set(asked.clone());
        self.active.set(None);
        self.stop();
        let Some(asked) = asked else {
            self.found.set(Vec::new());
            return;
        };
        if let Some(words) = asked.wanted.words() {
            self.show(words, &asked, wishes);
            return;
        }
        let Some(turn) = self.turns.try_update(Turns::ask) else {
            return;
        };
        let ask = move || {
            spawn_local(async move {
                // Only an offer: without an answer there is none, and the drawing says what is wrong.
                let letters = asked.letters.clone();
                let answer = api::suggest_jql(site, asked.wanted.clone(), letters).await;
                if self.turns.try_update(|turns| turns.answer(turn)) == Some(true) {
                    self.offer(answer.unwrap_or_default(), &asked, wishes);
                }
            });
        };
        self.timer
            .set_value(set_timeout_with_handle(ask, TYPING).ok());
    }

    /// Goes one further in the list, round its ends.
    pub fn step(self, down: bool) {
        let count = self.found.with_untracked(Vec::len);
        if count == 0 {
            return;
        }
        self.active.update(|active| {
            *active = Some(match (*active, down) {
                (None, true) => 0,
                (None, false) => count - 1,
                (Some(place), true) => (place + 1) % count,
                (Some(place), false) => (place + count - 1) % count,
            });
        });
    }

    /// The suggestion at a place, with where it belongs.
    pub fn chosen(self, place: usize) -> Option<(Asked, Suggestion)> {
        let suggestion = self
            .found
            .with_untracked(|found| found.get(place).cloned())?;
        Some((self.asked.get_untracked()?, suggestion))
    }

    /// Shows nothing, whatever is on its way.
    pub fn close(self) {
        self.stop();
        self.asked.try_set(None);
        self.found.try_set(Vec::new());
        self.active.try_set(None);
    }

    fn stop(self) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
        self.turns.try_update(Turns::forget);
    }

    fn show(self, words: &[&str], asked: &Asked, wishes: bool) {
        let letters = asked.letters.to_lowercase();
        let fits = |word: &&&str| word.to_lowercase().starts_with(&letters);
        let found = words.iter().filter(fits).map(|word| plain(word));
        self.offer(found.collect(), asked, wishes);
    }

    fn offer(self, found: Vec<Suggestion>, asked: &Asked, wishes: bool) {
        let is_there = |one: &Suggestion| asked.is_there(&one.text, &one.label);
        // What stands there already is no news.
        let nothing_new = !wishes && found.iter().any(is_there);
        self.found.set(if nothing_new { Vec::new() } else { found });
    }
}

impl Default for Help {
    fn default() -> Self {
        Self::new()
    }
}

fn plain(word: &str) -> Suggestion {
    Suggestion {
        text: word.to_owned(),
        label: word.to_owned(),
        hint: String::new(),
    }
}
