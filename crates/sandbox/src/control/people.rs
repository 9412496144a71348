//! People and sites, log-ins, closed accounts, the wiki's frames.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use http::header;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Body, Refused, find_person};
use crate::html;
use crate::state::{Frame, Sandbox};

/// `GET /_control/world`
pub(super) async fn world(State(sandbox): State<Arc<Sandbox>>) -> Json<Value> {
    let sites: Vec<Value> = sandbox
        .sites()
        .into_iter()
        .map(|site| {
            let world = sandbox.world();
            let (issues, projects) = world.site(site.cloud_id).map_or((0, Vec::new()), |s| {
                (s.issues.len(), s.projects.iter().map(|p| p.key.to_string()).collect())
            });
            json!({ "cloud_id": site.cloud_id, "name": site.name, "url": site.url, "issues": issues, "projects": projects })
        })
        .collect();
    let people: Vec<Value> = sandbox
        .people()
        .into_iter()
        .map(|person| {
            let sites: Vec<_> = sandbox.sites_of(&person.account_id).into_iter().map(|s| s.cloud_id).collect();
            json!({
                "account_id": person.account_id, "name": person.name, "email": person.email, "timezone": person.zone,
                "locale": person.locale, "about": person.about, "sites": sites,
            })
        })
        .collect();
    Json(json!({ "sites": sites, "people": people }))
}

#[derive(Debug, Deserialize)]
pub(super) struct LogIn {
    person: String,
}

/// `POST /_control/log_in`: the cookie is good on every host of the sandbox.
pub(super) async fn log_in(
    State(sandbox): State<Arc<Sandbox>>,
    Body(log_in): Body<LogIn>,
) -> Result<Response, Refused> {
    let person = find_person(&sandbox, &log_in.person)?;
    let cookie = sandbox.secrets().short();
    sandbox
        .sign_ins()
        .open(cookie.clone(), person.account_id.clone());
    let body = json!({ "account_id": person.account_id, "name": html::COOKIE, "value": cookie });
    let mut response = Json(body).into_response();
    response
        .headers_mut()
        .insert(header::SET_COOKIE, html::set_cookie(&cookie));
    Ok(response)
}

#[derive(Debug, Deserialize)]
pub(super) struct Account {
    person: String,
    status: AccountStatus,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum AccountStatus {
    Closed,
    Updated,
    Active,
}

/// `POST /_control/accounts`; `person` may also be an account id that nobody here has.
pub(super) async fn account(
    State(sandbox): State<Arc<Sandbox>>,
    Body(account): Body<Account>,
) -> Json<Value> {
    let id = find_person(&sandbox, &account.person).map_or(account.person, |p| p.account_id);
    let now = sandbox.now();
    let mut news = sandbox.account_news();
    match account.status {
        AccountStatus::Closed => drop(news.closed.insert(id.clone())),
        AccountStatus::Updated => drop(news.updated.insert(id.clone(), now)),
        AccountStatus::Active => {
            news.closed.remove(&id);
            news.updated.remove(&id);
        }
    }
    Json(json!({ "account_id": id }))
}

#[derive(Debug, Deserialize)]
pub(super) struct Charts {
    page: u64,
    charts: Vec<String>,
}

/// `POST /_control/charts`
pub(super) async fn charts(
    State(sandbox): State<Arc<Sandbox>>,
    Body(charts): Body<Charts>,
) -> Result<Json<Value>, Refused> {
    let frames: Vec<Frame> = charts
        .charts
        .iter()
        .map(|text| Frame::pasted(text))
        .collect::<Result<_, _>>()
        .map_err(|error| Refused::bad(error.to_string()))?;
    let address = format!(
        "{}{}",
        sandbox.config.base_of("wiki"),
        crate::confluence::address(charts.page)
    );
    sandbox.charts().insert(charts.page, frames);
    Ok(Json(json!({ "address": address })))
}
