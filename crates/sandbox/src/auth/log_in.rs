//! The log-in page: fictional people, one click each, no passwords.

use std::sync::Arc;

use axum::extract::{Form, RawQuery, State};
use axum::response::Response;
use http::{HeaderMap, StatusCode, header};
use serde::Deserialize;

use super::STYLE;
use crate::html::{self, escape, percent};
use crate::state::{PersonCard, Sandbox};

/// The mark above all auth pages. Our own drawing: nobody shall take this for the real thing.
pub(super) const MARK: &str = "<svg width=\"26\" height=\"26\" viewBox=\"0 0 24 24\" aria-hidden=\"true\">\
    <path d=\"M3 20h18L12 4z\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2.2\" stroke-linejoin=\"round\"/>\
    <path d=\"M8.2 20c0-3.4 1.6-5.4 3.8-5.4s3.8 2 3.8 5.4\" fill=\"currentColor\"/></svg>\
    <span>Atlassian <b>sandbox</b></span>";

/// Where somebody has to go who is not logged in: path and query on the main host.
pub fn log_in_address(continue_to: &str) -> String {
    format!("/login?continue={}", percent(continue_to))
}

/// `GET /login?continue=…`
pub(super) async fn show(
    State(sandbox): State<Arc<Sandbox>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let pairs = html::pairs(query.as_deref().unwrap_or_default());
    let to = html::first(&pairs, "continue").unwrap_or("/");
    if let Some(account) = html::signed_in(&sandbox, &headers) {
        return html::redirect(&onward(&sandbox, &account, to));
    }
    let people: String = sandbox.people().iter().map(button).collect();
    let body = format!(
        "<main class=\"sheet\"><header class=\"brand\">{MARK}</header>\
         <h1>Log in to continue</h1><p class=\"lead\">Who do you want to be?</p>\
         <form method=\"post\" action=\"/login\" class=\"people\"><input type=\"hidden\" name=\"continue\" value=\"{}\">{people}</form>\
         <p class=\"quiet\">Everybody here is made up. There are no passwords.</p></main>",
        escape(to)
    );
    html::answer(
        StatusCode::OK,
        html::page("Log in · Atlassian sandbox", &[STYLE], &body),
    )
}

fn button(person: &PersonCard) -> String {
    format!(
        "<button name=\"account\" value=\"{}\"><span class=\"badge hue-{}\" aria-hidden=\"true\">{}</span>\
         <span><b>{}</b><small>{}</small></span></button>",
        escape(&person.account_id),
        html::hue(&person.name),
        escape(&html::initials(&person.name)),
        escape(&person.name),
        escape(&person.about),
    )
}

/// What the log-in form posts.
#[derive(Debug, Deserialize)]
pub(super) struct Choice {
    account: String,
    #[serde(default, rename = "continue")]
    to: String,
}

/// `POST /login`
pub(super) async fn choose(
    State(sandbox): State<Arc<Sandbox>>,
    Form(choice): Form<Choice>,
) -> Response {
    if sandbox.person(&choice.account).is_none() {
        return super::refusal::page(
            "Something went wrong",
            "There is nobody with this account.",
            None,
        );
    }
    let cookie = sandbox.secrets().short();
    sandbox
        .sign_ins()
        .open(cookie.clone(), choice.account.clone());
    let mut response = html::redirect(&onward(&sandbox, &choice.account, &choice.to));
    response
        .headers_mut()
        .insert(header::SET_COOKIE, html::set_cookie(&cookie));
    response
}

/// What the form "use another account" posts.
#[derive(Debug, Deserialize)]
pub(super) struct Leaving {
    #[serde(default, rename = "continue")]
    to: String,
}

/// `POST /logout`: logs out, then asks again who it is.
pub(super) async fn leave(
    State(sandbox): State<Arc<Sandbox>>,
    headers: HeaderMap,
    Form(leaving): Form<Leaving>,
) -> Response {
    if let Some(cookie) = html::cookie(&headers) {
        sandbox.sign_ins().close(&cookie);
    }
    let to = if is_path(&leaving.to) {
        &leaving.to
    } else {
        "/"
    };
    let mut response = html::redirect(&log_in_address(to));
    response
        .headers_mut()
        .insert(header::SET_COOKIE, html::drop_cookie());
    response
}

/// Where a log-in leads: a path on this host, or another of our hosts, with a ticket.
fn onward(sandbox: &Sandbox, account: &str, to: &str) -> String {
    if is_path(to) {
        return to.to_owned();
    }
    let Some(address) = url::Url::parse(to)
        .ok()
        .filter(|url| sandbox.config.is_ours(url))
    else {
        return "/".to_owned();
    };
    let now = sandbox.now();
    let ticket =
        sandbox
            .sign_ins()
            .write_ticket(sandbox.secrets().short(), account.to_owned(), now);
    let query = address.query().map(|q| format!("?{q}")).unwrap_or_default();
    format!(
        "{}/_log_in?ticket={}&to={}",
        address.origin().ascii_serialization(),
        ticket.0,
        percent(&format!("{}{query}", address.path())),
    )
}

/// A path on the same host: one slash at the beginning, so that it cannot name another host.
fn is_path(to: &str) -> bool {
    to.starts_with('/')
        && !to.starts_with("//")
        && !to.contains('\\')
        && !to.contains(char::is_control)
}

/// `GET /_log_in?ticket=…&to=…` on another of our hosts: trades the ticket for a cookie there.
pub fn finish_log_in(sandbox: &Sandbox, query: &str) -> Response {
    let pairs = html::pairs(query);
    let to = html::first(&pairs, "to")
        .filter(|to| is_path(to))
        .unwrap_or("/");
    let ticket = html::first(&pairs, "ticket").unwrap_or_default();
    let now = sandbox.now();
    let account = sandbox.sign_ins().take_ticket(ticket, now);
    let mut response = html::redirect(to);
    if let Some(account) = account {
        let cookie = sandbox.secrets().short();
        sandbox.sign_ins().open(cookie.clone(), account);
        response
            .headers_mut()
            .insert(header::SET_COOKIE, html::set_cookie(&cookie));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::is_path;

    #[test]
    fn a_log_in_leads_nowhere_but_to_our_own_hosts() {
        assert!(is_path("/authorize?x=//y"));
        for elsewhere in [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "",
        ] {
            assert!(!is_path(elsewhere), "{elsewhere}");
        }
    }
}
