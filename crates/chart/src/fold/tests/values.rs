//! Which row a value belongs to.

use super::*;

#[test]
fn no_value_is_a_row_of_its_own_beside_real_values_of_that_name() {
    let values = [
        Value::Empty,
        Value::Empty,
        Value::Empty,
        one("None"),
        one("None"),
        one("(none)"),
        one("High"),
    ];
    let table = by(json!({"field": "priority", "order": "value_desc"}), values);
    assert_eq!(
        rows(&table),
        [
            ("(none)", 3.0),
            ("None", 2.0),
            ("(none) ", 1.0),
            ("High", 1.0)
        ]
    );
    assert_eq!(table.rows[2].label, "(none)");
}

#[test]
fn several_ids_and_spellings_of_one_name_are_one_row_under_the_usual_spelling() {
    let item = |id: &str, name: &str| {
        Value::One(Item {
            id: id.into(),
            ..Item::named(name)
        })
    };
    let values = [
        item("1", "In review"),
        item("2", "In Review"),
        item("3", "In Review"),
    ];
    assert_eq!(
        rows(&by(json!({"field": "status"}), values)),
        [("In Review", 3.0)]
    );
}

#[test]
fn an_issue_with_several_values_counts_once_in_each_and_once_in_the_total() {
    let issues = [many(&["ui", "api"]), many(&["ui", "UI"]), many(&[])];
    let table = by(json!({"field": "labels"}), issues);
    assert_eq!(rows(&table), [("ui", 2.0), ("api", 1.0), ("(none)", 1.0)]);
    assert_eq!(
        (table.total, table.column_totals.as_slice()),
        (Some(3.0), [Some(3.0)].as_slice())
    );
}

#[test]
fn users_are_keyed_by_account_and_read_by_name() {
    let person = |id: &str, name: &str| Value::One(Item::keyed(id, name));
    let table = by(
        json!({"field": "assignee"}),
        [
            person("1a", "Kim"),
            person("2b", "Kim"),
            person("2b", "Kim"),
        ],
    );
    let shown: Vec<_> = table
        .rows
        .iter()
        .map(|row| (row.key.as_str(), row.label.as_str()))
        .collect();
    assert_eq!(shown, [("2b", "Kim"), ("1a", "Kim")]);
}

#[test]
fn hidden_values_leave_rows_percentages_and_total_and_are_counted() {
    let values = [one("High"), one("Low"), Value::Empty, Value::Empty];
    let table = by(
        json!({"field": "priority", "hide": ["(none)", "LOW"]}),
        values,
    );
    assert_eq!(
        (rows(&table), table.total),
        (vec![("High", 1.0)], Some(1.0))
    );
    assert_eq!(
        table.provenance.warnings,
        ["Priority: hidden values leave out 3 issues."]
    );
}

#[test]
fn an_issue_with_a_visible_value_beside_a_hidden_one_stays() {
    let table = by(
        json!({"field": "labels", "hide": ["a"]}),
        [many(&["a", "b"]), many(&["a"])],
    );
    assert_eq!((rows(&table), table.total), (vec![("b", 1.0)], Some(1.0)));
    assert_eq!(
        table.provenance.warnings,
        ["Labels: hidden values leave out 1 issue."]
    );
}

#[test]
fn merged_values_count_an_issue_once_and_take_the_new_name() {
    let merge = json!({"field": "labels", "merge": [{"name": "Front", "values": ["ui", "css", "(none)"]}], "colours": {"front": "#123456"}});
    let table = by(
        merge,
        [many(&["ui", "css"]), many(&["css", "api"]), Value::Empty],
    );
    assert_eq!(rows(&table), [("Front", 3.0), ("api", 1.0)]);
    assert_eq!(table.rows[0].colour, "#123456");
}

#[test]
fn a_name_that_is_merged_away_and_one_that_is_merged_into_do_not_mix() {
    let merge = json!({"field": "labels", "merge": [{"name": "X", "values": ["y"]}, {"name": "Z", "values": ["x"]}]});
    for values in [[many(&["x"]), many(&["y"])], [many(&["y"]), many(&["x"])]] {
        let mut shown = by(merge.clone(), values);
        shown.rows.sort_by(|a, b| a.key.cmp(&b.key));
        assert_eq!(rows(&shown), [("X", 1.0), ("Z", 1.0)]);
    }
}

#[test]
fn renaming_changes_what_people_read_and_not_the_key() {
    let table = by(
        json!({"field": "priority", "rename": {"minor": "Low", "(none)": "Unset"}}),
        [one("Minor"), Value::Empty],
    );
    let shown: Vec<_> = table
        .rows
        .iter()
        .map(|row| (row.key.as_str(), row.label.as_str()))
        .collect();
    assert_eq!(shown, [("Minor", "Low"), ("(none)", "Unset")]);
}
