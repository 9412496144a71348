//! The JSON Schema of a spec, for editors and reviewers that know no Rust.

use serde_json::{Value, json};

use super::{
    Align, Interval, Labels, Legend, Measure, Operator, Percent, SprintChoice, Theme, TimeUnit,
    Unresolved, dimension::ORDERS,
};
use crate::Kind;

/// The JSON Schema (2020-12) of version 1. It says what the reader says as far as a schema can: which keys
/// there are and what belongs into them. What depends on the site's fields it cannot know.
pub fn schema() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Inlay chart, version 1",
        "type": "object",
        "additionalProperties": false,
        "required": ["version", "site", "source", "kind"],
        "properties": {
            "version": {"const": 1},
            "title": {"type": "string"},
            "description": {"type": "string", "description": "Shown folded under the chart."},
            "site": {"type": "string", "format": "uuid", "description": "Cloud id of the Jira site."},
            "source": {"$ref": "#/$defs/source"},
            "filters": filters(),
            "kind": {"enum": Kind::ALL.map(Kind::name)},
            "language": {"type": ["string", "null"], "pattern": r"^\s*[A-Za-z0-9]{1,8}([-_][A-Za-z0-9]{1,8})*\s*$", "default": "en"},
            "timezone": {"type": ["string", "null"], "description": "IANA name; default: the zone of the account that the chart runs as."},
            "chart_by": {"anyOf": [{"$ref": "#/$defs/dimension"}, {"type": "null"}]},
            "group_by": {"anyOf": [{"$ref": "#/$defs/dimension"}, {"type": "null"}]},
            "measure": {"$ref": "#/$defs/measure", "default": {"type": "count"}},
            "lines": lines(),
            "display": display(),
        },
        "allOf": [
            {
                "if": {"properties": {"kind": {"const": "tile"}}, "required": ["kind"]},
                "else": {"required": ["chart_by"]},
            },
            {
                "if": {
                    "properties": {
                        "kind": {"enum": two_dimensional()},
                        "chart_by": {"not": {"type": "object", "required": ["dates"]}},
                    },
                    "required": ["kind"],
                },
                "then": {"required": ["group_by"]},
            },
        ],
        "$defs": {
            "words": {"type": "string", "pattern": r"\S"},
            "source": source(),
            "dimension": dimension(),
            "day": {"type": "string", "description": "2024-01-31, or from today: -36M, 2w 3d, 0d (y, M, w, d). Told in the unit of the interval, it takes the whole bucket."},
            "measure": measure(),
            "quantity": quantity(),
        },
    })
}

fn filters() -> Value {
    json!({
        "type": "array",
        "description": "What those who look at the chart may narrow it by.",
        "items": {
            "type": "object",
            "additionalProperties": false,
            "properties": {"field": {"$ref": "#/$defs/words"}, "text": {"type": "boolean"}},
            "oneOf": [{"required": ["field"]}, {"required": ["text"]}],
        },
    })
}

fn two_dimensional() -> Vec<&'static str> {
    let kinds = Kind::ALL.into_iter().filter(|kind| kind.two_dimensional());
    kinds.map(Kind::name).collect()
}

