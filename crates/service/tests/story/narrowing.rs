//! Who looks at a chart narrows it by its filters.

mod owners;

use crate::{
    stage::{MAYA, Stage},
    whole,
};
use chart::{How, Narrowing};
use rstest::rstest;
use serde_json::{Value, json};
use service::{Asking, FilterBar, Shown, View, Viewer};

const ALL: &str = "project is not EMPTY";

fn by(words: &[(&str, &str)]) -> Asking {
    let open = words.iter().find(|(name, _)| *name == "open");
    Asking {
        narrowing: Narrowing::from_pairs(words.iter().copied()),
        open: open.map(|(_, field)| (*field).to_owned()),
        ..Asking::default()
    }
}

async fn saved(stage: &Stage, owner: &Viewer, filters: Value) -> String {
    let mut spec = stage.spec(ALL, "status");
    spec["filters"] = filters;
    let saved = stage.service.save_chart(owner, None, None, &spec).await;
    saved.unwrap().id
}

async fn seen(stage: &Stage, viewer: &Viewer, id: &str, asking: &Asking) -> View {
    match stage.service.show(viewer, id, asking).await.unwrap() {
        Shown::Whole(view) => *view,
        Shown::Shared(_) => panic!("it is one of its people"),
    }
}

fn total(view: &View) -> u64 {
    whole(view.drawn.table.total)
}

fn chosen(bar: &FilterBar) -> Vec<(&str, How, Vec<&str>)> {
    let values = |tab: &service::FilterTab| tab.chosen.len();
    let tabs = bar.tabs.iter().filter(|tab| values(tab) > 0);
    tabs.map(|tab| {
        let keys = tab.chosen.iter().map(|value| value.key.as_str());
        (tab.field.as_str(), tab.how, keys.collect())
    })
    .collect()
}

/// `any` and `all` of two values make up both values; `none` is the rest of all.
#[rstest]
#[case::one_value_each("status")]
#[case::with_empty_ones("priority")]
#[case::of_categories("statusCategory")]
#[case::of_types("issuetype")]
#[case::of_projects("project")]
#[case::without_resolution("resolution")]
#[case::people("assignee")]
#[case::several_labels("labels")]
#[case::several_components("components")]
#[case::several_versions("fixVersions")]
#[case::parents("parent")]
#[case::sprints("customfield_10020")]
#[case::one_option("customfield_10032")]
#[case::several_options("customfield_10033")]
#[case::options_under_options("customfield_10034")]
#[case::a_group("customfield_10040")]
#[tokio::test]
async fn any_all_and_none_of_two_values_add_up(#[case] field: &str) {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let id = saved(&stage, &maya, json!([{ "field": field }])).await;
    let open = seen(&stage, &maya, &id, &by(&[("open", field)])).await;
    let all = total(&open);
    let values = open.filter.tabs[0].values.clone().unwrap().values;
    assert!(values.len() > 1, "{field}: {values:?}");
    let (name, how) = (format!("filter.{field}"), format!("how.{field}"));
    let (first, last) = (&values[0].key, &values[values.len() - 1].key);
    let (first, last) = (
        (name.as_str(), first.as_str()),
        (name.as_str(), last.as_str()),
    );
    let one = total(&seen(&stage, &maya, &id, &by(&[first])).await);
    let other = total(&seen(&stage, &maya, &id, &by(&[last])).await);
    let any = total(&seen(&stage, &maya, &id, &by(&[first, last])).await);
    let both = [first, last, (how.as_str(), "all")];
    let both = total(&seen(&stage, &maya, &id, &by(&both)).await);
    let none = [first, last, (how.as_str(), "none")];
    let none = total(&seen(&stage, &maya, &id, &by(&none)).await);
    assert!(
        one > 0 && other > 0 && one < all,
        "{field}: {one} and {other} of {all}"
    );
    assert_eq!(any + both, one + other, "{field}");
    assert_eq!(none, all - any, "{field}");
}

