use rstest::rstest;
use serde_json::{Value, json};

use super::*;

mod properties;

const SITE: &str = "1324a887-45db-1bf4-1e99-ef0ff456d421";

fn small() -> Value {
    json!({
        "version": 1,
        "site": SITE,
        "source": {"jql": "project = TIMOB"},
        "kind": "bar",
        "chart_by": {"field": "priority"},
    })
}

/// The small spec with the value at `path` replaced.
fn with(path: &str, value: Value) -> Value {
    let mut spec = small();
    let mut at = &mut spec;
    for key in path.split('.') {
        at = &mut at[key];
    }
    *at = value;
    spec
}

#[test]
fn the_canonical_form_has_the_formats_order_and_no_defaults() {
    let spec = ChartSpec::from_json(&json!({
        "measure": {"type": "count"},
        "display": {"theme": "auto", "height": 480, "totals": true, "legend": "bottom"},
        "language": "en",
        "group_by": {"colours": {"Open": "#ABC"}, "field": "status"},
        "chart_by": {
            "limit": 10, "order": ["High", "Low"], "range": {"to": "0d", "from": "-36M"}, "field": "created",
            "hide": [], "merge": [{"values": ["a", "b"], "name": "ab"}], "interval": "month",
        },
        "kind": "stacked_bar",
        "source": {"projects": ["TIMOB", 10001]},
        "site": SITE.to_uppercase(),
        "title": "T",
        "version": 1,
    }))
    .unwrap();
    let expected = json!({
        "version": 1,
        "title": "T",
        "site": SITE,
        "source": {"projects": ["TIMOB", "10001"]},
        "kind": "stacked_bar",
        "chart_by": {
            "field": "created", "interval": "month", "range": {"from": "-36M", "to": "0d"}, "order": ["High", "Low"],
            "limit": 10, "merge": [{"name": "ab", "values": ["a", "b"]}],
        },
        "group_by": {"field": "status", "colours": {"Open": "#aabbcc"}},
        "display": {"legend": "bottom", "height": 480},
    });
    assert_eq!(spec.to_json().to_string(), expected.to_string());
}

#[rstest]
#[case("chart_by.range", json!({"from": "yesterday"}), "chart_by.range.from")]
#[case("chart_by.range", json!({"from": "2024-02-01", "to": "2024-01-01"}), "chart_by.range")]
#[case("chart_by.range", json!({"from": "0d", "to": "-36M"}), "chart_by.range")]
#[case("chart_by.range", json!({"form": "-1d"}), "chart_by.range.form")]
#[case("chart_by.hide", json!(["a", 3]), "chart_by.hide[1]")]
#[case("chart_by.hide", json!("a"), "chart_by.hide")]
#[case("chart_by.rename", json!({"Minor": ""}), "chart_by.rename.Minor")]
#[case("chart_by.colours", json!({"High": "red"}), "chart_by.colours.High")]
#[case("chart_by.merge", json!([{"name": "a", "values": ["x"]}, {"name": "b", "values": ["y", "X"]}]), "chart_by.merge[1].values[1]")]
#[case("chart_by.merge", json!([{"values": ["x"]}]), "chart_by.merge[0].name")]
#[case("chart_by.limit", json!(0), "chart_by.limit")]
#[case("filters", json!({"field": "status"}), "filters")]
#[case("filters", json!([{"field": "status", "text": true}]), "filters[0]")]
#[case("filters", json!([{}]), "filters[0]")]
#[case("filters", json!([{"field": "status"}, {"field": "status"}]), "filters[1]")]
#[case("filters", json!([{"feild": "status"}]), "filters[0].feild")]
#[case("chart_by.level", json!(3), "chart_by.level")]
#[case("chart_by.interval", json!("fortnight"), "chart_by.interval")]
#[case("chart_by.order", json!("jria"), "chart_by.order")]
#[case("chart_by.segments", json!([]), "chart_by")]
#[case("chart_by", json!({"segments": []}), "chart_by.segments")]
#[case("chart_by", json!({"segments": [{"name": "a"}]}), "chart_by.segments[0].jql")]
#[case("chart_by", json!({"segments": [{"name": "a", "jql": "order by key"}]}), "chart_by.segments[0].jql")]
#[case("chart_by", json!({"segments": [{"name": "a", "jql": "x = y"}, {"name": "A", "jql": "x = z"}]}), "chart_by.segments[1].name")]
#[case("chart_by", json!({"dates": ["created"]}), "chart_by.dates")]
#[case("chart_by", json!({"dates": ["created", "created"]}), "chart_by.dates[1]")]
#[case("chart_by", json!({"interval": "day"}), "chart_by.field")]
#[case("chart_by.bins", json!({"width": 0}), "chart_by.bins.width")]
#[case("chart_by.bins", json!({"width": "5"}), "chart_by.bins.width")]
#[case("chart_by.bins", json!({"from": 5}), "chart_by.bins.width")]
#[case("chart_by.field", json!(" "), "chart_by.field")]
#[case("chart_by.colors", json!({}), "chart_by.colors")]
#[case("chart_by", json!(null), "chart_by")]
#[case("group_by", json!({"field": "status"}), "group_by")]
#[case("kind", json!("stacked_bar"), "group_by")]
#[case("kind", json!("pies"), "kind")]
#[case("kind", json!("multi_line"), "group_by")]
#[case("version", json!(2), "version")]
#[case("version", json!("1"), "version")]
#[case("site", json!("my-company"), "site")]
#[case("source", json!({}), "source")]
#[case("source", json!({"jql": "a = b", "filter": 1}), "source")]
#[case("source.jql", json!("ORDER BY created"), "source.jql")]
#[case("source.jql", json!("  "), "source.jql")]
#[case("source", json!({"projects": []}), "source.projects")]
#[case("measure", json!({"type": "average"}), "measure.of")]
#[case("measure", json!({"type": "average", "of": {"since": "created", "until": "duedate"}}), "measure.of")]
#[case("measure", json!({"type": "average", "of": {"between": ["created"]}}), "measure.of.between")]
#[case("measure", json!({"type": "average", "of": {"from": "created"}}), "measure.of.from")]
#[case("measure", json!({"type": "average", "of": "timespent", "unit": "fortnights"}), "measure.unit")]
#[case("measure", json!({"type": "average", "of": "timespent", "unresolved": "include"}), "measure.unresolved")]
#[case("measure", json!({"type": "average", "of": "timespent", "p": 50}), "measure.p")]
#[case("measure", json!({"type": "percentile", "of": "timespent"}), "measure.p")]
#[case("measure", json!({"type": "percentile", "of": "timespent", "p": 101}), "measure.p")]
#[case("measure", json!({"type": "distinct"}), "measure.of")]
#[case("measure", json!({"type": "formula", "a": {"type": "count"}, "op": "%", "b": {"type": "count"}}), "measure.op")]
#[case("measure", json!({"type": "formula", "a": {"type": "sum"}, "op": "/", "b": {"type": "count"}}), "measure.a.of")]
#[case("measure", json!({"type": "progress", "done": {"type": "count"}}), "measure.of")]
#[case("measure", json!({"type": "cuont"}), "measure.type")]
#[case("measure", json!({"type": "count", "of": "x"}), "measure.of")]
#[case("measure", json!({}), "measure.type")]
#[case("display", json!({"legend": "left"}), "display.legend")]
#[case("display", json!({"height": 5}), "display.height")]
#[case("display", json!({"totals": "yes"}), "display.totals")]
#[case("language", json!("Deutsch, bitte"), "language")]
#[case("timezone", json!("Europe/Atlantis"), "timezone")]
#[case("lines", json!({"tend": true}), "lines.tend")]
#[case("lines", json!({"goal": 20}), "lines.goal")]
#[case("lines", json!({"goal": {"label": "Target"}}), "lines.goal.value")]
#[case("colour", json!("red"), "colour")]
fn every_mistake_is_named_with_its_path(
    #[case] at: &str,
    #[case] value: Value,
    #[case] path: &str,
) {
    let error = ChartSpec::from_json(&with(at, value)).unwrap_err();
    assert_eq!(error.path, path, "{error}");
    assert!(!error.message.is_empty());
}

