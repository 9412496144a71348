//! One request at a time: sent, limited in time and size, and repeated where that helps.

use std::sync::Arc;
use std::time::Duration;

use futures::StreamExt as _;
use reqwest::header::{HeaderMap, HeaderValue, USER_AGENT};
use reqwest::{Method, StatusCode, redirect};
use secrecy::{ExposeSecret as _, SecretString};
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::time::Instant;
use url::Url;

use crate::config::Config;
use crate::error::Error;
use crate::fault;
use crate::json;
use crate::pace::{Again, Sleeper, Waits};
use crate::site::Gate;

/// The largest answer that is read, after decompression. A hundred issues with some fields are far
/// below; an endless body must not fill the memory.
const LARGEST_ANSWER: usize = 16 * 1024 * 1024;
/// Reaching Atlassian takes this long or something is wrong with the network.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// A request as it is sent, as often as needed.
pub(crate) struct Call {
    /// What the log and errors call it: no parameter is part of it.
    pub(crate) name: &'static str,
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Value>,
}

/// An answer, whole.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

/// A try that failed.
#[derive(Debug)]
pub(crate) struct Failed<E> {
    pub(crate) error: E,
    pub(crate) again: Again,
    /// Whether Atlassian may have acted on the request. What works only once is then not repeated.
    pub(crate) delivered: bool,
}

impl<E> Failed<E> {
    /// Another try would fail in the same way.
    pub(crate) fn for_good(error: E) -> Self {
        Self {
            error,
            again: Again::Never,
            delivered: true,
        }
    }
}

impl From<Error> for Failed<Error> {
    fn from(error: Error) -> Self {
        let again = if matches!(error, Error::Transient { .. }) {
            Again::Soon
        } else {
            Again::Never
        };
        Self {
            error,
            again,
            delivered: true,
        }
    }
}

#[derive(Clone)]
pub(crate) struct Transport {
    http: reqwest::Client,
    sleeper: Arc<dyn Sleeper>,
    patience: Duration,
}

impl Transport {
    pub(crate) fn new(config: &Config, sleeper: Arc<dyn Sleeper>) -> Result<Self, Error> {
        let user_agent =
            HeaderValue::from_str(&config.user_agent).map_err(|_| Error::Misconfigured {
                what: "the user agent is not a header value".to_owned(),
            })?;
        let http = reqwest::Client::builder()
            .default_headers(HeaderMap::from_iter([(USER_AGENT, user_agent)]))
            .redirect(redirect::Policy::none())
            .referer(false)
            .connect_timeout(CONNECT_TIMEOUT.min(config.request_timeout))
            .timeout(config.request_timeout)
            .build()
            .map_err(|error| Error::Misconfigured {
                what: format!("no HTTP client: {error}"),
            })?;
        Ok(Self {
            http,
            sleeper,
            patience: config.patience,
        })
    }

    /// Asks until there is an answer to decode or no try is left. For calls that may be repeated
    /// whether or not they arrived.
    pub(crate) async fn ask<T: DeserializeOwned>(
        &self,
        call: &Call,
        gate: Option<&Gate>,
    ) -> Result<T, Error> {
        self.ask_for(call, gate, |answer| decoded(call.name, answer))
            .await
    }

    /// The same for an answer of which more than the body counts.
    pub(crate) async fn ask_for<T>(
        &self,
        call: &Call,
        gate: Option<&Gate>,
        read: impl Fn(Answer) -> Result<T, Failed<Error>>,
    ) -> Result<T, Error> {
        self.tries(call, gate, read, |_| true).await
    }

    /// The same for calls that do something each time: one that may have arrived is not repeated.
    pub(crate) async fn ask_once<T: DeserializeOwned>(
        &self,
        call: &Call,
        gate: Option<&Gate>,
    ) -> Result<T, Error> {
        let read = |answer| decoded(call.name, answer);
        self.tries(call, gate, read, |failed| !failed.delivered)
            .await
    }

    async fn tries<T>(
        &self,
        call: &Call,
        gate: Option<&Gate>,
        read: impl Fn(Answer) -> Result<T, Failed<Error>>,
        repeatable: impl Fn(&Failed<Error>) -> bool,
    ) -> Result<T, Error> {
        let mut waits = self.waits();
        loop {
            let failed = match self.pass(call, gate, &mut waits).await.and_then(&read) {
                Ok(value) => return Ok(value),
                Err(failed) => failed,
            };
            let wait = waits.next(failed.again).filter(|_| repeatable(&failed));
            let Some(wait) = wait else {
                return Err(failed.error);
            };
            tracing::debug!(call = call.name, ?wait, error = %failed.error, "trying again");
            self.sleep(wait).await;
        }
    }