#[tokio::test]
async fn the_numbers_are_those_of_the_query_that_is_shown() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let filters = json!([{ "field": "priority" }, { "field": "labels" }, { "text": true }]);
    let id = saved(&stage, &maya, filters).await;
    let before = seen(&stage, &maya, &id, &Asking::default()).await;
    assert_eq!(before.filter.text.as_deref(), Some(""));
    assert_eq!(before.filter.query, None);
    let names: Vec<&str> = before
        .filter
        .tabs
        .iter()
        .map(|tab| tab.name.as_str())
        .collect();
    assert_eq!(names, ["Priority", "Labels"]);
    let asking = by(&[
        ("filter.priority", "High"),
        ("filter.priority", "Medium"),
        ("how.labels", "none"),
        ("filter.labels", "(none)"),
        ("text", "the"),
    ]);
    let view = seen(&stage, &maya, &id, &asking).await;
    let query = view.filter.query.clone().unwrap();
    let found = stage
        .service
        .count_issues(&maya, &stage.site(0), &query)
        .await;
    assert_eq!(found.unwrap().count, total(&view), "{query}");
    assert!(total(&view) > 0 && total(&view) < total(&before), "{query}");
    assert_eq!(
        chosen(&view.filter),
        [
            ("priority", How::Any, vec!["High", "Medium"]),
            ("labels", How::None, vec!["(none)"]),
        ]
    );
    // Every number leads to its own issues, narrowed too.
    let row = view.drawn.queries.row(0).unwrap();
    let found = stage
        .service
        .count_issues(&maya, &stage.site(0), &row)
        .await;
    assert_eq!(
        found.unwrap().count,
        whole(view.drawn.table.row_totals[0]),
        "{row}"
    );
    // The chart itself is as it was.
    assert_eq!(view.spec, before.spec);
}

#[tokio::test]
async fn counts_and_issues_give_the_same_narrowed_table() {
    let asking = by(&[("filter.priority", "High"), ("how.priority", "none")]);
    let view = async |stage: &Stage, read: Option<String>| {
        let maya = stage.sign_in(MAYA).await;
        let id = saved(stage, &maya, json!([{ "field": "priority" }])).await;
        if let Some(query) = read {
            // What an editor has read is held, and other charts of the same query are made of it.
            let spec = stage.spec(&query, "status");
            stage.service.preview(&maya, &spec).await.unwrap();
        }
        seen(stage, &maya, &id, &asking).await
    };
    let counted = view(&Stage::set_large().await, None).await;
    let query = counted.filter.query;
    let other = view(&Stage::set_large().await, query).await.drawn.table;
    let counted = counted.drawn.table;
    let plans = [&counted, &other].map(|table| table.provenance.plan.clone());
    assert_eq!(plans, ["counts", "scan"]);
    assert_eq!((counted.rows, counted.cells), (other.rows, other.cells));
}

#[rstest]
#[case::a_value_that_is_no_more(&[("filter.priority", "Gone")], 0)]
#[case::a_way_out_of_the_quotes(&[("filter.priority", "High\") OR (project is not EMPTY")], 0)]
#[case::words_that_no_issue_has(&[("text", "xylophonic\" OR text ~ \"a")], 0)]
#[tokio::test]
async fn what_no_issue_has_finds_nothing(#[case] words: &[(&str, &str)], #[case] found: u64) {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let id = saved(
        &stage,
        &maya,
        json!([{ "field": "priority" }, { "text": true }]),
    )
    .await;
    assert_eq!(total(&seen(&stage, &maya, &id, &by(words)).await), found);
}

#[tokio::test]
async fn ones_own_view_follows_any_field_and_says_what_it_cannot() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let id = stage.saved(&maya, ALL, "status").await;
    let whole = seen(&stage, &maya, &id, &Asking::default()).await;
    assert!(whole.filter.tabs.is_empty() && whole.filter.text.is_none());
    assert_eq!(whole.filter.site.len(), 12);
    assert!(!stage.site(0).contains(&whole.filter.site));
    let asking = by(&[
        ("filter.priority", "High"),
        ("filter.created", "2026-01-01"),
        ("filter.nowhere", "x"),
        ("text", "**"),
    ]);
    let view = seen(&stage, &maya, &id, &asking).await;
    assert!(total(&view) < total(&whole));
    assert_eq!(chosen(&view.filter), [("priority", How::Any, vec!["High"])]);
    assert!(!view.filter.tabs[0].offered);
    assert_eq!(
        view.filter.ignored,
        [
            "This chart does not follow the filter \"created\".",
            "This chart does not follow the filter \"nowhere\".",
            "\"**\" has no letters or digits to look for.",
        ]
    );
}

