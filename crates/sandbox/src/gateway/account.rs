//! `/me`, and the duty to ask about accounts whose data is kept.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Refusal, bearer};
use crate::state::Sandbox;

/// `GET /me` with `read:me`.
pub(super) async fn me(
    State(sandbox): State<Arc<Sandbox>>,
    headers: HeaderMap,
) -> Result<Json<Value>, Refusal> {
    let bearer = bearer(&sandbox, &headers)?.must_have(&["read:me"])?;
    let person = sandbox
        .person(&bearer.access.account)
        .ok_or(Refusal::Unauthorized)?;
    let nickname = person.name.to_lowercase().replace(' ', "");
    Ok(Json(json!({
        "account_type": "atlassian",
        "account_id": person.account_id,
        "email": person.email,
        "name": person.name,
        "picture": format!("{}/picture/{}.svg", sandbox.config.base(), crate::html::percent(&person.account_id)),
        "account_status": "active",
        "nickname": nickname,
        "zoneinfo": person.zone,
        "locale": person.locale,
        "extended_profile": { "job_title": person.job, "organization": "Sandbox", "department": "", "location": "" },
    })))
}

/// The test account that Atlassian documents as closed.
const CLOSED: &str = "5be24ba3f91c106033269289";
/// How many accounts one call may name.
const MOST: usize = 90;

#[derive(Debug, Deserialize)]
struct Report {
    accounts: Vec<Reported>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Reported {
    account_id: String,
    updated_at: Timestamp,
}

/// `POST /app/report-accounts/`: which of the accounts closed or changed since they were fetched.
pub(super) async fn report_accounts(
    State(sandbox): State<Arc<Sandbox>>,
    headers: HeaderMap,
    body: axum::body::Bytes,
) -> Result<Response, Refusal> {
    bearer(&sandbox, &headers)?;
    let report: Report = serde_json::from_slice(&body)
        .map_err(|_| Refusal::BadRequest("accounts with accountId and updatedAt are required"))?;
    if report.accounts.is_empty() || report.accounts.len() > MOST {
        return Err(Refusal::BadRequest("Between 1 and 90 accounts are allowed"));
    }
    let known = sandbox.account_news().clone();
    let answers: Vec<_> = report
        .accounts
        .iter()
        .filter_map(|reported| {
            let status =
                if reported.account_id == CLOSED || known.closed.contains(&reported.account_id) {
                    "closed"
                } else if known.updated_since(&reported.account_id, reported.updated_at) {
                    "updated"
                } else {
                    return None;
                };
            Some(json!({ "accountId": reported.account_id, "status": status }))
        })
        .collect();
    let mut response = if answers.is_empty() {
        StatusCode::NO_CONTENT.into_response()
    } else {
        Json(json!({ "accounts": answers })).into_response()
    };
    response.headers_mut().insert(
        HeaderName::from_static("cycle-period"),
        HeaderValue::from_static("P7D"),
    );
    Ok(response)
}
