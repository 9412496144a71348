//! A tree back into text.

use super::ast::{Clause, Direction, Field, Operand, Predicate, Query};
use super::words::is_reserved;

/// The query as JQL. Words keep the quotes they were written with.
pub fn print(query: &Query) -> String {
    let mut text = query
        .condition
        .as_ref()
        .map(print_clause)
        .unwrap_or_default();
    if !query.order_by.is_empty() {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str("ORDER BY ");
        let keys: Vec<String> = query
            .order_by
            .iter()
            .map(|sort| {
                let field = print_field(&sort.field);
                match sort.direction {
                    None => field,
                    Some(Direction::Ascending) => format!("{field} ASC"),
                    Some(Direction::Descending) => format!("{field} DESC"),
                }
            })
            .collect();
        text.push_str(&keys.join(", "));
    }
    text
}

/// One condition as JQL, with parentheses where they were or have to be.
pub fn print_clause(clause: &Clause) -> String {
    match clause {
        Clause::And(inner) => inner.iter().map(within).collect::<Vec<_>>().join(" AND "),
        // `AND` binds closer, so it needs no parentheses within `OR`.
        Clause::Or(inner) => {
            let inner = inner.iter().map(|clause| match clause {
                Clause::And(_) => print_clause(clause),
                _ => within(clause),
            });
            inner.collect::<Vec<_>>().join(" OR ")
        }
        Clause::Not(inner) => format!("NOT {}", within(inner)),
        Clause::Terminal(terminal) => format!(
            "{} {} {}{}",
            print_field(&terminal.field),
            terminal.operator.text().to_uppercase(),
            print_operand(&terminal.operand),
            print_predicates(&terminal.predicates),
        ),
        Clause::Changed(changed) => format!(
            "{} CHANGED{}",
            print_field(&changed.field),
            print_predicates(&changed.predicates),
        ),
    }
}

/// One operand as JQL (Jira's `encodedOperand`).
pub fn print_operand(operand: &Operand) -> String {
    match operand {
        Operand::Single(value) => value.text.written.clone(),
        Operand::List(values) => {
            format!(
                "({})",
                values
                    .iter()
                    .map(print_operand)
                    .collect::<Vec<_>>()
                    .join(", ")
            )
        }
        Operand::Function(function) => {
            let arguments: Vec<&str> = function
                .arguments
                .iter()
                .map(|a| a.written.as_str())
                .collect();
            format!("{}({})", function.name.written, arguments.join(", "))
        }
        Operand::Empty => "EMPTY".to_owned(),
    }
}

/// A field as JQL, property and path included (Jira's `encodedName` without the property).
pub(super) fn print_field(field: &Field) -> String {
    match &field.property {
        None => field.name.written.clone(),
        Some(property) if property.path.is_empty() => {
            format!("{}[{}]", field.name.written, property.key.written)
        }
        Some(property) => {
            format!(
                "{}[{}].{}",
                field.name.written, property.key.written, property.path
            )
        }
    }
}

fn print_predicates(predicates: &[Predicate]) -> String {
    let mut text = String::new();
    for predicate in predicates {
        let kind = predicate.kind.text().to_uppercase();
        for part in [" ", &kind, " ", &print_operand(&predicate.operand)] {
            text.push_str(part);
        }
    }
    text
}

fn within(clause: &Clause) -> String {
    match clause {
        Clause::And(_) | Clause::Or(_) => format!("({})", print_clause(clause)),
        _ => print_clause(clause),
    }
}

/// A word as JQL, in quotes where it needs them.
pub fn quoted(word: &str) -> String {
    let plain = !word.is_empty()
        && !is_reserved(word)
        && word
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-'))
        && !word
            .trim_start_matches('-')
            .chars()
            .all(|c| c.is_ascii_digit());
    if plain {
        return word.to_owned();
    }
    let mut text = String::from('"');
    for c in word.chars() {
        match c {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            c if c.is_control() || matches!(u32::from(c), 0xfdd0..=0xfdef | 0xfffe..=0xffff) => {
                let code = u32::from(c);
                text.extend(['\\', 'u']);
                text.extend(
                    (0..4)
                        .rev()
                        .filter_map(|digit| char::from_digit((code >> (4 * digit)) & 0xf, 16)),
                );
            }
            c => text.push(c),
        }
    }
    text.push('"');
    text
}
