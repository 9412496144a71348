//! The saved filters behind a query, nested ones too, as Jira has them now.

use super::inline::{Trees, Written, restriction};
use jira::{Error, Site, Validation};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};

/// More than this behind one chart is no query that anybody overlooks.
const MOST: usize = 50;

/// The names by which JQL knows the field that means a saved filter.
pub(super) const CLAUSES: [&str; 4] = ["filter", "request", "savedfilter", "searchrequest"];

/// The saved filters behind some queries.
#[derive(Debug, Default)]
pub(crate) struct Filters {
    /// Queries by the ids of the filters that hold them, in one order.
    texts: BTreeMap<String, String>,
    /// Ids of filters by what a query calls them.
    ids: HashMap<String, String>,
    /// Restrictions of the queries that may name filters, as Jira parsed them.
    trees: HashMap<String, Value>,
}

/// Whether a query may name a saved filter. An escape could spell any name.
pub(super) fn may_name(jql: &str) -> bool {
    let jql = jql.to_lowercase();
    ["filter", "request", "\\"]
        .iter()
        .any(|word| jql.contains(word))
}

impl Filters {
    /// Follows every saved filter of these queries, each once: filters may name one another in a
    /// circle. `strip` takes the ordering off.
    pub(super) async fn resolve(
        site: Site,
        mut open: Vec<String>,
        strip: impl Fn(&str) -> String,
    ) -> Result<Self, Error> {
        let mut found = Self::default();
        loop {
            open.retain(|jql| may_name(jql));
            if open.is_empty() {
                return Ok(found);
            }
            let asked: Vec<&str> = open.iter().map(String::as_str).collect();
            let parsed = site.parse_jql(&asked, Validation::None).await?;
            let mut named = Vec::new();
            for query in parsed {
                if !query.errors.is_empty() {
                    return Err(refused(query.errors));
                }
                let structure = query.structure.unwrap_or_default();
                collect(&structure, &mut named)?;
                if let Some(tree) = restriction(structure) {
                    found.trees.insert(query.query, tree);
                }
            }
            open = Vec::new();
            for name in named {
                if found.ids.contains_key(&name) {
                    continue;
                }
                let filter = one(&site, &name).await?;
                found.ids.insert(name, filter.id.clone());
                if found.texts.contains_key(&filter.id) {
                    continue;
                }
                if found.texts.len() == MOST {
                    let told = format!("This query goes through more than {MOST} saved filters.");
                    return Err(refused(vec![told]));
                }
                let jql = strip(&filter.jql.unwrap_or_default());
                open.push(jql.clone());
                found.texts.insert(filter.id, jql);
            }
        }
    }

    pub(super) fn to_text(&self) -> String {
        json!(self.texts).to_string()
    }

    pub(super) fn queries(&self) -> impl Iterator<Item = &str> {
        self.texts.values().map(String::as_str)
    }

    /// The query of a filter, by what another one calls it.
    pub(super) fn text_of(&self, name: &str) -> Option<&str> {
        self.texts.get(self.ids.get(name)?).map(String::as_str)
    }

    /// Jira's tree of a query that may name filters.
    pub(super) fn tree(&self, jql: &str) -> Option<&Value> {
        self.trees.get(jql)
    }

    /// The queries with every filter written out, if that can be done with all of them.
    pub(super) async fn write_out(
        &self,
        site: &Site,
        queries: &[String],
    ) -> Result<Option<Vec<String>>, Error> {
        let mut trees = Trees::default();
        let leaves: Vec<&str> = self.queries().filter(|jql| !may_name(jql)).collect();
        if !leaves.is_empty() {
            for query in site.parse_jql(&leaves, Validation::None).await? {
                trees.insert(query.query, query.structure);
            }
        }
        // What names no filter is asked as it is.
        let naming = |jql: &String| may_name(jql).then(|| self.written(jql, &trees));
        let written: Vec<Option<Option<Written>>> = queries.iter().map(naming).collect();
        let mut texts = Vec::new();
        for one in written.iter().flatten() {
            match one {
                Some(one) => texts.push(one.text.as_str()),
                None => return Ok(None),
            }
        }
        if texts.is_empty() {
            return Ok(Some(queries.to_vec()));
        }
        // Strictly: a filter may name what is gone, a query may not.
        let mut parsed = site
            .parse_jql(&texts, Validation::Strict)
            .await?
            .into_iter();
        let mut out = Vec::new();
        for (jql, one) in queries.iter().zip(written) {
            let Some(one) = one.flatten() else {
                out.push(jql.clone());
                continue;
            };
            let same = parsed
                .next()
                .is_some_and(|query| query.errors.is_empty() && one.is(query.structure));
            if !same {
                return Ok(None);
            }
            out.push(one.text);
        }
        Ok(Some(out))
    }
}

