//! Values that count as one, and those that left the drawing, go by what people read.

use super::draft;
use crate::draft::{Axis, Draft, Names, Segment};
use chart::{ChartSpec, Member};
use serde_json::{Value, json};

const ROWS: Axis = Axis::ChartBy;
const LIAM: &str = "712020:03d1";
const CLARA: &str = "712020:11aa";
const MAYA: &str = "712020:77ff";

/// Persons have their account id as key.
fn people() -> [Member; 3] {
    [
        (LIAM, "Liam Byrne"),
        (CLARA, "Clara Rossi"),
        (MAYA, "Maya Lindqvist"),
    ]
    .map(called)
}

fn called((key, label): (&str, &str)) -> Member {
    Member {
        key: key.into(),
        label: label.into(),
        colour: "#4688ec".into(),
    }
}

fn by_assignee() -> (Draft, Names) {
    let mut draft = draft();
    draft.set_field(ROWS, "assignee", "Assignee");
    let mut names = Names::default();
    assert!(names.learn(&draft, ROWS, &people()));
    assert!(!names.learn(&draft, ROWS, &people()));
    (draft, names)
}

fn list(draft: &Draft, members: &[Member], names: &Names) -> Vec<Segment> {
    draft.segments(ROWS, members, &vec![1.0; members.len()], names)
}

/// Label and parts of each row, as people read them.
fn read(draft: &Draft, members: &[Member], names: &Names) -> Vec<(String, Vec<String>)> {
    let parts = |one: &Segment| one.parts.iter().map(|part| part.label.clone()).collect();
    let rows = list(draft, members, names);
    rows.iter()
        .map(|one| (one.label.clone(), parts(one)))
        .collect()
}

fn merges(draft: &Draft) -> Value {
    let read = ChartSpec::from_json(&draft.spec()).unwrap();
    assert_eq!(read.to_json(), draft.spec(), "canonical");
    draft.spec()["chart_by"]["merge"].clone()
}

fn row(label: &str, parts: &[&str]) -> (String, Vec<String>) {
    (
        label.to_owned(),
        parts.iter().map(|part| (*part).to_owned()).collect(),
    )
}

#[test]
fn a_merge_of_persons_has_a_persons_name_and_their_keys() {
    let (mut draft, names) = by_assignee();
    draft.merge(ROWS, LIAM, CLARA, &names);
    assert_eq!(
        merges(&draft),
        json!([{"name": "Clara Rossi", "values": [CLARA, LIAM]}])
    );
    draft.merge(ROWS, MAYA, "Clara Rossi", &names);
    assert_eq!(
        merges(&draft),
        json!([{"name": "Clara Rossi", "values": [CLARA, LIAM, MAYA]}])
    );
}

#[test]
fn the_list_has_names_before_and_after_the_drawing_follows() {
    let (mut draft, mut names) = by_assignee();
    draft.merge(ROWS, LIAM, CLARA, &names);
    let expected = [
        row("Clara Rossi", &["Clara Rossi", "Liam Byrne"]),
        row("Maya Lindqvist", &[]),
    ];
    assert_eq!(read(&draft, &people(), &names), expected);
    assert_eq!(list(&draft, &people(), &names)[0].key, "Clara Rossi");
    let drawn = [("Clara Rossi", "Clara Rossi"), (MAYA, "Maya Lindqvist")].map(called);
    names.learn(&draft, ROWS, &drawn);
    assert_eq!(read(&draft, &drawn, &names), expected);
    // The name of a merge is no value's: it can be given again.
    draft.unmerge(ROWS, "Clara Rossi", LIAM, &names);
    draft.merge(ROWS, LIAM, CLARA, &names);
    assert_eq!(merges(&draft)[0]["name"], "Clara Rossi");
}

