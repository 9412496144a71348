//! The calls of the app's pages to their product, as @forge/bridge 7 makes them.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::State;
use axum::routing::{get, post};
use axum::{Json, Router};
use http::{HeaderMap, Method};
use serde::Deserialize;
use serde_json::{Value, json};

use super::remote::{Request, call};
use super::token::{Invocation, extension};
use super::{ForgeApp, Macro, pages};
use crate::confluence;
use crate::html;
use crate::outside::{NoReply, Reply};
use crate::state::{Sandbox, SiteCard};

/// How long Forge waits for a remote that a page calls.
const PATIENCE: Duration = Duration::from_secs(25);

/// Routes on the wiki's host.
pub(crate) fn router(sandbox: Arc<Sandbox>) -> Router {
    Router::new()
        .route(
            "/_forge/host.js",
            get(|| async { pages::script(include_str!("bridge/host.js")) }),
        )
        .route("/_forge/call", post(answer))
        .with_state(sandbox)
}

/// A call, with the macro it comes from.
#[derive(Debug, Deserialize)]
struct BridgeCall {
    page: u64,
    /// The macro's local id.
    r#macro: String,
    name: String,
    #[serde(default)]
    payload: Value,
    #[serde(default)]
    theme: Value,
}

/// Everything about the caller of a call.
struct Scene<'a> {
    sandbox: &'a Sandbox,
    app: &'a ForgeApp,
    site: &'a SiteCard,
    viewer: Option<String>,
    page: u64,
    of: Macro,
}

/// `POST /_forge/call`: `{"result":…}` or `{"error":"…"}`, and `go` where the page is left for another.
async fn answer(
    State(sandbox): State<Arc<Sandbox>>,
    headers: HeaderMap,
    Json(asked): Json<BridgeCall>,
) -> Json<Value> {
    let error = |sentence: &str| Json(json!({ "error": sentence }));
    let (Some(app), Some(site)) = (sandbox.forge().app(), confluence::site(&sandbox)) else {
        return error("No app is deployed.");
    };
    let macros = sandbox.forge().macros().get(&asked.page).cloned();
    let mut macros = macros.unwrap_or_default().into_iter();
    let Some(of) = macros.find(|it| it.local_id == asked.r#macro) else {
        return error("There is no such macro on this page.");
    };
    if !sandbox.forge().is_installed(site.cloud_id) {
        return error("The app is not installed.");
    }
    let scene = Scene {
        sandbox: &sandbox,
        app: &app,
        site: &site,
        viewer: html::signed_in(&sandbox, &headers),
        page: asked.page,
        of,
    };
    let told = match asked.name.as_str() {
        "getContext" => Ok(json!({ "result": scene.context(&asked.theme) })),
        "invoke" => scene.invoke_remote(&asked.payload).await,
        "fetchRemote" => scene.request_remote(&asked.payload).await,
        "submit" => scene.submit(&asked.payload),
        "close" => Ok(json!({ "result": true, "go": confluence::address(scene.page) })),
        name => Err(format!(
            "The sandbox's bridge does not know the call {name}."
        )),
    };
    Json(told.unwrap_or_else(|sentence| json!({ "error": sentence })))
}

