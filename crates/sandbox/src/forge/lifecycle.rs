//! Events of an installation, and the clean-up before its end.

use std::time::Duration;

use axum::body::Bytes;
use http::Method;
use serde::Deserialize;
use serde_json::{Value, json};

use super::remote::{Request, call};
use super::token::{ENVIRONMENT, Invocation, installation};
use super::{ForgeApp, pages};
use crate::outside::{NoReply, Reply};
use crate::state::{Sandbox, SiteCard};

/// What happens to an installation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Event {
    Installed,
    /// A new major version.
    Upgraded,
    /// Before the app goes. Forge has no event for after.
    PreUninstall,
}

/// Events may take as long as Forge waits for remotes; a clean-up has a time of its own.
const PATIENCE: Duration = Duration::from_secs(25);
const CLEANUP_PATIENCE: Duration = Duration::from_secs(55);

/// Does it, and tells the app's remote; none where the app does not want to hear of it. A clean-up
/// that fails does not keep the app from going.
pub(crate) async fn happen(
    sandbox: &Sandbox,
    app: &ForgeApp,
    site: &SiteCard,
    event: Event,
) -> Option<Result<Reply, NoReply>> {
    let (kind, listener, patience) = match event {
        Event::Installed => (
            "core:trigger",
            app.listener("avi:forge:installed:app"),
            PATIENCE,
        ),
        Event::Upgraded => (
            "core:trigger",
            app.listener("avi:forge:upgraded:app"),
            PATIENCE,
        ),
        Event::PreUninstall => ("core:preUninstall", app.cleaner(), CLEANUP_PATIENCE),
    };
    let forge = sandbox.forge();
    let told = match listener {
        None => None,
        Some((key, base, path)) => {
            let invocation = Invocation {
                site,
                module: (kind, key),
                principal: None,
                place: None,
            };
            let request = Request {
                base,
                path,
                method: Method::POST,
                headers: Vec::new(),
                body: Bytes::from(body(sandbox, app, site, event).to_string()),
                patience,
            };
            Some(call(sandbox, app, &invocation, request).await)
        }
    };
    forge.set_installed(site.cloud_id, event != Event::PreUninstall);
    told
}

fn body(sandbox: &Sandbox, app: &ForgeApp, site: &SiteCard, event: Event) -> Value {
    let somebody = sandbox.people().into_iter().next();
    let somebody = somebody.map(|person| person.account_id);
    let mut out = json!({
        "id": installation(site.cloud_id),
        "context": format!("ari:cloud:confluence::site/{}", site.cloud_id),
        "installerAccountId": somebody,
        "app": { "id": app.id(), "version": "1.0.0", "name": pages::name(app), "ownerAccountId": somebody },
        "environment": { "id": ENVIRONMENT },
        "permissions": { "scopes": [] },
    });
    match event {
        Event::Installed => out["eventType"] = json!("avi:forge:installed:app"),
        Event::Upgraded => out["eventType"] = json!("avi:forge:upgraded:app"),
        // What a clean-up gets is not documented beyond its context.
        Event::PreUninstall => {}
    }
    out
}