#[test]
fn what_was_said_about_a_person_goes_along_and_comes_back() {
    let (mut draft, names) = by_assignee();
    draft.rename(ROWS, CLARA, "Clara");
    draft.set_colour(ROWS, CLARA, "#112233");
    let shown: Vec<String> = [LIAM, CLARA, MAYA].map(String::from).into();
    draft.move_segment(ROWS, &shown, CLARA, false);
    let before = draft.spec();
    draft.merge(ROWS, MAYA, CLARA, &names);
    let by = &draft.spec()["chart_by"];
    assert_eq!(
        by["merge"],
        json!([{"name": "Clara Rossi", "values": [CLARA, MAYA]}])
    );
    assert_eq!(by["rename"], json!({"Clara Rossi": "Clara"}));
    assert_eq!(by["colours"], json!({"Clara Rossi": "#112233"}));
    assert_eq!(by["order"], json!(["Clara Rossi", LIAM]));
    draft.unmerge(ROWS, "Clara Rossi", MAYA, &names);
    let mut after = draft.spec();
    assert_eq!(after["chart_by"]["order"], json!([CLARA, LIAM]));
    after["chart_by"]["order"] = before["chart_by"]["order"].clone();
    assert_eq!(after, before);
}

#[test]
fn a_row_of_several_can_be_hidden_painted_and_reset() {
    let (mut draft, names) = by_assignee();
    let before = draft.spec();
    draft.merge(ROWS, LIAM, CLARA, &names);
    draft.set_hidden(ROWS, "Clara Rossi", true);
    draft.set_colour(ROWS, "Clara Rossi", "#112233");
    draft.rename(ROWS, "Clara Rossi", "Both");
    let drawn = [called((MAYA, "Maya Lindqvist"))];
    assert_eq!(
        read(&draft, &drawn, &names),
        [
            row("Maya Lindqvist", &[]),
            row("Both", &["Clara Rossi", "Liam Byrne"])
        ]
    );
    assert!(draft.is_touched(ROWS, "Clara Rossi"));
    draft.reset(ROWS, "Clara Rossi", &names);
    assert_eq!(draft.spec(), before);
}

#[test]
fn a_row_of_several_that_joins_another_one_leaves_nothing_behind() {
    let (mut draft, names) = by_assignee();
    draft.set_colour(ROWS, CLARA, "#112233");
    draft.merge(ROWS, LIAM, CLARA, &names);
    draft.merge(ROWS, "Clara Rossi", MAYA, &names);
    let by = &draft.spec()["chart_by"];
    assert_eq!(
        by["merge"],
        json!([{"name": "Maya Lindqvist", "values": [MAYA, CLARA, LIAM]}])
    );
    assert_eq!(by["colours"], json!({CLARA: "#112233"}));
}

#[test]
fn the_others_get_another_name_when_the_one_who_gave_it_leaves() {
    let (mut draft, names) = by_assignee();
    draft.merge(ROWS, LIAM, CLARA, &names);
    draft.merge(ROWS, MAYA, "Clara Rossi", &names);
    draft.unmerge(ROWS, "Clara Rossi", CLARA, &names);
    assert_eq!(
        merges(&draft),
        json!([{"name": "Liam Byrne", "values": [LIAM, MAYA]}])
    );
}

#[test]
fn two_people_of_one_name_stay_two() {
    let mut draft = draft();
    draft.set_field(ROWS, "assignee", "Assignee");
    let mut names = Names::default();
    let people = [("a:1", "Jo"), ("a:2", "Jo"), ("a:3", "Ann"), ("a:4", "Bea")].map(called);
    names.learn(&draft, ROWS, &people);
    draft.merge(ROWS, "a:3", "a:1", &names);
    draft.merge(ROWS, "a:4", "a:2", &names);
    assert_eq!(
        merges(&draft),
        json!([{"name": "Jo", "values": ["a:1", "a:3"]}, {"name": "Jo (2)", "values": ["a:2", "a:4"]}])
    );
    assert_eq!(
        read(&draft, &people, &names),
        [row("Jo", &["Jo", "Ann"]), row("Jo (2)", &["Jo", "Bea"])]
    );
}

