//! The part of JQL that a webhook's filter may use.

use crate::jql;
use crate::jql::ast::{Clause, Operator};

const FIELDS: [&str; 11] = [
    "issuekey",
    "key",
    "project",
    "issuetype",
    "type",
    "status",
    "priority",
    "assignee",
    "reporter",
    "issue.property",
    "epic link",
];

/// What is wrong with a filter; nothing where it may be used.
pub(super) fn problems(text: &str) -> Vec<String> {
    if text.trim().is_empty() {
        return vec!["The JQL filter is required.".to_owned()];
    }
    let query = match jql::parse(text) {
        Ok(query) => query,
        Err(error) => return vec![error.to_string()],
    };
    let mut problems = Vec::new();
    if !query.order_by.is_empty() {
        problems.push("The ORDER BY clause is unsupported".to_owned());
    }
    if let Some(clause) = &query.condition {
        look(clause, &mut problems);
    }
    problems
}

fn look(clause: &Clause, problems: &mut Vec<String>) {
    match clause {
        Clause::And(inner) | Clause::Or(inner) => {
            for clause in inner {
                look(clause, problems);
            }
        }
        Clause::Not(inner) => look(inner, problems),
        Clause::Changed(_) => problems.push("The operator changed is unsupported".to_owned()),
        Clause::Terminal(terminal) => {
            let name = terminal.field.name.value.to_lowercase();
            if !FIELDS.contains(&name.as_str()) && terminal.field.custom_id().is_none() {
                let written = &terminal.field.name.value;
                problems.push(format!("The clause {written} is unsupported"));
            }
            let allowed = matches!(
                terminal.operator,
                Operator::Equals | Operator::NotEquals | Operator::In | Operator::NotIn
            );
            if !allowed {
                problems.push(format!("The operator {} is unsupported", terminal.operator));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::documented("project IN (PROJ, EXP) AND status = done")]
    #[case::negated(
        "issuetype != Bug AND NOT (priority not in (High) OR assignee = currentUser())"
    )]
    #[case::epics("cf[10014] = 'SAM-90'")]
    fn a_filter_of_the_small_language_is_taken(#[case] filter: &str) {
        assert_eq!(problems(filter), Vec::<String>::new());
    }

    #[rstest]
    #[case::empty("  ", "The JQL filter is required.")]
    #[case::a_field("watchCount = 1", "The clause watchCount is unsupported")]
    #[case::a_field_inside("project = A OR NOT labels = x", "The clause labels is unsupported")]
    #[case::an_operator("project is not EMPTY", "The operator is not is unsupported")]
    #[case::history("status CHANGED", "The operator changed is unsupported")]
    #[case::order("project = A ORDER BY created", "The ORDER BY clause is unsupported")]
    fn anything_beyond_is_named(#[case] filter: &str, #[case] problem: &str) {
        assert_eq!(problems(filter), [problem]);
    }

    #[test]
    fn what_cannot_be_read_is_told_as_search_tells_it() {
        let told = jql::parse("project =").unwrap_err().to_string();
        assert_eq!(problems("project ="), [told]);
    }
}
