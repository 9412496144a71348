//! Conditions of which `NOT` finds all other issues.
//!
//! Jira turns `NOT (priority = High)` into `priority != High`, and that leaves out issues without a priority.
//! A condition that asks only for what every issue has leaves nobody out. More is not read of a query here:
//! whatever is not surely of this sort is not.

/// Fields that every issue has, as JQL calls them.
const ALWAYS_THERE: [&str; 13] = [
    "created",
    "createddate",
    "id",
    "issue",
    "issuekey",
    "issuetype",
    "key",
    "project",
    "status",
    "statuscategory",
    "type",
    "updated",
    "updateddate",
];
/// Fields of which `is EMPTY` and `is not EMPTY` are all issues. Others may be hidden in a project, which is
/// neither.
const THERE_OR_EMPTY: [&str; 2] = ["assignee", "resolution"];
/// Whoever nests deeper is not understood.
const DEEPEST: usize = 32;

/// Whether `NOT` and the condition together find every issue, and none of them twice.
pub(super) fn has_opposite(condition: &str) -> bool {
    tokens(condition).is_some_and(|tokens| {
        let mut reader = Reader { rest: &tokens };
        reader.any(0).is_some() && reader.rest.is_empty()
    })
}

#[derive(Debug, PartialEq, Eq)]
enum Token {
    Open,
    Close,
    Comma,
    /// `=`, `!=`, `<`, …
    Sign(String),
    /// In small letters.
    Word(String),
    /// In quotes.
    Text,
}

/// The words of a condition; none where there is more in it than is understood.
fn tokens(condition: &str) -> Option<Vec<Token>> {
    let is_word = |c: &char| c.is_alphanumeric() || "_-+./:@".contains(*c);
    let is_sign = |c: &char| "=!<>~".contains(*c);
    let mut found = Vec::new();
    let mut rest = condition.chars().peekable();
    while let Some(c) = rest.next() {
        let mut run = |belongs: &dyn Fn(&char) -> bool| {
            let mut run = String::from(c);
            while let Some(more) = rest.next_if(belongs) {
                run.push(more);
            }
            run.to_lowercase()
        };
        found.push(match c {
            c if c.is_whitespace() => continue,
            '(' => Token::Open,
            ')' => Token::Close,
            ',' => Token::Comma,
            '"' | '\'' => loop {
                match rest.next()? {
                    '\\' => drop(rest.next()),
                    end if end == c => break Token::Text,
                    _ => {}
                }
            },
            c if is_sign(&c) => Token::Sign(run(&is_sign)),
            c if is_word(&c) => Token::Word(run(&is_word)),
            _ => return None,
        });
    }
    Some(found)
}

/// Reads on as long as it understands.
struct Reader<'a> {
    rest: &'a [Token],
}

impl<'a> Reader<'a> {
    /// Alternatives, or one alone.
    fn any(&mut self, depth: usize) -> Option<()> {
        self.all(depth)?;
        while self.takes_word("or") {
            self.all(depth)?;
        }
        Some(())
    }

    fn all(&mut self, depth: usize) -> Option<()> {
        self.one(depth)?;
        while self.takes_word("and") {
            self.one(depth)?;
        }
        Some(())
    }

    fn one(&mut self, depth: usize) -> Option<()> {
        if depth > DEEPEST {
            return None;
        }
        if self.takes_word("not") {
            return self.one(depth + 1);
        }
        if self.takes(&Token::Open) {
            self.any(depth + 1)?;
            return self.takes(&Token::Close).then_some(());
        }
        let Token::Word(field) = self.next()? else {
            return None;
        };
        let is_there = ALWAYS_THERE.contains(&field.as_str());
        if self.takes_word("is") {
            self.takes_word("not");
            let is_asked = self.takes_word("empty") || self.takes_word("null");
            let is_known = is_there || THERE_OR_EMPTY.contains(&field.as_str());
            return (is_asked && is_known).then_some(());
        }
        if !is_there {
            return None;
        }
        let is_negated = self.takes_word("not");
        if self.takes_word("in") {
            return self.operand();
        }
        match self.next()? {
            Token::Sign(sign) if !is_negated && !sign.contains('~') => self.operand(),
            _ => None,
        }
    }

    /// A value, a list of them, or a function.
    fn operand(&mut self) -> Option<()> {
        if self.rest.first() != Some(&Token::Open) {
            match self.next()? {
                Token::Text => return Some(()),
                Token::Word(_) => {}
                _ => return None,
            }
            if self.rest.first() != Some(&Token::Open) {
                return Some(());
            }
        }
        let mut open = 0;
        loop {
            match self.next()? {
                Token::Open => open += 1,
                Token::Close => open -= 1,
                Token::Sign(_) => return None,
                Token::Comma | Token::Word(_) | Token::Text => {}
            }
            if open == 0 {
                return Some(());
            }
        }
    }

    fn next(&mut self) -> Option<&'a Token> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(first)
    }

    fn takes(&mut self, wanted: &Token) -> bool {
        let takes = self.rest.first() == Some(wanted);
        if takes {
            self.next();
        }
        takes
    }

    fn takes_word(&mut self, wanted: &str) -> bool {
        let takes = matches!(self.rest.first(), Some(Token::Word(word)) if word == wanted);
        if takes {
            self.next();
        }
        takes
    }
}

#[cfg(test)]
mod tests {
    use super::has_opposite;
    use rstest::rstest;

    #[rstest]
    #[case("issuetype = Bug")]
    #[case("Status in (\"In Progress\", Done) AND created >= -30d")]
    #[case("(project = A OR NOT statusCategory != Done)")]
    #[case("resolution is EMPTY or assignee is not null")]
    #[case("created < startOfMonth(-1) AND project not in (A, 'B \\' C')")]
    fn of_what_every_issue_has_the_opposite_is_all_others(#[case] condition: &str) {
        assert!(has_opposite(condition), "{condition}");
    }

    #[rstest]
    #[case("priority = High")]
    #[case("due < now()")]
    #[case("issuetype = Bug AND labels in (a)")]
    #[case("duedate is EMPTY")]
    #[case("assignee = currentUser()")]
    #[case("status was Done")]
    #[case("status changed")]
    #[case("status ~ x")]
    #[case("cf[10010] = 1")]
    #[case("\"Story Points\" > 3")]
    #[case("project = A OR (issuetype = Bug")]
    #[case("project = A) OR (priority = High")]
    #[case("project = \"A")]
    #[case("filter = 10000")]
    #[case("")]
    fn whatever_may_leave_an_issue_out_has_none(#[case] condition: &str) {
        assert!(!has_opposite(condition), "{condition}");
    }
}
