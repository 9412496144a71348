//! From counts to the table, round by round.

use super::*;
use crate::{Counting, Counts, Listed, Step};

fn counting(spec: &ChartSpec, listed: &Listed) -> Counting {
    let plan = plan(spec, &catalogue()).unwrap();
    let (zone, now) = (TimeZone::UTC, NOW.parse().unwrap());
    Counting::new(
        spec,
        &plan,
        &Order::default(),
        listed,
        zone.clone(),
        zone,
        now,
    )
    .unwrap()
}

fn names(field: &str, names: &[&str]) -> Listed {
    let mut listed = Listed::default();
    listed.insert_values(field, names.iter().map(|name| Item::named(name)).collect());
    listed
}

fn step(counting: &Counting, counts: &Counts) -> Step {
    counting.step(counts, Provenance::default())
}

/// Answers round after round; how many questions each had.
fn answered(counting: &Counting, answer: impl Fn(&str) -> u64) -> (Vec<usize>, Step) {
    let (mut counts, mut rounds) = (Counts::new(), Vec::new());
    loop {
        match step(counting, &counts) {
            Step::Ask(queries) => {
                rounds.push(queries.len());
                counts.extend(queries.into_iter().map(|query| {
                    let count = answer(&query);
                    (query, count)
                }));
            }
            end => return (rounds, end),
        }
    }
}

fn table(step: Step) -> Table {
    match step {
        Step::Done(done) => done.0,
        other => panic!("{other:?}"),
    }
}

#[test]
fn one_field_is_one_round_and_the_rest_is_arithmetic() {
    let spec = spec(json!({"field": "priority", "limit": 1}), None);
    let counting = counting(&spec, &names("priority", &["High", "Low", "Unused"]));
    let (rounds, end) = answered(&counting, |query| match query {
        "(project = A)" => 10,
        "(project = A) AND priority = \"High\"" => 6,
        "(project = A) AND priority = \"Low\"" => 3,
        "(project = A) AND priority is EMPTY" => 1,
        "(project = A) AND priority = \"Unused\"" => 0,
        other => panic!("{other}"),
    });
    assert_eq!(rounds, [5]);
    assert_eq!(rows(&table(end)), [("High", 6.0), ("(other)", 4.0)]);
}

#[test]
fn cells_are_asked_for_where_row_and_column_have_issues() {
    let spec = spec(
        json!({"field": "priority"}),
        Some(json!({"field": "status"})),
    );
    let mut listed = names("priority", &["High", "Low", "Unused"]);
    listed.insert_values("status", vec![Item::named("Open"), Item::named("Done")]);
    let counting = counting(&spec, &listed);
    let (rounds, end) = answered(&counting, |query| {
        let has = |part: &str| query.contains(part);
        match () {
            () if has("Unused") || has("status is EMPTY") || has("priority is EMPTY") => 0,
            () if has("High") && has("Open") => 4,
            () if has("High") && has("Done") => 2,
            () if has("Low") && has("Open") => 1,
            () if has("Low") && has("Done") => 3,
            () if has("High") => 6,
            () if has("Low") => 4,
            () if has("Open") || has("Done") => 5,
            () => 10,
        }
    });
    // All, three priorities, two statuses, no value of each; then four cells of twelve.
    assert_eq!(rounds, [8, 4]);
    let table = table(end);
    let cells = [[2.0, 4.0], [3.0, 1.0]].map(|row| row.map(Some));
    assert_eq!(table.cells, cells);
    assert_eq!(table.total, Some(10.0));
}

#[test]
fn a_value_that_is_not_listed_shows_in_the_sum() {
    let single = counting(
        &spec(json!({"field": "priority"}), None),
        &names("priority", &["High"]),
    );
    let (_, end) = answered(&single, |query| u64::from(query == "(project = A)") * 9 + 1);
    assert!(matches!(end, Step::Off(why) if why.contains("add up")));

    let several = counting(
        &spec(json!({"field": "labels"}), None),
        &names("labels", &["a", "b"]),
    );
    let (_, end) = answered(
        &several,
        |query| if query == "(project = A)" { 10 } else { 6 },
    );
    assert!(matches!(end, Step::Off(why) if why.contains("not listed")));
}

#[test]
fn what_is_in_no_segment_is_what_is_left() {
    let segments =
        json!([{"name": "Late", "jql": "due < now()"}, {"name": "Bugs", "jql": "type = Bug"}]);
    let counting = counting(
        &spec(json!({"segments": segments}), None),
        &Listed::default(),
    );
    let (_, end) = answered(&counting, |query| match query {
        "(project = A)" => 10,
        "(project = A) AND ((due < now()) OR (type = Bug))" => 6,
        "(project = A) AND (due < now())" => 4,
        "(project = A) AND (type = Bug)" => 3,
        other => panic!("{other}"),
    });
    assert_eq!(
        rows(&table(end)),
        [("Late", 4.0), ("Bugs", 3.0), ("(none)", 4.0)]
    );
}

#[test]
fn two_labels_that_differ_in_capitals_alone_are_left_to_the_issues() {
    let spec = spec(json!({"field": "labels"}), None);
    let plan = plan(&spec, &catalogue()).unwrap();
    let listed = names("labels", &["Bug", "bug"]);
    let (zone, now) = (TimeZone::UTC, NOW.parse().unwrap());
    let refused = Counting::new(
        &spec,
        &plan,
        &Order::default(),
        &listed,
        zone.clone(),
        zone,
        now,
    );
    assert!(refused.unwrap_err().to_string().contains("spelt"));
}

#[test]
fn more_values_than_anybody_wants_to_count_are_refused() {
    let spec = spec(
        json!({"field": "created", "interval": "day", "range": {"from": "-2y", "to": "0d"}}),
        None,
    );
    let plan = plan(&spec, &catalogue()).unwrap();
    let (zone, now) = (TimeZone::UTC, NOW.parse().unwrap());
    let listed = Listed::default();
    let refused = Counting::new(
        &spec,
        &plan,
        &Order::default(),
        &listed,
        zone.clone(),
        zone,
        now,
    );
    assert!(
        refused
            .unwrap_err()
            .to_string()
            .contains("more than 250 values")
    );
}
