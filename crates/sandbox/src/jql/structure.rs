//! A tree as the JSON that `/jql/parse` answers.

use serde_json::{Map, Value as Json, json};

use super::ast::{Clause, Direction, Field, Operand, Predicate, Query};
use super::print::print_operand;

/// `{"where": …, "orderBy": …}`; either is left out when the query lacks it.
pub fn structure(query: &Query) -> Json {
    let mut out = Map::new();
    if let Some(condition) = &query.condition {
        out.insert("where".to_owned(), clause(condition));
    }
    if !query.order_by.is_empty() {
        let fields: Vec<Json> = query
            .order_by
            .iter()
            .map(|sort| {
                let mut key = json!({ "field": field(&sort.field) });
                if let Some(direction) = sort.direction {
                    key["direction"] = match direction {
                        Direction::Ascending => json!("asc"),
                        Direction::Descending => json!("desc"),
                    };
                }
                key
            })
            .collect();
        out.insert("orderBy".to_owned(), json!({ "fields": fields }));
    }
    Json::Object(out)
}

fn clause(of: &Clause) -> Json {
    match of {
        Clause::And(inner) => compound("and", inner.iter()),
        Clause::Or(inner) => compound("or", inner.iter()),
        Clause::Not(inner) => compound("not", std::iter::once(inner.as_ref())),
        Clause::Terminal(terminal) => {
            let mut out = json!({
                "field": field(&terminal.field),
                "operator": terminal.operator.text(),
                "operand": operand(&terminal.operand),
            });
            if terminal.operator.is_history() {
                out["predicates"] = predicates(&terminal.predicates);
            }
            out
        }
        Clause::Changed(changed) => json!({
            "field": field(&changed.field),
            "operator": "changed",
            "predicates": predicates(&changed.predicates),
        }),
    }
}

fn compound<'a>(operator: &str, inner: impl Iterator<Item = &'a Clause>) -> Json {
    json!({ "operator": operator, "clauses": inner.map(clause).collect::<Vec<_>>() })
}

fn field(of: &Field) -> Json {
    let mut out = json!({ "name": of.name.value, "encodedName": of.name.written });
    if let Some(property) = &of.property {
        // `issue.property[key]`: the entity is the first half of the name.
        let entity = of.name.value.split('.').next().unwrap_or_default();
        out["property"] =
            json!([{ "entity": entity, "key": property.key.value, "path": property.path }]);
    }
    out
}

fn operand(of: &Operand) -> Json {
    match of {
        Operand::Single(value) => {
            json!({ "value": value.text.value, "encodedValue": value.text.written })
        }
        Operand::List(values) => json!({
            "values": values.iter().map(operand).collect::<Vec<_>>(),
            "encodedOperand": print_operand(of),
        }),
        Operand::Function(function) => json!({
            "function": function.name.value,
            "arguments": function.arguments.iter().map(|a| &a.value).collect::<Vec<_>>(),
            "encodedOperand": print_operand(of),
        }),
        Operand::Empty => json!({ "keyword": "empty" }),
    }
}

fn predicates(of: &[Predicate]) -> Json {
    of.iter()
        .map(|p| json!({ "operator": p.kind.text(), "operand": operand(&p.operand) }))
        .collect()
}
