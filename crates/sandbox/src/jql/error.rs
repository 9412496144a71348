//! What is wrong with the text of a query, in Jira's own sentences.

use super::ast::Position;

/// A query that cannot be read. Displays as Jira's sentence, position included.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{sentence}")]
pub struct ParseError {
    sentence: String,
}

const ESCAPES: &str = r#"The valid escape sequences are \', \", \t, \n, \r, \\, '\ ' and \uXXXX."#;
const OPERATORS: &str = "The valid operators are '=', '!=', '<', '>', '<=', '>=', '~', '!~', 'IN', 'NOT IN', 'IS' and 'IS NOT'.";

impl ParseError {
    /// A sentence as it is.
    pub(super) fn plain(sentence: impl Into<String>) -> Self {
        Self {
            sentence: sentence.into(),
        }
    }

    fn new(sentence: &str, at: Option<Position>) -> Self {
        Self::opened("Error in the JQL Query", sentence, at)
    }

    /// Jira's sentences about operands lack the article; its clients match on either.
    fn operand(sentence: &str, at: Option<Position>) -> Self {
        Self::opened("Error in JQL Query", sentence, at)
    }

    fn opened(opening: &str, sentence: &str, at: Option<Position>) -> Self {
        Self {
            sentence: match at {
                Some(at) => format!(
                    "{opening}: {sentence} (line {}, character {})",
                    at.line, at.column
                ),
                None => format!("{opening}: {sentence}"),
            },
        }
    }

    pub(super) fn unfinished_string(text: &str, at: Position) -> Self {
        let sentence = if text.trim().is_empty() {
            "The quoted string has not been completed.".to_owned()
        } else {
            format!(
                "The quoted string '{}' has not been completed.",
                one_line(text)
            )
        };
        Self::new(&sentence, Some(at))
    }

    pub(super) fn illegal_escape(text: &str, at: Position) -> Self {
        let sentence = if text.is_empty() {
            format!("The escape sequence has not been completed. {ESCAPES}")
        } else {
            format!(
                "'{}' is an illegal JQL escape sequence. {ESCAPES}",
                one_line(text)
            )
        };
        Self::new(&sentence, Some(at))
    }

    pub(super) fn reserved_character(c: char, at: Position) -> Self {
        let escape = format!("\\u{:04x}", u32::from(c));
        Self::new(
            &format!(
                "The character '{c}' is a reserved JQL character. You must enclose it in a string or use the escape '{escape}' instead."
            ),
            Some(at),
        )
    }

    pub(super) fn illegal_character(c: char, at: Position) -> Self {
        let (code, line, column) = (u32::from(c), at.line, at.column);
        Self::new(
            &format!(
                "The character 'U+{code:04X}' on line {line} at position {column} must be escaped. Use the escape '\\u{code:04x}' instead."
            ),
            Some(at),
        )
    }

    pub(super) fn reserved_word(word: &str, at: Position) -> Self {
        Self::new(
            &format!(
                "'{word}' is a reserved JQL word. You must surround it in quotation marks to use it in a query."
            ),
            Some(at),
        )
    }

    pub(super) fn illegal_number(word: &str, at: Position) -> Self {
        Self::new(
            &format!(
                "'{word}' is not a valid number. Numbers must be between -9,223,372,036,854,775,808 and 9,223,372,036,854,775,807."
            ),
            Some(at),
        )
    }

    /// `got` is `None` at the end of the query, in all of the following.
    pub(super) fn bad_field(got: Option<&str>, at: Position) -> Self {
        match got {
            None => Self::new("Expecting a field name at the end of the query.", None),
            Some("[") => Self::new(
                "Expecting a field name but got '['. Did you mean 'cf['?",
                Some(at),
            ),
            Some(got) => Self::new(
                &format!(
                    "Expecting a field name but got '{got}'. You must surround '{got}' in quotation marks to use it as a field name."
                ),
                Some(at),
            ),
        }
    }

    pub(super) fn empty_field(at: Position) -> Self {
        Self::new("A field name cannot be empty.", Some(at))
    }

    pub(super) fn empty_function(at: Position) -> Self {
        Self::new("A function name cannot be empty.", Some(at))
    }

    pub(super) fn bad_custom_field(got: Option<&str>, at: Position) -> Self {
        match got {
            None => Self::new(
                "Expecting a custom field id (a positive number) before the end of the query.",
                None,
            ),
            Some(got) => Self::new(
                &format!("Expecting a custom field id (a positive number) but got '{got}'."),
                Some(at),
            ),
        }
    }

    pub(super) fn bad_property(got: Option<&str>, at: Position) -> Self {
        match got {
            None => Self::new("Expecting a property id at the end of the query.", None),
            Some(got) => Self::new(
                &format!(
                    "Expecting a property id but got '{got}'. You must surround '{got}' in quotation marks to use it as a property id."
                ),
                Some(at),
            ),
        }
    }

    pub(super) fn bad_operator(got: Option<&str>, at: Position) -> Self {
        match got {
            None => Self::new(
                &format!("Expecting operator before the end of the query. {OPERATORS}"),
                None,
            ),
            Some(got) => Self::new(
                &format!("Expecting operator but got '{got}'. {OPERATORS}"),
                Some(at),
            ),
        }
    }

    pub(super) fn bad_operand(got: Option<&str>, at: Position) -> Self {
        match got {
            None => Self::operand(
                "Expecting either a value, list or function before the end of the query.",
                None,
            ),
            Some(got) => Self::operand(
                &format!(
                    "Expecting either a value, list or function but got '{got}'. You must surround '{got}' in quotation marks to use it as a value."
                ),
                Some(at),
            ),
        }
    }

    pub(super) fn bad_argument(got: Option<&str>, at: Position) -> Self {
        match got {
            None => Self::new(
                "Expecting a function argument at the end of the query.",
                None,
            ),
            Some(")") => Self::new("Function argument must be specified.", Some(at)),
            Some(got) => Self::new(
                &format!(
                    "Expecting a function argument but got '{got}'. You must surround '{got}' in quotation marks to use it as an argument."
                ),
                Some(at),
            ),
        }
    }

    /// `expected` is already quoted: `')' or ','`, `either 'OR' or 'AND'`.
    pub(super) fn expected(expected: &str, got: Option<&str>, at: Position) -> Self {
        match got {
            None => Self::new(
                &format!("Expecting {expected} before the end of the query."),
                None,
            ),
            Some(got) => Self::new(&format!("Expecting {expected} but got '{got}'."), Some(at)),
        }
    }
}

fn one_line(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
}
