//! Order, limit and colour of rows; fields of special kinds.

use rstest::rstest;

use super::*;

#[test]
fn a_limit_keeps_the_most_frequent_in_the_wanted_order_and_joins_the_rest() {
    let values = || {
        [
            many(&["a"]),
            many(&["b", "c"]),
            many(&["c", "d"]),
            many(&["c"]),
            many(&["b"]),
        ]
    };
    let table = by(
        json!({"field": "labels", "limit": 2, "order": "label"}),
        values(),
    );
    assert_eq!(rows(&table), [("b", 2.0), ("c", 3.0), ("(other)", 2.0)]);
    assert_eq!(table.total, Some(5.0));
}

#[test]
fn without_others_the_rest_leaves_the_rows_and_a_warning_says_so() {
    let values = [one("a"), one("a"), one("b"), one("c")];
    let table = by(
        json!({"field": "priority", "limit": 1, "others": false}),
        values,
    );
    assert_eq!((rows(&table), table.total), (vec![("a", 2.0)], Some(4.0)));
    let warning = "Priority: 2 more values are not shown; 2 issues appear in no row or column of it but count in the totals.";
    assert_eq!(table.provenance.warnings, [warning]);
}

#[rstest]
#[case(json!("jira"), &["Highest", "High", "Low", "odd", "(none)"])]
#[case(json!("label"), &["High", "Highest", "Low", "odd", "(none)"])]
#[case(json!("value_desc"), &["Low", "High", "Highest", "odd", "(none)"])]
#[case(json!("value_asc"), &["High", "Highest", "odd", "(none)", "Low"])]
#[case(json!(["(none)", "low"]), &["(none)", "Low", "Highest", "High", "odd"])]
#[case(json!(null), &["Highest", "High", "Low", "odd", "(none)"])]
fn values_stand_in_the_order_asked_for(#[case] order: Json, #[case] keys: &[&str]) {
    let mut jira = Order::default();
    jira.insert_names("priority", ["Highest", "High", "Medium", "Low"]);
    let values = [
        one("Low"),
        one("odd"),
        Value::Empty,
        one("High"),
        one("Low"),
        one("Highest"),
    ];
    let spec = spec(json!({"field": "priority", "order": order}), None);
    let table = fold_in(&spec, &jira, "UTC", values.map(|value| vec![value]));
    assert_eq!(
        table
            .rows
            .iter()
            .map(|row| row.key.as_str())
            .collect::<Vec<_>>(),
        keys
    );
}

#[test]
fn statuses_stand_along_the_work_and_wear_the_colours_of_their_category() {
    let status = |name: &str, category| vec![Value::One(Item::named(name).in_category(category))];
    let mut jira = Order::default();
    jira.insert_names("status", ["Closed", "Open", "Reopened", "In Progress"]);
    let issues = [
        status("Closed", StatusCategory::Done),
        status("Reopened", StatusCategory::ToDo),
        status("In Progress", StatusCategory::InProgress),
        status("Open", StatusCategory::ToDo),
    ];
    let table = fold_in(
        &spec(json!({"field": "status"}), None),
        &jira,
        "UTC",
        issues,
    );
    let shown: Vec<_> = table
        .rows
        .iter()
        .map(|row| (row.key.as_str(), row.colour.as_str()))
        .collect();
    assert_eq!(
        shown,
        [
            ("Open", "#4688ec"),
            ("Reopened", "#2c62b8"),
            ("In Progress", "#f5a623"),
            ("Closed", "#2a9d6f")
        ]
    );
}

#[test]
fn empty_values_of_jiras_list_are_shown_on_demand() {
    let mut jira = Order::default();
    jira.insert_names("priority", ["High", "Medium", "Low"]);
    let spec = spec(
        json!({"field": "priority", "show_empty": true, "hide": ["Low"]}),
        None,
    );
    let table = fold_in(&spec, &jira, "UTC", [vec![one("Medium")]]);
    assert_eq!(rows(&table), [("High", 0.0), ("Medium", 1.0)]);
}

