//! Posting lists: for every value of every field, which issues have it.
//!
//! Lists are sorted positions, so that thousands of labels and users stay small; a query turns
//! them into bit sets ([`Bits`]), where `AND`, `OR` and `NOT` are a few hundred words of work.

mod bits;
mod words;

use std::collections::HashMap;

pub use bits::Bits;
pub(crate) use words::words;

use super::model::{FieldIx, FieldKind, IssueIx, ProjectIx, Site};
use super::value::Facet;
use words::WordIndex;

/// All lists of a site.
#[derive(Debug, Clone, Default)]
pub(crate) struct Index {
    /// Issues by project and number.
    pub(crate) keys: HashMap<(ProjectIx, u32), IssueIx>,
    /// Lists by field, in the order of the catalogue.
    fields: Vec<FieldIndex>,
}

/// The lists of one field.
#[derive(Debug, Clone, Default)]
pub(crate) struct FieldIndex {
    /// Issues by term.
    terms: HashMap<u32, Vec<u32>>,
    /// Places on the scale with their issues, ascending.
    scale: Vec<(f64, u32)>,
    /// Issues by word.
    words: WordIndex,
    /// Issues in which the field is not empty.
    present: Vec<u32>,
}

impl FieldIndex {
    /// Adds the issues with this term to a set.
    pub(crate) fn add_term(&self, term: u32, into: &mut Bits) {
        into.insert_all(self.terms.get(&term).map_or(&[], Vec::as_slice));
    }

    /// Adds the issues between two places; a bound that is not given does not bound.
    pub(crate) fn add_range(&self, from: Option<Bound>, to: Option<Bound>, into: &mut Bits) {
        let start = from.map_or(0, |bound| {
            self.scale.partition_point(|(place, _)| match bound {
                Bound::Including(at) => *place < at,
                Bound::Excluding(at) => *place <= at,
            })
        });
        let end = to.map_or(self.scale.len(), |bound| {
            self.scale.partition_point(|(place, _)| match bound {
                Bound::Including(at) => *place <= at,
                Bound::Excluding(at) => *place < at,
            })
        });
        for (_, issue) in self.scale.get(start..end).unwrap_or_default() {
            into.insert(*issue);
        }
    }

    /// Adds the issues whose text has the word; `*` at its end and `?` in it are wildcards.
    pub(crate) fn add_word(&self, word: &str, into: &mut Bits) {
        self.words.add(word, into);
    }

    /// Adds the issues in which the field is not empty.
    pub(crate) fn add_present(&self, into: &mut Bits) {
        into.insert_all(&self.present);
    }
}

/// One end of a range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bound {
    /// With the place itself.
    Including(f64),
    /// Without it.
    Excluding(f64),
}

impl Index {
    /// The lists of a field.
    pub(crate) fn field(&self, field: FieldIx) -> &FieldIndex {
        &self.fields[field.at()]
    }

    fn keys_of(site: &Site) -> HashMap<(ProjectIx, u32), IssueIx> {
        let issues = site.issues.iter().enumerate();
        issues
            .map(|(at, issue)| ((issue.project, issue.number), IssueIx::new(at)))
            .collect()
    }

    fn field_of(site: &Site, field: FieldIx) -> FieldIndex {
        let mut lists = FieldIndex::default();
        if site.fields[field.at()].kind == FieldKind::Other {
            return lists;
        }
        for (at, issue) in site.issues.iter().enumerate() {
            let at = IssueIx::new(at).0;
            let facet = site.facet(issue, field);
            if !facet.is_empty() {
                lists.present.push(at);
            }
            match facet {
                Facet::Terms(mut terms) => {
                    terms.sort_unstable();
                    terms.dedup();
                    for term in terms {
                        lists.terms.entry(term).or_default().push(at);
                    }
                }
                Facet::Scale(Some(place)) => lists.scale.push((place, at)),
                Facet::Text(Some(text)) => lists.words.insert(text, at),
                Facet::Scale(None) | Facet::Text(None) | Facet::Nothing => {}
            }
        }
        lists
            .scale
            .sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        lists
    }
}

impl Site {
    /// Makes all lists anew: after loading, and after issues were added.
    pub fn reindex(&mut self) {
        // Epic links are keys, so that keys come first.
        self.index.keys = Index::keys_of(self);
        self.index.fields = (0..self.fields.len())
            .map(|at| Index::field_of(self, FieldIx::new(at)))
            .collect();
    }

    /// Makes the lists of some fields anew, after values of them were changed.
    pub(crate) fn reindex_fields(&mut self, fields: impl IntoIterator<Item = FieldIx>) {
        for field in fields {
            let lists = Index::field_of(self, field);
            if let Some(old) = self.index.fields.get_mut(field.at()) {
                *old = lists;
            }
        }
    }
}
