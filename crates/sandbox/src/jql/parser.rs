//! Tokens into a tree, by Jira's grammar: `OR` of `AND` of `NOT` of conditions.

mod field;
mod operand;

use super::ast::{
    Changed, Clause, Direction, Field, Operand, Operator, Position, Predicate, PredicateKind,
    Query, Sort, Terminal, Text,
};
use super::error::ParseError;
use super::lexer::lex;
use super::print::print_operand;
use super::token::{Kind, Token};

/// How deep parentheses and `NOT` may nest: the parser recurses, and its stack has an end.
const DEEPEST: u32 = 200;

/// Reads a query. The empty text is the query that finds everything.
pub fn parse(query: &str) -> Result<Query, ParseError> {
    let mut parser = Parser {
        tokens: lex(query)?,
        next: 0,
        depth: 0,
    };
    let mut condition = None;
    if !matches!(parser.kind(), Kind::OrderWord | Kind::End) {
        condition = Some(parser.or_clause()?);
        if !matches!(parser.kind(), Kind::OrderWord | Kind::End) {
            return Err(parser.expected("either 'OR' or 'AND'"));
        }
    }
    let order_by = parser.order_by()?;
    Ok(Query {
        condition,
        order_by,
    })
}

struct Parser {
    /// Never empty: the last one is `End`, and `advance` never passes it.
    tokens: Vec<Token>,
    next: usize,
    depth: u32,
}

impl Parser {
    fn peek(&self) -> &Token {
        &self.tokens[self.next.min(self.tokens.len() - 1)]
    }

    fn kind(&self) -> &Kind {
        &self.peek().kind
    }

    fn after_next(&self) -> &Kind {
        &self.tokens[(self.next + 1).min(self.tokens.len() - 1)].kind
    }

    fn at(&self) -> Position {
        self.peek().at
    }

    /// The next token as an error message shows it; `None` at the end.
    fn got(&self) -> Option<&str> {
        let token = self.peek();
        (token.kind != Kind::End).then_some(token.value.as_str())
    }

    fn expected(&self, what: &str) -> ParseError {
        ParseError::expected(what, self.got(), self.at())
    }

    fn advance(&mut self) -> Token {
        let token = self.peek().clone();
        self.next += 1;
        token
    }

    fn accept(&mut self, kind: &Kind) -> bool {
        let found = self.kind() == kind;
        if found {
            self.next += 1;
        }
        found
    }

    fn expect(&mut self, kind: &Kind, name: &str) -> Result<(), ParseError> {
        if self.accept(kind) {
            Ok(())
        } else {
            Err(self.expected(name))
        }
    }

    fn text(&mut self) -> Text {
        let token = self.advance();
        Text {
            value: token.value,
            written: token.written,
            at: token.at,
        }
    }

    fn or_clause(&mut self) -> Result<Clause, ParseError> {
        let first = self.and_clause()?;
        let mut all = vec![first];
        while self.accept(&Kind::Or) {
            all.push(self.and_clause()?);
        }
        Ok(joined(all, Clause::Or))
    }

    fn and_clause(&mut self) -> Result<Clause, ParseError> {
        let first = self.not_clause()?;
        let mut all = vec![first];
        while self.accept(&Kind::And) {
            all.push(self.not_clause()?);
        }
        Ok(joined(all, Clause::And))
    }

