//! The consent page: who asks, for what, on which site; and what Accept and Cancel do.

use std::sync::Arc;

use axum::extract::{Form, RawQuery, State};
use axum::response::Response;
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use uuid::Uuid;

use super::{AuthorizeRequest, form_token, log_in_address, refusal};
use crate::html::{self, percent};
use crate::state::{NewCode, PersonCard, Sandbox, SitesGranted};

mod page;

/// `GET /authorize?…`
pub(super) async fn show(
    State(sandbox): State<Arc<Sandbox>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let query = query.unwrap_or_default();
    // Whatever the query holds, the log-in comes first.
    let person = html::signed_in(&sandbox, &headers).and_then(|a| sandbox.person(&a));
    let (Some(person), Some(cookie)) = (person, html::cookie(&headers)) else {
        return html::redirect(&log_in_address(&format!("/authorize?{query}")));
    };
    let app = sandbox.app();
    let request = match AuthorizeRequest::parse(&query, &app) {
        Ok(request) => request,
        Err(refused) => return refusal::answer(&refused),
    };
    if !request.always_ask
        && let Some(sites) = granted_before(&sandbox, &person.account_id, &request)
    {
        return accept(&sandbox, &person, request, sites);
    }
    let sites = sandbox.sites_of(&person.account_id);
    let asked = page::Asked {
        app: &app,
        person: &person,
        sites: &sites,
        request: &request,
        query: &query,
        token: &form_token(&cookie),
    };
    html::answer(StatusCode::OK, page::page(&asked))
}

/// What is chosen on the consent page.
#[derive(Debug, Clone, Copy)]
enum Sites {
    All,
    One(Uuid),
}

/// Without `prompt=consent` somebody who gave the same before is not asked again.
fn granted_before(sandbox: &Sandbox, account: &str, request: &AuthorizeRequest) -> Option<Sites> {
    let grants = sandbox.grants();
    let grant = grants.of(account)?;
    let same = request.scopes.iter().all(|s| grant.scopes.contains(s))
        && grant.scopes.len() == request.scopes.len();
    match &grant.sites {
        _ if !same => None,
        SitesGranted::All => Some(Sites::All),
        SitesGranted::Chosen(sites) => sites.first().copied().map(Sites::One),
    }
}

/// What the consent form posts.
#[derive(Debug, Deserialize)]
pub(super) struct Decision {
    #[serde(rename = "decision")]
    verb: String,
    #[serde(default)]
    site: String,
    query: String,
    token: String,
}

/// `POST /authorize`
pub(super) async fn decide(
    State(sandbox): State<Arc<Sandbox>>,
    headers: HeaderMap,
    Form(form): Form<Decision>,
) -> Response {
    let person = html::signed_in(&sandbox, &headers).and_then(|a| sandbox.person(&a));
    let (Some(person), Some(cookie)) = (person, html::cookie(&headers)) else {
        return html::redirect(&log_in_address(&format!("/authorize?{}", form.query)));
    };
    let request = match AuthorizeRequest::parse(&form.query, &sandbox.app()) {
        Ok(request) => request,
        Err(refused) => return refusal::answer(&refused),
    };
    if form.token != form_token(&cookie) {
        return refusal::page(
            "Something went wrong",
            "This page is too old. Go back to the app and try again.",
            None,
        );
    }
    if form.verb != "accept" {
        return html::redirect(&with_query(
            &request.redirect_uri,
            &format!(
                "error=access_denied&error_description={}&state={}",
                percent("User did not authorize the request"),
                percent(&request.state)
            ),
        ));
    }
    match chosen(&sandbox, &person, &form.site) {
        Some(sites) => accept(&sandbox, &person, request, sites),
        None => refusal::page(
            "Something went wrong",
            "Choose a site on which you may use the app.",
            None,
        ),
    }
}

fn chosen(sandbox: &Sandbox, person: &PersonCard, choice: &str) -> Option<Sites> {
    let app = sandbox.app();
    let mine = sandbox.sites_of(&person.account_id);
    let mut usable = mine
        .iter()
        .map(|card| card.cloud_id)
        .filter(|site| !app.blocked.contains(site));
    if choice == "all" {
        return usable.next().map(|_| Sites::All);
    }
    let site = Uuid::try_parse(choice).ok()?;
    usable
        .any(|usable| usable == site)
        .then_some(Sites::One(site))
}

/// Records the consent and sends the code to the app.
fn accept(
    sandbox: &Sandbox,
    person: &PersonCard,
    request: AuthorizeRequest,
    sites: Sites,
) -> Response {
    let site = match sites {
        Sites::All => None,
        Sites::One(site) => Some(site),
    };
    let state = request.state;
    let callback = request.redirect_uri.clone();
    {
        let mut app = sandbox.app_mut();
        for card in sandbox.sites_of(&person.account_id) {
            if site.is_none_or(|site| site == card.cloud_id) {
                app.install(card.cloud_id);
            }
        }
    }
    let now = sandbox.now();
    let code = sandbox.grants().consent(
        NewCode {
            account: person.account_id.clone(),
            scopes: request.scopes,
            site,
            redirect_uri: request.redirect_uri,
            challenge: request.challenge,
        },
        sandbox.secrets(),
        now,
    );
    html::redirect(&with_query(
        &callback,
        &format!("state={}&code={}", percent(&state), percent(&code)),
    ))
}

fn with_query(address: &str, query: &str) -> String {
    let joint = if address.contains('?') { '&' } else { '?' };
    format!("{address}{joint}{query}")
}
