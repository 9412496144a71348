//! Jira's help with JQL.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::json as lenient;
use crate::error::Error;
use crate::site::Site;

/// How strictly `parse` checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Validation {
    /// Names and values must exist.
    Strict,
    /// Values that do not exist are warnings.
    Warn,
    /// Grammar alone.
    None,
}

impl Validation {
    fn as_str(self) -> &'static str {
        match self {
            Self::Strict => "strict",
            Self::Warn => "warn",
            Self::None => "none",
        }
    }
}

/// A query as Jira understood it. Parsing accepts unbounded queries, searching does not.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ParsedJql {
    /// The query as it was sent.
    pub query: String,
    /// Jira's tree of the query; none with errors.
    #[serde(default)]
    pub structure: Option<Value>,
    /// Jira's sentences; with any, the query does not run.
    #[serde(default, deserialize_with = "lenient::null_is_default")]
    pub errors: Vec<String>,
    /// Sentences about values that do not exist, with [`Validation::Warn`].
    #[serde(default, deserialize_with = "lenient::null_is_default")]
    pub warnings: Vec<String>,
}

/// What JQL on this site can be made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AutocompleteData {
    /// Fields.
    #[serde(default)]
    pub visible_field_names: Vec<JqlField>,
    /// Functions.
    #[serde(default)]
    pub visible_function_names: Vec<JqlFunction>,
    /// Words that need quotes.
    #[serde(default)]
    pub jql_reserved_words: Vec<String>,
}

/// A field in JQL.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct JqlField {
    /// What to write in the query.
    pub value: String,
    /// The name for people, `Sprint - cf[10880]`.
    #[serde(default)]
    pub display_name: String,
    /// `cf[10880]` of a custom field.
    #[serde(default)]
    pub cfid: Option<String>,
    /// Whether [`Site::suggestions`] knows values.
    #[serde(default, deserialize_with = "lenient::flag")]
    pub auto: bool,
    /// Whether queries can order by it.
    #[serde(default, deserialize_with = "lenient::flag")]
    pub orderable: bool,
    /// Whether queries can search by it.
    #[serde(default, deserialize_with = "lenient::flag")]
    pub searchable: bool,
    /// `=`, `not in`, …
    #[serde(default)]
    pub operators: Vec<String>,
    /// Java names of its values' types; functions with the same go with it.
    #[serde(default)]
    pub types: Vec<String>,
}

/// A function in JQL.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct JqlFunction {
    /// `standardIssueTypes()`.
    pub value: String,
    /// Whether it gives a list, for `in`.
    #[serde(default, deserialize_with = "lenient::flag")]
    pub is_list: bool,
    /// Java names of the types it gives.
    #[serde(default)]
    pub types: Vec<String>,
}

/// A value that would fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// What to write in the query.
    pub value: String,
    /// For people, **as HTML** with the match in bold: take the tags out, never insert it as it is.
    #[serde(rename = "displayName", default)]
    pub html: String,
}

#[derive(Deserialize)]
struct Queries {
    queries: Vec<ParsedJql>,
}

#[derive(Deserialize)]
struct Results {
    #[serde(default, deserialize_with = "lenient::null_is_default")]
    results: Vec<Suggestion>,
}

impl Site {
    /// Parses queries without running them, in their order.
    ///
    /// # Errors
    /// Only the general ones; what is wrong with a query is in its [`ParsedJql::errors`].
    pub async fn parse_jql(
        &self,
        queries: &[&str],
        validation: Validation,
    ) -> Result<Vec<ParsedJql>, Error> {
        let parameters = [("validation", validation.as_str())];
        let body = json!({ "queries": queries });
        let answer: Queries = self
            .post("jql/parse", &["jql", "parse"], &parameters, body)
            .await?;
        Ok(answer.queries)
    }

    /// Fields, functions and reserved words for an editor.
    ///
    /// # Errors
    /// The general ones.
    pub async fn autocomplete_data(&self) -> Result<AutocompleteData, Error> {
        self.get("jql/autocompletedata", &["jql", "autocompletedata"], &[])
            .await
    }

    /// Values of a field (as written in JQL) that begin with `prefix`; empty for the first ones.
    ///
    /// # Errors
    /// The general ones.
    pub async fn suggestions(&self, field: &str, prefix: &str) -> Result<Vec<Suggestion>, Error> {
        let path = ["jql", "autocompletedata", "suggestions"];
        let parameters = [("fieldName", field), ("fieldValue", prefix)];
        let answer: Results = self.get("jql suggestions", &path, &parameters).await?;
        Ok(answer.results)
    }
}