#[rstest]
#[case("all", &[("Sprint 9", 1.0), ("Sprint 10", 1.0), ("Sprint 11", 1.0)])]
#[case("active", &[("Sprint 10", 1.0)])]
#[case("latest", &[("Sprint 11", 1.0)])]
fn a_sprint_field_counts_the_sprints_asked_for(
    #[case] choice: &str,
    #[case] expected: &[(&str, f64)],
) {
    let sprint = |id: &str, state, start: Option<&str>| Sprint {
        item: Item {
            id: id.into(),
            ..Item::named(&format!("Sprint {id}"))
        },
        state,
        start: start.map(|start| start.parse().unwrap()),
    };
    let value = Value::Sprints(vec![
        sprint("11", SprintState::Future, None),
        sprint("9", SprintState::Closed, Some("2026-10-01T00:00:00Z")),
        sprint("10", SprintState::Active, Some("2026-11-01T00:00:00Z")),
    ]);
    assert_eq!(
        rows(&by(
            json!({"field": "customfield_1", "sprint": choice}),
            [value]
        )),
        expected
    );
}

#[rstest]
#[case(1, "Europe")]
#[case(2, "Europe / Berlin")]
fn a_cascading_select_is_read_to_its_level(#[case] level: u32, #[case] key: &str) {
    let path = || Value::Path(vec![Item::named("Europe"), Item::named("Berlin")]);
    for value in [path(), one("Europe / Berlin")] {
        assert_eq!(
            rows(&by(
                json!({"field": "customfield_2", "level": level}),
                [value]
            )),
            [(key, 1.0)]
        );
    }
}

#[test]
fn numbers_stand_by_size() {
    let table = by(
        json!({"field": "customfield_3"}),
        [8.0, 13.0, 0.5, 8.0, -0.0].map(Value::Number),
    );
    assert_eq!(
        rows(&table),
        [("0", 1.0), ("0.5", 1.0), ("8", 2.0), ("13", 1.0)]
    );
}

#[rstest]
#[case("all", &["Beta", "Alpha", "Gamma", "Delta", "Dreams", "(none)"])]
#[case("latest", &["Beta", "Alpha", "Gamma", "Delta", "Dreams", "(none)"])]
#[case("active", &["Gamma", "(none)"])]
fn sprints_stand_by_their_start_and_planned_ones_last(
    #[case] choice: &str,
    #[case] expected: &[&str],
) {
    let sprint = |id: &str, name: &str, state, start: Option<&str>| {
        let item = Item {
            id: id.into(),
            ..Item::named(name)
        };
        let start = start.map(|start| start.parse().unwrap());
        Value::Sprints(vec![Sprint { item, state, start }])
    };
    let (closed, future) = (SprintState::Closed, SprintState::Future);
    let values = [
        sprint("10", "Dreams", future, None),
        sprint("9", "Delta", future, None),
        sprint("3", "Alpha", closed, Some("2026-10-01T00:00:00Z")),
        sprint(
            "1",
            "Gamma",
            SprintState::Active,
            Some("2026-11-01T00:00:00Z"),
        ),
        sprint("7", "Beta", closed, Some("2026-09-01T00:00:00Z")),
        Value::Empty,
    ];
    let table = by(
        json!({"field": "customfield_1", "sprint": choice, "hide": []}),
        values,
    );
    let shown: Vec<&str> = table.rows.iter().map(|row| row.key.as_str()).collect();
    assert_eq!(shown, expected);
}

#[test]
fn values_that_the_order_names_are_shown_without_issues() {
    let spec = |show_empty: bool| {
        spec(
            json!({
                "field": "priority", "order": ["Someday", "high", "(none)", "Gone", "(other)"],
                "show_empty": show_empty, "hide": ["gone"],
            }),
            None,
        )
    };
    let issues = || [vec![one("High")], vec![one("Low")]];
    let table = fold_in(&spec(true), &Order::default(), "UTC", issues());
    assert_eq!(
        rows(&table),
        [("Someday", 0.0), ("High", 1.0), ("Low", 1.0)]
    );
    let table = fold_in(&spec(false), &Order::default(), "UTC", issues());
    assert_eq!(rows(&table), [("High", 1.0), ("Low", 1.0)]);
}

#[test]
fn an_account_without_issues_is_shown_only_where_it_has_a_name() {
    let spec = spec(
        json!({
            "field": "assignee", "order": ["acc-2", "acc-3", "acc-1"], "show_empty": true,
            "rename": {"acc-3": "Mia"},
        }),
        None,
    );
    let value = vec![Value::One(Item::keyed("acc-1", "Tom"))];
    let table = fold_in(&spec, &Order::default(), "UTC", [value]);
    assert_eq!(rows(&table), [("acc-3", 0.0), ("acc-1", 1.0)]);
    assert_eq!(table.rows[0].label, "Mia");
}
