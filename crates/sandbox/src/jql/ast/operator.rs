//! The words between the parts of a condition.

use std::fmt;

/// What is asked of a field. `CHANGED` is [`Clause::Changed`](super::Clause::Changed).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operator {
    /// `=`
    Equals,
    /// `!=`
    NotEquals,
    /// `<`
    Less,
    /// `<=`
    LessEquals,
    /// `>`
    Greater,
    /// `>=`
    GreaterEquals,
    /// `~`
    Like,
    /// `!~`
    NotLike,
    /// `IN`
    In,
    /// `NOT IN`
    NotIn,
    /// `IS`
    Is,
    /// `IS NOT`
    IsNot,
    /// `WAS`
    Was,
    /// `WAS NOT`
    WasNot,
    /// `WAS IN`
    WasIn,
    /// `WAS NOT IN`
    WasNotIn,
}

impl Operator {
    /// The operator in small letters, as in `/jql/parse` and Jira's messages.
    pub fn text(self) -> &'static str {
        match self {
            Self::Equals => "=",
            Self::NotEquals => "!=",
            Self::Less => "<",
            Self::LessEquals => "<=",
            Self::Greater => ">",
            Self::GreaterEquals => ">=",
            Self::Like => "~",
            Self::NotLike => "!~",
            Self::In => "in",
            Self::NotIn => "not in",
            Self::Is => "is",
            Self::IsNot => "is not",
            Self::Was => "was",
            Self::WasNot => "was not",
            Self::WasIn => "was in",
            Self::WasNotIn => "was not in",
        }
    }

    /// Whether the operator asks the history of a field.
    pub fn is_history(self) -> bool {
        matches!(
            self,
            Self::Was | Self::WasNot | Self::WasIn | Self::WasNotIn
        )
    }

    /// Whether the right side has to be a list (or a function that gives one).
    pub fn takes_list(self) -> bool {
        matches!(self, Self::In | Self::NotIn | Self::WasIn | Self::WasNotIn)
    }
}

impl fmt::Display for Operator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

/// Kinds of history predicates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PredicateKind {
    /// The change was made after.
    After,
    /// The change was made before.
    Before,
    /// Who made the change.
    By,
    /// The change was made between two dates.
    During,
    /// The change was made on the day.
    On,
    /// The old value.
    From,
    /// The new value.
    To,
}

impl PredicateKind {
    /// All kinds, in the order in which Jira lists them.
    pub const ALL: [Self; 7] = [
        Self::After,
        Self::Before,
        Self::By,
        Self::During,
        Self::On,
        Self::From,
        Self::To,
    ];

    /// The predicate in small letters.
    pub fn text(self) -> &'static str {
        match self {
            Self::After => "after",
            Self::Before => "before",
            Self::By => "by",
            Self::During => "during",
            Self::On => "on",
            Self::From => "from",
            Self::To => "to",
        }
    }
}

/// A sort direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
}
