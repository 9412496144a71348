//! What every server function answers when it cannot do what was asked.

use leptos::server_fn::{
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};
use serde::{Deserialize, Serialize};
use std::fmt;

/// An error as the API says it: one word for programs, one sentence for people.
///
/// ```
/// # use app::error::ApiError;
/// let error = ApiError::new("not_found", "There is no such chart.");
/// assert_eq!(error.to_string(), "There is no such chart.");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiError {
    /// One word for programs: `authorize`, `spec`, `query`, `not_found`, `busy` and so on.
    pub kind: String,
    /// One sentence for people, without internals.
    pub message: String,
    /// Which part of the spec it is about, such as `chart_by.field`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Sentences that say more, such as each of Jira's own about a query.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<String>,
    /// Seconds until it makes sense to ask again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_s: Option<u64>,
}

impl ApiError {
    /// An error of this kind with this sentence and nothing else.
    pub fn new(kind: &str, message: impl Into<String>) -> Self {
        Self {
            kind: kind.to_owned(),
            message: message.into(),
            path: None,
            details: Vec::new(),
            retry_after_s: None,
        }
    }

    fn cut_off() -> Self {
        Self::new(
            "connection",
            "The answer was not from Inlay, or was cut off. Try again, or reload the page.",
        )
    }

    fn unreadable(what: String) -> Self {
        let mut error = Self::new(
            "request",
            "The request's body does not have the expected shape.",
        );
        error.details.push(what);
        error
    }

    /// Whether authorizing at Atlassian is what helps.
    pub fn wants_consent(&self) -> bool {
        matches!(
            self.kind.as_str(),
            "authorize" | "grant_ended" | "site_missing" | "scopes_missing" | "access_ended"
        )
    }

    /// Whether the same question may be answered if it is asked again.
    pub fn may_pass(&self) -> bool {
        matches!(
            self.kind.as_str(),
            "busy" | "crowded" | "unreachable" | "connection" | "internal"
        )
    }

    /// Whether it is about the query, in Jira's own words.
    pub fn is_about_query(&self) -> bool {
        self.kind == "query"
            || self
                .path
                .as_deref()
                .is_some_and(|path| path.starts_with("source"))
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ApiError {}

impl FromServerFnError for ApiError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(value: ServerFnErrorErr) -> Self {
        let error = match value {
            ServerFnErrorErr::Request(_) => Self::new(
                "connection",
                "Inlay does not answer. Check your connection, then try again.",
            ),
            // What the server cannot read is the request; what the browser cannot read, the answer.
            ServerFnErrorErr::Args(what) => Self::unreadable(what),
            #[cfg(feature = "ssr")]
            ServerFnErrorErr::Deserialization(what) => Self::unreadable(what),
            ServerFnErrorErr::MissingArg(what) => {
                Self::new("request", format!("The request's body lacks “{what}”."))
            }
            #[cfg(not(feature = "ssr"))]
            ServerFnErrorErr::Deserialization(_) => Self::cut_off(),
            ServerFnErrorErr::Response(_) => Self::cut_off(),
            _ => Self::new(
                "internal",
                "Something went wrong in Inlay. The log has the details.",
            ),
        };
        #[cfg(feature = "ssr")]
        crate::context::answer_status(&error, if error.kind == "request" { 400 } else { 500 });
        error
    }
}

#[cfg(feature = "ssr")]
impl From<service::Failure> for ApiError {
    fn from(failure: service::Failure) -> Self {
        let mut error = Self::new(failure.kind(), failure.sentence());
        match &failure {
            service::Failure::Spec(spec) => {
                error.path = Some(spec.path.clone());
                error.message.clone_from(&spec.message);
            }
            service::Failure::Query { messages } => error.details.clone_from(messages),
            service::Failure::Busy { retry_after_s } => error.retry_after_s = Some(*retry_after_s),
            _ => {}
        }
        crate::context::answer_status(&error, failure.status());
        error
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_says_only_what_it_has_to_say() {
        let error = ApiError::new("not_found", "There is no such chart.");
        insta::assert_snapshot!(serde_json::to_string_pretty(&error).unwrap(), @r#"
        {
          "kind": "not_found",
          "message": "There is no such chart."
        }
        "#);
    }

    #[test]
    fn a_full_error_survives_the_way_to_the_browser() {
        let error = ApiError {
            path: Some("chart_by.field".into()),
            details: vec!["Did you mean priority?".into()],
            retry_after_s: Some(12),
            ..ApiError::new("spec", "There is no field “prio”.")
        };
        assert_eq!(ApiError::de(error.ser()), error);
    }

    #[test]
    fn what_cannot_be_read_is_the_answer_in_the_browser_and_the_request_on_the_server() {
        let error = ApiError::de("<html>502 Bad Gateway</html>".into());
        let kind = if cfg!(feature = "ssr") {
            "request"
        } else {
            "connection"
        };
        assert_eq!(error.kind, kind);
    }

    #[test]
    fn a_body_of_the_wrong_shape_says_what_was_expected() {
        let error =
            ApiError::from_server_fn_error(ServerFnErrorErr::Args("missing field `spec`".into()));
        assert_eq!((error.kind.as_str(), error.details.len()), ("request", 1));
    }

    #[cfg(feature = "ssr")]
    #[test]
    fn a_spec_error_keeps_its_path_apart_from_its_sentence() {
        let failure = service::Failure::Spec(chart::SpecError {
            path: "kind".into(),
            message: "no such kind".into(),
        });
        let error = ApiError::from(failure);
        assert_eq!(error.path.as_deref(), Some("kind"));
        assert_eq!(error.message, "no such kind");
    }
}
