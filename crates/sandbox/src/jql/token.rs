//! What the lexer gives to the parser.

use super::ast::{Position, PredicateKind};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Number(i64),
    Quoted,
    And,
    Or,
    Not,
    Bang,
    In,
    Is,
    Was,
    Changed,
    Empty,
    CustomField,
    OrderWord,
    By,
    Ascending,
    Descending,
    Predicate(PredicateKind),
    Equals,
    NotEquals,
    Less,
    LessEquals,
    Greater,
    GreaterEquals,
    Like,
    NotLike,
    LeftParen,
    RightParen,
    LeftBracket,
    RightBracket,
    Comma,
    End,
}

#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// Without quotes and escapes.
    pub(super) value: String,
    pub(super) written: String,
    pub(super) at: Position,
}
