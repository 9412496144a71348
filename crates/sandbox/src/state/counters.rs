//! What has happened: calls per endpoint, points, how many at once.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::Serialize;
use uuid::Uuid;

/// Counts since the start or the last reset.
#[derive(Debug, Default)]
pub struct Counters {
    counts: Mutex<Counts>,
}

/// The counts as `/_control/counters` shows them.
#[derive(Debug, Default, Clone, Serialize)]
pub struct Counts {
    /// Calls by method and path, ids replaced: `GET /ex/jira/{cloudid}/rest/api/3/filter/{id}`.
    pub calls: BTreeMap<String, u64>,
    /// Answers by status.
    pub statuses: BTreeMap<u16, u64>,
    /// All requests on the main host.
    pub total_calls: u64,
    /// Points of all hours.
    pub points: u64,
    /// Requests that are being answered now.
    pub in_flight: u64,
    /// The most there ever were at once.
    pub max_in_flight: u64,
}

/// Held while a call is answered.
#[derive(Debug)]
pub struct InFlight<'a>(&'a Counters);

impl Counters {
    /// A call begins.
    pub fn begin(&self, method: &str, path: &str) -> InFlight<'_> {
        let mut counts = self.lock();
        *counts
            .calls
            .entry(format!("{method} {}", endpoint(path)))
            .or_default() += 1;
        counts.total_calls += 1;
        counts.in_flight += 1;
        counts.max_in_flight = counts.max_in_flight.max(counts.in_flight);
        InFlight(self)
    }

    /// A call was answered.
    pub fn answered(&self, status: u16) {
        *self.lock().statuses.entry(status).or_default() += 1;
    }

    /// Points were used.
    pub fn add_points(&self, points: u64) {
        self.lock().points += points;
    }

    /// A copy.
    pub fn read(&self) -> Counts {
        self.lock().clone()
    }

    /// Back to zero; calls that are being answered stay counted as such.
    pub fn reset(&self) {
        let mut counts = self.lock();
        let in_flight = counts.in_flight;
        *counts = Counts {
            in_flight,
            max_in_flight: in_flight,
            ..Counts::default()
        };
    }

    fn lock(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        let mut counts = self.0.lock();
        counts.in_flight = counts.in_flight.saturating_sub(1);
    }
}

/// The path with its ids replaced, so that calls of one kind count together.
pub fn endpoint(path: &str) -> String {
    let word = |part: &str| {
        if Uuid::try_parse(part).is_ok() {
            "{cloudid}".to_owned()
        } else if is_id(part) {
            "{id}".to_owned()
        } else {
            part.to_owned()
        }
    };
    let mut after_api = false;
    path.split('/')
        .map(|part| {
            // The version in /rest/api/3 and /rest/agile/1.0 is no id.
            let is_version = std::mem::replace(&mut after_api, matches!(part, "api" | "agile"));
            if is_version {
                part.to_owned()
            } else {
                word(part)
            }
        })
        .collect::<Vec<_>>()
        .join("/")
}

/// A number, or a key of a project or issue: capitals, digits and `-`.
fn is_id(part: &str) -> bool {
    let capital = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    !part.is_empty() && part.chars().all(capital)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_keys_in_a_path_count_together() {
        let site = "1324a887-45db-1bf4-1e99-ef0ff456d421";
        for (path, expected) in [
            (
                format!("/ex/jira/{site}/rest/api/3/search/jql"),
                "/ex/jira/{cloudid}/rest/api/3/search/jql",
            ),
            (
                format!("/ex/jira/{site}/rest/api/3/filter/10000"),
                "/ex/jira/{cloudid}/rest/api/3/filter/{id}",
            ),
            (
                format!("/ex/jira/{site}/rest/api/2/project/SHOP/statuses"),
                "/ex/jira/{cloudid}/rest/api/2/project/{id}/statuses",
            ),
            ("/oauth/token".to_owned(), "/oauth/token"),
        ] {
            assert_eq!(endpoint(&path), expected);
        }
    }

    #[test]
    fn calls_at_the_same_time_are_counted_while_they_last() {
        let counters = Counters::default();
        let first = counters.begin("GET", "/me");
        let second = counters.begin("GET", "/me");
        drop((first, second));
        let counts = counters.read();
        assert_eq!(
            (
                counts.in_flight,
                counts.max_in_flight,
                counts.calls["GET /me"]
            ),
            (0, 2, 2)
        );
    }
}
