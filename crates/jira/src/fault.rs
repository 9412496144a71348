//! Refusals of the gateway and of Jira, turned into what the caller does.

use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use reqwest::StatusCode;
use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};
use serde_json::Value;

use crate::error::Error;
use crate::pace::{Again, LONGEST};
use crate::transport::{Answer, Failed};

/// More sentences than this help nobody.
const MOST_MESSAGES: usize = 20;
/// Longer sentences are cut: Jira repeats whole queries in them.
const LONGEST_MESSAGE: usize = 1000;

/// Whether an answer is one to decode, or what its refusal means. An answer that says nothing but
/// yes (202, 204) is JSON's `null`.
pub(crate) fn accept(name: &str, answer: Answer) -> Result<Vec<u8>, Failed<Error>> {
    let nothing_to_say = [StatusCode::ACCEPTED, StatusCode::NO_CONTENT].contains(&answer.status);
    if nothing_to_say && answer.body.is_empty() {
        return Ok(b"null".to_vec());
    }
    if answer.status == StatusCode::OK {
        // Jira serves some routes anonymously when it does not like the token.
        let anonymous = answer.headers.get("x-seraph-loginreason");
        if anonymous.is_some_and(|reason| reason.as_bytes().starts_with(b"AUTHENTICATED_FAILED")) {
            return Err(Failed::for_good(Error::Reauthorize));
        }
        return Ok(answer.body);
    }
    let messages = sentences(&answer.body);
    // Sentences about a query quote it, and queries are nobody's business in a log.
    let about = if answer.status == StatusCode::BAD_REQUEST {
        &[][..]
    } else {
        &messages
    };
    tracing::debug!(call = name, status = answer.status.as_u16(), messages = ?about, "refused");
    Err(refusal(name, &answer, messages))
}

fn refusal(name: &str, answer: &Answer, messages: Vec<String>) -> Failed<Error> {
    let says = |text: &str| {
        messages
            .iter()
            .any(|m| m.to_ascii_lowercase().contains(text))
    };
    let status = answer.status;
    let error = match status.as_u16() {
        400 if !messages.is_empty() => Error::Query { messages },
        401 | 403 if says("scope does not match") => Error::ScopeMissing,
        401 => Error::Reauthorize,
        403 if says("not installed on this instance") => Error::SiteGone,
        403 | 404 => Error::NotVisible { messages },
        410 => Error::Removed,
        429 => {
            let named = named_wait(&answer.headers);
            let reason = answer.headers.get("ratelimit-reason");
            tracing::warn!(call = name, ?reason, ?named, "rate limited");
            return Failed {
                error: Error::WaitUntil {
                    seconds: whole_seconds(named.unwrap_or(LONGEST)),
                },
                again: named.map_or(Again::Soon, Again::After),
                delivered: false,
            };
        }
        // 409 is Jira's own time limit of ten seconds on lists of users.
        408 | 409 | 500..=599 => {
            let named = named_wait(&answer.headers);
            return Failed {
                error: Error::transient(format!("{name}: status {}", status.as_u16())),
                again: named.map_or(Again::Soon, Again::After),
                delivered: true,
            };
        }
        300..=399 => Error::Misconfigured {
            what: format!("{name} was answered with a redirect; is the base URL right?"),
        },
        _ => Error::unexpected(format!("{name}: status {}", status.as_u16()), "."),
    };
    Failed::for_good(error)
}

/// What a refusal says, whoever wrote it: Jira (`errorMessages`, `errors`) or the gateway (`message`).
/// HTML and other text say nothing.
fn sentences(body: &[u8]) -> Vec<String> {
    let Ok(Value::Object(body)) = serde_json::from_slice(body) else {
        return Vec::new();
    };
    let listed = body
        .get("errorMessages")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let by_field = body
        .get("errors")
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(|e| e.values());
    listed
        .chain(by_field)
        .chain(body.get("message"))
        .filter_map(Value::as_str)
        .filter(|text| !text.is_empty())
        .take(MOST_MESSAGES)
        .map(|text| text.chars().take(LONGEST_MESSAGE).collect())
        .collect()
}

/// The wait that an answer names: `Retry-After` in seconds or as a date, else the reset of the quota.
/// Dates are measured against the answer's own `Date`, so that no clock of ours is needed.
pub(crate) fn named_wait(headers: &HeaderMap) -> Option<Duration> {
    let text = |name: &str| {
        headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .map(str::trim)
    };
    let sent = || {
        rfc2822::parse(text(DATE.as_str())?)
            .ok()
            .map(|zoned| zoned.timestamp())
    };
    let until = |then: Timestamp| Duration::try_from(then.duration_since(sent()?)).ok();
    if let Some(wait) = text(RETRY_AFTER.as_str()) {
        if let Ok(seconds) = wait.parse() {
            return Some(Duration::from_secs(seconds));
        }
        if let Some(wait) = rfc2822::parse(wait)
            .ok()
            .and_then(|then| until(then.timestamp()))
        {
            return Some(wait);
        }
    }
    text("x-ratelimit-reset")
        .and_then(|reset| reset.parse().ok())
        .and_then(until)
}

fn whole_seconds(wait: Duration) -> u64 {
    let more = u64::from(wait.subsec_nanos() > 0);
    wait.as_secs().saturating_add(more).max(1)
}

#[cfg(test)]
mod tests;