fn names<T>(all: &[(&'static str, T)]) -> Vec<&'static str> {
    all.iter().map(|(name, _)| *name).collect()
}

fn object(required: &[&str], properties: &Value) -> Value {
    json!({"type": "object", "additionalProperties": false, "required": required, "properties": properties})
}

fn source() -> Value {
    let words = json!({"$ref": "#/$defs/words"});
    let id = json!({"anyOf": [words, {"type": "integer", "minimum": 0}]});
    json!({"oneOf": [
        object(&["jql"], &json!({"jql": words})),
        object(&["projects"], &json!({"projects": {"type": "array", "minItems": 1, "items": id}})),
        object(&["filter"], &json!({"filter": id})),
    ]})
}

fn dimension() -> Value {
    let words = json!({"$ref": "#/$defs/words"});
    let texts = json!({"type": "array", "items": {"type": "string"}});
    let segment = object(&["name", "jql"], &json!({"name": words, "jql": words}));
    let merge = object(
        &["name", "values"],
        &json!({"name": words, "values": texts}),
    );
    let bins = json!({"width": {"type": "number", "exclusiveMinimum": 0}, "from": {"type": "number", "default": 0}});
    let day = json!({"$ref": "#/$defs/day"});
    let mut out = object(
        &[],
        &json!({
            "field": words,
            "segments": {"type": "array", "minItems": 1, "maxItems": 50, "items": segment},
            "dates": {"type": "array", "minItems": 1, "maxItems": 6, "uniqueItems": true, "items": words},
            "interval": {"enum": names(Interval::ALL), "default": "month"},
            "range": object(&[], &json!({"from": day, "to": day})),
            "bins": object(&["width"], &bins),
            "sprint": {"enum": names(SprintChoice::ALL), "default": "all"},
            "level": {"enum": [1, 2], "default": 2},
            "order": {"anyOf": [{"enum": names(&ORDERS)}, texts]},
            "limit": {"type": "integer", "minimum": 1, "maximum": 1000},
            "others": {"type": "boolean", "default": true},
            "show_empty": {"type": "boolean"},
            "hide": texts,
            "rename": {"type": "object", "additionalProperties": words},
            "merge": {"type": "array", "items": merge},
            "colours": {"type": "object", "additionalProperties": {"type": "string", "pattern": "^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$"}},
        }),
    );
    let one = ["field", "segments", "dates"].map(|key| json!({"required": [key]}));
    out["oneOf"] = json!(one);
    out
}

fn measure() -> Value {
    let inner = json!({"$ref": "#/$defs/measure"});
    let words = json!({"$ref": "#/$defs/words"});
    let statistics: Vec<&str> = Measure::types()
        .filter(|name| !["count", "distinct", "percentile", "formula", "progress"].contains(name))
        .collect();
    let of_quantity = |kind: Value, more: Value| {
        let mut properties = json!({
            "type": kind,
            "of": {"$ref": "#/$defs/quantity"},
            "unit": {"enum": names(TimeUnit::ALL), "default": "days"},
            "unresolved": {"enum": names(Unresolved::ALL), "default": "exclude"},
        });
        let mut required = vec!["type", "of"];
        if let (Some(all), Value::Object(more)) = (properties.as_object_mut(), more) {
            required.extend(more.contains_key("p").then_some("p"));
            all.extend(more);
        }
        object(&required, &properties)
    };
    json!({"oneOf": [
        object(&["type"], &json!({"type": {"const": "count"}})),
        object(&["type", "of"], &json!({"type": {"const": "distinct"}, "of": words})),
        of_quantity(json!({"enum": statistics}), json!({})),
        of_quantity(json!({"const": "percentile"}), json!({"p": {"type": "number", "minimum": 0, "maximum": 100}})),
        object(&["type", "a", "op", "b"], &json!({"type": {"const": "formula"}, "a": inner, "op": {"enum": names(Operator::ALL)}, "b": inner})),
        object(&["type", "done", "of"], &json!({"type": {"const": "progress"}, "done": inner, "of": inner})),
    ]})
}

fn quantity() -> Value {
    let words = json!({"$ref": "#/$defs/words"});
    json!({"oneOf": [
        {"$ref": "#/$defs/words", "description": "A number or time-tracking field, or resolution_time."},
        object(&["since"], &json!({"since": words})),
        object(&["until"], &json!({"until": words})),
        object(&["between"], &json!({"between": {"type": "array", "minItems": 2, "maxItems": 2, "items": words}})),
    ]})
}

fn lines() -> Value {
    let goal = object(
        &["value"],
        &json!({"value": {"type": "number"}, "label": {"type": "string"}}),
    );
    let switch = json!({"type": "boolean", "default": false});
    object(
        &[],
        &json!({"goal": goal, "trend": switch, "average": switch, "cumulative": switch}),
    )
}

fn display() -> Value {
    let text = json!({"type": "string"});
    object(
        &[],
        &json!({
            "legend": {"enum": names(Legend::ALL), "default": "table"},
            "labels": {"enum": names(Labels::ALL), "default": "value"},
            "percent": {"enum": names(Percent::ALL), "default": "of_total"},
            "totals": {"type": "boolean", "default": true},
            "x_title": text,
            "y_title": text,
            "title_align": {"enum": names(Align::ALL), "default": "left"},
            "theme": {"enum": names(Theme::ALL), "default": "auto"},
            "height": {"type": "integer", "minimum": 80, "maximum": 4000, "default": 360},
            "semantic_colours": {"type": "boolean", "default": true},
            "patterns": {"type": "boolean", "default": false},
        }),
    )
}
