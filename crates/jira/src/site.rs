//! Jira on one site, asked with one token.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use reqwest::Method;
use reqwest::header::{ACCEPT, ACCEPT_LANGUAGE, AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};
use secrecy::SecretString;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::sync::{Semaphore, SemaphorePermit};
use url::Url;

use crate::client::Client;
use crate::error::Error;
use crate::ids::CloudId;
use crate::transport::{Call, Transport, bearer, below};

/// Requests of one site handle at the same time. Atlassian advises five to ten per tenant.
pub(crate) const CONCURRENT: usize = 6;

/// Jira on one site. Clones share the token, the meter and the limit of concurrent requests.
#[derive(Clone)]
pub struct Site(Arc<Inner>);

struct Inner {
    transport: Transport,
    cloud: CloudId,
    /// `…/ex/jira/{cloudId}/rest/api/3`
    base: Result<Url, Error>,
    token: SecretString,
    language: HeaderValue,
    gate: Gate,
}

impl fmt::Debug for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Site")
            .field("cloud", &self.0.cloud)
            .field("meter", &self.meter())
            .finish_non_exhaustive()
    }
}

/// What a site handle and its clones have asked so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Meter {
    /// Requests sent, repeated ones included.
    pub calls: u64,
    /// Points as Atlassian counts them: one for a request and one for each issue returned.
    pub points: u64,
}

/// Lets a few requests through at a time and counts them.
pub(crate) struct Gate {
    /// Shared by all handles of one site: Jira limits a tenant, not a handle.
    permits: Arc<Semaphore>,
    calls: AtomicU64,
    issues: AtomicU64,
}

impl Gate {
    fn new(permits: Arc<Semaphore>) -> Self {
        Self {
            permits,
            calls: AtomicU64::new(0),
            issues: AtomicU64::new(0),
        }
    }

    /// Waits for a turn; the request counts from then on. The semaphore is never closed, and if it
    /// were, nobody would have to wait.
    pub(crate) async fn enter(&self) -> Option<SemaphorePermit<'_>> {
        let permit = self.permits.acquire().await.ok();
        self.calls.fetch_add(1, Ordering::Relaxed);
        metrics::counter!("inlay_jira_points_total").increment(1);
        permit
    }
}

impl Site {
    pub(crate) fn new(
        client: &Client,
        cloud: CloudId,
        token: SecretString,
        language: &str,
    ) -> Self {
        let id = cloud.to_string();
        let base = below(
            &client.config.api_url,
            ["ex", "jira", &id, "rest", "api", "3"],
        );
        Self(Arc::new(Inner {
            transport: client.transport.clone(),
            cloud,
            base,
            token,
            language: language_tag(language),
            gate: Gate::new(client.permits(cloud)),
        }))
    }

    /// Which site this is.
    pub fn cloud_id(&self) -> CloudId {
        self.0.cloud
    }

    /// What this handle and its clones have cost so far.
    pub fn meter(&self) -> Meter {
        let calls = self.0.gate.calls.load(Ordering::Relaxed);
        let issues = self.0.gate.issues.load(Ordering::Relaxed);
        Meter {
            calls,
            points: calls + issues,
        }
    }

    pub(crate) fn count_issues(&self, issues: usize) {
        self.0
            .gate
            .issues
            .fetch_add(issues as u64, Ordering::Relaxed);
        metrics::counter!("inlay_jira_points_total").increment(issues as u64);
    }

    /// GET below `/rest/api/3`. `name` is for log and errors.
    pub(crate) async fn get<T: DeserializeOwned>(
        &self,
        name: &'static str,
        path: &[&str],
        parameters: &[(&str, &str)],
    ) -> Result<T, Error> {
        let mut url = self.url(path)?;
        if !parameters.is_empty() {
            url.query_pairs_mut().extend_pairs(parameters);
        }
        self.ask(name, Method::GET, url, None).await
    }