    pub(crate) fn waits(&self) -> Waits<'_> {
        Waits::new(self.sleeper.as_ref(), self.patience)
    }

    pub(crate) async fn sleep(&self, wait: Duration) {
        self.sleeper.sleep(wait).await;
    }

    /// Sends once, when it is this call's turn.
    async fn pass(
        &self,
        call: &Call,
        gate: Option<&Gate>,
        waits: &mut Waits<'_>,
    ) -> Result<Answer, Failed<Error>> {
        // The permit ends with the request: who waits for another try must not keep others out.
        let _permit = match gate {
            Some(gate) => Some(gate.enter().await),
            None => None,
        };
        // From here on: a turn that had to be waited for is no sign of a slow Jira.
        let began = Instant::now();
        let answer = self.send(call).await;
        waits.took(began.elapsed());
        answer
    }

    /// Sends once and reads the answer, whatever its status.
    pub(crate) async fn send(&self, call: &Call) -> Result<Answer, Failed<Error>> {
        let mut request = self.http.request(call.method.clone(), call.url.clone());
        request = request.headers(call.headers.clone());
        if let Some(body) = &call.body {
            request = request.json(body);
        }
        let response = request.send().await.map_err(|error| {
            counted(call.name, "none");
            failure(call.name, &error)
        })?;
        let status = response.status();
        counted(call.name, status_class(status));
        let headers = response.headers().clone();
        tracing::debug!(call = call.name, status = status.as_u16(), "answered");
        if headers
            .get("x-ratelimit-nearlimit")
            .is_some_and(|near| near == "true")
        {
            tracing::warn!(
                call = call.name,
                "less than a fifth of the rate limit is left"
            );
        }
        let mut body = Vec::new();
        let mut chunks = response.bytes_stream();
        while let Some(chunk) = chunks.next().await {
            let chunk = chunk.map_err(|error| failure(call.name, &error))?;
            if body.len() + chunk.len() > LARGEST_ANSWER {
                let what = format!("{}: more than {LARGEST_ANSWER} bytes", call.name);
                return Err(Failed::for_good(Error::unexpected(what, ".")));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Answer {
            status,
            headers,
            body,
        })
    }
}

fn counted(call: &'static str, answer: &'static str) {
    metrics::counter!("inlay_jira_calls_total", "call" => call, "answer" => answer).increment(1);
}

fn status_class(status: StatusCode) -> &'static str {
    match status.as_u16() {
        429 => "429",
        200..300 => "2xx",
        300..400 => "3xx",
        400..500 => "4xx",
        _ => "5xx",
    }
}

/// The value in an answer that is no refusal.
fn decoded<T: DeserializeOwned>(name: &str, answer: Answer) -> Result<T, Failed<Error>> {
    let body = fault::accept(name, answer)?;
    Ok(json::decode(name, &body)?)
}

/// What a failed exchange of bytes means. The library's own text is left out: it may hold the URL,
/// and URLs hold queries.
fn failure(name: &str, error: &reqwest::Error) -> Failed<Error> {
    if error.is_builder() {
        let what = format!("{name} is not a request that can be sent; is the base URL right?");
        return Failed::for_good(Error::Misconfigured { what });
    }
    let what = if error.is_connect() {
        "no connection"
    } else if error.is_timeout() {
        "timed out"
    } else {
        "the connection was cut"
    };
    Failed {
        error: Error::transient(format!("{name}: {what}")),
        again: Again::Soon,
        delivered: !error.is_connect(),
    }
}

/// `Authorization: Bearer …`, marked as sensitive.
pub(crate) fn bearer(token: &SecretString) -> Result<HeaderValue, Error> {
    // What is no header value cannot be a token of Atlassian's.
    let mut value = HeaderValue::from_str(&format!("Bearer {}", token.expose_secret()))
        .map_err(|_| Error::Reauthorize)?;
    value.set_sensitive(true);
    Ok(value)
}

/// `base` with further path segments, each percent-encoded.
pub(crate) fn below<'a>(
    base: &Url,
    segments: impl IntoIterator<Item = &'a str>,
) -> Result<Url, Error> {
    let mut url = base.clone();
    url.path_segments_mut()
        .map_err(|()| Error::Misconfigured {
            what: "a base URL takes no path".to_owned(),
        })?
        .pop_if_empty()
        .extend(segments);
    Ok(url)
}
