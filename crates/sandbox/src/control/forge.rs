//! Forge: the deployed app, macros on pages, events of installations, single calls to the remote.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use http::Method;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Body, Refused, find_person};
use crate::confluence;
use crate::forge::lifecycle::{Event, happen};
use crate::forge::remote::{Request, call};
use crate::forge::token::Invocation;
use crate::forge::{ForgeApp, Macro};
use crate::outside::{NoReply, Reply};
use crate::state::{Sandbox, SiteCard};

/// `GET /_control/forge`
pub(super) async fn read(State(sandbox): State<Arc<Sandbox>>) -> Json<Value> {
    let forge = sandbox.forge();
    let installed: Vec<Uuid> = sandbox
        .sites()
        .into_iter()
        .map(|site| site.cloud_id)
        .filter(|site| forge.is_installed(*site))
        .collect();
    let macros: Value = forge
        .macros()
        .iter()
        .map(|(page, macros)| (page.to_string(), json!(macros)))
        .collect();
    Json(json!({
        "app": forge.app().map(|app| app.id().to_owned()),
        "installed": installed,
        "macros": macros,
        "calls": forge.calls(),
    }))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Deploy {
    folder: PathBuf,
}

/// `POST /_control/forge`: deploys the app in a folder.
pub(super) async fn deploy(
    State(sandbox): State<Arc<Sandbox>>,
    Body(Deploy { folder }): Body<Deploy>,
) -> Result<Json<Value>, Refused> {
    let app = ForgeApp::read(&folder).map_err(|error| Refused::bad(error.to_string()))?;
    sandbox.forge().deploy(app);
    Ok(read(State(sandbox)).await)
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Macros {
    page: u64,
    /// A chart's id, an address that was pasted, or `null` for a macro without a chart.
    charts: Vec<Option<String>>,
}

/// `POST /_control/macros`: the macros on a page of the wiki.
pub(super) async fn macros(
    State(sandbox): State<Arc<Sandbox>>,
    Body(Macros { page, charts }): Body<Macros>,
) -> Json<Value> {
    sandbox.forge().macros().remove(&page);
    let ids: Vec<String> = charts
        .into_iter()
        .map(|chart| confluence::add_macro(&sandbox, page, showing(chart)))
        .collect();
    let address = format!(
        "{}{}",
        sandbox.config.base_of("wiki"),
        confluence::address(page)
    );
    Json(json!({ "address": address, "local_ids": ids }))
}

/// A macro for what an author would have done.
pub(super) fn showing(chart: Option<String>) -> Macro {
    match chart {
        Some(address) if address.contains("://") => Macro {
            pasted: Some(address),
            ..Macro::default()
        },
        Some(id) => Macro {
            config: json!({ "chartId": id }),
            ..Macro::default()
        },
        None => Macro::default(),
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lifecycle {
    event: Event,
    /// Left out: the site of the wiki.
    site: Option<Uuid>,
}

/// `POST /_control/forge/event`
pub(super) async fn event(
    State(sandbox): State<Arc<Sandbox>>,
    Body(Lifecycle { event, site }): Body<Lifecycle>,
) -> Result<Json<Value>, Refused> {
    let app = deployed(&sandbox)?;
    let site = site_of(&sandbox, site)?;
    let told = happen(&sandbox, &app, &site, event).await;
    let told = told.ok_or_else(|| Refused::bad("no module of the app listens to that"))?;
    Ok(Json(answer(told)))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Invoke {
    /// Key of the remote.
    #[serde(default = "only_remote")]
    remote: String,
    path: String,
    #[serde(default)]
    body: Value,
    /// Key of the module that calls.
    #[serde(default = "export_function")]
    module: String,
    /// Who is behind the call; left out: nobody.
    person: Option<String>,
    /// Left out: the site of the wiki.
    site: Option<Uuid>,
}

fn only_remote() -> String {
    "charts-remote".to_owned()
}

fn export_function() -> String {
    "export-fn".to_owned()
}

/// How long Forge lets a function run.
const PATIENCE: Duration = Duration::from_secs(25);

/// `POST /_control/forge/invoke`: what a function of the app does when it calls `invokeRemote`.
pub(super) async fn invoke(
    State(sandbox): State<Arc<Sandbox>>,
    Body(wanted): Body<Invoke>,
) -> Result<Json<Value>, Refused> {
    let app = deployed(&sandbox)?;
    let site = site_of(&sandbox, wanted.site)?;
    let person = wanted.person.map(|it| find_person(&sandbox, &it));
    let person = person.transpose()?.map(|person| person.account_id);
    let base = app
        .remote(&wanted.remote)
        .ok_or_else(|| Refused::bad(format!("the app has no remote {:?}", wanted.remote)))?;
    let invocation = Invocation {
        site: &site,
        module: ("core:function", &wanted.module),
        principal: person.as_deref(),
        place: None,
    };
    let request = Request {
        base,
        path: &wanted.path,
        method: Method::POST,
        headers: Vec::new(),
        body: Bytes::from(wanted.body.to_string()),
        patience: PATIENCE,
    };
    Ok(Json(answer(
        call(&sandbox, &app, &invocation, request).await,
    )))
}

fn deployed(sandbox: &Sandbox) -> Result<Arc<ForgeApp>, Refused> {
    sandbox.forge().app().ok_or_else(|| {
        Refused::bad(
            "no Forge app is deployed; start with --forge-app FOLDER, or POST /_control/forge",
        )
    })
}

fn site_of(sandbox: &Sandbox, wanted: Option<Uuid>) -> Result<SiteCard, Refused> {
    let site = match wanted {
        Some(id) => sandbox.site(id),
        None => confluence::site(sandbox),
    };
    site.ok_or_else(|| Refused::bad("there is no such site; GET /_control/world lists the sites"))
}

/// What the remote answered, or the sentence about why it did not.
fn answer(told: Result<Reply, NoReply>) -> Value {
    match told {
        Ok(reply) => {
            let body = serde_json::from_slice(&reply.body);
            let text = || json!(String::from_utf8_lossy(&reply.body));
            json!({ "status": reply.status, "body": body.unwrap_or_else(|_| text()) })
        }
        Err(error) => json!({ "status": null, "error": error.to_string() }),
    }
}
