//! Grants and tokens without pages; revoking, uninstalling, the app's registration.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Body, Refused, find_person};
use crate::state::{App, CodeRefusal, GivenOut, NewCode, Sandbox};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Consent {
    person: String,
    /// Left out: account-level.
    sites: Option<Vec<Uuid>>,
    /// Left out: what Inlay asks for.
    scopes: Option<Vec<String>>,
    redirect_uri: Option<String>,
    code_challenge: Option<String>,
}

const USUAL_SCOPES: [&str; 4] = [
    "read:jira-work",
    "read:jira-user",
    "read:me",
    "offline_access",
];

/// `POST /_control/consent`
pub(super) async fn consent(
    State(sandbox): State<Arc<Sandbox>>,
    Body(consent): Body<Consent>,
) -> Result<Json<Value>, Refused> {
    let (code, _) = give(&sandbox, consent)?;
    Ok(Json(json!({ "code": code })))
}

/// `POST /_control/tokens`
pub(super) async fn tokens(
    State(sandbox): State<Arc<Sandbox>>,
    Body(consent): Body<Consent>,
) -> Result<Json<Value>, Refused> {
    let challenge = consent.code_challenge.clone();
    let (code, redirect_uri) = give(&sandbox, consent)?;
    let switches = sandbox.switches();
    let now = sandbox.now();
    let pair = sandbox
        .grants()
        .exchange(
            &code,
            &redirect_uri,
            challenge.as_deref(),
            sandbox.secrets(),
            &switches,
            now,
        )
        .map_err(|refused: CodeRefusal| Refused::bad(format!("{refused:?}")))?;
    Ok(Json(json!({
        "access_token": pair.access,
        "refresh_token": pair.refresh,
        "expires_in": pair.expires_in,
        "scope": pair.scopes.join(" "),
    })))
}

fn give(sandbox: &Sandbox, consent: Consent) -> Result<(String, String), Refused> {
    let person = find_person(sandbox, &consent.person)?;
    let app = sandbox.app();
    let redirect_uri = consent.redirect_uri.unwrap_or(app.callback);
    let scopes = consent
        .scopes
        .unwrap_or_else(|| USUAL_SCOPES.map(str::to_owned).into());
    let sites: Vec<Option<Uuid>> = match consent.sites {
        None => vec![None],
        Some(sites) => sites.into_iter().map(Some).collect(),
    };
    let now = sandbox.now();
    let mut code = None;
    // Several sites are several consents, one after another; the last code counts.
    for site in sites {
        if let Some(site) = site {
            sandbox.app_mut().install(site);
        }
        let new = NewCode {
            account: person.account_id.clone(),
            scopes: scopes.clone(),
            site,
            redirect_uri: redirect_uri.clone(),
            challenge: consent.code_challenge.clone(),
        };
        code = Some(sandbox.grants().consent(new, sandbox.secrets(), now));
    }
    let code = code.ok_or_else(|| Refused::bad("sites is empty; leave it out for all sites"))?;
    Ok((code, redirect_uri))
}

/// `GET /_control/grants`
pub(super) async fn grants(State(sandbox): State<Arc<Sandbox>>) -> Json<Value> {
    let grants = sandbox.grants();
    let rows: Vec<Value> = grants
        .all()
        .map(|(account, grant)| json!({ "account_id": account, "grant": grant }))
        .collect();
    Json(Value::Array(rows))
}

/// `GET /_control/secrets`
pub(super) async fn secrets(State(sandbox): State<Arc<Sandbox>>) -> Json<Vec<GivenOut>> {
    Json(sandbox.secrets().given_out())
}

#[derive(Debug, Deserialize)]
pub(super) struct Who {
    person: String,
}

/// `POST /_control/revoke`
pub(super) async fn revoke(
    State(sandbox): State<Arc<Sandbox>>,
    Body(who): Body<Who>,
) -> Result<Json<Value>, Refused> {
    let person = find_person(&sandbox, &who.person)?;
    let had = sandbox.grants().revoke(&person.account_id);
    Ok(Json(json!({ "had_grant": had })))
}

/// `POST /_control/expire`
pub(super) async fn expire(
    State(sandbox): State<Arc<Sandbox>>,
    Body(who): Body<Who>,
) -> Result<Json<Value>, Refused> {
    let person = find_person(&sandbox, &who.person)?;
    let now = sandbox.now();
    sandbox.grants().expire_access_of(&person.account_id, now);
    Ok(Json(json!({})))
}

#[derive(Debug, Deserialize)]
pub(super) struct OnSite {
    site: Uuid,
    #[serde(default)]
    block: bool,
}

/// `POST /_control/uninstall`
pub(super) async fn uninstall(
    State(sandbox): State<Arc<Sandbox>>,
    Body(on): Body<OnSite>,
) -> Result<Json<Value>, Refused> {
    known(&sandbox, on.site)?;
    {
        let mut app = sandbox.app_mut();
        app.uninstalled.insert(on.site);
        if on.block {
            app.blocked.insert(on.site);
        }
    }
    sandbox.grants().lose_site(on.site);
    Ok(Json(json!({})))
}

/// `POST /_control/install`
pub(super) async fn install(
    State(sandbox): State<Arc<Sandbox>>,
    Body(on): Body<OnSite>,
) -> Result<Json<Value>, Refused> {
    known(&sandbox, on.site)?;
    let mut app = sandbox.app_mut();
    app.install(on.site);
    app.blocked.remove(&on.site);
    Ok(Json(json!({})))
}

fn known(sandbox: &Sandbox, site: Uuid) -> Result<(), Refused> {
    sandbox.site(site).map(|_| ()).ok_or_else(|| {
        Refused::bad(format!(
            "there is no site {site}; GET /_control/world lists the sites"
        ))
    })
}

/// `GET /_control/app`
pub(super) async fn app(State(sandbox): State<Arc<Sandbox>>) -> Json<App> {
    Json(sandbox.app())
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Registration {
    name: Option<String>,
    callback: Option<String>,
    scopes: Option<Vec<String>>,
    owner: Option<String>,
}

/// `POST /_control/app`
pub(super) async fn change_app(
    State(sandbox): State<Arc<Sandbox>>,
    Body(new): Body<Registration>,
) -> Json<App> {
    {
        let mut app = sandbox.app_mut();
        if let Some(name) = new.name {
            app.name = name;
        }
        if let Some(callback) = new.callback {
            app.callback = callback;
        }
        if let Some(owner) = new.owner {
            app.owner = Some(owner);
        }
        if let Some(scopes) = new.scopes {
            app.scopes = scopes.into_iter().collect();
        }
    }
    Json(sandbox.app())
}