impl Scene<'_> {
    /// `view.getContext()`: unsigned, for display.
    fn context(&self, theme: &Value) -> Value {
        let zone = self
            .viewer
            .as_deref()
            .and_then(|id| self.sandbox.person(id));
        json!({
            "accountId": self.viewer,
            "cloudId": self.site.cloud_id,
            "extension": extension(&self.of, self.page),
            "environmentId": super::token::ENVIRONMENT,
            "environmentType": "PRODUCTION",
            "localId": self.of.local_id,
            "locale": zone.as_ref().map_or("en-US", |person| &person.locale),
            "moduleKey": self.app.module().key,
            "siteUrl": self.sandbox.config.base_of("wiki"),
            "timezone": zone.as_ref().map_or("UTC", |person| &person.zone),
            "theme": theme,
        })
    }

    fn invocation(&self) -> Invocation<'_> {
        Invocation {
            site: self.site,
            module: ("xen:macro", &self.app.module().key),
            principal: self.viewer.as_deref(),
            place: Some((&self.of, self.page)),
        }
    }

    async fn call(
        &self,
        base: &str,
        payload: &Value,
        headers: Vec<(String, String)>,
        body: String,
    ) -> Result<Reply, String> {
        let text = |name: &str| payload[name].as_str();
        let path = text("path").filter(|path| path.starts_with('/'));
        let path = path.ok_or("The path has to begin with a slash.")?;
        let method = text("method").unwrap_or("GET").parse::<Method>();
        let request = Request {
            base,
            path,
            method: method.map_err(|error| error.to_string())?,
            headers,
            body: Bytes::from(body),
            patience: PATIENCE,
        };
        let answer = call(self.sandbox, self.app, &self.invocation(), request).await;
        answer.map_err(|error: NoReply| error.to_string())
    }

    /// `invokeRemote`: through Forge; the answer has to be JSON.
    async fn invoke_remote(&self, payload: &Value) -> Result<Value, String> {
        if payload["invokeType"] != "ui-remote-fetch" {
            return Err(
                "The app has no resolver function; only invokeRemote is answered.".to_owned(),
            );
        }
        let base = self.app.macros_remote().unwrap_or_default();
        let headers = payload["headers"].as_object().into_iter().flatten();
        let headers = headers
            .filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())))
            .collect();
        let body = match &payload["body"] {
            Value::Null => String::new(),
            body => body.to_string(),
        };
        let failed = |status: u16, sentence: String| json!({ "result": { "success": false, "error": { "status": status, "headers": {}, "body": { "message": sentence } } } });
        let reply = match self.call(base, payload, headers, body).await {
            Ok(reply) => reply,
            Err(sentence) => return Ok(failed(504, sentence)),
        };
        let Ok(body) = serde_json::from_slice::<Value>(&reply.body) else {
            return Ok(failed(
                502,
                "The remote did not answer with JSON.".to_owned(),
            ));
        };
        let headers = headers_of(&reply);
        let headers: Value = headers
            .map(|(name, value)| (name, json!([value])))
            .collect();
        Ok(
            json!({ "result": { "success": true, "payload": { "status": reply.status, "headers": headers, "body": body } } }),
        )
    }

    /// `requestRemote`: closer to direct; the answer may be anything.
    async fn request_remote(&self, payload: &Value) -> Result<Value, String> {
        let key = payload["remoteKey"].as_str().unwrap_or_default();
        let base = self
            .app
            .remote(key)
            .ok_or(format!("The app has no remote {key}."))?;
        let wanted = &payload["fetchRequestInit"];
        let pairs = wanted["headers"].as_array().into_iter().flatten();
        let headers = pairs
            .filter_map(|pair| Some((pair[0].as_str()?.to_owned(), pair[1].as_str()?.to_owned())))
            .collect();
        let body = wanted["body"].as_str().unwrap_or_default().to_owned();
        let reply = self.call(base, wanted, headers, body).await?;
        let headers: Value = headers_of(&reply)
            .map(|(name, value)| (name, json!(value)))
            .collect();
        let body = String::from_utf8_lossy(&reply.body);
        Ok(
            json!({ "result": { "status": reply.status, "statusText": "", "headers": headers, "body": body } }),
        )
    }

    /// `view.submit({config})` of the configuration's page.
    fn submit(&self, payload: &Value) -> Result<Value, String> {
        let config = &payload["config"];
        if !config.is_object() {
            return Err("view.submit(): Invalid \"config\" provided. Expected object".to_owned());
        }
        let mut macros = self.sandbox.forge().macros();
        let on_page = macros.entry(self.page).or_default();
        let own = on_page
            .iter_mut()
            .find(|it| it.local_id == self.of.local_id);
        if let Some(own) = own {
            own.config = config.clone();
        }
        Ok(json!({ "result": true, "go": confluence::address(self.page) }))
    }
}

/// The headers that a page gets to see.
fn headers_of(reply: &Reply) -> impl Iterator<Item = (String, String)> {
    reply.headers.iter().filter_map(|(name, value)| {
        let value = value.to_str().ok()?;
        (name != http::header::SET_COOKIE).then(|| (name.to_string(), value.to_owned()))
    })
}

/// The page that configures a macro, or shows it.
pub(crate) fn frame(sandbox: &Sandbox, resource: &str, of: &Macro, title: &str) -> String {
    format!(
        "<div class=\"macro\" data-macro-name=\"forge\"><iframe data-macro=\"{}\" title=\"{}\" sandbox=\"{}\" src=\"{}\" width=\"100%\" height=\"150\" frameborder=\"0\" scrolling=\"no\"></iframe></div>",
        html::escape(&of.local_id),
        html::escape(title),
        confluence::frames::FLAGS,
        html::escape(&pages::address(&sandbox.config, resource)),
    )
}

/// The script that answers the frames of a page.
pub(crate) fn host_script(sandbox: &Sandbox, page: u64) -> String {
    format!(
        "<script src=\"/_forge/host.js\" data-cdn=\"{}\" data-page=\"{page}\"></script>",
        html::escape(&sandbox.config.base_of("cdn"))
    )
}
