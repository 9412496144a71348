//! A query with its saved filters written out: what was confirmed is then what is asked, and nobody
//! can change a filter, and change it back, while Jira is being read.
//!
//! The query is written from Jira's own tree of it, with each filter's text in parentheses, and
//! Jira's tree of the result has to be the same. Where that cannot be done the query is asked as it
//! is, and bound before and after ([`super::super::bound`]): filters that are negated (Jira leaves
//! empty values out of a negated clause, and not out of a negated filter), that hold no restriction
//! at all, or name things that are gone; clauses that Jira does not spell out; very long results.

use super::filters::{CLAUSES, Filters};
use serde_json::{Map, Value, json};

/// Jira takes longer queries, but nobody means them.
const LONGEST: usize = 20_000;

/// A query that was written out, and the tree that it must have.
pub(super) struct Written {
    pub(super) text: String,
    tree: Value,
}

impl Filters {
    /// Writes a query out. `trees` has the trees of texts without saved filters. Nothing where that
    /// cannot be done.
    pub(super) fn written(&self, jql: &str, trees: &Trees) -> Option<Written> {
        self.whole(jql, trees, &mut Vec::new())
    }

    fn whole<'a>(
        &'a self,
        jql: &'a str,
        trees: &'a Trees,
        inside: &mut Vec<&'a str>,
    ) -> Option<Written> {
        // Filters that name one another in a circle have no text.
        if inside.contains(&jql) {
            return None;
        }
        let tree = self.tree(jql).or_else(|| trees.of(jql))?;
        if !names_filter(tree) {
            return Some(Written {
                text: jql.to_owned(),
                tree: tree.clone(),
            });
        }
        inside.push(jql);
        let written = self.clause(tree, trees, inside);
        inside.pop();
        written
    }

    fn clause<'a>(
        &'a self,
        tree: &'a Value,
        trees: &'a Trees,
        inside: &mut Vec<&'a str>,
    ) -> Option<Written> {
        if !names_filter(tree) {
            return Some(Written {
                text: print(tree)?,
                tree: tree.clone(),
            });
        }
        let operator = tree.get("operator")?.as_str()?;
        let parts = match (tree.get("clauses"), operator) {
            (Some(clauses), "and" | "or") => {
                let clauses = clauses.as_array()?.iter();
                let parts = clauses.map(|clause| self.clause(clause, trees, inside));
                parts.collect::<Option<Vec<_>>>()?
            }
            (None, "=" | "in") => {
                let mut names = Vec::new();
                plain_values(tree.get("operand")?, &mut names)?;
                let parts = names.into_iter().map(|name| {
                    let jql = self.text_of(&name)?;
                    self.whole(jql, trees, inside)
                });
                parts.collect::<Option<Vec<_>>>()?
            }
            _ => return None,
        };
        joined(if operator == "and" { "and" } else { "or" }, parts)
    }
}

/// Trees of texts, as Jira parsed them.
#[derive(Default)]
pub(super) struct Trees(Vec<(String, Value)>);

impl Trees {
    pub(super) fn insert(&mut self, jql: String, structure: Option<Value>) {
        if let Some(tree) = structure.and_then(restriction) {
            self.0.push((jql, tree));
        }
    }

    fn of(&self, jql: &str) -> Option<&Value> {
        let found = self.0.iter().find(|(text, _)| text == jql);
        found.map(|(_, tree)| tree)
    }
}

impl Written {
    /// Whether Jira understands it as it was meant.
    pub(super) fn is(&self, structure: Option<Value>) -> bool {
        structure
            .and_then(restriction)
            .is_some_and(|tree| plain(&tree) == plain(&self.tree))
    }
}

/// The restriction of a parsed query, which has no ordering here.
pub(super) fn restriction(structure: Value) -> Option<Value> {
    match structure {
        Value::Object(mut parts) if !parts.contains_key("orderBy") => parts.remove("where"),
        _ => None,
    }
}

