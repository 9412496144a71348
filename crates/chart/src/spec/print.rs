//! The canonical form of a spec.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{ChartSpec, Dimension, Display, Lines, Measure, Source};

/// Writes a key unless its value is the usual one.
pub(super) fn put<T: Serialize + PartialEq>(
    out: &mut Map<String, Value>,
    key: &str,
    value: T,
    usual: T,
) {
    if value != usual {
        out.insert(key.to_owned(), json!(value));
    }
}

/// A number as people write it: `12`, not `12.0`.
pub(super) fn number(number: f64) -> Value {
    crate::number::written(&number, serde_json::value::Serializer).unwrap_or_default()
}

pub(super) fn chart(spec: &ChartSpec) -> Value {
    let mut out = Map::new();
    out.insert("version".into(), json!(spec.version));
    put(&mut out, "title", spec.title.as_str(), "");
    put(&mut out, "description", spec.description.as_str(), "");
    out.insert("site".into(), json!(spec.site));
    let source = match &spec.source {
        Source::Jql(jql) => json!({"jql": jql}),
        Source::Projects(keys) => json!({"projects": keys}),
        Source::Filter(id) => json!({"filter": id}),
    };
    out.insert("source".into(), source);
    put(&mut out, "filters", spec.filters.print(), None);
    out.insert("kind".into(), json!(spec.kind.name()));
    put(&mut out, "language", spec.language.as_deref(), None);
    put(&mut out, "timezone", spec.timezone.as_deref(), None);
    put(
        &mut out,
        "chart_by",
        spec.chart_by.as_ref().map(Dimension::print),
        None,
    );
    put(
        &mut out,
        "group_by",
        spec.group_by.as_ref().map(Dimension::print),
        None,
    );
    put(
        &mut out,
        "measure",
        spec.measure.print(),
        Measure::default().print(),
    );
    put(
        &mut out,
        "lines",
        spec.lines.print(),
        Lines::default().print(),
    );
    put(
        &mut out,
        "display",
        spec.display.print(),
        Display::default().print(),
    );
    Value::Object(out)
}
