//! What may come at the caret of a query that is being written.

use super::{
    token::{Token, tokens},
    wanted::Wanted,
};

/// What may come at the caret, and what stands there already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// What may come.
    pub wanted: Wanted,
    /// The letters of it that are there, without quotes.
    pub letters: String,
    /// The bytes that it would take the place of.
    pub from: usize,
    /// Their end.
    pub to: usize,
}

impl Asked {
    /// Whether the query may well end here, so that nothing need be offered unasked.
    pub fn may_end(&self) -> bool {
        self.letters.is_empty() && matches!(self.wanted, Wanted::Joint | Wanted::Direction)
    }

    /// Whether what stands there is this suggestion already, by what would be written or by what
    /// people read: `FIN` is `Finance Tools (FIN)`.
    pub fn is_there(&self, text: &str, label: &str) -> bool {
        let letters = self.letters.trim_end_matches(['"', '\'']);
        let same = |word: &str| word.eq_ignore_ascii_case(letters);
        let key = label
            .rsplit_once('(')
            .and_then(|(_, key)| key.strip_suffix(')'));
        !letters.is_empty()
            && (same(text.trim_matches(['"', '\''])) || same(label) || key.is_some_and(same))
    }
}

/// What may come at `caret`, a byte of the query; nothing inside the arguments of a function.
pub fn at_caret(jql: &str, caret: usize) -> Option<Asked> {
    let caret = (0..=caret.min(jql.len()))
        .rev()
        .find(|at| jql.is_char_boundary(*at))?;
    let tokens = tokens(jql);
    // The word at the caret is the one that is being written; a sign is done as soon as it stands.
    let current = tokens
        .iter()
        .find(|token| !token.is_sign() && token.from < caret && caret <= token.end());
    let from = current.map_or(caret, |token| token.from);
    let wanted = after(tokens.iter().take_while(|token| token.end() <= from))?;
    let letters = jql
        .get(from..caret)?
        .trim_start_matches(['"', '\''])
        .to_owned();
    Some(Asked {
        wanted,
        letters,
        from,
        to: current.map_or(caret, Token::end),
    })
}

/// The query with a suggestion in its place, and the caret after it.
pub fn completed(jql: &str, asked: &Asked, text: &str) -> (String, usize) {
    let (Some(before), Some(after)) = (jql.get(..asked.from), jql.get(asked.to..)) else {
        return (jql.to_owned(), jql.len());
    };
    // A sign needs no space before it, a word does.
    let glued = before.ends_with(|c: char| !c.is_whitespace() && c != '(');
    let gap = if glued { " " } else { "" };
    let space = if after.starts_with([' ', ')', ',']) {
        ""
    } else {
        " "
    };
    let head = format!("{before}{gap}{text}{space}");
    let caret = head.len() + usize::from(space.is_empty() && after.starts_with(' '));
    (format!("{head}{after}"), caret)
}

/// What is expected, step by step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Field,
    Operator,
    Value,
    ListBegin,
    ListValue,
    ListNext,
    Empty,
    /// `is` alone: `not` may follow.
    Is,
    Next,
    History,
    /// Inside a function's brackets; the state that comes after them.
    Inside,
    OrderField,
    OrderNext,
}

fn after<'a>(tokens: impl Iterator<Item = &'a Token<'a>>) -> Option<Wanted> {
    let mut state = State::Field;
    let mut field = "";
    let (mut in_list, mut depth) = (false, 0_usize);
    for token in tokens {
        state = match state {
            State::Inside => {
                match token.text {
                    "(" => depth += 1,
                    ")" => depth -= 1,
                    _ => {}
                }
                match (depth, in_list) {
                    (0, true) => State::ListNext,
                    (0, false) => State::Next,
                    _ => State::Inside,
                }
            }
            State::Field if token.is("not") || token.text == "(" || token.text == "!" => {
                State::Field
            }
            State::Field if token.is("order") => State::Field,
            State::Field if token.is("by") => State::OrderField,
            State::Field => {
                field = token.text;
                State::Operator
            }
            State::Operator => operator(token),
            State::Is if token.is("not") => State::Empty,
            State::ListBegin if token.text == "(" => {
                in_list = true;
                State::ListValue
            }
            State::ListValue => State::ListNext,
            State::Next | State::ListNext if token.text == "(" => {
                depth = 1;
                State::Inside
            }
            State::ListNext if token.text == ")" => {
                in_list = false;
                State::Next
            }
            State::ListNext => State::ListValue,
            State::History | State::Next if token.is("and") || token.is("or") => State::Field,
            State::History | State::Next if token.is("order") => State::Next,
            State::History | State::Next if token.is("by") => State::OrderField,
            // `was not`, `was in`, `was not in`
            State::Value if token.is("in") => State::ListBegin,
            State::Value if token.is("not") => State::Value,
            State::ListBegin | State::Value | State::Empty | State::Is | State::Next => State::Next,
            State::History => State::History,
            State::OrderNext if token.text == "," => State::OrderField,
            State::OrderField | State::OrderNext => State::OrderNext,
        };
    }
    let field = field.to_owned();
    Some(match state {
        State::Field => Wanted::Field,
        State::Operator => Wanted::Operator { field },
        State::Value => Wanted::Value { field, list: false },
        State::ListBegin | State::ListValue => Wanted::Value { field, list: true },
        State::Empty | State::Is => Wanted::Empty,
        State::Next | State::History => Wanted::Joint,
        State::OrderField => Wanted::Order,
        State::OrderNext => Wanted::Direction,
        State::ListNext | State::Inside => return None,
    })
}

