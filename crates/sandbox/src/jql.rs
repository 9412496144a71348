//! JQL, Jira's query language: lexer, parser, printer.
//!
//! ```
//! let query = sandbox::jql::parse("project = TIMOB AND created >= -30d ORDER BY created")?;
//! assert!(query.is_bounded());
//! assert_eq!(sandbox::jql::print(&query), "project = TIMOB AND created >= -30d ORDER BY created");
//! # Ok::<(), sandbox::jql::ParseError>(())
//! ```
//!
//! The tree is in [`ast`]; what it finds is decided by [`crate::world`]. A new operator or keyword
//! gets a token in `lexer`, a branch in `parser`, its text in [`ast`] and `print`; the property
//! test then covers it.

pub mod ast;
mod error;
mod lexer;
mod parser;
mod print;
mod structure;
mod token;
mod words;

pub use error::ParseError;
pub use parser::parse;
pub use print::{print, print_clause, print_operand, quoted};
pub use structure::structure;
pub use words::{RESERVED_WORDS, is_reserved};

#[cfg(test)]
mod tests;
