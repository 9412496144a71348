//! `WAS` and `CHANGED`: what the history of an issue says.
//!
//! Of a field that has changed, the history knows every value and its time. Of one that never
//! changed, the value now is the value since the issue was created.

use std::collections::HashSet;
use std::sync::Arc;

use jiff::Timestamp;

use super::clause::Reader;
use super::dates;
use super::fields::{self, Target};
use super::says;
use super::spans::{Span, is_about, spans};
use super::values::Found;
use crate::jql::ast::{Changed, Operand, Predicate, PredicateKind, Terminal};
use crate::world::index::Bits;
use crate::world::model::{ChangeItem, FieldIx, FieldKind, UserIx};

/// Values to look for: ids, names, and whether no value counts.
#[derive(Default)]
struct Wanted {
    ids: HashSet<String>,
    names: HashSet<String>,
    empty: bool,
}

impl Wanted {
    fn has(&self, id: Option<&str>, text: Option<&str>) -> bool {
        match (id, text) {
            (None, None) => self.empty,
            (id, text) => {
                id.is_some_and(|id| self.ids.contains(id))
                    || text.is_some_and(|text| self.names.contains(&text.to_lowercase()))
            }
        }
    }
}

/// What the predicates ask for.
#[derive(Default)]
struct When {
    after: Option<Timestamp>,
    before: Option<Timestamp>,
    between: Option<(Timestamp, Timestamp)>,
    by: Option<Vec<u32>>,
    from: Option<Wanted>,
    to: Option<Wanted>,
}

