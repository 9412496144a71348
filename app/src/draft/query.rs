//! Values that are queries of the author's own.

use super::{Axis, Draft, jql::before_order};
use serde_json::{Value, json};

/// A value that is a query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Key and name.
    pub name: String,
    /// What narrows the source.
    pub jql: String,
}

impl Query {
    /// Whether it can be asked.
    pub fn is_whole(&self) -> bool {
        !self.name.trim().is_empty() && !self.jql.trim().is_empty()
    }
}

/// What is said about values by their key.
const BY_KEY: [&str; 2] = ["rename", "colours"];

impl Draft {
    /// The queries, in their order.
    pub fn queries(&self, axis: Axis) -> Vec<Query> {
        let list = self
            .dimension(axis)
            .and_then(|dimension| dimension.get("segments"))
            .and_then(Value::as_array);
        let text = |segment: &Value, key: &str| {
            segment
                .get(key)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        list.into_iter()
            .flatten()
            .map(|segment| Query {
                name: text(segment, "name"),
                jql: text(segment, "jql"),
            })
            .collect()
    }

    /// Adds an empty query at the end.
    pub fn add_query(&mut self, axis: Axis) {
        let mut queries = self.queries(axis);
        queries.push(Query::default());
        self.set_queries(axis, &queries);
    }

    /// Takes a query out; the last one stays.
    pub fn remove_query(&mut self, axis: Axis, place: usize) {
        let mut queries = self.queries(axis);
        if queries.len() > 1 && place < queries.len() {
            queries.remove(place);
            self.set_queries(axis, &queries);
        }
    }

    /// Moves a query one place up or down.
    pub fn move_query(&mut self, axis: Axis, place: usize, down: bool) {
        let mut queries = self.queries(axis);
        let to = if down {
            place + 1
        } else {
            place.wrapping_sub(1)
        };
        if place < queries.len() && to < queries.len() {
            queries.swap(place, to);
            self.set_queries(axis, &queries);
        }
    }

    /// Gives a query another name. What was said about it by the old one goes along.
    pub fn name_query(&mut self, axis: Axis, place: usize, name: &str) {
        let mut queries = self.queries(axis);
        let Some(query) = queries.get_mut(place) else {
            return;
        };
        let old = std::mem::replace(&mut query.name, name.to_owned());
        self.set_queries(axis, &queries);
        for about in BY_KEY {
            let said = self.dimension(axis).and_then(|d| d.get(about)?.as_object());
            if let Some(mut said) = said.cloned()
                && let Some(value) = said.shift_remove(&old)
            {
                said.insert(name.to_owned(), value);
                self.set(axis, about, Some(Value::Object(said)));
            }
        }
    }

    /// Changes what a query finds.
    pub fn write_query(&mut self, axis: Axis, place: usize, jql: &str) {
        let mut queries = self.queries(axis);
        if let Some(query) = queries.get_mut(place) {
            jql.clone_into(&mut query.jql);
            self.set_queries(axis, &queries);
        }
    }

    /// Why a query cannot be asked as it stands, in words.
    pub fn query_trouble(&self, axis: Axis, place: usize) -> Option<&'static str> {
        let queries = self.queries(axis);
        let query = queries.get(place)?;
        let name = query.name.trim().to_lowercase();
        if name.is_empty() {
            return Some("Give it a name; until then it is left out.");
        }
        if query.jql.trim().is_empty() {
            return Some("Write a query; until then it is left out.");
        }
        let twin = queries
            .iter()
            .enumerate()
            .any(|(other, query)| other < place && query.name.trim().to_lowercase() == name);
        twin.then_some("Another one has this name already; until it has its own, it is left out.")
    }

    /// A query inside the source, as Jira is asked for it; nothing while there is no source.
    pub fn narrowed(&self, jql: &str) -> Option<String> {
        let base = self.base_jql()?;
        let base = before_order(&base);
        let jql = before_order(jql);
        (!base.is_empty() && !jql.is_empty()).then(|| format!("({base}) AND ({jql})"))
    }

    fn set_queries(&mut self, axis: Axis, queries: &[Query]) {
        let list: Vec<Value> = queries
            .iter()
            .map(|query| json!({"name": query.name, "jql": query.jql}))
            .collect();
        self.set(axis, "segments", Some(json!(list)));
    }
}