    /// POST below `/rest/api/3`, for calls that only read: they are repeated like any GET.
    pub(crate) async fn post<T: DeserializeOwned>(
        &self,
        name: &'static str,
        path: &[&str],
        parameters: &[(&str, &str)],
        body: Value,
    ) -> Result<T, Error> {
        let mut url = self.url(path)?;
        if !parameters.is_empty() {
            url.query_pairs_mut().extend_pairs(parameters);
        }
        self.ask(name, Method::POST, url, Some(body)).await
    }

    /// PUT or DELETE below `/rest/api/3`, for calls that leave the same behind however often they arrive.
    pub(crate) async fn write<T: DeserializeOwned>(
        &self,
        name: &'static str,
        method: Method,
        path: &[&str],
        body: Value,
    ) -> Result<T, Error> {
        let url = self.url(path)?;
        self.ask(name, method, url, Some(body)).await
    }

    /// POST below `/rest/api/3`, for calls that make something new each time they arrive.
    pub(crate) async fn write_once<T: DeserializeOwned>(
        &self,
        name: &'static str,
        method: Method,
        path: &[&str],
        body: Value,
    ) -> Result<T, Error> {
        let call = self.call(name, method, self.url(path)?, Some(body))?;
        self.0.transport.ask_once(&call, Some(&self.0.gate)).await
    }

    fn url(&self, path: &[&str]) -> Result<Url, Error> {
        // An empty or dotted segment would name another resource, and no key or id looks like that.
        if path
            .iter()
            .any(|segment| matches!(*segment, "" | "." | ".."))
        {
            return Err(Error::NotVisible {
                messages: Vec::new(),
            });
        }
        below(
            self.0.base.as_ref().map_err(Clone::clone)?,
            path.iter().copied(),
        )
    }

    async fn ask<T: DeserializeOwned>(
        &self,
        name: &'static str,
        method: Method,
        url: Url,
        body: Option<Value>,
    ) -> Result<T, Error> {
        let call = self.call(name, method, url, body)?;
        self.0.transport.ask(&call, Some(&self.0.gate)).await
    }

    fn call(
        &self,
        name: &'static str,
        method: Method,
        url: Url,
        body: Option<Value>,
    ) -> Result<Call, Error> {
        let headers = HeaderMap::from_iter([
            (ACCEPT, HeaderValue::from_static("application/json")),
            (ACCEPT_LANGUAGE, self.0.language.clone()),
            (
                HeaderName::from_static("x-force-accept-language"),
                HeaderValue::from_static("true"),
            ),
            (AUTHORIZATION, bearer(&self.0.token)?),
        ]);
        Ok(Call {
            name,
            method,
            url,
            headers,
            body,
        })
    }
}

/// The language as a header; English where the text is no language tag.
fn language_tag(language: &str) -> HeaderValue {
    let tag = language.replace('_', "-");
    let plain = !tag.is_empty()
        && tag.len() <= 35
        && tag
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    HeaderValue::from_str(if plain { &tag } else { "en" })
        .unwrap_or_else(|_| HeaderValue::from_static("en"))
}

#[cfg(test)]
mod tests {
    use futures::FutureExt as _;
    use rstest::rstest;

    use super::*;

    #[test]
    fn six_requests_run_and_the_seventh_waits_for_one_to_end() {
        let gate = Gate::new(Arc::new(Semaphore::new(CONCURRENT)));
        let mut running: Vec<_> = (0..6)
            .map(|_| gate.enter().now_or_never().unwrap())
            .collect();
        assert!(gate.enter().now_or_never().is_none());
        running.pop();
        assert!(gate.enter().now_or_never().is_some());
        assert_eq!(
            gate.calls.load(Ordering::Relaxed),
            7,
            "who only waited has asked nothing"
        );
    }

    #[rstest]
    #[case("de", "de")]
    #[case("en-US", "en-US")]
    #[case("de_DE", "de-DE")]
    #[case("", "en")]
    #[case("de\r\nX-Evil: 1", "en")]
    #[case("en, *", "en")]
    fn only_a_language_tag_becomes_a_header(#[case] language: &str, #[case] header: &str) {
        assert_eq!(language_tag(language), header);
    }
}
