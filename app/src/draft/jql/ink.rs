//! Colours for a query while it is written.

/// What a piece of a query looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// A field's name.
    Field,
    /// `=`, `in`, `AND`, brackets.
    Joint,
    /// A value or a function.
    Value,
    /// Space.
    Plain,
}

const JOINTS: [&str; 21] = [
    "and", "or", "not", "in", "is", "was", "changed", "empty", "null", "order", "by", "asc",
    "desc", "on", "before", "after", "during", "from", "to", "any", "all",
];

/// Cuts a query into pieces; together they are the query again.
pub fn inked(jql: &str) -> Vec<(Ink, &str)> {
    let mut pieces = Vec::new();
    let mut rest = jql;
    let mut ordering = false;
    while let Some(first) = rest.chars().next() {
        let end = match first {
            '"' | '\'' => quoted_end(rest, first),
            c if c.is_whitespace() => rest
                .find(|c: char| !c.is_whitespace())
                .unwrap_or(rest.len()),
            c if is_sign(c) => c.len_utf8(),
            _ => word_end(rest),
        };
        let (piece, after) = rest.split_at(end);
        let ink = match first {
            c if c.is_whitespace() => Ink::Plain,
            c if is_sign(c) => Ink::Joint,
            _ if JOINTS.contains(&piece.to_lowercase().as_str()) => {
                ordering |= piece.eq_ignore_ascii_case("order");
                Ink::Joint
            }
            _ if ordering || names_field(after) => Ink::Field,
            _ => Ink::Value,
        };
        pieces.push((ink, piece));
        rest = after;
    }
    pieces
}

fn is_sign(c: char) -> bool {
    "=!<>~(),".contains(c)
}

pub(super) fn quoted_end(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

/// A word, with the brackets of `cf[10016]`.
pub(super) fn word_end(text: &str) -> usize {
    text.find(|c: char| c.is_whitespace() || is_sign(c) || c == '"' || c == '\'')
        .unwrap_or(text.len())
}

/// Whether what comes next is said about a field.
fn names_field(after: &str) -> bool {
    let after = after.trim_start();
    if after.starts_with(['=', '!', '<', '>', '~']) {
        return true;
    }
    let word = &after[..word_end(after)];
    ["in", "is", "not", "was", "changed"]
        .iter()
        .any(|joint| word.eq_ignore_ascii_case(joint))
}

#[cfg(test)]
mod tests {
    use super::{Ink, inked};

    fn of(ink: Ink, jql: &str) -> Vec<&str> {
        inked(jql)
            .into_iter()
            .filter(|(is, _)| *is == ink)
            .map(|(_, piece)| piece)
            .collect()
    }

    const QUERY: &str = r#"project = TIMOB AND "Story Points" >= 3 and status not in (Done, "In \"QE\" Test") AND cf[10016] is EMPTY order by created DESC"#;

    #[test]
    fn the_pieces_are_the_query_again() {
        for jql in [QUERY, "", "  ", "\"open", "a='b", "ä != ö"] {
            assert_eq!(
                inked(jql)
                    .into_iter()
                    .map(|(_, piece)| piece)
                    .collect::<String>(),
                jql
            );
        }
    }

    #[test]
    fn fields_are_what_something_is_said_about() {
        assert_eq!(
            of(Ink::Field, QUERY),
            [
                "project",
                "\"Story Points\"",
                "status",
                "cf[10016]",
                "created"
            ]
        );
    }

    #[test]
    fn values_are_what_is_said() {
        assert_eq!(
            of(Ink::Value, QUERY),
            ["TIMOB", "3", "Done", r#""In \"QE\" Test""#]
        );
    }
}
