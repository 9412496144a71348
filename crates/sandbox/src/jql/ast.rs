//! A JQL query as a tree.
//!
//! Two trees are equal when they ask the same: positions and the way a word was quoted do not
//! count, so `parse(print(tree)) == tree`.

mod operator;

pub use operator::{Direction, Operator, PredicateKind};

/// Where something stands in the text of a query, counted from one like Jira does.
#[derive(Debug, Clone, Copy, Default)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Character within the line, from 1.
    pub column: u32,
}

/// A word of a query: what it means and how it was written.
#[derive(Debug, Clone, Default)]
pub struct Text {
    /// The word without quotes and escapes.
    pub value: String,
    /// The word as it stands in the query, quotes included (Jira's `encodedValue`).
    pub written: String,
    /// Where the word begins.
    pub at: Position,
}

impl Text {
    /// A word that was not read from a query, quoted where JQL needs it.
    pub fn new(value: impl Into<String>) -> Self {
        let value = value.into();
        let written = super::print::quoted(&value);
        Self {
            value,
            written,
            at: Position::default(),
        }
    }

    /// Whether the word stands in quotes.
    pub fn is_quoted(&self) -> bool {
        self.written.starts_with(['"', '\''])
    }

    /// Compares like JQL compares names: without case.
    pub fn is(&self, other: &str) -> bool {
        self.value.eq_ignore_ascii_case(other) || self.value.to_lowercase() == other.to_lowercase()
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Eq for Text {}

/// A whole query. Both parts may be missing: the empty text is a query that finds everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// What an issue has to fulfil; `None` finds all.
    pub condition: Option<Clause>,
    /// The order of the answer, most important first.
    pub order_by: Vec<Sort>,
}

impl Query {
    /// Whether the query restricts its answer at all (`/search/jql` refuses the others).
    pub fn is_bounded(&self) -> bool {
        self.condition.is_some()
    }
}

/// A condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clause {
    /// All hold; at least two.
    And(Vec<Clause>),
    /// At least one holds; at least two.
    Or(Vec<Clause>),
    /// The inner one does not hold.
    Not(Box<Clause>),
    /// `field operator operand`, `WAS` included.
    Terminal(Terminal),
    /// `field CHANGED …`.
    Changed(Changed),
}

impl Clause {
    /// Calls `visit` for every leaf's field, in the order of the text.
    pub fn each_field<'a>(&'a self, visit: &mut impl FnMut(&'a Field)) {
        match self {
            Self::And(inner) | Self::Or(inner) => {
                for clause in inner {
                    clause.each_field(visit);
                }
            }
            Self::Not(inner) => inner.each_field(visit),
            Self::Terminal(terminal) => visit(&terminal.field),
            Self::Changed(changed) => visit(&changed.field),
        }
    }
}

/// `field operator operand`, with history predicates when the operator is one of `WAS`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terminal {
    /// The left side.
    pub field: Field,
    /// What is asked of it.
    pub operator: Operator,
    /// The right side.
    pub operand: Operand,
    /// `AFTER`, `BY`, `DURING` …: only after `WAS`.
    pub predicates: Vec<Predicate>,
}

/// `field CHANGED`, with history predicates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The field whose history is asked.
    pub field: Field,
    /// `FROM`, `TO`, `AFTER` …
    pub predicates: Vec<Predicate>,
}

/// The left side of a condition, or a sort key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The field's name: `status`, `Story Points`, `cf[10016]`.
    pub name: Text,
    /// `issue.property[key].path`: the part after the name.
    pub property: Option<Property>,
}

impl Field {
    /// The number of `cf[10016]`.
    pub fn custom_id(&self) -> Option<u64> {
        let lower = self.name.value.to_ascii_lowercase();
        let inner = lower.strip_prefix("cf[")?.strip_suffix(']')?;
        inner.trim().parse().ok()
    }
}

/// `[key].path.to.value` behind an entity name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Property {
    /// The property's key.
    pub key: Text,
    /// The path into its JSON value, dots included as written; empty for none.
    pub path: String,
}

/// The right side of a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operand {
    /// One value.
    Single(Value),
    /// `(a, b, f(), EMPTY)`; the grammar allows a list in a list, and it counts as one flat list.
    List(Vec<Operand>),
    /// `currentUser()`, `startOfMonth("-1")`.
    Function(Function),
    /// `EMPTY` or `NULL` without quotes.
    Empty,
}

/// One value. A bare number is looked up as an id first, a word as a name first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// The value and how it was written.
    pub text: Text,
    /// The number, where the value is a whole number without quotes.
    pub number: Option<i64>,
}

impl Value {
    /// A word, quoted where JQL needs it.
    pub fn word(value: impl Into<String>) -> Self {
        Self {
            text: Text::new(value),
            number: None,
        }
    }

    /// A bare number.
    pub fn whole(number: i64) -> Self {
        let text = number.to_string();
        Self {
            text: Text {
                value: text.clone(),
                written: text,
                at: Position::default(),
            },
            number: Some(number),
        }
    }
}

/// A function and its arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Function {
    /// The function's name, compared without case by the evaluator.
    pub name: Text,
    /// Its arguments, words or numbers, as text.
    pub arguments: Vec<Text>,
}

/// A history predicate: `AFTER "2024-01-01"`, `DURING (a, b)`, `BY currentUser()`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Predicate {
    /// Which one.
    pub kind: PredicateKind,
    /// Its right side; a list of two for `DURING`.
    pub operand: Operand,
}

/// A sort key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sort {
    /// By which field.
    pub field: Field,
    /// The direction, where the query names one; every field has its own default.
    pub direction: Option<Direction>,
}