#[test]
fn a_hidden_person_keeps_the_name_that_drawings_had() {
    let (mut draft, mut names) = by_assignee();
    draft.set_hidden(ROWS, LIAM, true);
    let drawn = &people()[1..];
    names.learn(&draft, ROWS, drawn);
    let labels = |draft: &Draft, names: &Names| {
        let rows = list(draft, drawn, names);
        rows.into_iter().map(|one| one.label).collect::<Vec<_>>()
    };
    assert_eq!(
        labels(&draft, &names),
        ["Clara Rossi", "Maya Lindqvist", "Liam Byrne"]
    );
    // Where nobody ever saw it, there is only the key.
    assert_eq!(labels(&draft, &Names::default())[2], LIAM);
    draft.rename(ROWS, LIAM, "Liam");
    assert_eq!(labels(&draft, &names)[2], "Liam");
    assert_eq!(list(&draft, drawn, &names)[2].called, "Liam Byrne");
}

#[test]
fn a_person_of_whom_only_the_chosen_name_is_known_gives_it_to_a_merge() {
    let (mut draft, _) = by_assignee();
    draft.rename(ROWS, CLARA, "Clara");
    let mut names = Names::default();
    let drawn = [(LIAM, "Liam Byrne"), (CLARA, "Clara")].map(called);
    names.learn(&draft, ROWS, &drawn);
    let before = draft.spec();
    draft.merge(ROWS, LIAM, CLARA, &names);
    assert_eq!(
        merges(&draft),
        json!([{"name": "Clara", "values": [CLARA, LIAM]}])
    );
    assert_eq!(
        read(&draft, &drawn, &names),
        [row("Clara", &["Clara", "Liam Byrne"])]
    );
    draft.unmerge(ROWS, "Clara", LIAM, &names);
    assert_eq!(draft.spec(), before);
}

#[test]
fn values_whose_key_is_their_name_merge_under_it_whatever_they_were_renamed_to() {
    let mut draft = draft();
    draft.rename(ROWS, "High", "Urgent");
    let drawn = [("High", "Urgent"), ("Low", "Low")].map(called);
    let mut names = Names::default();
    names.learn(&draft, ROWS, &drawn);
    let before = draft.spec();
    draft.merge(ROWS, "Low", "High", &names);
    assert_eq!(
        merges(&draft),
        json!([{"name": "High", "values": ["High", "Low"]}])
    );
    assert_eq!(
        read(&draft, &drawn, &names),
        [row("Urgent", &["High", "Low"])]
    );
    let rows = list(&draft, &drawn, &names);
    assert_eq!(
        (rows[0].key.as_str(), rows[0].called.as_str()),
        ("High", "High")
    );
    draft.unmerge(ROWS, "High", "Low", &names);
    assert_eq!(draft.spec(), before);
}

#[test]
fn a_merge_that_somebody_wrote_keeps_its_name() {
    let mut draft = draft();
    let mut spec = draft.spec();
    spec["chart_by"]["merge"] = json!([{"name": "Top", "values": ["High", "Critical", "Blocker"]}]);
    draft = Draft::of(&spec);
    let names = Names::default();
    draft.unmerge(ROWS, "Top", "High", &names);
    assert_eq!(
        merges(&draft),
        json!([{"name": "Top", "values": ["Critical", "Blocker"]}])
    );
    draft.merge(ROWS, "Low", "Top", &names);
    assert_eq!(
        merges(&draft),
        json!([{"name": "Top", "values": ["Critical", "Blocker", "Low"]}])
    );
}

#[test]
fn no_row_is_there_twice_while_the_drawing_has_yet_to_follow() {
    let (mut draft, names) = by_assignee();
    draft.merge(ROWS, LIAM, CLARA, &names);
    draft.set_hidden(ROWS, "Clara Rossi", true);
    let rows = list(&draft, &people(), &names);
    let keys: Vec<_> = rows.iter().map(|one| one.key.as_str()).collect();
    assert_eq!(keys, ["Clara Rossi", MAYA]);
}
