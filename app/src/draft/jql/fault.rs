//! Where a query is wrong, as far as Jira's sentence says.

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
    use super::fault_at;

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
}
