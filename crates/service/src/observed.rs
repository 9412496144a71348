//! What is counted for the operator. No label names an account, a chart or a site; without a
//! listener for metrics nothing is kept.

use crate::{Failure, Watched};
use metrics::counter;
use store::Holder;

/// Somebody looked at a chart.
pub(crate) fn view(outcome: Result<&Watched, &Failure>) {
    let outcome = match outcome {
        Ok(Watched::Ready(_)) => "chart",
        Ok(Watched::Reading { .. }) => "reading",
        Err(failure) => failure.kind(),
    };
    counter!("inlay_views_total", "outcome" => outcome).increment(1);
}

/// A table was wanted: what was held of it.
pub(crate) fn held(found: &'static str) {
    counter!("inlay_held_total", "found" => found).increment(1);
}

/// A query was read.
pub(crate) fn scan(issues: Result<usize, &Failure>) {
    let outcome = issues.map_or_else(Failure::kind, |_| "whole");
    counter!("inlay_scans_total", "outcome" => outcome).increment(1);
    if let Ok(issues) = issues {
        counter!("inlay_scanned_issues_total").increment(issues as u64);
    }
}

/// An access token was renewed, or not.
pub(crate) fn refresh(outcome: &'static str) {
    counter!("inlay_token_refreshes_total", "outcome" => outcome).increment(1);
}

/// Somebody signed in.
pub(crate) fn session(holder: &Holder) {
    let kind = match holder {
        Holder::Browser(_) => "browser",
        Holder::Frame(_) => "frame",
        Holder::Confluence(_) => "confluence",
    };
    counter!("inlay_sessions_total", "kind" => kind).increment(1);
}

/// Jira told of a change.
pub(crate) fn delivery(outcome: &'static str) {
    counter!("inlay_webhook_deliveries_total", "outcome" => outcome).increment(1);
}
