//! Where the ordering begins.

use super::ink::{Ink, inked};

/// The query without its `ORDER BY`, which means nothing inside brackets.
pub fn before_order(jql: &str) -> &str {
    let mut at = 0;
    let pieces = inked(jql);
    for (place, (ink, text)) in pieces.iter().enumerate() {
        let by = pieces[place + 1..]
            .iter()
            .find(|(ink, _)| *ink != Ink::Plain)
            .is_some_and(|(_, next)| next.eq_ignore_ascii_case("by"));
        if *ink == Ink::Joint && text.eq_ignore_ascii_case("order") && by {
            return jql[..at].trim();
        }
        at += text.len();
    }
    jql.trim()
}

#[cfg(test)]
mod tests {
    use super::before_order;

    #[test]
    fn an_ordering_is_left_out_and_quotes_are_not_looked_into() {
        for (jql, before) in [
            ("project = A ORDER BY created DESC", "project = A"),
            ("order by created", ""),
            (r#"summary ~ "order by me" "#, r#"summary ~ "order by me""#),
            ("a = 1 order  BY b", "a = 1"),
            ("ordered = 1", "ordered = 1"),
        ] {
            assert_eq!(before_order(jql), before);
        }
    }
}
