//! What people call values whose key is not their name: persons have their account id as key.

use super::{Axis, Draft, segment::folded};
use chart::{Member, keys};
use std::collections::{HashMap, HashSet};

/// The names of the values that drawings had so far: one that was hidden or merged since is in the
/// last drawing no more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// By field, then by key, its case folded.
    known: HashMap<String, HashMap<String, String>>,
    /// The fields whose keys are not what people read.
    ids: HashSet<String>,
}

impl Names {
    /// Takes in the values of a drawing of this draft. Says whether any was new.
    pub fn learn(&mut self, drawn: &Draft, axis: Axis, members: &[Member]) -> bool {
        let field = drawn.field(axis);
        if field.is_empty() {
            return false;
        }
        let merged = drawn.only_names(axis);
        let known = self.known.entry(field.to_owned()).or_default();
        let mut news = false;
        for member in members {
            let key = folded(&member.key);
            let reserved = [keys::OTHER, keys::ALL].contains(&member.key.as_str());
            // The name of a merge is no value's, and a chosen name hides the one that it had.
            if reserved
                || merged.contains(&key)
                || drawn.said(axis, "rename", &member.key).is_some()
                || known.get(&key) == Some(&member.label)
            {
                continue;
            }
            if member.key != member.label && !self.ids.contains(field) {
                self.ids.insert(field.to_owned());
            }
            known.insert(key, member.label.clone());
            news = true;
        }
        news
    }

    /// What a value is called where nobody renamed it.
    pub fn of(&self, field: &str, key: &str) -> Option<&str> {
        Some(self.known.get(field)?.get(&folded(key))?.as_str())
    }

    /// Whether the keys of a field are not what people read.
    pub(super) fn has_ids(&self, field: &str) -> bool {
        self.ids.contains(field)
    }
}

impl Draft {
    /// What a value was called before anybody renamed it, as far as that is known; else its chosen
    /// name where keys say nothing to people; else its key.
    pub(super) fn called<'a>(&'a self, axis: Axis, key: &'a str, names: &'a Names) -> &'a str {
        let field = self.field(axis);
        let chosen = || {
            self.said(axis, "rename", key)
                .filter(|_| names.has_ids(field))
        };
        names.of(field, key).or_else(chosen).unwrap_or(key)
    }
}
