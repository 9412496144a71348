//! Connected apps: what the person gave to which app, and how to take it back.

use std::sync::Arc;

use axum::extract::{Form, State};
use axum::response::Response;
use http::{HeaderMap, StatusCode};
use serde::Deserialize;

use super::{STYLE, form_token, log_in_address, refusal};
use crate::html::{self, escape};
use crate::state::{Grant, Sandbox, SitesGranted};

const PATH: &str = "/manage-profile/apps";

/// `GET /manage-profile/apps`
pub(super) async fn show(State(sandbox): State<Arc<Sandbox>>, headers: HeaderMap) -> Response {
    let person = html::signed_in(&sandbox, &headers).and_then(|a| sandbox.person(&a));
    let (Some(person), Some(cookie)) = (person, html::cookie(&headers)) else {
        return html::redirect(&log_in_address(PATH));
    };
    let grant = sandbox.grants().of(&person.account_id).cloned();
    let cards = grant.map_or_else(
        || "<p class=\"lead\">No app has access to your account.</p>".to_owned(),
        |grant| card(&sandbox, &grant, &form_token(&cookie)),
    );
    let body = format!(
        "<main class=\"sheet wide\"><header class=\"brand\">{mark}</header><h1>Connected apps</h1>\
         <form method=\"post\" action=\"/logout\" class=\"who\"><span class=\"badge hue-{hue}\" aria-hidden=\"true\">{initials}</span>\
         <span><b>{name}</b><small>{email}</small></span><input type=\"hidden\" name=\"continue\" value=\"{PATH}\">\
         <button class=\"plain\">Use another account</button></form>{cards}</main>",
        mark = super::log_in::MARK,
        hue = html::hue(&person.name),
        initials = escape(&html::initials(&person.name)),
        name = escape(&person.name),
        email = escape(&person.email),
    );
    html::answer(
        StatusCode::OK,
        html::page("Connected apps · Atlassian sandbox", &[STYLE], &body),
    )
}

fn card(sandbox: &Sandbox, grant: &Grant, token: &str) -> String {
    let app = sandbox.app();
    let sites = match &grant.sites {
        SitesGranted::All => "All your sites".to_owned(),
        SitesGranted::Chosen(sites) => sites
            .iter()
            .filter_map(|site| sandbox.site(*site))
            .map(|site| escape(&site.name))
            .collect::<Vec<_>>()
            .join(", "),
    };
    let scopes: Vec<String> = grant
        .scopes
        .iter()
        .map(|scope| format!("<code>{}</code>", escape(scope)))
        .collect();
    format!(
        "<section class=\"card\"><header><span class=\"app\" aria-hidden=\"true\">{}</span><b>{}</b>\
         <form method=\"post\" action=\"{PATH}/remove\"><input type=\"hidden\" name=\"token\" value=\"{token}\">\
         <button class=\"button\">Remove access</button></form></header>\
         <dl><dt>Sites</dt><dd>{sites}</dd><dt>Scopes</dt><dd>{}</dd><dt>Since</dt><dd>{}</dd></dl></section>",
        escape(&html::initials(&app.name)),
        escape(&app.name),
        scopes.join(" "),
        grant.created_at.strftime("%-d %B %Y, %H:%M UTC"),
    )
}

/// What the form posts.
#[derive(Debug, Deserialize)]
pub(super) struct Removal {
    token: String,
}

/// `POST /manage-profile/apps/remove`
pub(super) async fn remove(
    State(sandbox): State<Arc<Sandbox>>,
    headers: HeaderMap,
    Form(removal): Form<Removal>,
) -> Response {
    let account = html::signed_in(&sandbox, &headers);
    let (Some(account), Some(cookie)) = (account, html::cookie(&headers)) else {
        return html::redirect(&log_in_address(PATH));
    };
    if removal.token != form_token(&cookie) {
        return refusal::page(
            "Something went wrong",
            "This page is too old. Load it again.",
            None,
        );
    }
    sandbox.grants().revoke(&account);
    html::redirect(PATH)
}
