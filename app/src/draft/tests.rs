//! How editing a chart feels, told without a screen.

mod filters;
mod measure;
mod merge;
mod values;
mod written;

use super::{Axis, Draft, History, Names, Place, SourceKind, Turns};
use chart::{ChartSpec, Kind, Member};
use serde_json::json;

const SITE: &str = "1324a887-45db-1bf4-1e99-ef0ff456d421";

fn draft() -> Draft {
    let mut draft = Draft::blank(SITE);
    draft.set_jql("project = TIMOB");
    draft
}

fn member(key: &str) -> Member {
    Member {
        key: key.into(),
        label: key.into(),
        colour: "#4688ec".into(),
    }
}

#[test]
fn a_blank_draft_asks_nothing_until_it_names_issues() {
    assert_eq!(Draft::blank(SITE).question(), None);
    assert!(draft().question().is_some());
}

#[test]
fn how_a_chart_looks_changes_none_of_its_numbers() {
    let before = draft();
    let mut draft = before.clone();
    draft.set_kind(Kind::Donut);
    draft.set_height(200);
    draft.set_colour(Axis::ChartBy, "Open", "#ff00aa");
    draft.rename(Axis::ChartBy, "Open", "To do");
    draft.set_look("legend", "bottom", "table");
    assert_ne!(draft.question(), before.question());
    assert_eq!(draft.numbers(), before.numbers());
    draft.set_limit(Axis::ChartBy, Some(5));
    assert_ne!(draft.numbers(), before.numbers());
}

#[test]
fn what_the_editor_writes_is_canonical() {
    let mut draft = draft();
    draft.set_kind(Kind::StackedBar);
    draft.set_field(Axis::ChartBy, "created", "Created");
    draft.set_interval(Axis::ChartBy, "week");
    draft.set_order(Axis::ChartBy, "newest");
    draft.set_limit(Axis::ChartBy, Some(12));
    draft.set_others(Axis::ChartBy, false);
    draft.set_hidden(Axis::GroupBy, "Done", true);
    draft.set_look("legend", "bottom", "table");
    let read = ChartSpec::from_json(&draft.spec()).unwrap();
    assert_eq!(read.to_json(), draft.spec());
}

#[test]
fn choosing_and_unchoosing_leaves_no_trace() {
    let before = draft();
    let mut draft = before.clone();
    draft.set_limit(Axis::ChartBy, Some(5));
    draft.set_others(Axis::ChartBy, false);
    draft.set_order(Axis::ChartBy, "label");
    draft.set_hidden(Axis::ChartBy, "Open", true);
    draft.rename(Axis::ChartBy, "Open", "To do");
    draft.set_look("labels", "none", "value");
    draft.set_height(200);
    draft.set_height(360);
    draft.set_look("labels", "value", "value");
    draft.rename(Axis::ChartBy, "open", "");
    draft.set_hidden(Axis::ChartBy, "OPEN", false);
    draft.set_order(Axis::ChartBy, "");
    draft.set_others(Axis::ChartBy, true);
    draft.set_limit(Axis::ChartBy, None);
    assert_eq!(draft, before);
}

#[test]
fn keys_that_the_editor_does_not_know_survive_it() {
    let mut draft =
        Draft::of(&json!({"version": 1, "title": "x", "lines": {"average": true}, "kind": "bar"}));
    draft.set_title("y");
    assert_eq!(
        draft.spec(),
        json!({"version": 1, "title": "y", "lines": {"average": true}, "kind": "bar"})
    );
}

#[test]
fn a_grouping_waits_for_the_person_to_come_back_to_it() {
    let mut draft = draft();
    draft.set_kind(Kind::StackedBar);
    draft.set_field(Axis::GroupBy, "priority", "Priority");
    draft.set_kind(Kind::Donut);
    assert_eq!(draft.field(Axis::GroupBy), "");
    draft.set_kind(Kind::StackedBar);
    assert_eq!(draft.field(Axis::GroupBy), "priority");
}

#[test]
fn a_tile_is_one_number_and_gives_the_field_back() {
    let mut draft = draft();
    draft.set_field(Axis::ChartBy, "priority", "Priority");
    draft.set_kind(Kind::Tile);
    assert_eq!((draft.field(Axis::ChartBy), draft.title()), ("", "Issues"));
    draft.set_kind(Kind::Pie);
    assert_eq!(
        (draft.field(Axis::ChartBy), draft.title()),
        ("priority", "Issues by priority")
    );
}

#[test]
fn a_second_dimension_is_never_suggested_to_be_the_first_again() {
    let mut draft = draft();
    draft.set_kind(Kind::StackedBar);
    assert_eq!(draft.field(Axis::GroupBy), "issuetype");
}

#[test]
fn the_title_follows_until_somebody_writes_one() {
    let mut draft = draft();
    draft.set_field(Axis::ChartBy, "priority", "Priority");
    draft.set_kind(Kind::StackedBar);
    assert_eq!(draft.title(), "Issues by priority and status");
    draft.set_title("Where we stand");
    draft.set_field(Axis::ChartBy, "customfield_10050", "QA owner");
    assert_eq!(draft.title(), "Where we stand");
    draft.set_title("");
    draft.set_kind(Kind::Bar);
    assert_eq!(draft.title(), "Issues by QA owner");
}

