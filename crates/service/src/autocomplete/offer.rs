//! What fits the letters, out of what Jira says that there is.

use super::JqlSuggestion;
use jira::{AutocompleteData, JqlField, JqlFunction};

pub(super) fn find<'a>(words: &'a AutocompleteData, name: &str) -> Option<&'a JqlField> {
    let bare = |name: &str| name.trim_matches(['"', '\'']).to_lowercase();
    let wanted = bare(name);
    words.visible_field_names.iter().find(|field| {
        bare(&field.value) == wanted
            || field
                .cfid
                .as_deref()
                .is_some_and(|id| id.to_lowercase() == wanted)
    })
}

pub(super) fn fields(
    words: &AutocompleteData,
    letters: &str,
    fits: impl Fn(&JqlField) -> bool,
) -> Vec<JqlSuggestion> {
    let all = words.visible_field_names.iter().filter(|field| fits(field));
    best(letters, all, |field| &field.display_name)
        .map(|field| JqlSuggestion {
            text: field.value.clone(),
            label: field.display_name.clone(),
            hint: "",
        })
        .collect()
}

pub(super) fn operators(
    words: &AutocompleteData,
    field: &str,
    letters: &str,
) -> Vec<JqlSuggestion> {
    let letters = letters.to_lowercase();
    let all = find(words, field).map_or(&[][..], |field| &field.operators);
    all.iter()
        .filter(|operator| operator.to_lowercase().starts_with(&letters))
        .map(|operator| JqlSuggestion {
            text: operator.clone(),
            label: operator.clone(),
            hint: "",
        })
        .collect()
}

/// Functions that give what the field holds; a list of them only where several values belong.
pub(super) fn functions(
    words: &AutocompleteData,
    field: Option<&JqlField>,
    list: bool,
    letters: &str,
) -> Vec<JqlSuggestion> {
    let fits = |function: &&JqlFunction| {
        function.is_list == list
            && field.is_none_or(|field| field.types.iter().any(|one| function.types.contains(one)))
    };
    let all = words.visible_function_names.iter().filter(fits);
    best(letters, all, |function| &function.value)
        .map(|function| JqlSuggestion {
            text: function.value.clone(),
            label: function.value.clone(),
            hint: "function",
        })
        .collect()
}

/// Those whose name has the letters in it; names that begin with them first.
fn best<'a, T: 'a>(
    letters: &str,
    all: impl Iterator<Item = &'a T>,
    name: impl Fn(&T) -> &str,
) -> impl Iterator<Item = &'a T> {
    let letters = letters.to_lowercase();
    let mut found: Vec<(bool, &T)> = all
        .filter_map(|one| {
            let name = name(one).trim_matches('"').to_lowercase();
            name.contains(&letters)
                .then(|| (!name.starts_with(&letters), one))
        })
        .collect();
    found.sort_by_key(|(later, _)| *later);
    found.into_iter().map(|(_, one)| one)
}

/// Jira's HTML as the text that a person would read: without tags, with the signs that stand for
/// others as those.
pub(super) fn plain(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        text.push_str(&rest[..open]);
        let tag = rest[open + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        match rest[open..].find('>') {
            Some(close) if tag => rest = &rest[open + close + 1..],
            _ => {
                text.push('<');
                rest = &rest[open + 1..];
            }
        }
    }
    text.push_str(rest);
    for (sign, is) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&nbsp;", " "),
        // Last: what it makes is no sign of its own.
        ("&amp;", "&"),
    ] {
        text = text.replace(sign, is);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn words() -> AutocompleteData {
        serde_json::from_value(serde_json::json!({
            "visibleFieldNames": [
                {"value": "assignee", "displayName": "assignee", "auto": "true", "searchable": "true", "orderable": "true", "operators": ["=", "!=", "in", "not in", "is", "was"], "types": ["user"]},
                {"value": "\"QA owner\"", "displayName": "QA owner - cf[10050]", "cfid": "cf[10050]", "searchable": "true", "operators": ["="], "types": ["user"]},
                {"value": "created", "displayName": "created", "searchable": "true", "orderable": "true", "operators": ["<="], "types": ["date"]},
            ],
            "visibleFunctionNames": [
                {"value": "currentUser()", "types": ["user"]},
                {"value": "membersOf(\"\")", "isList": "true", "types": ["user"]},
                {"value": "now()", "types": ["date"]},
            ],
        }))
        .unwrap()
    }

    fn texts(found: Vec<JqlSuggestion>) -> Vec<String> {
        found.into_iter().map(|one| one.text).collect()
    }

    #[test]
    fn fields_that_begin_with_the_letters_come_before_those_that_have_them() {
        assert_eq!(
            texts(fields(&words(), "E", |_| true)),
            ["assignee", "\"QA owner\"", "created"]
        );
        assert_eq!(texts(fields(&words(), "cr", |_| true)), ["created"]);
        assert_eq!(
            texts(fields(&words(), "", |field| field.orderable)),
            ["assignee", "created"]
        );
    }

    #[rstest]
    #[case("assignee", "", &["=", "!=", "in", "not in", "is", "was"])]
    #[case("ASSIGNEE", "I", &["in", "is"])]
    #[case("cf[10050]", "", &["="])]
    #[case("'qa owner'", "", &["="])]
    #[case("nosuch", "", &[])]
    fn a_field_has_the_operators_that_jira_says(
        #[case] field: &str,
        #[case] letters: &str,
        #[case] expected: &[&str],
    ) {
        assert_eq!(texts(operators(&words(), field, letters)), expected);
    }

    #[test]
    fn functions_fit_the_type_of_the_field_and_the_number_of_values() {
        let words = words();
        let field = find(&words, "assignee");
        assert_eq!(
            texts(functions(&words, field, false, "")),
            ["currentUser()"]
        );
        assert_eq!(
            texts(functions(&words, field, true, "mem")),
            ["membersOf(\"\")"]
        );
    }

    #[rstest]
    #[case("<b>Ac</b>tiveObjects (AO)", "ActiveObjects (AO)")]
    #[case("R&amp;D &lt;<b>new</b>&gt;", "R&D <new>")]
    #[case("&amp;lt;script&amp;gt;", "&lt;script&gt;")]
    #[case("a < b", "a < b")]
    #[case("<", "<")]
    fn html_becomes_the_text_that_people_read(#[case] html: &str, #[case] text: &str) {
        assert_eq!(plain(html), text);
    }
}
