//! What is calculated.

use super::draft;
use crate::draft::{Axis, Calculation, Draft, Quantity, Slot};
use serde_json::json;

#[test]
fn a_count_is_written_as_nothing() {
    let before = draft();
    let mut draft = before.clone();
    draft.set_calculation(Slot::Whole, Calculation::Sum);
    draft.set_calculation(Slot::Whole, Calculation::Count);
    assert_eq!(draft.spec(), before.spec());
}

#[test]
fn another_statistic_is_of_the_same_quantity() {
    let mut draft = draft();
    draft.set_calculation(Slot::Whole, Calculation::Average);
    draft.set_quantity(Slot::Whole, &Quantity::Since("created".into()), true);
    draft.set_unit(Slot::Whole, "weeks");
    draft.set_calculation(Slot::Whole, Calculation::Percentile);
    assert_eq!(
        draft.spec()["measure"],
        json!({"type": "percentile", "of": {"since": "created"}, "p": 85, "unit": "weeks"})
    );
    draft.set_percentile(Slot::Whole, 99.5);
    draft.set_calculation(Slot::Whole, Calculation::Median);
    assert_eq!(
        draft.spec()["measure"],
        json!({"type": "median", "of": {"since": "created"}, "unit": "weeks"})
    );
}

#[test]
fn a_quantity_waits_while_values_are_counted() {
    let mut draft = draft();
    draft.set_calculation(Slot::Whole, Calculation::Sum);
    draft.set_quantity(
        Slot::Whole,
        &Quantity::Field("customfield_10016".into()),
        false,
    );
    draft.set_calculation(Slot::Whole, Calculation::Distinct);
    draft.set_counted_field(Slot::Whole, "reporter");
    assert_eq!(
        draft.spec()["measure"],
        json!({"type": "distinct", "of": "reporter"})
    );
    draft.set_calculation(Slot::Whole, Calculation::Max);
    assert_eq!(
        draft.spec()["measure"],
        json!({"type": "max", "of": "customfield_10016"})
    );
    draft.set_calculation(Slot::Whole, Calculation::Distinct);
    assert_eq!(draft.counted_field(Slot::Whole), "reporter");
}

#[test]
fn a_number_has_no_unit_of_time_and_nothing_unresolved() {
    let mut draft = draft();
    draft.set_calculation(Slot::Whole, Calculation::Average);
    draft.set_counts_unresolved(Slot::Whole, true);
    draft.set_unit(Slot::Whole, "hours");
    assert_eq!(
        draft.spec()["measure"],
        json!({"type": "average", "of": "resolution_time", "unresolved": "include", "unit": "hours"})
    );
    draft.set_quantity(
        Slot::Whole,
        &Quantity::Field("customfield_10016".into()),
        false,
    );
    assert_eq!(
        draft.spec()["measure"],
        json!({"type": "average", "of": "customfield_10016"})
    );
}

#[test]
fn what_was_calculated_is_a_part_of_what_combines_it() {
    let mut draft = draft();
    draft.set_calculation(Slot::Whole, Calculation::Sum);
    draft.set_quantity(Slot::Whole, &Quantity::Field("timespent".into()), true);
    draft.set_calculation(Slot::Whole, Calculation::Formula);
    draft.set_operator("*");
    let sum = json!({"type": "sum", "of": "timespent"});
    let count = json!({"type": "count"});
    assert_eq!(
        draft.spec()["measure"],
        json!({"type": "formula", "a": sum, "op": "*", "b": count})
    );
    draft.set_calculation(Slot::Whole, Calculation::Progress);
    assert_eq!(
        draft.spec()["measure"],
        json!({"type": "progress", "done": sum, "of": count})
    );
    draft.set_calculation(Slot::Second, Calculation::Sum);
    draft.set_quantity(
        Slot::Second,
        &Quantity::Field("timeoriginalestimate".into()),
        true,
    );
    assert_eq!(
        draft.spec()["measure"]["of"],
        json!({"type": "sum", "of": "timeoriginalestimate"})
    );
    draft.set_calculation(Slot::Whole, Calculation::Average);
    assert_eq!(
        draft.spec()["measure"],
        json!({"type": "average", "of": "timespent"})
    );
}

#[test]
fn dates_stay_while_the_way_of_measuring_between_them_changes() {
    let since = Quantity::Since("updated".into());
    assert_eq!(
        since.in_way("between", "x"),
        Quantity::Between("updated".into(), "resolutiondate".into())
    );
    assert_eq!(
        since.in_way("until", "x"),
        Quantity::Until("updated".into())
    );
    assert_eq!(since.in_way("field", "x"), Quantity::Field("x".into()));
    for (way, _) in Quantity::WAYS {
        assert_eq!(Quantity::Resolution.in_way(way, "x").way(), way);
    }
}

#[test]
fn the_title_says_what_is_calculated() {
    let mut draft = draft();
    draft.set_calculation(Slot::Whole, Calculation::Average);
    assert_eq!(draft.title(), "Average time to resolution by status");
    draft.learn_name("customfield_10016", "Story points");
    draft.set_quantity(
        Slot::Whole,
        &Quantity::Field("customfield_10016".into()),
        false,
    );
    assert_eq!(draft.title(), "Average story points by status");
    draft.set_calculation(Slot::Whole, Calculation::Formula);
    draft.set_field(Axis::ChartBy, "priority", "Priority");
    assert_eq!(draft.title(), "Average story points / issues by priority");
}

#[test]
fn a_running_total_waits_for_numbers_that_add_up() {
    let mut draft = draft();
    draft.set_line("cumulative", true);
    draft.set_calculation(Slot::Whole, Calculation::Median);
    assert_eq!(draft.spec().get("lines"), None);
    draft.set_calculation(Slot::Whole, Calculation::Sum);
    assert_eq!(draft.spec()["lines"], json!({"cumulative": true}));
}

#[test]
fn lines_leave_no_trace_when_they_are_taken_away() {
    let before = draft();
    let mut draft = before.clone();
    draft.set_goal_label("Nothing to name yet");
    draft.set_goal(Some(20.0));
    draft.set_goal_label("Target");
    draft.set_goal(Some(12.5));
    draft.set_line("trend", true);
    assert_eq!(
        draft.spec()["lines"],
        json!({"goal": {"value": 12.5, "label": "Target"}, "trend": true})
    );
    draft.set_goal(None);
    draft.set_line("trend", false);
    assert_eq!(draft, before);
}

#[test]
fn a_combination_inside_a_combination_is_read_and_kept() {
    let inner =
        json!({"type": "formula", "a": {"type": "count"}, "op": "+", "b": {"type": "count"}});
    let spec =
        json!({"measure": {"type": "formula", "a": inner, "op": "/", "b": {"type": "count"}}});
    let mut draft = Draft::of(&spec);
    assert_eq!(draft.calculation(Slot::First), Calculation::Formula);
    draft.set_operator("-");
    assert_eq!(draft.spec()["measure"]["a"], inner);
}