impl Reader<'_> {
    /// The issues that had one of the values.
    pub(super) fn was(&self, target: Target, terminal: &Terminal) -> Result<Bits, String> {
        let name = &terminal.field.name.value;
        let field = self.with_history(target, name)?;
        let wanted = self.wanted(field, name, &terminal.operand)?;
        let when = self.when(field, name, &terminal.predicates)?;
        let mut found = self.nothing();
        for at in self.visible.iter() {
            let spans = spans(self.site, &self.site.issues[at as usize], field);
            if spans.iter().any(|span| {
                wanted.has(span.id.as_deref(), span.text.as_deref()) && when.covers(span)
            }) {
                found.insert(at);
            }
        }
        Ok(found)
    }

    /// The issues whose field changed.
    pub(super) fn changed(&self, target: Target, changed: &Changed) -> Result<Bits, String> {
        let name = &changed.field.name.value;
        let field = self.with_history(target, name)?;
        let when = self.when(field, name, &changed.predicates)?;
        let mut found = self.nothing();
        for at in self.visible.iter() {
            let issue = &self.site.issues[at as usize];
            let fits = issue.history.iter().any(|change| {
                when.holds(change.at, change.author)
                    && change
                        .items
                        .iter()
                        .filter(|item| is_about(item, &self.site.fields[field.at()]))
                        .any(|item| when.moved(item))
            });
            if fits {
                found.insert(at);
            }
        }
        Ok(found)
    }

    fn with_history(&self, target: Target, name: &str) -> Result<FieldIx, String> {
        match target {
            Target::Field(field) if fields::has_history(&self.site.fields[field.at()]) => Ok(field),
            _ => Err(says::no_history(name)),
        }
    }

    /// Values by name, id or function; a name may also be one that only histories still know.
    fn wanted(&self, field: FieldIx, name: &str, operand: &Operand) -> Result<Wanted, String> {
        let mut wanted = Wanted::default();
        let operands = match operand {
            Operand::List(all) => all.as_slice(),
            one => std::slice::from_ref(one),
        };
        for operand in operands {
            if let Operand::Single(value) = operand {
                // What had this name then counts, also where its id is another one now.
                wanted.names.insert(value.text.value.to_lowercase());
            }
            match (self.values(Target::Field(field), name, operand), operand) {
                (Ok(found), _) => {
                    for found in found {
                        match found {
                            Found::Terms(terms) => wanted
                                .ids
                                .extend(terms.iter().filter_map(|term| self.id_of(field, *term))),
                            _ => wanted.empty = true,
                        }
                    }
                }
                (Err(problem), Operand::Single(value)) => {
                    let text = value.text.value.to_lowercase();
                    if !self.is_in_histories(field, &text) {
                        return Err(problem);
                    }
                }
                (Err(problem), _) => return Err(problem),
            }
        }
        Ok(wanted)
    }

    /// The id of a term as histories write it.
    fn id_of(&self, field: FieldIx, term: u32) -> Option<String> {
        let at = term as usize;
        let site = self.site;
        let id = match self.kind(field) {
            FieldKind::Status => &site.statuses.get(at)?.id,
            FieldKind::Priority => &site.priorities.get(at)?.id,
            FieldKind::Resolution => &site.resolutions.get(at)?.id,
            FieldKind::User => &site.users.get(at)?.account_id,
            FieldKind::Versions => &site.versions.get(at)?.id,
            _ => return None,
        };
        Some(id.to_string())
    }

    fn is_in_histories(&self, field: FieldIx, text: &str) -> bool {
        let entry = &self.site.fields[field.at()];
        let items = self
            .visible
            .iter()
            .flat_map(|at| &self.site.issues[at as usize].history)
            .flat_map(|change| &change.items);
        items.filter(|item| is_about(item, entry)).any(|item| {
            let is = |side: &Option<Arc<str>>| {
                side.as_deref()
                    .is_some_and(|side| side.to_lowercase() == text)
            };
            is(&item.from_text) || is(&item.to_text)
        })
    }

    fn when(&self, field: FieldIx, name: &str, predicates: &[Predicate]) -> Result<When, String> {
        let mut when = When::default();
        for predicate in predicates {
            match predicate.kind {
                PredicateKind::After => when.after = Some(self.moment(name, &predicate.operand)?),
                PredicateKind::Before => when.before = Some(self.moment(name, &predicate.operand)?),
                PredicateKind::On => {
                    let at = self.moment(name, &predicate.operand)?;
                    when.between = dates::whole_day(at, &self.asks.person.zone);
                }
                PredicateKind::During => {
                    let Operand::List(ends) = &predicate.operand else {
                        return Err(says::bad_date(name, ""));
                    };
                    let [from, to] = ends.as_slice() else {
                        return Err(says::bad_date(name, ""));
                    };
                    when.between = Some((self.moment(name, from)?, self.moment(name, to)?));
                }
                PredicateKind::By => when.by = Some(self.people(name, &predicate.operand)?),
                PredicateKind::From => {
                    when.from = Some(self.wanted(field, name, &predicate.operand)?);
                }
                PredicateKind::To => {
                    when.to = Some(self.wanted(field, name, &predicate.operand)?);
                }
            }
        }
        Ok(when)
    }

    fn moment(&self, name: &str, operand: &Operand) -> Result<Timestamp, String> {
        match operand {
            Operand::Single(value) => {
                let text = &value.text.value;
                let at = match value.number {
                    Some(millis) => Timestamp::from_millisecond(millis).ok(),
                    None => dates::instant(text, &self.asks.person.zone, self.asks.now),
                };
                at.ok_or_else(|| says::bad_date(name, text))
            }
            Operand::Function(function) => match self.date_function(function) {
                Some(at) => at,
                None => Err(says::unfit_function(name, &function.name.value)),
            },
            Operand::List(_) | Operand::Empty => Err(says::bad_date(name, "")),
        }
    }

    fn people(&self, name: &str, operand: &Operand) -> Result<Vec<u32>, String> {
        let target = self
            .site
            .field_by_id("assignee")
            .map_or(Target::WorklogAuthor, Target::Field);
        let found = self.values(target, name, operand)?;
        Ok(found
            .into_iter()
            .flat_map(|found| {
                if let Found::Terms(terms) = found {
                    terms
                } else {
                    Vec::new()
                }
            })
            .collect())
    }
}

impl When {
    /// Whether a change at a moment by somebody counts.
    fn holds(&self, at: Timestamp, by: Option<UserIx>) -> bool {
        self.after.is_none_or(|after| at > after)
            && self.before.is_none_or(|before| at < before)
            && self.between.is_none_or(|(from, to)| from <= at && at <= to)
            && self
                .by
                .as_ref()
                .is_none_or(|people| by.is_some_and(|by| people.contains(&by.0)))
    }

    fn moved(&self, item: &ChangeItem) -> bool {
        self.from
            .as_ref()
            .is_none_or(|from| from.has(item.from.as_deref(), item.from_text.as_deref()))
            && self
                .to
                .as_ref()
                .is_none_or(|to| to.has(item.to.as_deref(), item.to_text.as_deref()))
    }

    /// Whether a time in which the value held touches what is asked.
    fn covers(&self, span: &Span) -> bool {
        let ends_after = |at: Timestamp| span.until.is_none_or(|until| until > at);
        self.after.is_none_or(ends_after)
            && self.before.is_none_or(|before| span.from < before)
            && self
                .between
                .is_none_or(|(from, to)| span.from <= to && ends_after(from))
            && self
                .by
                .as_ref()
                .is_none_or(|people| span.author.is_some_and(|by| people.contains(&by.0)))
    }
}
