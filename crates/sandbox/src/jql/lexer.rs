//! Text into words, numbers, keywords and signs.

use std::iter::Peekable;
use std::str::Chars;

use super::ast::Position;
use super::error::ParseError;
use super::token::{Kind, Token};
use super::words::bare;

/// Characters that end a bare word and mean nothing yet.
const RESERVED_CHARACTERS: &str = "{}*/%+^$#@?;";

/// The whole query as tokens, the last one [`Kind::End`]. Like Jira's, it fails at the first bad
/// character anywhere, before any complaint about grammar.
pub(super) fn lex(query: &str) -> Result<Vec<Token>, ParseError> {
    let mut lexer = Lexer {
        chars: query.chars().peekable(),
        at: Position { line: 1, column: 1 },
        written: String::new(),
    };
    let mut tokens = Vec::new();
    loop {
        let token = lexer.token()?;
        let end = token.kind == Kind::End;
        tokens.push(token);
        if end {
            return Ok(tokens);
        }
    }
}

struct Lexer<'a> {
    chars: Peekable<Chars<'a>>,
    at: Position,
    /// What was taken since the token began.
    written: String,
}

impl Lexer<'_> {
    fn peek(&mut self) -> Option<char> {
        self.chars.peek().copied()
    }

    fn take(&mut self) -> Option<char> {
        let c = self.chars.next()?;
        self.written.push(c);
        if c == '\n' {
            self.at.line += 1;
            self.at.column = 1;
        } else {
            // Jira counts UTF-16 units.
            self.at.column += if c.len_utf16() == 2 { 2 } else { 1 };
        }
        Some(c)
    }

    fn take_if(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.take();
        }
        found
    }

    fn token(&mut self) -> Result<Token, ParseError> {
        while self
            .peek()
            .is_some_and(|c| matches!(c, ' ' | '\t' | '\n' | '\r'))
        {
            self.take();
        }
        self.written.clear();
        let at = self.at;
        let Some(c) = self.peek() else {
            return Ok(self.made(Kind::End, at));
        };
        let kind = match c {
            '"' | '\'' => {
                let value = self.quoted(c, at)?;
                return Ok(Token {
                    kind: Kind::Quoted,
                    value,
                    written: std::mem::take(&mut self.written),
                    at,
                });
            }
            '(' => self.sign(Kind::LeftParen),
            ')' => self.sign(Kind::RightParen),
            '[' => self.sign(Kind::LeftBracket),
            ']' => self.sign(Kind::RightBracket),
            ',' => self.sign(Kind::Comma),
            '~' => self.sign(Kind::Like),
            '=' => self.sign(Kind::Equals),
            '!' => {
                self.take();
                if self.take_if('=') {
                    Kind::NotEquals
                } else if self.take_if('~') {
                    Kind::NotLike
                } else {
                    Kind::Bang
                }
            }
            '<' => {
                self.take();
                if self.take_if('=') {
                    Kind::LessEquals
                } else {
                    Kind::Less
                }
            }
            '>' => {
                self.take();
                if self.take_if('=') {
                    Kind::GreaterEquals
                } else {
                    Kind::Greater
                }
            }
            '&' => {
                self.take();
                self.take_if('&');
                Kind::And
            }
            '|' => {
                self.take();
                self.take_if('|');
                Kind::Or
            }
            _ => return self.word(at),
        };
        Ok(self.made(kind, at))
    }

    fn sign(&mut self, kind: Kind) -> Kind {
        self.take();
        kind
    }

    fn made(&mut self, kind: Kind, at: Position) -> Token {
        let written = std::mem::take(&mut self.written);
        Token {
            kind,
            value: written.clone(),
            written,
            at,
        }
    }

    fn quoted(&mut self, quote: char, at: Position) -> Result<String, ParseError> {
        self.take();
        let mut value = String::new();
        loop {
            let here = self.at;
            match self.peek() {
                None => return Err(ParseError::unfinished_string(&value, at)),
                Some(c) if c == quote => {
                    self.take();
                    return Ok(value);
                }
                Some('\\') => value.push(self.escape(here)?),
                Some(c) if is_control(c) => return Err(ParseError::illegal_character(c, here)),
                Some(c) => {
                    self.take();
                    value.push(c);
                }
            }
        }
    }

    /// `\n`, `\u0040`, `\ ` …
    fn escape(&mut self, at: Position) -> Result<char, ParseError> {
        self.take();
        let Some(c) = self.take() else {
            return Err(ParseError::illegal_escape("", at));
        };
        match c {
            't' => Ok('\t'),
            'n' => Ok('\n'),
            'r' => Ok('\r'),
            '\\' | '\'' | '"' | ' ' => Ok(c),
            'u' => self.unicode(at),
            _ => Err(ParseError::illegal_escape(&format!("\\{c}"), at)),
        }
    }

    fn unicode(&mut self, at: Position) -> Result<char, ParseError> {
        let first = self.four_digits(at)?;
        if !(0xD800..0xDC00).contains(&first) {
            return char::from_u32(first)
                .ok_or_else(|| ParseError::illegal_escape(&format!("\\u{first:04x}"), at));
        }
        // A character beyond the first plane is written as two escapes.
        let pair = if self.take_if('\\') && self.take_if('u') {
            let second = self.four_digits(at)?;
            (0xDC00..0xE000)
                .contains(&second)
                .then(|| 0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00))
                .and_then(char::from_u32)
        } else {
            None
        };
        pair.ok_or_else(|| ParseError::illegal_escape(&format!("\\u{first:04x}"), at))
    }

    fn four_digits(&mut self, at: Position) -> Result<u32, ParseError> {
        let mut seen = String::from("\\u");
        let mut code = 0;
        for _ in 0..4 {
            let Some(c) = self.take() else {
                return Err(ParseError::illegal_escape(&seen, at));
            };
            seen.push(c);
            match c.to_digit(16) {
                Some(digit) => code = code * 16 + digit,
                None => return Err(ParseError::illegal_escape(&seen, at)),
            }
        }
        Ok(code)
    }

    fn word(&mut self, at: Position) -> Result<Token, ParseError> {
        let mut value = String::new();
        let mut escaped = false;
        while let Some(c) = self.peek() {
            let here = self.at;
            match c {
                '\\' => {
                    escaped = true;
                    value.push(self.escape(here)?);
                }
                ' ' | '\t' | '\n' | '\r' | '"' | '\'' | '(' | ')' | '[' | ']' | ',' | '~' | '='
                | '!' | '<' | '>' | '&' | '|' => break,
                c if RESERVED_CHARACTERS.contains(c) => {
                    return Err(ParseError::reserved_character(c, here));
                }
                c if is_control(c) => return Err(ParseError::illegal_character(c, here)),
                c => {
                    self.take();
                    value.push(c);
                }
            }
        }
        let kind = if escaped {
            Kind::Word
        } else {
            bare(&value, at)?
        };
        Ok(Token {
            kind,
            value,
            written: std::mem::take(&mut self.written),
            at,
        })
    }
}

fn is_control(c: char) -> bool {
    matches!(c, '\0'..='\u{9}' | '\u{b}'..='\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{fdd0}'..='\u{fdef}' | '\u{fffe}' | '\u{ffff}')
}
