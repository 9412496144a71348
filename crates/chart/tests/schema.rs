//! The JSON Schema in docs/ is the one of this version, and says what the reader says.

use chart::ChartSpec;
use rstest::rstest;
use serde_json::{Value, json};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/spec.schema.json");
const RENEW: &str = "INLAY_RENEW_SCHEMA=1 cargo test -p chart --test schema";

#[test]
fn the_schema_in_the_docs_is_fresh() {
    let fresh = format!("{:#}\n", chart::schema());
    if std::env::var_os("INLAY_RENEW_SCHEMA").is_some() {
        std::fs::write(FILE, &fresh).unwrap();
    }
    let written = std::fs::read_to_string(FILE).unwrap_or_default();
    assert!(
        written == fresh,
        "docs/spec.schema.json is stale; renew it with: {RENEW}"
    );
}

fn small() -> Value {
    json!({
        "version": 1,
        "site": "1324a887-45db-1bf4-1e99-ef0ff456d421",
        "source": {"jql": "project = TIMOB"},
        "kind": "bar",
        "chart_by": {"field": "priority"},
    })
}

#[rstest]
#[case(json!({}), true)]
#[case(json!({"kind": "tile", "chart_by": null}), true)]
#[case(json!({"kind": "tile", "group_by": {"field": "created"}}), true)]
#[case(json!({"kind": "stacked_bar"}), false)]
#[case(json!({"kind": "stacked_bar", "group_by": {"field": "status"}}), true)]
#[case(json!({"kind": "multi_line", "chart_by": {"dates": ["created", "resolutiondate"]}}), true)]
#[case(json!({"kind": "pies"}), false)]
#[case(json!({"chart_by": {"field": "a", "segments": [{"name": "a", "jql": "b"}]}}), false)]
#[case(json!({"chart_by": {"segments": [{"name": "a", "jql": "b = c"}]}}), true)]
#[case(json!({"chart_by": {"field": "a", "bins": {"width": 0}}}), false)]
#[case(json!({"chart_by": {"field": "a", "order": ["x"], "colours": {"x": "#abc"}}}), true)]
#[case(json!({"chart_by": {"field": "a", "order": "x"}}), false)]
#[case(json!({"chart_by": {"field": "a", "limit": 0}}), false)]
#[case(json!({"chart_by": {"fields": "a"}}), false)]
#[case(json!({"measure": {"type": "median", "of": "resolution_time", "unresolved": "include", "unit": "weeks"}}), true)]
#[case(json!({"measure": {"type": "median", "of": {"between": ["created", "duedate"]}}}), true)]
#[case(json!({"measure": {"type": "median", "of": {"between": ["created"]}}}), false)]
#[case(json!({"measure": {"type": "percentile", "of": "x"}}), false)]
#[case(json!({"measure": {"type": "percentile", "of": "x", "p": 85}}), true)]
#[case(json!({"measure": {"type": "count", "of": "x"}}), false)]
#[case(json!({"measure": {"type": "formula", "a": {"type": "count"}, "op": "/", "b": {"type": "distinct", "of": "assignee"}}}), true)]
#[case(json!({"measure": {"type": "formula", "a": {"type": "count"}, "op": "%", "b": {"type": "count"}}}), false)]
#[case(json!({"lines": {"goal": {"value": 3}, "trend": true}}), true)]
#[case(json!({"lines": {"goal": 3}}), false)]
#[case(json!({"display": {"height": 79}}), false)]
#[case(json!({"display": {"patterns": true, "percent": "of_row"}}), true)]
#[case(json!({"source": {"filter": 10000}}), true)]
#[case(json!({"source": {"projects": []}}), false)]
#[case(json!({"colour": "red"}), false)]
fn the_schema_and_the_reader_agree(#[case] change: Value, #[case] right: bool) {
    let mut spec = small();
    spec.as_object_mut()
        .unwrap()
        .extend(change.as_object().unwrap().clone());
    let valid = jsonschema::validator_for(&chart::schema()).unwrap();
    assert_eq!(valid.is_valid(&spec), right, "the schema: {spec}");
    let read = ChartSpec::from_json(&spec);
    assert_eq!(read.is_ok(), right, "the reader: {spec}: {read:?}");
    if let Ok(read) = read {
        assert!(valid.is_valid(&read.to_json()), "{}", read.to_json());
    }
}