    fn not_clause(&mut self) -> Result<Clause, ParseError> {
        if !matches!(self.kind(), Kind::Not | Kind::Bang | Kind::LeftParen) {
            return self.terminal();
        }
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(ParseError::plain(
                "Error in the JQL Query: The query is nested too deeply.",
            ));
        }
        let clause = if self.accept(&Kind::LeftParen) {
            let inner = self.or_clause()?;
            self.expect(&Kind::RightParen, "')'")?;
            inner
        } else {
            self.advance();
            Clause::Not(Box::new(self.not_clause()?))
        };
        self.depth -= 1;
        Ok(clause)
    }

    fn terminal(&mut self) -> Result<Clause, ParseError> {
        let field = self.field()?;
        if self.accept(&Kind::Changed) {
            return self.changed(field);
        }
        let operator = self.operator()?;
        let operand = self.operand()?;
        let predicates = self.predicates()?;
        match predicates.first() {
            Some(first) if !operator.is_history() => Err(ParseError::plain(format!(
                "The {} operator does not support the use of the {} {} predicate.",
                java_name(operator),
                first.kind.text(),
                quoted_operand(&first.operand),
            ))),
            _ => Ok(Clause::Terminal(Terminal {
                field,
                operator,
                operand,
                predicates,
            })),
        }
    }

    fn changed(&mut self, field: Field) -> Result<Clause, ParseError> {
        if matches!(
            self.kind(),
            Kind::Word | Kind::Quoted | Kind::Number(_) | Kind::LeftParen | Kind::Empty
        ) {
            let value = print_operand(&self.operand()?);
            return Err(ParseError::plain(format!(
                "The CHANGED operator does not support the use of values without predicates. You must prefix the {value} value with a suitable predicate."
            )));
        }
        let predicates = self.predicates()?;
        Ok(Clause::Changed(Changed { field, predicates }))
    }

    fn predicates(&mut self) -> Result<Vec<Predicate>, ParseError> {
        let mut all = Vec::new();
        loop {
            let kind = match self.kind() {
                Kind::Predicate(kind) => *kind,
                Kind::By => PredicateKind::By,
                _ => return Ok(all),
            };
            self.advance();
            let operand = self.operand()?;
            all.push(Predicate { kind, operand });
        }
    }

    fn order_by(&mut self) -> Result<Vec<Sort>, ParseError> {
        let mut all = Vec::new();
        if !self.accept(&Kind::OrderWord) {
            return Ok(all);
        }
        self.expect(&Kind::By, "'by'")?;
        loop {
            let field = self.field()?;
            let direction = match self.kind() {
                Kind::Ascending => Some(Direction::Ascending),
                Kind::Descending => Some(Direction::Descending),
                _ => None,
            };
            if direction.is_some() {
                self.advance();
            }
            all.push(Sort { field, direction });
            if self.accept(&Kind::Comma) {
                continue;
            }
            if self.kind() == &Kind::End {
                return Ok(all);
            }
            return Err(if direction.is_some() {
                self.expected("','")
            } else {
                self.expected("either 'ASC' or 'DESC'")
            });
        }
    }
}

fn joined(mut all: Vec<Clause>, join: fn(Vec<Clause>) -> Clause) -> Clause {
    match all.len() {
        1 => all.remove(0),
        _ => join(all),
    }
}

/// The operator's name inside Jira, which its sentence about predicates shows.
fn java_name(operator: Operator) -> &'static str {
    match operator {
        Operator::Equals => "EQUALS",
        Operator::NotEquals => "NOT_EQUALS",
        Operator::Less => "LESS_THAN",
        Operator::LessEquals => "LESS_THAN_EQUALS",
        Operator::Greater => "GREATER_THAN",
        Operator::GreaterEquals => "GREATER_THAN_EQUALS",
        Operator::Like => "LIKE",
        Operator::NotLike => "NOT_LIKE",
        Operator::In => "IN",
        Operator::NotIn => "NOT_IN",
        Operator::Is => "IS",
        Operator::IsNot => "IS_NOT",
        Operator::Was => "WAS",
        Operator::WasNot => "WAS_NOT",
        Operator::WasIn => "WAS_IN",
        Operator::WasNotIn => "WAS_NOT_IN",
    }
}

fn quoted_operand(operand: &Operand) -> String {
    match operand {
        Operand::Single(value) => format!("\"{}\"", value.text.value),
        other => print_operand(other),
    }
}
