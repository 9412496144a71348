//! Jira's sentences about queries that can be read but not answered.
//!
//! The first four are from Atlassian's documentation of `/jql/parse`; the others are from the
//! English texts of Jira, as far as they are known.

use crate::jql::ast::Operator;

pub(super) fn unknown_field(field: &str) -> String {
    format!("Field '{field}' does not exist or you do not have permission to view it.")
}

pub(super) fn unknown_value(field: &str, value: &str) -> String {
    format!("The value '{value}' does not exist for the field '{field}'.")
}

pub(super) fn operator(field: &str, operator: Operator) -> String {
    let operator = operator.text();
    format!("The operator '{operator}' is not supported by the '{field}' field.")
}

pub(super) fn not_a_list(field: &str, operator: Operator, written: &str) -> String {
    let operator = operator.text();
    // Jira shows a bare word in quotation marks here.
    let written = if written.starts_with('"') || written.ends_with(')') {
        written.to_owned()
    } else {
        format!("\"{written}\"")
    };
    format!(
        "Operator '{operator}' does not support the non-list value '{written}' for field '{field}'."
    )
}

pub(super) fn a_list(field: &str, operator: Operator, written: &str) -> String {
    let operator = operator.text();
    format!(
        "Operator '{operator}' does not support the list value '{written}' for field '{field}'."
    )
}

pub(super) fn only_empty(field: &str, operator: Operator, written: &str) -> String {
    let operator = operator.text();
    format!(
        "The '{operator}' operator only supports 'EMPTY' and 'NULL', not '{written}', for the field '{field}'."
    )
}

pub(super) fn no_empty(field: &str) -> String {
    format!("The field '{field}' does not support searching for EMPTY values.")
}

pub(super) fn unknown_id(field: &str, id: i64) -> String {
    format!("A value with ID '{id}' does not exist for the field '{field}'.")
}

pub(super) fn unknown_function(function: &str) -> String {
    format!("Unable to find JQL function '{function}()'.")
}

pub(super) fn unfit_function(field: &str, function: &str) -> String {
    format!("A value provided by the function '{function}' is invalid for the field '{field}'.")
}

pub(super) fn bad_argument(function: &str, argument: &str) -> String {
    format!("The argument '{argument}' of the function '{function}' is invalid.")
}

pub(super) fn bad_increment(function: &str, argument: &str) -> String {
    format!(
        "Duration for function '{function}' should have the format (+/-)n(yMwdhm), e.g -1M for 1 month earlier. Got '{argument}'."
    )
}

pub(super) fn bad_date(field: &str, value: &str) -> String {
    format!(
        "Date value '{value}' for field '{field}' is invalid. Valid formats include: 'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'."
    )
}

pub(super) fn bad_number(field: &str, value: &str) -> String {
    format!("Value '{value}' is invalid for the '{field}' field. Only numbers are valid.")
}

pub(super) fn bad_key(field: &str, value: &str) -> String {
    format!("The issue key '{value}' for field '{field}' is invalid.")
}

pub(super) fn unknown_key(field: &str, value: &str) -> String {
    format!("An issue with key '{value}' does not exist for field '{field}'.")
}

pub(super) fn unknown_sprint(value: &str) -> String {
    format!("Sprint with name '{value}' does not exist or you do not have permission to view it.")
}

pub(super) fn no_history(field: &str) -> String {
    format!("History searches do not support the '{field}' field.")
}

pub(super) fn unsortable(field: &str) -> String {
    format!("Not able to sort using field '{field}'.")
}

pub(super) fn unknown_sort(field: &str) -> String {
    format!("Not able to sort using unknown field '{field}'.")
}

pub(super) fn circle(filter: &str) -> String {
    format!("The filter '{filter}' refers to itself.")
}