#[test]
fn another_field_forgets_what_was_said_about_the_old_ones_values() {
    let mut draft = draft();
    draft.set_limit(Axis::ChartBy, Some(8));
    draft.rename(Axis::ChartBy, "Open", "To do");
    draft.set_field(Axis::ChartBy, "priority", "Priority");
    assert_eq!(
        draft.spec()["chart_by"],
        json!({"field": "priority", "limit": 8})
    );
}

#[test]
fn a_query_is_kept_while_projects_are_tried() {
    let mut draft = draft();
    draft.set_source_kind(SourceKind::Projects);
    draft.add_project("AC");
    draft.add_project("AC");
    draft.add_project("A\"B");
    assert_eq!(
        draft.base_jql().as_deref(),
        Some(r#"project in ("AC", "A\"B")"#)
    );
    draft.set_source_kind(SourceKind::Jql);
    assert_eq!(draft.base_jql().as_deref(), Some("project = TIMOB"));
    draft.set_source_kind(SourceKind::Projects);
    assert_eq!(draft.projects(), ["AC", "A\"B"]);
}

#[test]
fn projects_of_one_site_are_not_looked_for_on_another() {
    let mut draft = draft();
    draft.set_source_kind(SourceKind::Projects);
    draft.add_project("AC");
    draft.set_site("00000000-0000-4000-8000-000000000002");
    assert_eq!(draft.projects(), Vec::<String>::new());
}

#[test]
fn hidden_values_stay_in_the_list_without_a_count() {
    let mut draft = draft();
    draft.set_hidden(Axis::ChartBy, "Closed", true);
    draft.rename(Axis::ChartBy, "Closed", "Over");
    let segments = draft.segments(
        Axis::ChartBy,
        &[member("Open"), member("(other)")],
        &[Some(3.0), Some(2.0)],
        &Names::default(),
    );
    let told: Vec<_> = segments
        .iter()
        .map(|s| (s.key.as_str(), s.label.as_str(), s.count, s.hidden, s.fixed))
        .collect();
    assert_eq!(
        told,
        [
            ("Open", "Open", Some(3.0), false, false),
            ("(other)", "(other)", Some(2.0), false, true),
            ("Closed", "Over", None, true, false),
        ]
    );
}

#[test]
fn moving_a_value_makes_the_order_the_authors_own() {
    let mut draft = draft();
    let shown: Vec<String> = ["Open", "Closed", "Done"].map(String::from).into();
    draft.move_segment(Axis::ChartBy, &shown, "Done", false);
    assert_eq!(
        draft.spec()["chart_by"]["order"],
        json!(["Open", "Done", "Closed"])
    );
    let before = draft.clone();
    draft.move_segment(Axis::ChartBy, &shown, "Open", false);
    draft.move_segment(Axis::ChartBy, &shown, "Done", true);
    assert_eq!(draft, before);
}

#[test]
fn a_value_dropped_on_another_takes_its_place() {
    let order = |key: &str, at: &str| {
        let mut draft = draft();
        let shown = ["Open", "Busy", "Done"].map(str::to_owned);
        draft.place_segment(Axis::ChartBy, &shown, key, at);
        draft.spec()["chart_by"].get("order").cloned()
    };
    assert_eq!(order("Open", "Done"), Some(json!(["Busy", "Done", "Open"])));
    assert_eq!(order("Done", "Open"), Some(json!(["Done", "Open", "Busy"])));
    assert_eq!(order("Done", "Done"), None);
    assert_eq!(order("Done", "(other)"), None);
}

#[test]
fn a_word_typed_letter_by_letter_is_one_step_back() {
    let mut history = History::new(draft());
    for title in ["W", "Wh", "Who"] {
        history.edit(Place::typing("title"), |draft| draft.set_title(title));
    }
    history.edit(Place::Choice, |draft| draft.set_kind(Kind::Pie));
    history.edit(Place::typing("title"), |draft| draft.set_title("Why"));
    history.undo();
    assert_eq!(
        (history.present().title(), history.present().kind()),
        ("Who", Some(Kind::Pie))
    );
    history.undo();
    history.undo();
    assert_eq!(history.present(), &draft());
    assert!(!history.can_undo());
}

#[test]
fn what_was_taken_back_comes_again_until_something_new_is_done() {
    let mut history = History::new(draft());
    history.edit(Place::Choice, |draft| draft.set_kind(Kind::Pie));
    history.undo();
    history.redo();
    assert_eq!(history.present().kind(), Some(Kind::Pie));
    history.undo();
    history.edit(Place::Choice, |draft| draft.set_kind(Kind::Tile));
    assert!(!history.can_redo());
}

#[test]
fn a_change_that_changes_nothing_is_no_step() {
    let mut history = History::new(draft());
    history.edit(Place::Choice, |draft| draft.set_kind(Kind::Bar));
    assert!(!history.can_undo());
}

#[test]
fn the_title_is_no_question() {
    let mut renamed = draft();
    renamed.set_title("Another");
    renamed.set_description("Read me");
    assert_eq!(renamed.question(), draft().question());
}

#[test]
fn a_slow_answer_never_replaces_a_newer_one() {
    let mut turns = Turns::default();
    let (first, second) = (turns.ask(), turns.ask());
    assert!(turns.answer(second));
    assert!(!turns.answer(first));
    assert!(!turns.is_waiting());
}

#[test]
fn an_earlier_answer_is_shown_while_a_later_one_is_awaited() {
    let mut turns = Turns::default();
    let (first, _second) = (turns.ask(), turns.ask());
    assert!(turns.answer(first));
    assert!(turns.is_waiting());
    turns.forget();
    assert!(!turns.is_waiting());
}
