//! The saved filters behind a query, nested ones too, as Jira has them now.

use jira::{Error, Site, Validation};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// More than this behind one chart is no query that anybody overlooks.
const MOST: usize = 50;

/// The names by which JQL knows the field that means a saved filter.
const CLAUSES: [&str; 4] = ["filter", "request", "savedfilter", "searchrequest"];

/// Queries by the ids of the filters that hold them, in one order.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Filters(BTreeMap<String, String>);

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
        let mut found = BTreeMap::new();
        loop {
            open.retain(|jql| may_name(jql));
            if open.is_empty() {
                return Ok(Self(found));
            }
            let asked: Vec<&str> = open.iter().map(String::as_str).collect();
            let parsed = site.parse_jql(&asked, Validation::None).await?;
            let mut named = Vec::new();
            for query in parsed {
                if !query.errors.is_empty() {
                    return Err(refused(query.errors));
                }
                collect(&query.structure.unwrap_or_default(), &mut named)?;
            }
            open = Vec::new();
            for name in named {
                let filter = one(&site, &name).await?;
                if found.contains_key(&filter.id) {
                    continue;
                }
                if found.len() == MOST {
                    let told = format!("This query goes through more than {MOST} saved filters.");
                    return Err(refused(vec![told]));
                }
                let jql = strip(&filter.jql.unwrap_or_default());
                open.push(jql.clone());
                found.insert(filter.id, jql);
            }
        }
    }

    pub(super) fn to_text(&self) -> String {
        json!(self.0).to_string()
    }

    pub(super) fn queries(&self) -> impl Iterator<Item = &str> {
        self.0.values().map(String::as_str)
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
        let value = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        named.push(value);
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
