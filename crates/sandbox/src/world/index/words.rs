//! Words of text, without stemming.

use std::collections::BTreeMap;

use super::Bits;

/// The words of a text: runs of letters and digits in small letters.
pub(crate) fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

/// Issues by word.
#[derive(Debug, Clone, Default)]
pub(super) struct WordIndex {
    lists: BTreeMap<Box<str>, Vec<u32>>,
}

impl WordIndex {
    /// Adds the words of an issue's text. Issues come in ascending order.
    pub(super) fn insert(&mut self, text: &str, issue: u32) {
        for word in words(text) {
            match self.lists.get_mut(word.as_str()) {
                Some(list) if list.last() == Some(&issue) => {}
                Some(list) => list.push(issue),
                None => drop(self.lists.insert(word.into(), vec![issue])),
            }
        }
    }

    /// Adds the issues that have the word, or one that fits its wildcards.
    pub(super) fn add(&self, word: &str, into: &mut Bits) {
        if !word.contains(['*', '?']) {
            into.insert_all(self.lists.get(word).map_or(&[], Vec::as_slice));
            return;
        }
        let fixed = word.split(['*', '?']).next().unwrap_or_default();
        let from_there = self
            .lists
            .range::<str, _>((std::ops::Bound::Included(fixed), std::ops::Bound::Unbounded));
        for (candidate, list) in
            from_there.take_while(|(candidate, _)| candidate.starts_with(fixed))
        {
            if fits(word, candidate) {
                into.insert_all(list);
            }
        }
    }
}

/// Whether a word fits a pattern with `*` (any run) and `?` (one character).
pub(crate) fn fits(pattern: &str, word: &str) -> bool {
    let mut rest = pattern.chars();
    match rest.next() {
        None => word.is_empty(),
        Some('*') => {
            let tails = word.char_indices().map(|(at, _)| &word[at..]);
            tails.chain([""]).any(|tail| fits(rest.as_str(), tail))
        }
        Some('?') => {
            let mut word = word.chars();
            word.next().is_some() && fits(rest.as_str(), word.as_str())
        }
        Some(wanted) => {
            let mut word = word.chars();
            word.next() == Some(wanted) && fits(rest.as_str(), word.as_str())
        }
    }
}