#[tokio::test]
async fn a_filter_on_a_field_without_values_is_refused_where_it_stands() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let mut spec = stage.spec(ALL, "status");
    spec["filters"] = json!([{ "field": "priority" }, { "field": "created" }]);
    let refused = stage
        .service
        .preview(&maya, &spec)
        .await
        .map(drop)
        .unwrap_err();
    assert_eq!(
        refused.sentence(),
        "filters[1].field: Created (created) has no values to choose from; choose a field such as status"
    );
    spec["filters"] = json!([{ "field": "prioritie" }]);
    let refused = stage
        .service
        .preview(&maya, &spec)
        .await
        .map(drop)
        .unwrap_err();
    assert!(
        refused.sentence().contains("did you mean priority"),
        "{refused}"
    );
}

#[tokio::test]
async fn thousands_of_values_are_offered_in_part_and_all_can_be_chosen() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let labels: Vec<String> = (0..2_000).map(|n| format!("many-{n:04}")).collect();
    let issue = json!({ "site": stage.site(0), "project": "FIN", "fields": { "summary": "crowded", "labels": labels } });
    stage.control("issue", issue).await;
    let id = saved(&stage, &maya, json!([{ "field": "labels" }])).await;
    let view = seen(
        &stage,
        &maya,
        &id,
        &by(&[("open", "labels"), ("filter.labels", "many-1999")]),
    )
    .await;
    assert_eq!(total(&view), 1);
    let values = view.filter.tabs[0].values.clone().unwrap();
    // The first ones, and the one that is chosen.
    assert_eq!(values.values.len(), 501);
    assert_eq!(values.values[500].key, "many-1999");
    assert!(values.more >= 1_499, "{}", values.more);
    assert_eq!(
        chosen(&view.filter),
        [("labels", How::Any, vec!["many-1999"])]
    );
}

#[tokio::test]
async fn words_meant_for_the_charts_of_another_site_narrow_nothing() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let id = saved(&stage, &maya, json!([{ "field": "priority" }])).await;
    let all = seen(&stage, &maya, &id, &Asking::default()).await;
    let site = all.filter.site.clone();
    let here = by(&[("filter.priority", "High"), ("site", &site)]);
    let elsewhere = by(&[("filter.priority", "High"), ("site", "0123456789ab")]);
    assert!(total(&seen(&stage, &maya, &id, &here).await) < total(&all));
    assert_eq!(
        total(&seen(&stage, &maya, &id, &elsewhere).await),
        total(&all)
    );
}

#[tokio::test]
async fn narrowed_versions_keep_their_order() {
    let stage = Stage::set().await;
    let maya = stage.sign_in(MAYA).await;
    let mut spec = stage.spec("", "fixVersions");
    spec["source"] = json!({ "projects": ["SHOP"] });
    spec["filters"] = json!([{ "field": "issuetype" }]);
    let saved = stage.service.save_chart(&maya, None, None, &spec).await;
    let id = saved.unwrap().id;
    let keys = |view: &View| -> Vec<String> {
        let rows = view.drawn.table.rows.iter().map(|row| row.key.clone());
        rows.filter(|key| key != "(none)").collect()
    };
    let all = keys(&seen(&stage, &maya, &id, &Asking::default()).await);
    let some = keys(&seen(&stage, &maya, &id, &by(&[("filter.issuetype", "Bug")])).await);
    assert!(some.len() > 2, "{some:?}");
    let in_order: Vec<String> = all.into_iter().filter(|key| some.contains(key)).collect();
    assert_eq!(some, in_order);
}
