//! By what issues are grouped, how values are cut, and what becomes of each.

use super::{draft, member};
use crate::draft::{Axis, Bins, Day, Names, Way};
use chart::{Kind, Moment};
use serde_json::json;

const ROWS: Axis = Axis::ChartBy;

#[test]
fn another_way_of_making_values_gives_the_old_one_back() {
    let mut draft = draft();
    draft.set_field(ROWS, "priority", "Priority");
    draft.set_limit(ROWS, Some(8));
    draft.rename(ROWS, "High", "Urgent");
    let before = draft.spec();
    draft.set_way(ROWS, Way::Queries);
    assert_eq!((draft.way(ROWS), draft.field(ROWS)), (Way::Queries, ""));
    assert_eq!(draft.limit(ROWS), Some(8));
    draft.set_way(ROWS, Way::Field);
    assert_eq!(draft.spec(), before);
}

#[test]
fn several_dates_are_rows_and_columns_at_once() {
    let mut draft = draft();
    draft.set_kind(Kind::StackedBar);
    draft.set_field(Axis::GroupBy, "priority", "Priority");
    draft.set_way(ROWS, Way::Dates);
    draft.set_interval(ROWS, "week");
    assert_eq!(draft.title(), "Issues: created and resolution date");
    assert_eq!(
        (&draft.spec()["chart_by"], draft.has(Axis::GroupBy)),
        (
            &json!({"dates": ["created", "resolutiondate"], "interval": "week"}),
            false
        )
    );
    draft.set_kind(Kind::Bar);
    assert_eq!(
        draft.spec()["chart_by"],
        json!({"field": "created", "interval": "week"})
    );
    draft.set_kind(Kind::StackedBar);
    assert_eq!(draft.field(Axis::GroupBy), "priority");
}

#[test]
fn several_dates_choose_a_kind_that_has_room_for_them() {
    let mut draft = draft();
    draft.set_way(ROWS, Way::Dates);
    assert!(draft.kind().is_some_and(Kind::two_dimensional));
    draft.add_date(ROWS, "duedate", "Due date");
    draft.add_date(ROWS, "duedate", "Due date");
    draft.remove_date(ROWS, "created");
    draft.remove_date(ROWS, "resolutiondate");
    draft.remove_date(ROWS, "duedate");
    assert_eq!(draft.dates(ROWS), ["duedate"]);
    draft.set_way(Axis::GroupBy, Way::Dates);
    assert!(!draft.has(Axis::GroupBy));
}

#[test]
fn a_query_takes_its_colour_along_under_a_new_name() {
    let mut draft = draft();
    draft.set_way(ROWS, Way::Queries);
    draft.set_colour(ROWS, "Open", "#ff00aa");
    draft.name_query(ROWS, 0, "Not done");
    draft.move_query(ROWS, 0, true);
    draft.move_query(ROWS, 1, true);
    assert_eq!(
        draft.spec()["chart_by"],
        json!({
            "segments": [
                {"name": "Done", "jql": "statusCategory = Done"},
                {"name": "Not done", "jql": "statusCategory != Done"},
            ],
            "colours": {"Not done": "#ff00aa"},
        })
    );
}

#[test]
fn half_a_query_is_kept_and_not_asked() {
    let mut draft = draft();
    draft.set_way(ROWS, Way::Queries);
    let asked = draft.question();
    draft.add_query(ROWS);
    draft.name_query(ROWS, 2, "open ");
    draft.write_query(ROWS, 2, "due < now()");
    assert!(draft.query_trouble(ROWS, 2).is_some(), "a name twice");
    assert_eq!(draft.question(), asked);
    assert_eq!(draft.queries(ROWS).len(), 3);
    draft.name_query(ROWS, 2, "Late");
    assert_eq!(draft.query_trouble(ROWS, 2), None);
    assert_ne!(draft.question(), asked);
}

#[test]
fn a_query_is_counted_inside_the_source_without_orderings() {
    let mut draft = draft();
    draft.set_jql("project = A OR project = B ORDER BY rank");
    assert_eq!(
        draft.narrowed("due < now() order by due").as_deref(),
        Some("(project = A OR project = B) AND (due < now())")
    );
    assert_eq!(draft.narrowed("  "), None);
}

#[test]
fn an_end_of_a_range_that_is_no_day_is_told_and_not_asked() {
    let mut draft = draft();
    draft.set_field(ROWS, "created", "Created");
    draft.set_range(ROWS, "from", "-36M");
    let asked = draft.question();
    draft.set_range(ROWS, "to", "-36X");
    assert_eq!(Day::of(draft.range(ROWS, "to")), Day::Unknown("-36X"));
    assert_eq!(draft.question(), asked);
    draft.set_range(ROWS, "to", "");
    draft.set_range(ROWS, "from", " ");
    assert_eq!(draft.spec()["chart_by"], json!({"field": "created"}));
}

