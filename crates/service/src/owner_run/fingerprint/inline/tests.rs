//! Writing a query from its tree.

use super::*;

fn field(name: &str, operator: &str, operand: Value) -> Value {
    json!({ "field": { "name": name, "encodedName": name }, "operator": operator, "operand": operand })
}

fn value(text: &str) -> Value {
    json!({ "value": text, "encodedValue": format!("\"{text}\"") })
}

fn joined(operator: &str, clauses: &[Value]) -> Value {
    json!({ "operator": operator, "clauses": clauses })
}

#[test]
fn a_clause_is_written_in_jiras_own_spelling() {
    let list = json!({ "values": [value("A"), value("B")], "encodedOperand": "(\"A\", \"B\")" });
    let was = json!({
        "field": { "name": "status", "encodedName": "status" }, "operator": "was not",
        "operand": value("Done"),
        "predicates": [{ "operator": "before", "operand": value("2020-01-01") }],
    });
    let empty = field("assignee", "is", json!({ "keyword": "empty" }));
    let tree = joined(
        "or",
        &[
            joined("and", &[field("project", "in", list), was]),
            joined("not", &[empty]),
        ],
    );
    assert_eq!(
        print(&tree).unwrap(),
        r#"((project in ("A", "B")) AND (status was not "Done" before "2020-01-01")) OR (NOT (assignee is EMPTY))"#
    );
}

#[test]
fn what_jira_does_not_spell_out_is_not_guessed() {
    let mut property = field("issue.property", "=", value("x"));
    property["field"]["property"] = json!([{ "entity": "issue", "key": "k", "path": "p" }]);
    let bare = json!({ "field": { "name": "status" }, "operator": "=", "operand": value("Done") });
    let unspelt = field("status", "=", json!({ "value": "Done" }));
    let unknown = joined("xor", &[field("status", "=", value("Done"))]);
    for tree in [property, bare, unspelt, unknown] {
        assert_eq!(print(&tree), None, "{tree}");
    }
}

#[test]
fn parentheses_that_change_nothing_do_not_count_and_others_do() {
    let [a, b, c] = ["a", "b", "c"].map(|name| field(name, "=", value("x")));
    let flat = joined("and", &[a.clone(), b.clone(), c.clone()]);
    let nested = joined("and", &[a.clone(), joined("and", &[b.clone(), c.clone()])]);
    let other = joined("and", &[a, joined("or", &[b, c])]);
    assert_eq!(plain(&flat), plain(&nested));
    assert_ne!(plain(&flat), plain(&other));
}
