//! Webhooks that an OAuth app registers: at most five for each account, for thirty days.

use axum::body::Bytes;
use axum::response::{IntoResponse as _, Response};
use http::StatusCode;
use serde_json::{Value as Json, json};
use url::Url;

use super::ask::{Ask, Scene};
use super::page::{Window, bean};
use super::params::Body;
use super::reply::{Answer, Refusal, Reply};
use crate::state::{MOST_WEBHOOKS, NewWebhook, Webhook};

mod event;
mod filter;

pub(crate) use event::{Event, bodies};

const EVENTS: [&str; 8] = [
    "jira:issue_created",
    "jira:issue_updated",
    "jira:issue_deleted",
    "comment_created",
    "comment_updated",
    "comment_deleted",
    "issue_property_set",
    "issue_property_deleted",
];

/// `POST /webhook`: an id or sentences for each, in the order of the request.
pub(super) async fn register(ask: Ask, body: Bytes) -> Answer {
    let body = Body::parse(&body)?;
    body.allow(&["url", "webhooks"])?;
    let url = address(body.text("url")?)?;
    let wanted = body.array("webhooks")?.filter(|list| !list.is_empty());
    let wanted = wanted.ok_or_else(|| Refusal::bad("The webhooks are required."))?;
    let world = ask.sandbox.world();
    let scene = ask.scene(&world)?;
    let mut webhooks = ask.sandbox.webhooks();
    if webhooks.url(ask.now).is_some_and(|known| known != url) {
        return Err(Refusal::bad(
            "Only a single URL per app is allowed to be registered.",
        ));
    }
    let results: Vec<Json> = wanted
        .iter()
        .map(|wanted| {
            let registered = read(&scene, &url, wanted).and_then(|hook| {
                webhooks.register(hook, ask.now).ok_or_else(|| {
                    vec![format!(
                        "The limit of {MOST_WEBHOOKS} webhooks for this app and user has been reached."
                    )]
                })
            });
            match registered {
                Ok(id) => json!({ "createdWebhookId": id }),
                Err(errors) => json!({ "errors": errors }),
            }
        })
        .collect();
    Ok(Reply::new(json!({ "webhookRegistrationResult": results })))
}

/// An absolute address, as written.
fn address(url: Option<&str>) -> Result<String, Refusal> {
    let known = url.filter(|url| Url::parse(url).is_ok_and(|url| url.has_host()));
    known
        .map(str::to_owned)
        .ok_or_else(|| Refusal::bad("The url is not a valid absolute URL."))
}

/// A webhook out of a request, or what is wrong with it.
fn read(scene: &Scene<'_>, url: &str, wanted: &Json) -> Result<NewWebhook, Vec<String>> {
    let texts = |name: &str| -> Vec<String> {
        let list = wanted[name].as_array().into_iter().flatten();
        list.filter_map(Json::as_str).map(str::to_owned).collect()
    };
    let events = texts("events");
    let mut errors: Vec<String> = events
        .iter()
        .filter(|event| !EVENTS.contains(&event.as_str()))
        .map(|event| format!("The event {event} is not supported."))
        .collect();
    if events.is_empty() {
        errors.push("At least one event is required.".to_owned());
    }
    let jql_filter = wanted["jqlFilter"].as_str().unwrap_or_default().to_owned();
    errors.extend(filter::problems(&jql_filter));
    if !errors.is_empty() {
        return Err(errors);
    }
    Ok(NewWebhook {
        site: scene.ask.caller.site,
        account: scene.account().to_owned(),
        url: url.to_owned(),
        events,
        jql_filter,
        field_ids: texts("fieldIdsFilter"),
    })
}

/// `GET /webhook`: the caller's own.
pub(super) async fn list(ask: Ask) -> Answer {
    let window = Window::of(&ask.params, 100, 100)?;
    let (total, values) = {
        let webhooks = ask.sandbox.webhooks();
        let own: Vec<&Webhook> = webhooks
            .of(ask.caller.site, &ask.caller.account_id, ask.now)
            .collect();
        let shown: Vec<Json> = window.cut(&own).iter().map(|it| shown(&ask, it)).collect();
        (own.len(), shown)
    };
    let address = ask.address("/webhook");
    Ok(Reply::new(bean(
        &address,
        &ask.params,
        window,
        total,
        values,
    )))
}

fn shown(ask: &Ask, hook: &Webhook) -> Json {
    let mut out = json!({
        "id": hook.id,
        "jqlFilter": hook.asked.jql_filter,
        "events": hook.asked.events,
        "expirationDate": instant(ask, hook.expires),
        "url": hook.asked.url,
    });
    if !hook.asked.field_ids.is_empty() {
        out["fieldIdsFilter"] = json!(hook.asked.field_ids);
    }
    out
}

/// Atlassian's examples show a text, its description says a number.
fn instant(ask: &Ask, at: jiff::Timestamp) -> Json {
    if ask.sandbox.switches().numeric_webhook_dates {
        json!(at.as_millisecond())
    } else {
        json!(at.strftime("%Y-%m-%dT%H:%M:%S%.3f+0000").to_string())
    }
}

/// `PUT /webhook/refresh`
pub(super) async fn refresh(ask: Ask, body: Bytes) -> Answer {
    let ids = ids(&body)?;
    let end =
        ask.sandbox
            .webhooks()
            .refresh(ask.caller.site, &ask.caller.account_id, &ids, ask.now);
    Ok(Reply::new(json!({ "expirationDate": instant(&ask, end) })))
}

/// `DELETE /webhook`
pub(super) async fn remove(ask: Ask, body: Bytes) -> Result<Response, Refusal> {
    let ids = ids(&body)?;
    let mut webhooks = ask.sandbox.webhooks();
    webhooks.remove(ask.caller.site, &ask.caller.account_id, &ids);
    Ok(StatusCode::ACCEPTED.into_response())
}

fn ids(body: &Bytes) -> Result<Vec<u64>, Refusal> {
    let body = Body::parse(body)?;
    body.allow(&["webhookIds"])?;
    let ids = body.numbers("webhookIds")?.filter(|ids| !ids.is_empty());
    ids.ok_or_else(|| Refusal::bad("The webhookIds are required."))
}
