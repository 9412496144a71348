//! The app's own pages, on the host in between, under the policy that Forge gives them; and the keys
//! of its tokens.

use std::path::{Component, Path as FilePath, PathBuf};
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use axum::{Json, Router};
use http::{HeaderValue, StatusCode, header};

use super::{ForgeApp, token};
use crate::confluence::frames::FLAGS;
use crate::html::escape;
use crate::state::{Config, Sandbox};

/// Routes of the host in between: the app's pages.
pub fn router(sandbox: Arc<Sandbox>) -> Router {
    Router::new()
        .route("/app/{resource}/{*file}", get(file))
        .route("/_bridge.js", get(bridge))
        .with_state(sandbox)
        .merge(keys())
}

/// The published keys. They are on the main host too, whose name every machine can resolve.
pub fn keys() -> Router {
    let keys = get(|| async { Json(token::jwks()) });
    Router::new().route("/.well-known/jwks.json", keys)
}

/// Address of a resource's page.
pub(crate) fn address(config: &Config, resource: &str) -> String {
    format!("{}/app/{resource}/index.html", config.base_of("cdn"))
}

/// The name under which people know the app.
pub(super) fn name(app: &ForgeApp) -> &str {
    &app.module().title
}

/// What Forge puts in front of an app's own script.
async fn bridge() -> Response {
    script(include_str!("bridge/bridge.js"))
}

pub(crate) fn script(text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, "text/javascript")], text).into_response()
}

async fn file(
    State(sandbox): State<Arc<Sandbox>>,
    Path((resource, file)): Path<(String, String)>,
) -> Response {
    let app = sandbox.forge().app();
    let found = app.as_ref().and_then(|app| {
        let path = inside(&app.resource(&resource)?, &file)?;
        Some((app.as_ref(), path))
    });
    let Some((app, path)) = found else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let Ok(bytes) = tokio::fs::read(&path).await else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kind = kind(&path);
    let bytes = if kind == HTML {
        with_bridge(&sandbox.config, bytes)
    } else {
        bytes
    };
    let mut response = ([(header::CONTENT_TYPE, kind)], bytes).into_response();
    if let Ok(policy) = HeaderValue::from_str(&policy(&sandbox.config, app)) {
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

const HTML: &str = "text/html; charset=utf-8";

fn kind(path: &FilePath) -> &'static str {
    match path.extension().and_then(|it| it.to_str()) {
        Some("html") => HTML,
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("svg") => "image/svg+xml",
        Some("json" | "map") => "application/json",
        _ => "application/octet-stream",
    }
}

/// The path of a file in a folder; nothing where it would lead out of it.
fn inside(folder: &FilePath, file: &str) -> Option<PathBuf> {
    let plain = FilePath::new(file)
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    plain.then(|| folder.join(file))
}

/// The page with Forge's script at the start of its head.
fn with_bridge(config: &Config, page: Vec<u8>) -> Vec<u8> {
    let script = format!(
        "<script src=\"/_bridge.js\" data-host=\"{}\"></script>",
        escape(&config.base_of("wiki"))
    );
    match String::from_utf8(page) {
        Ok(text) => text
            .replacen("<head>", &format!("<head>{script}"), 1)
            .into_bytes(),
        Err(error) => error.into_bytes(),
    }
}

/// The policy of @forge/csp 6.3.2, with this sandbox's hosts in the places of Atlassian's.
fn policy(config: &Config, app: &ForgeApp) -> String {
    let wiki = config.base_of("wiki");
    let frames: Vec<&str> = [wiki.as_str()].into_iter().chain(app.frames()).collect();
    let pictures = ["https://secure.gravatar.com", "https://images.unsplash.com"];
    let images: Vec<&str> = pictures.into_iter().chain(app.images()).collect();
    [
        "default-src 'self'".to_owned(),
        format!("frame-ancestors 'self' {wiki}"),
        format!("frame-src 'self' {}", frames.join(" ")),
        "font-src 'self'".to_owned(),
        format!("img-src 'self' data: blob: {wiki} {}", images.join(" ")),
        format!("media-src 'self' data: blob: {wiki}"),
        format!("connect-src 'self' {wiki}"),
        "script-src 'self'".to_owned(),
        format!("style-src 'self' {wiki}"),
        "form-action 'self'".to_owned(),
        format!("sandbox {FLAGS}"),
    ]
    .join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leads_out_of_a_resource() {
        let folder = FilePath::new("/app/static/main/build");
        assert_eq!(
            inside(folder, "index.html"),
            Some("/app/static/main/build/index.html".into())
        );
        for file in ["../manifest.yml", "/etc/passwd", "a/../../b", "./x"] {
            assert_eq!(inside(folder, file), None, "{file}");
        }
    }
}