#[test]
fn days_are_read_here_as_the_chart_reads_them() {
    for text in [
        "2024-01-31",
        "2024-02-29",
        "2023-02-29",
        "1900-02-29",
        "2000-02-29",
        "2024-04-31",
        "2024-13-01",
        "2024-00-10",
        "2024-1-31",
        "24-01-31",
        "0d",
        "-36M",
        "+1y",
        "2w 3d",
        "-1y 1d",
        "-99999y",
        "-",
        "+",
        "M",
        "3m",
        "3h",
        "2 w",
        "-1d -1d",
        "1000000d",
        "1é",
        "é024-01-31",
        "now",
        "2024-01-31x",
    ] {
        let known = matches!(Day::of(text), Day::Known(_));
        assert_eq!(known, Moment::parse(text).is_some(), "{text}");
    }
    assert_eq!(Day::of("  "), Day::Open);
}

#[test]
fn how_values_are_cut_leaves_no_trace_where_it_is_the_usual_way() {
    let before = draft();
    let mut draft = before.clone();
    draft.set_bins(
        ROWS,
        Some(Bins {
            width: 5.0,
            from: 1.5,
        }),
    );
    assert_eq!(
        draft.spec()["chart_by"]["bins"],
        json!({"width": 5, "from": 1.5})
    );
    draft.set_sprint(ROWS, "active");
    draft.set_level(ROWS, 1);
    draft.set_bins(
        ROWS,
        Some(Bins {
            width: 0.0,
            from: 1.5,
        }),
    );
    draft.set_sprint(ROWS, "all");
    draft.set_level(ROWS, 2);
    assert_eq!(draft, before);
}

#[test]
fn values_are_merged_under_the_name_of_the_one_they_were_put_on() {
    let mut draft = draft();
    draft.merge(ROWS, "Major", "High", &Names::default());
    draft.merge(ROWS, "Critical", "Blocker", &Names::default());
    draft.merge(ROWS, "blocker", "High", &Names::default());
    draft.merge(ROWS, "High", "high", &Names::default());
    assert_eq!(
        draft.spec()["chart_by"]["merge"],
        json!([{"name": "High", "values": ["High", "Major", "Blocker", "Critical"]}])
    );
    for value in ["Major", "Critical", "Blocker"] {
        draft.unmerge(ROWS, "high", value, &Names::default());
    }
    assert_eq!(draft.spec(), super::draft().spec());
}

#[test]
fn what_counts_as_another_value_leaves_the_list_at_once() {
    let mut draft = draft();
    let members = ["High", "Major", "Low"].map(member);
    draft.set_hidden(ROWS, "Major", true);
    draft.merge(ROWS, "Major", "High", &Names::default());
    let told: Vec<_> = draft
        .segments(ROWS, &members, &[3.0, 2.0, 1.0], &Names::default())
        .into_iter()
        .map(|one| {
            let parts: Vec<_> = one.parts.into_iter().map(|part| part.key).collect();
            (one.key, parts)
        })
        .collect();
    let parts = vec!["High".to_owned(), "Major".to_owned()];
    assert_eq!(
        told,
        [("High".to_owned(), parts), ("Low".to_owned(), Vec::new())]
    );
}

#[test]
fn an_order_of_ones_own_is_seen_before_the_drawing_has_it() {
    let mut draft = draft();
    let members = ["Open", "Closed", "(other)"].map(member);
    let shown: Vec<String> = ["Open", "Closed"].map(String::from).into();
    draft.move_segment(ROWS, &shown, "Closed", false);
    let order: Vec<_> = draft
        .segments(ROWS, &members, &[3.0, 2.0, 1.0], &Names::default())
        .into_iter()
        .map(|one| one.key)
        .collect();
    assert_eq!(order, ["Closed", "Open", "(other)"]);
}

#[test]
fn one_value_or_all_of_them_are_as_they_were() {
    let mut draft = draft();
    for key in ["Open", "Done"] {
        draft.rename(ROWS, key, "x");
        draft.set_colour(ROWS, key, "#123456");
        draft.set_hidden(ROWS, key, true);
    }
    draft.merge(ROWS, "Closed", "Done", &Names::default());
    assert!(draft.is_touched(ROWS, "DONE"));
    draft.reset(ROWS, "done", &Names::default());
    assert!(!draft.is_touched(ROWS, "Done"));
    assert!(draft.is_any_touched(ROWS));
    draft.move_segment(ROWS, &["Open".into(), "Done".into()], "Done", false);
    draft.reset_all(ROWS);
    assert!(!draft.is_any_touched(ROWS));
    assert_eq!(draft.spec(), super::draft().spec());
}
