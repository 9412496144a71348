//! What went wrong, by what the caller does next.

/// A call to Jira or to Atlassian's identity API failed. No variant holds a token or a URL.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// 401: the access token is not accepted. Refresh it once; if that was done, ask the person.
    #[error("the access token is not accepted")]
    Reauthorize,

    /// 401 "scope does not match": the token is alive but was not given this right. Never refresh
    /// for it; ask for consent with the scopes the app needs.
    #[error("the grant lacks a scope that this call needs")]
    ScopeMissing,

    /// 403 of the gateway: the app was removed from this site. The grant's other sites still work.
    #[error("the app is not installed on this site any more")]
    SiteGone,

    /// 429 that outlasts the configured patience. Ask again after `seconds`.
    #[error("Atlassian asks us to wait {seconds} s")]
    WaitUntil {
        /// Seconds from now, at least 1.
        seconds: u64,
    },

    /// 400: the query, filter or parameter is wrong. The messages are Jira's own sentences, in the
    /// site handle's language, and are for the person who wrote the query.
    #[error("Jira refused the query: {}", messages.join(" "))]
    Query {
        /// At least one sentence.
        messages: Vec<String>,
    },

    /// 403 or 404: absent, or not visible to this account; Jira does not tell which. With an expired
    /// token some routes answer so too: look at the token's age before believing it.
    #[error("absent or not visible to this account")]
    NotVisible {
        /// Jira's sentences; may be none.
        messages: Vec<String>,
    },

    /// 410: Jira has removed this API. A new version of this client is needed.
    #[error("Jira has removed this API")]
    Removed,

    /// 5xx, a timeout or a cut connection, and the retries did not help. Ask again later.
    #[error("Atlassian could not be reached or failed: {what}")]
    Transient {
        /// For the log: what happened, without addresses.
        what: String,
    },

    /// Our own settings are wrong (a base URL that redirects, a setting that makes no client). Only
    /// the operator can help.
    #[error("a setting is wrong: {what}")]
    Misconfigured {
        /// For the operator.
        what: String,
    },

    /// The search has more pages than its budget. Narrow the query, or say that the result is partial.
    #[error("the search has more than {pages} pages")]
    TooManyPages {
        /// The budget that was used up.
        pages: u32,
    },

    /// An answer that does not have the documented shape. Report it; asking again does not help.
    #[error("unexpected answer to {what} (at {path})")]
    Unexpected {
        /// Which call, and what was expected. Never a value out of the answer.
        what: String,
        /// Where in the answer, `issues[3].id`; `.` when there is no place.
        path: String,
    },
}

impl Error {
    pub(crate) fn transient(what: impl Into<String>) -> Self {
        Self::Transient { what: what.into() }
    }

    pub(crate) fn unexpected(what: impl Into<String>, path: impl Into<String>) -> Self {
        Self::Unexpected {
            what: what.into(),
            path: path.into(),
        }
    }
}