/// A filter by its id, or by its name where the query has that.
async fn one(site: &Site, name: &str) -> Result<jira::Filter, Error> {
    if name.bytes().all(|byte| byte.is_ascii_digit()) {
        return site.filter(name).await;
    }
    let mut named = site.filters(name, 0).await?.values;
    named.retain(|filter| filter.name.to_lowercase() == name.to_lowercase());
    match (named.pop(), named.is_empty()) {
        (Some(filter), true) => Ok(filter),
        _ => Err(refused(vec![format!(
            "Inlay cannot tell which saved filter \"{name}\" means; name it by its number."
        )])),
    }
}

/// Adds the filters that a tree of `jql/parse` names.
fn collect(tree: &Value, named: &mut Vec<String>) -> Result<(), Error> {
    match tree {
        Value::Array(parts) => parts.iter().try_for_each(|part| collect(part, named)),
        Value::Object(keys) => {
            let field = tree.pointer("/field/name").and_then(Value::as_str);
            let is_filter =
                field.is_some_and(|name| CLAUSES.contains(&name.to_lowercase().as_str()));
            match keys.get("operand") {
                Some(operand) if is_filter => operands(operand, named),
                _ => keys.values().try_for_each(|part| collect(part, named)),
            }
        }
        _ => Ok(()),
    }
}

fn operands(operand: &Value, named: &mut Vec<String>) -> Result<(), Error> {
    if let Some(values) = operand.get("values").and_then(Value::as_array) {
        return values.iter().try_for_each(|value| operands(value, named));
    }
    if let Some(value) = operand.get("value") {
        named.push(value_text(value));
        return Ok(());
    }
    if operand.get("keyword").is_some() {
        return Ok(());
    }
    Err(refused(vec![
        "Inlay cannot tell which saved filters this query means; name them by their numbers."
            .to_owned(),
    ]))
}

pub(super) fn value_text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

fn refused(messages: Vec<String>) -> Error {
    Error::Query { messages }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("project = A", false)]
    #[case("filter = 10000", true)]
    #[case("SavedFilter in (10000, 10001)", true)]
    #[case("\"\\u0066ilter\" = 10000", true)]
    fn a_query_without_the_word_names_no_filter(#[case] jql: &str, #[case] may: bool) {
        assert_eq!(may_name(jql), may);
    }

    #[test]
    fn filters_are_found_in_lists_below_not_and_by_every_name_of_the_field() {
        let clause = |field: &str, operand: Value| json!({ "field": { "name": field }, "operator": "=", "operand": operand });
        let tree = json!({ "where": { "operator": "and", "clauses": [
            clause("project", json!({ "value": "A" })),
            { "operator": "not", "clauses": [ clause("Filter", json!({ "value": "10000" })) ] },
            clause("request", json!({ "values": [ { "value": "Mine" }, { "value": "10001" } ] })),
            clause("filter", json!({ "keyword": "empty" })),
        ] } });
        let mut named = Vec::new();
        collect(&tree, &mut named).unwrap();
        assert_eq!(named, ["10000", "Mine", "10001"]);
    }

    #[test]
    fn a_function_that_gives_filters_is_refused() {
        let tree =
            json!({ "field": { "name": "filter" }, "operand": { "function": "favourites" } });
        assert!(collect(&tree, &mut Vec::new()).is_err());
    }
}
