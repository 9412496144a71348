//! Measures as the spec writes them.

use super::{Calculation, Quantity, Slot, put};
use serde_json::{Map, Value, json};

/// What percentile somebody sees who chose nothing else.
pub(super) const USUAL_PERCENTILE: f64 = 85.0;

/// The key under which a combination has one of its parts.
pub(super) fn key_of(whole: &Map<String, Value>, slot: Slot) -> Option<&'static str> {
    match (calculation(whole), slot) {
        (Calculation::Formula, Slot::First) => Some("a"),
        (Calculation::Formula, Slot::Second) => Some("b"),
        (Calculation::Progress, Slot::First) => Some("done"),
        (Calculation::Progress, Slot::Second) => Some("of"),
        _ => None,
    }
}

pub(super) fn calculation(measure: &Map<String, Value>) -> Calculation {
    let word = measure.get("type").and_then(Value::as_str);
    Calculation::ALL
        .into_iter()
        .find(|one| word == Some(one.key()))
        .unwrap_or(Calculation::Count)
}

pub(super) fn count() -> Map<String, Value> {
    Map::from_iter([("type".to_owned(), json!("count"))])
}

pub(super) fn distinct(field: &str) -> Map<String, Value> {
    Map::from_iter([
        ("type".to_owned(), json!("distinct")),
        ("of".to_owned(), json!(field)),
    ])
}

pub(super) fn statistic(what: Calculation, like: &Map<String, Value>) -> Map<String, Value> {
    let mut measure = Map::from_iter([("type".to_owned(), json!(what.key()))]);
    Quantity::read(like)
        .unwrap_or(Quantity::Resolution)
        .write(&mut measure);
    for key in ["unresolved", "unit"] {
        put(&mut measure, key, like.get(key).cloned());
    }
    if what == Calculation::Percentile {
        measure.insert("p".into(), number(USUAL_PERCENTILE));
    }
    measure
}

pub(super) fn pair(
    what: Calculation,
    first: Option<Map<String, Value>>,
    second: Option<Map<String, Value>>,
) -> Map<String, Value> {
    // A part of a combination is written out, a count too.
    let part = |part: Option<Map<String, Value>>| {
        let part = part.filter(|part| !part.is_empty());
        Value::Object(part.unwrap_or_else(count))
    };
    let mut measure = Map::from_iter([("type".to_owned(), json!(what.key()))]);
    if what == Calculation::Formula {
        measure.insert("a".into(), part(first));
        measure.insert("op".into(), json!("/"));
        measure.insert("b".into(), part(second));
    } else {
        measure.insert("done".into(), part(first));
        measure.insert("of".into(), part(second));
    }
    measure
}

pub(super) type Part = Option<Map<String, Value>>;

/// The two parts of a combination that was put aside.
pub(super) fn parts(whole: Option<&Map<String, Value>>) -> Option<(Part, Part)> {
    let whole = whole?;
    let part = |slot| whole.get(key_of(whole, slot)?)?.as_object().cloned();
    Some((part(Slot::First), part(Slot::Second)))
}

/// A number as the canonical form writes it: whole ones without a point.
pub(in crate::draft) fn number(value: f64) -> Value {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "whole and far below 2^53, as just asked"
    )]
    if value.fract() == 0.0 && value.abs() < 9e15 {
        return (value as i64).into();
    }
    json!(value)
}