fn names_filter(tree: &Value) -> bool {
    match tree {
        Value::Array(parts) => parts.iter().any(names_filter),
        Value::Object(keys) => {
            let field = tree.pointer("/field/name").and_then(Value::as_str);
            field.is_some_and(|name| CLAUSES.contains(&name.to_lowercase().as_str()))
                || keys.values().any(names_filter)
        }
        _ => false,
    }
}

/// The values of an operand that has nothing but values.
fn plain_values(operand: &Value, values: &mut Vec<String>) -> Option<()> {
    if let Some(list) = operand.get("values").and_then(Value::as_array) {
        return list.iter().try_for_each(|one| plain_values(one, values));
    }
    values.push(super::filters::value_text(operand.get("value")?));
    Some(())
}

fn joined(operator: &'static str, mut parts: Vec<Written>) -> Option<Written> {
    if parts.len() == 1 {
        return parts.pop();
    }
    let texts: Vec<_> = parts
        .iter()
        .map(|part| format!("({})", part.text))
        .collect();
    let text = texts.join(&format!(" {} ", operator.to_uppercase()));
    let trees: Vec<_> = parts.into_iter().map(|part| part.tree).collect();
    (text.len() <= LONGEST && !trees.is_empty()).then(|| Written {
        text,
        tree: json!({ "operator": operator, "clauses": trees }),
    })
}

/// A clause as text, in Jira's own spelling of its parts.
fn print(tree: &Value) -> Option<String> {
    let operator = tree.get("operator")?.as_str()?;
    if let Some(clauses) = tree.get("clauses") {
        let parts = clauses.as_array()?.iter();
        let parts = parts.map(|part| Some(format!("({})", print(part)?)));
        let parts = parts.collect::<Option<Vec<_>>>()?;
        return match operator {
            "not" => Some(format!("NOT {}", parts.first()?)),
            "and" | "or" => Some(parts.join(&format!(" {} ", operator.to_uppercase()))),
            _ => None,
        };
    }
    let field = tree.get("field")?;
    // A property's path has no spelling of its own.
    if field.get("property").is_some() {
        return None;
    }
    let mut text = format!("{} {operator}", field.get("encodedName")?.as_str()?);
    if let Some(operand) = tree.get("operand") {
        text = format!("{text} {}", operand_text(operand)?);
    }
    for predicate in tree
        .get("predicates")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        let operator = predicate.get("operator")?.as_str()?;
        text = format!(
            "{text} {operator} {}",
            operand_text(predicate.get("operand")?)?
        );
    }
    Some(text)
}

fn operand_text(operand: &Value) -> Option<&str> {
    if operand.get("keyword").is_some() {
        return Some("EMPTY");
    }
    let encoded = operand
        .get("encodedOperand")
        .or_else(|| operand.get("encodedValue"));
    encoded?.as_str()
}

/// A tree without the spelling of its parts and without parentheses that change nothing.
fn plain(tree: &Value) -> Value {
    match tree {
        Value::Array(parts) => parts.iter().map(plain).collect(),
        Value::Object(keys) => {
            let mut out: Map<String, Value> = keys
                .iter()
                .filter(|(key, _)| !key.starts_with("encoded"))
                .map(|(key, value)| (key.clone(), plain(value)))
                .collect();
            let operator = out.get("operator").cloned();
            if matches!(
                operator.as_ref().and_then(Value::as_str),
                Some("and" | "or")
            ) && let Some(Value::Array(clauses)) = out.get_mut("clauses")
            {
                *clauses = clauses
                    .drain(..)
                    .flat_map(|one| inner(one, operator.as_ref()))
                    .collect();
            }
            Value::Object(out)
        }
        other => other.clone(),
    }
}

/// The clauses of one that joins them in the same way as the one around it; else itself.
fn inner(mut clause: Value, around: Option<&Value>) -> Vec<Value> {
    let same = clause.get("operator") == around;
    match clause.get_mut("clauses") {
        Some(Value::Array(clauses)) if same => std::mem::take(clauses),
        _ => vec![clause],
    }
}

#[cfg(test)]
mod tests;
