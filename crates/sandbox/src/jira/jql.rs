//! `jql/parse` and `jql/match`.

use axum::body::Bytes;
use serde_json::{Value as Json, json};

use super::ask::Ask;
use super::params::Body;
use super::query;
use super::reply::{Answer, Refusal, Reply};
use crate::jql;

/// How thoroughly `jql/parse` looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Validation {
    /// Problems with fields and values are errors, and hide the structure.
    Strict,
    /// They are warnings beside the structure.
    Warn,
    /// Only the grammar counts.
    None,
}

/// `POST /jql/parse?validation=`
pub(super) async fn parse(ask: Ask, body: Bytes) -> Answer {
    let validation = match ask.params.one("validation") {
        None | Some("strict") => Validation::Strict,
        Some("warn") => Validation::Warn,
        Some("none") => Validation::None,
        Some(other) => {
            return Err(Refusal::bad(format!(
                "The validation mode '{other}' is not valid. Valid modes are: strict, warn, none."
            )));
        }
    };
    let body = Body::parse(&body)?;
    let queries = body.texts("queries")?.unwrap_or_default();
    if queries.is_empty() {
        return Err(Refusal::bad("The request must contain at least one query."));
    }
    let world = ask.sandbox.world();
    let scene = ask.scene(&world)?;
    let parsed: Vec<Json> = queries
        .iter()
        .map(|text| {
            let tree = match jql::parse(text) {
                Ok(tree) => tree,
                Err(error) => return json!({ "query": text, "errors": [error.to_string()] }),
            };
            let problems = match validation {
                Validation::None => Vec::new(),
                Validation::Strict | Validation::Warn => query::problems(&scene, &tree),
            };
            match validation {
                Validation::Strict if !problems.is_empty() => json!({ "query": text, "errors": problems }),
                _ if problems.is_empty() => json!({ "query": text, "structure": jql::structure(&tree) }),
                _ => json!({ "query": text, "structure": jql::structure(&tree), "warnings": problems }),
            }
        })
        .collect();
    Ok(Reply::new(json!({ "queries": parsed })))
}

/// `POST /jql/match`: which of these issues does each query find?
pub(super) async fn matches(ask: Ask, body: Bytes) -> Answer {
    let body = Body::parse(&body)?;
    body.allow(&["issueIds", "jqls"])?;
    let (Some(ids), Some(queries)) = (body.numbers("issueIds")?, body.texts("jqls")?) else {
        return Err(Refusal::bad(
            "The fields 'issueIds' and 'jqls' are required.",
        ));
    };
    let world = ask.sandbox.world();
    let scene = ask.scene(&world)?;
    let matches: Vec<Json> = queries
        .iter()
        .map(|text| match query::find_unbounded(&scene, text) {
            Ok(found) => {
                let found: Vec<u64> = found
                    .into_iter()
                    .map(|at| scene.site.issue(at).id)
                    .collect();
                let matched: Vec<u64> = ids
                    .iter()
                    .copied()
                    .filter(|id| found.contains(id))
                    .collect();
                json!({ "matchedIssues": matched, "errors": [] })
            }
            Err(problems) => json!({ "matchedIssues": [], "errors": problems }),
        })
        .collect();
    Ok(Reply::new(json!({ "matches": matches })))
}
