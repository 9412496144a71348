//! The left side of a condition, and its operator.

use super::Parser;
use crate::jql::ast::{Field, Operator, Property, Text};
use crate::jql::error::ParseError;
use crate::jql::token::Kind;

impl Parser {
    pub(super) fn field(&mut self) -> Result<Field, ParseError> {
        let at = self.at();
        let name = match self.kind() {
            Kind::Word | Kind::Quoted | Kind::Number(_) => self.text(),
            Kind::CustomField => self.custom_field()?,
            _ => return Err(ParseError::bad_field(self.got(), at)),
        };
        if name.value.trim().is_empty() {
            return Err(ParseError::empty_field(at));
        }
        let property = if self.kind() == &Kind::LeftBracket {
            Some(self.property()?)
        } else {
            None
        };
        Ok(Field { name, property })
    }

    /// `cf[10016]`
    fn custom_field(&mut self) -> Result<Text, ParseError> {
        let cf = self.advance();
        self.expect(&Kind::LeftBracket, "'['")?;
        let id = match self.kind() {
            Kind::Number(id) if *id >= 0 => *id,
            _ => return Err(ParseError::bad_custom_field(self.got(), self.at())),
        };
        self.advance();
        self.expect(&Kind::RightBracket, "']'")?;
        Ok(Text {
            value: format!("cf[{id}]"),
            written: format!("{}[{id}]", cf.written),
            at: cf.at,
        })
    }

    /// `[key].path`
    fn property(&mut self) -> Result<Property, ParseError> {
        self.expect(&Kind::LeftBracket, "'['")?;
        if !matches!(self.kind(), Kind::Word | Kind::Quoted | Kind::Number(_)) {
            return Err(ParseError::bad_property(self.got(), self.at()));
        }
        let key = self.text();
        self.expect(&Kind::RightBracket, "']'")?;
        let mut path = String::new();
        if self.kind() == &Kind::Word && self.peek().value.starts_with('.') {
            self.advance()
                .value
                .trim_start_matches('.')
                .clone_into(&mut path);
        }
        Ok(Property { key, path })
    }

    pub(super) fn operator(&mut self) -> Result<Operator, ParseError> {
        let operator = match self.kind() {
            Kind::Equals => Operator::Equals,
            Kind::NotEquals => Operator::NotEquals,
            Kind::Less => Operator::Less,
            Kind::LessEquals => Operator::LessEquals,
            Kind::Greater => Operator::Greater,
            Kind::GreaterEquals => Operator::GreaterEquals,
            Kind::Like => Operator::Like,
            Kind::NotLike => Operator::NotLike,
            Kind::In => Operator::In,
            Kind::Not => {
                self.advance();
                self.expect(&Kind::In, "'IN'")?;
                return Ok(Operator::NotIn);
            }
            Kind::Is => {
                self.advance();
                if self.kind() == &Kind::Bang {
                    return Err(self.expected("'NOT'"));
                }
                return Ok(if self.accept(&Kind::Not) {
                    Operator::IsNot
                } else {
                    Operator::Is
                });
            }
            Kind::Was => {
                self.advance();
                let not = self.accept(&Kind::Not);
                return Ok(match (not, self.accept(&Kind::In)) {
                    (false, false) => Operator::Was,
                    (true, false) => Operator::WasNot,
                    (false, true) => Operator::WasIn,
                    (true, true) => Operator::WasNotIn,
                });
            }
            _ => return Err(ParseError::bad_operator(self.got(), self.at())),
        };
        self.advance();
        Ok(operator)
    }
}