#[rstest]
#[case("chart_by.colors", json!({}), "there is no such key; did you mean colours?")]
#[case("kind", json!("pies"), "there is no \"pies\"; did you mean pie? It is one of pie, donut, bar, grouped_bar, stacked_bar, line, multi_line, funnel, table, table_2d, tile")]
#[case("measure", json!({"type": "medium"}), "there is no \"medium\"; did you mean median? It is one of count, distinct, sum, average, median, min, max, percentile, formula, progress")]
#[case("title", json!(5), "text belongs here, not a number")]
fn an_error_says_how_to_mend_it(#[case] at: &str, #[case] value: Value, #[case] message: &str) {
    assert_eq!(
        ChartSpec::from_json(&with(at, value)).unwrap_err().message,
        message
    );
}

#[rstest]
#[case(json!([]))]
#[case(json!(null))]
#[case(json!("bar"))]
fn what_is_no_object_is_refused_as_a_whole(#[case] json: Value) {
    assert_eq!(ChartSpec::from_json(&json).unwrap_err().path, "");
}

#[test]
fn a_spec_inside_other_json_fails_with_path_and_message() {
    let error =
        serde_json::from_value::<ChartSpec>(with("chart_by.limit", json!("ten"))).unwrap_err();
    assert_eq!(
        error.to_string(),
        "chart_by.limit: a whole number from 1 to 1000 belongs here"
    );
}

#[test]
fn a_tile_needs_no_dimension_and_null_counts_as_left_out() {
    let mut tile = with("kind", json!("tile"));
    tile["chart_by"] = Value::Null;
    let spec = ChartSpec::from_json(&tile).unwrap();
    assert_eq!(spec.chart_by, None);
    assert_eq!(ChartSpec::from_json(&spec.to_json()).unwrap(), spec);
}

#[rstest]
#[case(json!({"jql": " project = A ORDER BY rank "}), "project = A")]
#[case(json!({"projects": ["TIMOB", "A \"B\""]}), r#"project in ("TIMOB", "A \"B\"")"#)]
#[case(json!({"filter": 10000}), "filter = 10000")]
#[case(json!({"filter": "my \"open\" ones"}), r#"filter = "my \"open\" ones""#)]
fn each_source_becomes_one_query(#[case] source: Value, #[case] jql: &str) {
    assert_eq!(
        ChartSpec::from_json(&with("source", source))
            .unwrap()
            .base_jql(),
        jql
    );
}
