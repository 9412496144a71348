//! Every answer against Atlassian's own description of it.
//!
//! The description is not part of this repository. It is looked for in the folder that
//! `INLAY_OPENAPI` names, else in `../shared/openapi` beside the workspace; without it these tests
//! have nothing to compare with and pass at once.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::PathBuf;
use std::sync::LazyLock;

use axum::body::Body;
use http::{Method, StatusCode};
use jiff::Timestamp;
use jsonschema::Validator;
use serde_json::{Value, json};

use crate::support::Client;

/// Keys that live answers and Atlassian's examples have, and the description of December 2025
/// does not.
const UNDESCRIBED: &[(&str, &str)] = &[
    ("FieldDetails", "untranslatedName"),
    ("ServerInformation", "defaultLocale"),
    ("BulkIssueResults", "expand"),
    ("BulkIssueResults", "names"),
    ("BulkIssueResults", "schema"),
    ("UserBean", "accountType"),
    ("UserBean", "timeZone"),
    ("UserBean", "emailAddress"),
    ("ResolutionJsonBean", "self"),
];

pub(crate) static DESCRIPTION: LazyLock<Option<Value>> = LazyLock::new(|| {
    let folder = std::env::var_os("INLAY_OPENAPI").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/openapi"),
        PathBuf::from,
    );
    let text = std::fs::read_to_string(folder.join("jira-platform-v3.json")).ok()?;
    let mut description: Value = serde_json::from_str(&text).expect("a JSON description");
    let schemas = &mut description["components"]["schemas"];
    for (schema, key) in UNDESCRIBED {
        schemas[schema]["properties"][key] = json!({});
    }
    // These two are written as objects without any key although they stand for one of several.
    for schema in ["JqlQueryClause", "JqlQueryClauseOperand"] {
        schemas[schema] = json!({});
    }
    Some(description)
});

/// The schema of an answer, with everything it refers to.
fn schema_of(path: &str, method: &Method, status: StatusCode) -> Option<Validator> {
    let description = DESCRIPTION.as_ref()?;
    let operation =
        &description["paths"][format!("/rest/api/3{path}")][method.as_str().to_lowercase()];
    assert!(operation.is_object(), "{method} {path} is not described");
    let mut schema =
        operation["responses"][status.as_str()]["content"]["application/json"]["schema"].clone();
    if schema.is_null() && !status.is_success() {
        schema = json!({ "$ref": "#/components/schemas/ErrorCollection" });
    }
    assert!(
        !schema.is_null(),
        "{method} {path} has no described {status}"
    );
    Some(with_components(description, schema))
}

pub(crate) fn with_components(description: &Value, mut schema: Value) -> Validator {
    let all = &description["components"]["schemas"];
    let mut needed = BTreeMap::new();
    let mut open = references(&schema);
    while let Some(name) = open.pop() {
        if let Entry::Vacant(place) = needed.entry(name) {
            let part = all[place.key()].clone();
            open.extend(references(&part));
            place.insert(part);
        }
    }
    schema["components"] = json!({ "schemas": needed });
    // "date-time" means Jira's own format, whose offset has no colon.
    jsonschema::draft4::options()
        .with_format("date-time", |text: &str| {
            Timestamp::strptime("%Y-%m-%dT%H:%M:%S%.3f%z", text).is_ok()
        })
        .build(&schema)
        .expect("a schema")
}

/// Names of the schemas that a schema refers to.
fn references(schema: &Value) -> Vec<String> {
    match schema {
        Value::Object(object) => {
            let own = object.get("$ref").and_then(Value::as_str);
            let own = own
                .and_then(|address| address.strip_prefix("#/components/schemas/"))
                .map(str::to_owned);
            own.into_iter()
                .chain(object.values().flat_map(references))
                .collect()
        }
        Value::Array(values) => values.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

/// Nothing and `null` are the same to the description, which never says "nullable".
fn without_nulls(value: &mut Value) {
    match value {
        Value::Object(object) => {
            object.retain(|_, value| !value.is_null());
            object.values_mut().for_each(without_nulls);
        }
        Value::Array(values) => values.iter_mut().for_each(without_nulls),
        _ => {}
    }
}

pub(crate) fn hold(validator: &Validator, mut body: Value, what: &str) {
    without_nulls(&mut body);
    let problems: Vec<String> = validator
        .iter_errors(&body)
        .take(5)
        .map(|problem| format!("{} at {}", problem, problem.instance_path))
        .collect();
    assert!(problems.is_empty(), "{what}: {problems:#?}");
}

pub(crate) async fn described(
    client: &Client,
    template: &str,
    path: &str,
    body: Option<Value>,
    expected: StatusCode,
) -> Value {
    let method = if body.is_some() {
        Method::POST
    } else {
        Method::GET
    };
    described_by(client, method, template, path, body, expected).await
}

/// The same for any method.
pub(crate) async fn described_by(
    client: &Client,
    method: Method,
    template: &str,
    path: &str,
    body: Option<Value>,
    expected: StatusCode,
) -> Value {
    let sent = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
    let answer = client.send(method.clone(), path, sent).await;
    assert_eq!(answer.status, expected, "{path}: {}", answer.body);
    if let Some(validator) = schema_of(template, &method, expected) {
        hold(&validator, answer.body.clone(), path);
    }
    answer.body
}
