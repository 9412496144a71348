//! The right side of a condition: values, lists, functions.

use super::{DEEPEST, Parser};
use crate::jql::ast::{Function, Operand, Value};
use crate::jql::error::ParseError;
use crate::jql::token::Kind;

impl Parser {
    pub(super) fn operand(&mut self) -> Result<Operand, ParseError> {
        match self.kind() {
            Kind::Empty => {
                self.advance();
                Ok(Operand::Empty)
            }
            Kind::Word | Kind::Quoted | Kind::Number(_)
                if self.after_next() == &Kind::LeftParen =>
            {
                self.function().map(Operand::Function)
            }
            Kind::Word | Kind::Quoted => Ok(Operand::Single(Value {
                text: self.text(),
                number: None,
            })),
            Kind::Number(number) => {
                let number = Some(*number);
                Ok(Operand::Single(Value {
                    text: self.text(),
                    number,
                }))
            }
            Kind::LeftParen => self.list(),
            _ => Err(ParseError::bad_operand(self.got(), self.at())),
        }
    }

    fn list(&mut self) -> Result<Operand, ParseError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(ParseError::plain(
                "Error in the JQL Query: The query is nested too deeply.",
            ));
        }
        self.advance();
        let mut values = vec![self.operand()?];
        while self.accept(&Kind::Comma) {
            values.push(self.operand()?);
        }
        self.expect(&Kind::RightParen, "')'")?;
        self.depth -= 1;
        Ok(Operand::List(values))
    }

    fn function(&mut self) -> Result<Function, ParseError> {
        let name = self.text();
        if name.value.trim().is_empty() {
            return Err(ParseError::empty_function(name.at));
        }
        self.advance();
        let mut arguments = Vec::new();
        if self.accept(&Kind::RightParen) {
            return Ok(Function { name, arguments });
        }
        if matches!(self.kind(), Kind::Comma | Kind::End) {
            return Err(self.expected("')'"));
        }
        loop {
            if !matches!(self.kind(), Kind::Word | Kind::Quoted | Kind::Number(_)) {
                return Err(ParseError::bad_argument(self.got(), self.at()));
            }
            arguments.push(self.text());
            if self.accept(&Kind::RightParen) {
                return Ok(Function { name, arguments });
            }
            if !self.accept(&Kind::Comma) {
                return Err(match self.kind() {
                    Kind::End => self.expected("')'"),
                    _ => self.expected("')' or ','"),
                });
            }
        }
    }
}
