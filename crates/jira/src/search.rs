//! Search as a stream of pages.

use std::collections::HashSet;

use async_stream::try_stream;
use futures::stream::BoxStream;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::error::Error;
use crate::json;
use crate::site::Site;

/// A search. The query must be bounded: Jira refuses one without a restriction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchRequest {
    /// The query, `ORDER BY` included where wanted.
    pub jql: String,
    /// Field ids. Only these come back; with none, an issue is an id.
    pub fields: Vec<String>,
    /// Issues on a page; with fields Jira gives at most 100, and may give fewer.
    pub page_size: u32,
    /// After so many pages the stream ends with [`Error::TooManyPages`].
    pub max_pages: u32,
}

impl SearchRequest {
    /// Pages of 100, at most 1,000 of them.
    pub fn new<F: Into<String>>(
        jql: impl Into<String>,
        fields: impl IntoIterator<Item = F>,
    ) -> Self {
        Self {
            jql: jql.into(),
            fields: fields.into_iter().map(Into::into).collect(),
            page_size: 100,
            max_pages: 1000,
        }
    }
}

/// One page of a search.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// In the query's order. An empty page may still have others after it.
    pub issues: Vec<Issue>,
    /// Whether no other page follows. A stream that ends without having said so has failed.
    pub last: bool,
}

/// An issue as the search returns it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Issue {
    /// Its number, unique on the site and never changing.
    #[serde(deserialize_with = "json::number")]
    pub id: u64,
    /// Its key, `SAM-102`. Empty where Jira left it out, which it does when no field was asked.
    #[serde(default)]
    pub key: String,
    /// The fields that were asked. An absent one is the same as `null`.
    #[serde(default, deserialize_with = "json::null_is_default")]
    pub fields: Map<String, Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PageAnswer {
    issues: Vec<Issue>,
    next_page_token: Option<String>,
    is_last: Option<bool>,
}

#[derive(Deserialize)]
struct Count {
    count: u64,
}

/// The pages of a search, asked for one after the other as they are polled.
pub type PageStream = BoxStream<'static, Result<Page, Error>>;

impl Site {
    /// The issues of a query, page by page. The stream ends after the page that says it is the last
    /// or names no next one; an error ends it too, and then the issues so far are not all.
    ///
    /// Jira's index may move while pages are read: an issue can come twice, known by its id.
    ///
    /// # Errors
    /// In the stream: [`Error::Query`] with Jira's sentences, [`Error::TooManyPages`],
    /// [`Error::Unexpected`] when Jira repeats a page token, and the general ones.
    pub fn search(&self, request: SearchRequest) -> PageStream {
        let site = self.clone();
        Box::pin(try_stream! {
            let mut seen = HashSet::new();
            let mut token: Option<String> = None;
            for _ in 0..request.max_pages {
                let answer = site.page(&request, token.as_deref()).await?;
                let next = answer.next_page_token.filter(|token| !token.is_empty());
                let last = answer.is_last == Some(true) || next.is_none();
                yield Page { issues: answer.issues, last };
                if last {
                    return;
                }
                if let Some(next) = &next && !seen.insert(next.clone()) {
                    Err(Error::unexpected("search: a new page, but its token was there before", "nextPageToken"))?;
                }
                token = next;
            }
            Err(Error::TooManyPages { pages: request.max_pages })?;
        })
    }

    async fn page(
        &self,
        request: &SearchRequest,
        token: Option<&str>,
    ) -> Result<PageAnswer, Error> {
        let mut body = json!({
            "jql": request.jql,
            "maxResults": request.page_size,
            "fields": request.fields,
        });
        if let Some(token) = token {
            body["nextPageToken"] = token.into();
        }
        let answer: PageAnswer = self
            .post("search/jql", &["search", "jql"], &[], body)
            .await
            .map_err(|error| match error {
                // Tokens live for days; one that is refused says nothing about the query.
                Error::Query { messages } if token.is_some() && about_the_token(&messages) => {
                    Error::transient("search/jql: the page token is not accepted any more")
                }
                error => error,
            })?;
        self.count_issues(answer.issues.len());
        Ok(answer)
    }

    /// About how many issues a bounded query has. Costs one point; lags seconds behind changes.
    ///
    /// # Errors
    /// [`Error::Query`] with Jira's sentences, and the general ones.
    pub async fn approximate_count(&self, jql: &str) -> Result<u64, Error> {
        let path = ["search", "approximate-count"];
        let answer: Count = self
            .post(
                "search/approximate-count",
                &path,
                &[],
                json!({ "jql": jql }),
            )
            .await?;
        Ok(answer.count)
    }
}

fn about_the_token(messages: &[String]) -> bool {
    messages
        .iter()
        .any(|message| message.to_ascii_lowercase().contains("page token"))
}