fn operator(token: &Token<'_>) -> State {
    if token.is("in") {
        State::ListBegin
    } else if token.is("is") {
        State::Is
    } else if token.is("changed") {
        State::History
    } else if token.is("not") {
        // `not in`
        State::Operator
    } else {
        State::Value
    }
}

#[cfg(test)]
mod tests {
    use super::{Asked, Wanted, at_caret, completed};

    /// What is wanted at `|`.
    fn asked(jql: &str) -> Option<Asked> {
        let caret = jql.find('|').unwrap();
        at_caret(&jql.replace('|', ""), caret)
    }

    fn value(field: &str, list: bool) -> Wanted {
        let field = field.to_owned();
        Wanted::Value { field, list }
    }

    #[test]
    fn each_place_of_a_query_wants_something_of_its_own() {
        let operator = |field: &str| {
            Some(Wanted::Operator {
                field: field.into(),
            })
        };
        for (jql, wanted) in [
            ("|", Some(Wanted::Field)),
            ("pro|", Some(Wanted::Field)),
            ("not (pro|", Some(Wanted::Field)),
            ("project |", operator("project")),
            (
                "\"Story Points\" >|",
                Some(value("\"Story Points\"", false)),
            ),
            ("project = |", Some(value("project", false))),
            ("project=F|", Some(value("project", false))),
            ("status in |", Some(value("status", true))),
            ("status in (|", Some(value("status", true))),
            ("status not in (Open, |", Some(value("status", true))),
            ("status in (Open |", None),
            ("status in (Open) |", Some(Wanted::Joint)),
            ("status was in (|", Some(value("status", true))),
            ("status was not |", Some(value("status", false))),
            ("resolution is |", Some(Wanted::Empty)),
            ("resolution is not |", Some(Wanted::Empty)),
            ("resolution is not EMPTY |", Some(Wanted::Joint)),
            ("status changed |", Some(Wanted::Joint)),
            ("a = 1 and |", Some(Wanted::Field)),
            ("assignee = currentUser() |", Some(Wanted::Joint)),
            ("created > startOfDay(|", None),
            (
                "assignee in (membersOf(x), |",
                Some(value("assignee", true)),
            ),
            ("assignee in (membersOf(x)) |", Some(Wanted::Joint)),
            ("a = 1 order by |", Some(Wanted::Order)),
            ("a = 1 order by created |", Some(Wanted::Direction)),
            ("a = 1 order by created desc, |", Some(Wanted::Order)),
        ] {
            assert_eq!(asked(jql).map(|asked| asked.wanted), wanted, "{jql}");
        }
    }

    #[test]
    fn the_word_under_the_caret_is_taken_whole_and_its_beginning_is_asked_for() {
        let asked = asked("status = \"In Pro|gress\" AND a = 1").unwrap();
        assert_eq!(
            (asked.letters.as_str(), asked.from, asked.to),
            ("In Pro", 9, 22)
        );
    }

    #[test]
    fn a_suggestion_takes_the_place_of_the_word_and_leaves_the_caret_after_it() {
        for (jql, text, becomes) in [
            ("pro|", "project", "project |"),
            ("project =|", "FIN", "project = FIN |"),
            ("status in (Op|)", "Open", "status in (Open|)"),
            ("sta| = Open", "status", "status |= Open"),
            ("project |", "=", "project = |"),
        ] {
            let asked = asked(jql).unwrap();
            let (text, caret) = completed(&jql.replace('|', ""), &asked, text);
            let mut with_caret = text;
            with_caret.insert(caret, '|');
            assert_eq!(with_caret, becomes);
        }
    }

    #[test]
    fn where_a_query_may_end_nothing_is_offered_unasked() {
        for (jql, may_end) in [
            ("status = Open |", true),
            ("status = Open a|", false),
            ("a = 1 order by created |", true),
            ("a = 1 order by created d|", false),
            ("status |", false),
            ("resolution is |", false),
            ("status = |", false),
            ("|", false),
        ] {
            assert_eq!(asked(jql).unwrap().may_end(), may_end, "{jql}");
        }
    }

    #[test]
    fn what_is_written_whole_is_known_by_its_word_its_name_and_its_key() {
        for (jql, is_there) in [
            ("project = FIN|", true),
            ("project = \"finance tools\"|", true),
            ("project = FI|", false),
            ("project = |", false),
        ] {
            let asked = asked(jql).unwrap();
            let there = asked.is_there("\"Finance Tools\"", "Finance Tools (FIN)");
            assert_eq!(there, is_there, "{jql}");
        }
        assert!(asked("assignee = currentUser()|").is_none_or(|asked| asked.letters.is_empty()));
    }

    #[test]
    fn no_query_and_no_caret_brings_it_down() {
        for jql in [
            "",
            "ä = 'ö",
            "))((",
            ",,",
            "in in in",
            "\"",
            "order by by (",
        ] {
            for caret in 0..=jql.len() + 1 {
                let _ = at_caret(jql, caret);
            }
        }
    }
}
