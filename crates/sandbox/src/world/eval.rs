//! What a query finds.
//!
//! ```
//! use sandbox::jql;
//! use sandbox::world::{EvalContext, World};
//!
//! let world = World::generated();
//! let site = &world.sites[0];
//! let query = jql::parse("project = SHOP AND issuetype = Bug ORDER BY created")?;
//! let asks = EvalContext::new(&world.people[0], "2026-11-23T09:00:00Z".parse()?);
//! assert_eq!(site.evaluate(&query, &asks)?.len() as u64, site.count(&query, &asks)?);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Only issues that the asking person can see are ever found, and projects, fields and filters
//! that the person cannot see do not exist, in Jira's own sentences. Where Jira differs from what
//! one would expect, Jira wins: `!=` and `NOT IN` leave out issues without a value, `NOT` turns
//! into the opposite operator (so it leaves them out too), and `created = "2024-01-31"` is the
//! first instant of that day.
//!
//! Without `ORDER BY` the newest issue comes first; the same breaks ties. Issues without a value
//! come last in ascending order and first in descending order. History searches complete what was
//! before the first change from the issue as it is now.

mod clause;
mod dates;
mod fields;
mod filters;
mod functions;
mod history;
mod matching;
mod order;
mod presence;
mod says;
mod spans;
mod text;
mod values;

use jiff::Timestamp;

pub use fields::{Function, functions, has_history, operators};

use self::clause::Reader;
use super::model::{IssueIx, Person, Site};
use super::names::Language;
use crate::jql::ast::{Clause, Query};

/// Who asks, and when.
#[derive(Debug, Clone, Copy)]
pub struct EvalContext<'a> {
    /// Who asks: permissions, `currentUser()`, and the zone of all dates.
    pub person: &'a Person,
    /// The moment that `now()` means.
    pub now: Timestamp,
    /// The language by whose names the answer is sorted; a query may use names of any language.
    pub language: Language,
}

impl<'a> EvalContext<'a> {
    /// The person at a moment, in the person's language.
    pub fn new(person: &'a Person, now: Timestamp) -> Self {
        Self {
            person,
            now,
            language: person.language(),
        }
    }
}

/// A query that can be read but not answered. Each message is one of Jira's sentences.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", messages.join(" "))]
pub struct QueryProblem {
    /// What is wrong, in the order of the query.
    pub messages: Vec<String>,
}

impl Site {
    /// The issues that the query finds, in its order.
    pub fn evaluate(
        &self,
        query: &Query,
        asks: &EvalContext<'_>,
    ) -> Result<Vec<IssueIx>, QueryProblem> {
        let mut reader = Reader::new(self, asks);
        let found = reader.query(query);
        let sorts = reader.sorts(&query.order_by);
        reader.finish()?;
        Ok(order::sorted(self, asks, &sorts, &found))
    }

    /// How many issues the query finds.
    pub fn count(&self, query: &Query, asks: &EvalContext<'_>) -> Result<u64, QueryProblem> {
        let mut reader = Reader::new(self, asks);
        let found = reader.query(query);
        reader.sorts(&query.order_by);
        reader.finish()?;
        Ok(found.count())
    }

    /// What is wrong with the query: unknown fields and values, unsuitable operators.
    pub fn problems(&self, query: &Query, asks: &EvalContext<'_>) -> Vec<String> {
        self.count(query, asks)
            .err()
            .map_or(Vec::new(), |problem| problem.messages)
    }

    /// Whether the query restricts its answer: it has a condition, and one that is more than a
    /// saved filter without any. `/search/jql` refuses the others.
    pub fn is_bounded(&self, query: &Query, asks: &EvalContext<'_>) -> bool {
        let reader = Reader::new(self, asks);
        query
            .condition
            .as_ref()
            .is_some_and(|clause| bounded(&reader, clause, 0))
    }
}

/// How deep saved filters may refer to each other.
const DEEPEST: usize = 10;

fn bounded(reader: &Reader<'_>, clause: &Clause, depth: usize) -> bool {
    match clause {
        Clause::And(inner) => inner.iter().any(|clause| bounded(reader, clause, depth)),
        Clause::Or(inner) => inner.iter().all(|clause| bounded(reader, clause, depth)),
        Clause::Not(inner) => bounded(reader, inner, depth),
        Clause::Changed(_) => true,
        Clause::Terminal(terminal) => {
            let filters = reader.filters_of(terminal);
            // Filters that cannot be read are refused elsewhere.
            depth > DEEPEST
                || filters.iter().all(|filter| {
                    crate::jql::parse(&filter.jql).map_or(true, |query| {
                        query
                            .condition
                            .is_some_and(|clause| bounded(reader, &clause, depth + 1))
                    })
                })
        }
    }
}

#[cfg(test)]
mod tests;
