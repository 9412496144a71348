//! Undo and redo.

use super::Draft;

/// Steps that can be taken back.
const STEPS: usize = 200;

/// Where something was changed. Letter after letter in one place is one step to undo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A choice: a step of its own.
    Choice,
    /// Typing in the place of this name.
    Typing(String),
}

impl Place {
    /// Typing in the place of this name.
    pub fn typing(name: impl Into<String>) -> Self {
        Self::Typing(name.into())
    }
}

/// A draft with its past and, after an undo, its future.
#[derive(Clone, Debug)]
pub struct History {
    past: Vec<Draft>,
    present: Draft,
    future: Vec<Draft>,
    place: Place,
}

impl History {
    /// Begins with this draft.
    pub fn new(present: Draft) -> Self {
        Self {
            past: Vec::new(),
            present,
            future: Vec::new(),
            place: Place::Choice,
        }
    }

    /// The draft as it is now.
    pub fn present(&self) -> &Draft {
        &self.present
    }

    /// Changes the draft. A change that changes nothing is no step.
    pub fn edit(&mut self, place: Place, change: impl FnOnce(&mut Draft)) {
        let before = self.present.clone();
        change(&mut self.present);
        if self.present == before {
            return;
        }
        let goes_on = place == self.place
            && place != Place::Choice
            && !self.past.is_empty()
            && self.future.is_empty();
        if !goes_on {
            self.past.push(before);
            if self.past.len() > STEPS {
                self.past.remove(0);
            }
        }
        self.future.clear();
        self.place = place;
    }

    /// Whether somebody is in the middle of writing, so that asking should wait for the end of it.
    pub fn is_typing(&self) -> bool {
        self.place != Place::Choice
    }

    /// Whether there is something to take back.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether something was taken back.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// Takes the last step back.
    pub fn undo(&mut self) {
        if let Some(before) = self.past.pop() {
            self.future
                .push(std::mem::replace(&mut self.present, before));
            self.place = Place::Choice;
        }
    }

    /// Takes a step again that was taken back.
    pub fn redo(&mut self) {
        if let Some(after) = self.future.pop() {
            self.past.push(std::mem::replace(&mut self.present, after));
            self.place = Place::Choice;
        }
    }
}
