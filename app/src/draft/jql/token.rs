//! A query in words and signs.

use super::ink::{quoted_end, word_end};

/// A word, a text in quotes or a sign; spaces are left out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'a> {
    pub(super) text: &'a str,
    /// Where it begins, in bytes.
    pub(super) from: usize,
}

impl Token<'_> {
    pub(super) fn end(&self) -> usize {
        self.from + self.text.len()
    }

    pub(super) fn is(&self, word: &str) -> bool {
        self.text.eq_ignore_ascii_case(word)
    }

    pub(super) fn is_sign(&self) -> bool {
        self.text.starts_with(sign)
    }
}

/// What may stand in a sign; `!=` and `>=` are one.
fn sign(c: char) -> bool {
    "=!<>~(),".contains(c)
}

/// The words and signs of a query, in their order.
pub(super) fn tokens(jql: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = jql[at..].chars().next() {
        let rest = &jql[at..];
        let length = match first {
            '"' | '\'' => quoted_end(rest, first),
            c if c.is_whitespace() => {
                at += c.len_utf8();
                continue;
            }
            '(' | ')' | ',' => 1,
            c if sign(c) => rest
                .find(|c: char| !"=!<>~".contains(c))
                .unwrap_or(rest.len()),
            _ => word_end(rest),
        };
        tokens.push(Token {
            text: &rest[..length],
            from: at,
        });
        at += length;
    }
    tokens
}
