//! Where a query is wrong, as far as Jira's sentence says.

use super::before_order;

/// The byte in the query that one of Jira's sentences is about: the character that it counts, or
/// the name or value that it quotes.
///
/// ```
/// use app::draft::jql::fault_at;
/// let said = "Error in the JQL Query: Expecting operator but got 'query'. (line 1, character 9)";
/// assert_eq!(fault_at(said, "invalid query"), Some(8));
/// ```
pub fn fault_at(sentence: &str, jql: &str) -> Option<usize> {
    counted(sentence, jql).or_else(|| quoted(sentence, jql))
}

/// What one of Jira's sentences says about a part of the query that was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartFault {
    /// The byte in the part, where the sentence names a place in it.
    pub at: Option<usize>,
    /// The sentence, its line and character counted in the part.
    pub sentence: String,
}

/// The same for `part`, which was asked as `(base) AND (part)`: `whole`. Nothing where the fault is
/// in the base, which says so itself.
///
/// ```
/// use app::draft::jql::fault_within;
/// let said = "Expecting operator but got ')'. (line 1, character 29)";
/// let fault = fault_within(said, "(project = FIN) AND (assignee)", "assignee").unwrap();
/// assert_eq!(fault.at, Some(7));
/// assert_eq!(fault.sentence, "Expecting operator but got ')'. (line 1, character 8)");
/// ```
pub fn fault_within(sentence: &str, whole: &str, part: &str) -> Option<PartFault> {
    let asked = before_order(part);
    let lead = part.len() - part.trim_start().len();
    // Behind it stands the bracket that Inlay wrote.
    let from = whole.len().checked_sub(asked.len() + 1)?;
    let fault = |at, sentence| Some(PartFault { at, sentence });
    if let Some(at) = counted(sentence, whole) {
        // Where the bracket is what Jira did not expect, the part ends too early.
        let last = asked.char_indices().next_back().map_or(0, |(at, _)| at);
        let at = lead + at.checked_sub(from)?.min(last);
        return fault(Some(at), recounted(sentence, part, at));
    }
    if let Some(at) = quoted(sentence, asked) {
        return fault(Some(lead + at), sentence.to_owned());
    }
    match quoted(sentence, whole) {
        Some(_) => None,
        None => fault(None, sentence.to_owned()),
    }
}

/// The sentence with the place of `at` in `text` in place of the one that it names.
fn recounted(sentence: &str, text: &str, at: usize) -> String {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let character = before.rsplit('\n').next().unwrap_or(before).chars().count() + 1;
    match sentence.rsplit_once("(line ") {
        Some((said, place)) => {
            let rest = place.split_once(')').map_or("", |(_, rest)| rest);
            format!("{said}(line {line}, character {character}){rest}")
        }
        None => sentence.to_owned(),
    }
}

/// `(line 1, character 9)`: both count from one.
fn counted(sentence: &str, jql: &str) -> Option<usize> {
    let (_, place) = sentence.rsplit_once("(line ")?;
    let (line, rest) = place.split_once(", character ")?;
    let (character, _) = rest.split_once(')')?;
    let (line, character): (usize, usize) = (line.parse().ok()?, character.parse().ok()?);
    let before: usize = jql
        .split_inclusive('\n')
        .take(line.checked_sub(1)?)
        .map(str::len)
        .sum();
    let text = jql.get(before..)?;
    let at = text
        .char_indices()
        .map(|(at, _)| at)
        .nth(character.checked_sub(1)?)
        // The end of the query: its last character is the place.
        .or_else(|| text.char_indices().next_back().map(|(at, _)| at))?;
    Some(before + at)
}

/// The first thing in quotes that stands in the query.
fn quoted(sentence: &str, jql: &str) -> Option<usize> {
    let lower = jql.to_ascii_lowercase();
    sentence
        .split(['\'', '"'])
        .skip(1)
        .step_by(2)
        .filter(|name| !name.trim().is_empty())
        .find_map(|name| lower.find(&name.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::{PartFault, fault_at, fault_within};

    #[test]
    fn the_character_that_jira_counts_is_marked_on_its_line() {
        let said = "Error in the JQL Query: … (line 2, character 3)";
        assert_eq!(fault_at(said, "ä = 1\nAND (b)"), Some("ä = 1\nAN".len()));
    }

    #[test]
    fn an_end_that_comes_too_early_marks_the_last_character() {
        let said = "Expecting either a value (line 1, character 13)";
        assert_eq!(fault_at(said, "project ="), Some("project ".len()));
    }

    #[test]
    fn a_value_that_does_not_exist_is_marked_where_it_stands() {
        let said = "The value 'NOSUCH' does not exist for the field 'project'.";
        assert_eq!(fault_at(said, "project = nosuch"), Some(10));
    }

    #[test]
    fn a_sentence_about_nothing_in_the_query_marks_nothing() {
        assert_eq!(fault_at("Try again.", "project = A"), None);
        assert_eq!(fault_at("(line 9, character 1)", ""), None);
        assert_eq!(fault_at("(line 0, character 0)", "a = 1"), None);
    }

    /// What is told in the box of `part`, inside the source `base`.
    fn told(said: &str, base: &str, part: &str) -> Option<PartFault> {
        let asked = super::before_order(part);
        fault_within(said, &format!("({base}) AND ({asked})"), part)
    }

    fn fault(at: impl Into<Option<usize>>, sentence: &str) -> PartFault {
        let (at, sentence) = (at.into(), sentence.to_owned());
        PartFault { at, sentence }
    }

    #[test]
    fn a_part_is_counted_from_its_own_beginning_on_its_own_lines() {
        let base = "project = FIN\nAND type = Bug";
        let said = "Got 'x'. (line 2, character 26)";
        // On the second line of the whole: `AND type = Bug) AND (due x`.
        assert_eq!(
            told(said, base, "due x"),
            Some(fault(4, "Got 'x'. (line 1, character 5)"))
        );
        assert_eq!(
            told(said, base, "  due x"),
            Some(fault(6, "Got 'x'. (line 1, character 7)"))
        );
        let said = "Got 'x'. (line 3, character 5)";
        assert_eq!(
            told(said, base, "a = 1 AND\ndue x ORDER BY created"),
            Some(fault(14, "Got 'x'. (line 2, character 5)"))
        );
    }

    #[test]
    fn the_bracket_behind_a_part_marks_its_last_character() {
        let said = "Expecting a value but got ')'. (line 1, character 19)";
        assert_eq!(
            told(said, "a = 1", "due <"),
            Some(fault(
                4,
                "Expecting a value but got ')'. (line 1, character 5)"
            ))
        );
    }

    #[test]
    fn a_fault_of_the_source_is_none_of_the_part() {
        assert_eq!(told("Got 'b'. (line 1, character 4)", "a b", "c = 1"), None);
        let said = "The value 'NOSUCH' does not exist for the field 'project'.";
        assert_eq!(told(said, "project = NOSUCH", "due < now()"), None);
    }

    #[test]
    fn what_stands_in_both_is_marked_in_the_part() {
        let said = "Field 'due' does not exist.";
        assert_eq!(
            told(said, "due > now()", "due < now()"),
            Some(fault(0, said))
        );
        assert_eq!(
            told("Try again.", "a = 1", "b = 1"),
            Some(fault(None, "Try again."))
        );
    }
}
