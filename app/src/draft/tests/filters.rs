//! Filters for those who look at the chart.

use crate::draft::Draft;
use serde_json::json;

#[test]
fn filters_are_offered_ordered_and_taken_away() {
    let mut draft = Draft::blank("s");
    let before = draft.numbers();
    for field in ["status", "labels", "priority", "status"] {
        draft.add_filter(field);
    }
    draft.set_filters_text(true);
    draft.move_filter("priority", false);
    draft.move_filter("status", false);
    draft.move_filter("labels", true);
    assert_eq!(
        draft.spec()["filters"],
        json!([{"field": "status"}, {"field": "priority"}, {"field": "labels"}, {"text": true}])
    );
    assert_eq!(draft.numbers(), before, "the numbers do not depend on them");
    for field in ["status", "priority", "labels"] {
        draft.remove_filter(field);
    }
    assert!(draft.filters_text());
    draft.set_filters_text(false);
    assert_eq!(draft.spec(), Draft::blank("s").spec());
}

#[test]
fn no_more_filters_are_offered_than_a_chart_may_have() {
    let mut draft = Draft::blank("s");
    for number in 0..12 {
        draft.add_filter(&format!("customfield_{number}"));
    }
    assert_eq!(draft.filters().len(), Draft::MOST_FILTERS);
}

#[test]
fn filters_need_no_new_drawing() {
    let mut draft = Draft::blank("s");
    draft.set_jql("project = TIMOB");
    let before = draft.question();
    draft.add_filter("status");
    assert!(before.is_some());
    assert_eq!(draft.question(), before);
}
