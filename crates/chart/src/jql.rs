//! The little that a chart must know of JQL: where the ordering begins, and how to quote.

/// Splits a query into its restriction and its `ORDER BY`, both trimmed; either may be empty.
///
/// `ORDER` is a reserved word, so outside quotes it can only begin the ordering. Quotes may be
/// single or double, with backslash escapes.
pub(crate) fn split_order_by(jql: &str) -> (&str, &str) {
    let bytes = jql.as_bytes();
    let mut quote: Option<u8> = None;
    let mut word_before = false;
    let mut i = 0;
    while i < bytes.len() {
        let byte = bytes[i];
        match quote {
            Some(_) if byte == b'\\' => i += 1,
            Some(open) if byte == open => quote = None,
            None if byte == b'"' || byte == b'\'' => quote = Some(byte),
            None if byte == b'\\' => i += 1,
            None if !word_before && is_order_by(&jql[i..]) => {
                return (jql[..i].trim(), jql[i..].trim());
            }
            _ => {}
        }
        word_before =
            quote.is_none() && !byte.is_ascii_whitespace() && !b"()=!<>~,&|\"'".contains(&byte);
        // Stay on a character's border: escapes may have skipped into one.
        i += 1;
        while i < bytes.len() && !jql.is_char_boundary(i) {
            i += 1;
        }
    }
    (jql.trim(), "")
}

fn is_order_by(text: &str) -> bool {
    let word = |text: &str, word: &str| {
        text.get(..word.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(word))
    };
    if !word(text, "order") {
        return false;
    }
    let rest = &text["order".len()..];
    let by = rest.trim_start();
    rest.len() > by.len()
        && word(by, "by")
        && by["by".len()..]
            .chars()
            .next()
            .is_none_or(|c| c.is_whitespace() || c == '"' || c == '\'')
}

/// A value as a JQL string that stays one value whatever is in it.
pub(crate) fn quoted(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 2);
    out.push('"');
    for c in value.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A field's name as a query writes it: in quotes where it is more than a word.
pub(crate) fn word(clause: &str) -> String {
    let plain = |text: &str| {
        !text.is_empty()
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    let number = clause
        .strip_prefix("cf[")
        .and_then(|rest| rest.strip_suffix(']'));
    if plain(clause) || number.is_some_and(plain) {
        clause.to_owned()
    } else {
        quoted(clause)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("project = A", "project = A", "")]
    #[case(
        "project = A ORDER BY created DESC",
        "project = A",
        "ORDER BY created DESC"
    )]
    #[case("project = A\n  order\tby created", "project = A", "order\tby created")]
    #[case("ORDER BY created", "", "ORDER BY created")]
    #[case("summary ~ \"order by me\"", "summary ~ \"order by me\"", "")]
    #[case(
        "summary ~ 'it\\'s order by me' order by key",
        "summary ~ 'it\\'s order by me'",
        "order by key"
    )]
    #[case("(project = A)order by key", "(project = A)", "order by key")]
    #[case("labels = reorder", "labels = reorder", "")]
    #[case("cf[1] = order", "cf[1] = order", "")]
    #[case("a = \"\\\\\" ORDER BY \"b\"", "a = \"\\\\\"", "ORDER BY \"b\"")]
    #[case(
        "summary ~ \"naïve \\é\" order by ü",
        "summary ~ \"naïve \\é\"",
        "order by ü"
    )]
    #[case("  ", "", "")]
    #[case("summary ~ \"open", "summary ~ \"open", "")]
    fn the_ordering_is_split_off_outside_quotes(
        #[case] jql: &str,
        #[case] restriction: &str,
        #[case] ordering: &str,
    ) {
        assert_eq!(split_order_by(jql), (restriction, ordering));
    }

    #[test]
    fn a_quoted_value_cannot_end_its_quotes() {
        assert_eq!(quoted("A\" OR key = \"B-1"), "\"A\\\" OR key = \\\"B-1\"");
        assert_eq!(quoted("back\\"), "\"back\\\\\"");
    }
}
