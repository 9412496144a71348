//! The duty to ask about accounts whose data is kept: which were closed, which changed.

use std::time::Duration;

use jiff::{Span, SpanRelativeTo, Timestamp};
use reqwest::Method;
use reqwest::header::{ACCEPT, AUTHORIZATION, HeaderMap, HeaderValue};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::client::Client;
use crate::error::Error;
use crate::ids::AccountId;
use crate::transport::{Call, bearer, below};
use crate::{fault, json};

/// How many accounts one report may name.
pub const MOST_REPORTED: usize = 90;
/// How often to report where Atlassian does not say.
const USUAL_CYCLE: Duration = Duration::from_hours(7 * 24);

/// An account of which something is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct KeptAccount {
    /// Which.
    pub account_id: AccountId,
    /// When its data was fetched.
    pub updated_at: Timestamp,
}

/// What happened to an account since its data was fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountChange {
    /// It is closed: erase what is kept of it.
    Closed,
    /// Its profile changed: fetch it again, or erase it.
    Updated,
}

/// The answer to a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountReport {
    /// The accounts to do something about; the others are as they were.
    pub changes: Vec<(AccountId, AccountChange)>,
    /// When to report next, from now on.
    pub cycle: Duration,
}

#[derive(Deserialize)]
struct Answer {
    accounts: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    account_id: AccountId,
    status: String,
}

impl Client {
    /// Reports accounts, at most [`MOST_REPORTED`], with any access token of the app.
    ///
    /// # Errors
    /// [`Error::Reauthorize`] for a dead token, [`Error::Query`] for too many accounts, and the
    /// general ones.
    pub async fn report_accounts(
        &self,
        token: &SecretString,
        accounts: &[KeptAccount],
    ) -> Result<AccountReport, Error> {
        let headers = HeaderMap::from_iter([
            (ACCEPT, HeaderValue::from_static("application/json")),
            (AUTHORIZATION, bearer(token)?),
        ]);
        let call = Call {
            name: "report-accounts",
            method: Method::POST,
            // With a slash at the end, as documented.
            url: below(&self.config.api_url, ["app", "report-accounts", ""])?,
            headers,
            body: Some(json!({ "accounts": accounts })),
        };
        self.transport
            .ask_for(&call, None, |answer| {
                let cycle = cycle(&answer.headers);
                let body = fault::accept(call.name, answer)?;
                // 204: nothing to do.
                let answer: Option<Answer> = json::decode(call.name, &body)?;
                let rows = answer.map_or_else(Vec::new, |answer| answer.accounts);
                Ok(AccountReport {
                    changes: rows.into_iter().filter_map(change).collect(),
                    cycle,
                })
            })
            .await
    }
}

fn change(row: Row) -> Option<(AccountId, AccountChange)> {
    let change = match row.status.as_str() {
        "closed" => AccountChange::Closed,
        "updated" => AccountChange::Updated,
        status => {
            tracing::warn!(status, "report-accounts: an unknown status is passed over");
            return None;
        }
    };
    Some((row.account_id, change))
}

/// `Cycle-Period: P7D`
fn cycle(headers: &HeaderMap) -> Duration {
    headers
        .get("cycle-period")
        .and_then(|value| value.to_str().ok())
        .and_then(|text| text.parse::<Span>().ok())
        .and_then(|span| span.to_duration(SpanRelativeTo::days_are_24_hours()).ok())
        .and_then(|duration| Duration::try_from(duration).ok())
        .filter(|duration| !duration.is_zero())
        .unwrap_or(USUAL_CYCLE)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::documented(Some("P7D"), 7)]
    #[case::longer(Some("P14D"), 14)]
    #[case::in_hours(Some("PT48H"), 2)]
    #[case::none(None, 7)]
    #[case::at_once_for_ever(Some("P0D"), 7)]
    #[case::into_the_past(Some("-P7D"), 7)]
    #[case::of_no_fixed_length(Some("P1M"), 7)]
    #[case::words(Some("weekly"), 7)]
    fn the_cycle_is_what_atlassian_says_or_a_week(#[case] header: Option<&str>, #[case] days: u64) {
        let named = header.map(|text| ("cycle-period".parse().unwrap(), text.parse().unwrap()));
        let headers = HeaderMap::from_iter(named);
        assert_eq!(cycle(&headers), Duration::from_hours(days * 24));
    }
}
