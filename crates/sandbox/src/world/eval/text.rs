//! `~`: words, prefixes and phrases. No stemming: `test` does not find `tests`.

use super::clause::Reader;
use super::fields::Target;
use super::says;
use crate::jql::ast::{Operand, Terminal};
use crate::world::index::{Bits, words};
use crate::world::model::{FieldIx, FieldKind, IssueIx};
use crate::world::value::Facet;

/// One part of a search text.
enum Part {
    /// A word, perhaps with `*` or `?`.
    Word(String),
    /// Words that follow each other.
    Phrase(Vec<String>),
}

impl Reader<'_> {
    /// The issues whose text has all parts.
    pub(super) fn search(&self, target: Target, terminal: &Terminal) -> Result<Bits, String> {
        let name = &terminal.field.name.value;
        let text = match &terminal.operand {
            Operand::Single(value) => &value.text.value,
            Operand::Empty => return Err(says::no_empty(name)),
            Operand::List(_) | Operand::Function(_) => {
                return Err(says::operator(name, terminal.operator));
            }
        };
        let parts = parts(text);
        let fields = match target {
            Target::Field(field) => vec![field],
            _ => self.text_fields(),
        };
        let mut found = self.nothing();
        for field in &fields {
            found.unite(&self.in_field(*field, &parts));
        }
        Ok(found)
    }

    fn text_fields(&self) -> Vec<FieldIx> {
        let all = self.site.fields.iter().enumerate();
        all.filter(|(_, field)| {
            field.kind == FieldKind::Text && self.site.can_see_field(self.account(), field)
        })
        .map(|(at, _)| FieldIx::new(at))
        .collect()
    }

    fn in_field(&self, field: FieldIx, parts: &[Part]) -> Bits {
        let lists = self.site.index.field(field);
        let mut all: Option<Bits> = None;
        for part in parts {
            let mut some = self.nothing();
            match part {
                Part::Word(word) => lists.add_word(word, &mut some),
                Part::Phrase(phrase) => {
                    let mut candidates = self.visible.clone();
                    for word in phrase {
                        let mut with_word = self.nothing();
                        lists.add_word(word, &mut with_word);
                        candidates.intersect(&with_word);
                    }
                    candidates
                        .iter()
                        .filter(|at| self.has_phrase(field, *at, phrase))
                        .for_each(|at| some.insert(at));
                }
            }
            match &mut all {
                Some(all) => all.intersect(&some),
                None => all = Some(some),
            }
        }
        all.unwrap_or_else(|| self.nothing())
    }

    fn has_phrase(&self, field: FieldIx, issue: u32, phrase: &[String]) -> bool {
        let Facet::Text(Some(text)) = self.site.facet(self.site.issue(IssueIx(issue)), field)
        else {
            return false;
        };
        let all: Vec<_> = words(text).collect();
        all.windows(phrase.len()).any(|window| window == phrase)
    }
}

/// Phrases are in quotation marks within the text: `summary ~ "\"price list\""`.
fn parts(text: &str) -> Vec<Part> {
    let mut all = Vec::new();
    for (at, piece) in text.split('"').enumerate() {
        if at % 2 == 1 {
            let phrase: Vec<_> = words(piece).collect();
            if !phrase.is_empty() {
                all.push(Part::Phrase(phrase));
            }
        } else {
            all.extend(
                piece
                    .split(|c: char| !(c.is_alphanumeric() || c == '*' || c == '?'))
                    .filter(|word| !word.is_empty())
                    .map(|word| Part::Word(word.to_lowercase())),
            );
        }
    }
    all
}
