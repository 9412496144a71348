//! What stands for `api.atlassian.com`: the door before Jira.
//!
//! Each call passes, in this order: the counters, a fault that waits for it, the bearer token (401), the scope
//! (401), the installation (403), the pool of points and the burst (429); then Jira's routes answer,
//! and the answer is charged.

use std::sync::Arc;

use axum::Json;
use axum::Router;
use axum::extract::{Path, Request, State};
use axum::middleware::from_fn;
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get, post};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header};
use serde_json::json;
use tower::ServiceExt as _;
use uuid::Uuid;

use crate::state::{Access, Caller, Grant, Objects, Sandbox};

mod account;
mod cors;
pub mod counting;
pub mod faults;
mod limits;
mod resources;
mod scopes;

use limits::TooMany;

#[derive(Clone)]
struct Gateway {
    sandbox: Arc<Sandbox>,
    jira: Router,
}

/// Routes of the API.
pub fn router(sandbox: Arc<Sandbox>) -> Router {
    let gateway = Gateway {
        jira: crate::jira::router(sandbox.clone()),
        sandbox: sandbox.clone(),
    };
    let own = Router::new()
        .route(
            "/oauth/token/accessible-resources",
            get(resources::accessible_resources),
        )
        .route("/me", get(account::me))
        .route("/app/report-accounts", post(account::report_accounts))
        .route("/app/report-accounts/", post(account::report_accounts))
        .with_state(sandbox);
    let jira = Router::new()
        .route("/ex/jira/{cloud_id}/{*rest}", any(to_jira))
        .with_state(gateway);
    own.merge(jira).layer(from_fn(cors::allow))
}

/// Why the gateway does not let a call through. All but the last have the gateway's own shape,
/// `{"code":…,"message":…}`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
enum Refusal {
    #[error("Unauthorized")]
    Unauthorized,
    /// The answer does not name the scope.
    #[error("Unauthorized; scope does not match")]
    Scope,
    #[error("The app is not installed on this instance")]
    NotInstalled,
    #[error("Not Found")]
    NotFound,
    #[error("{0}")]
    BadRequest(&'static str),
    #[error("Rate limit exceeded.")]
    TooMany(TooMany),
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = match &self {
            Self::Unauthorized | Self::Scope => StatusCode::UNAUTHORIZED,
            Self::NotInstalled => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::TooMany(too_many) => return too_many.answer(),
        };
        let body = json!({ "code": status.as_u16(), "message": self.to_string() });
        (status, Json(body)).into_response()
    }
}

/// Who holds the token of the request, and the grant behind it.
struct Bearer {
    access: Access,
    grant: Option<Grant>,
}

/// The bearer of a request, or the answer that refuses it.
fn bearer(sandbox: &Sandbox, headers: &HeaderMap) -> Result<Bearer, Refusal> {
    let token = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim());
    let switches = sandbox.switches();
    let now = sandbox.now();
    token
        .and_then(|token| sandbox.grants().bearer(token, &switches, now))
        // An account that has gone from the world has no tokens any more.
        .filter(|(access, _)| sandbox.person(&access.account).is_some())
        .map(|(access, grant)| Bearer { access, grant })
        .ok_or(Refusal::Unauthorized)
}

impl Bearer {
    /// Refuses a token without one of these scopes.
    fn must_have(self, scopes: &[&str]) -> Result<Self, Refusal> {
        let has = |scope: &&str| self.access.scopes.iter().any(|s| s == scope);
        if scopes.iter().all(has) {
            Ok(self)
        } else {
            Err(Refusal::Scope)
        }
    }

    /// Whether app and person are on the site, and the consent covers it. After the user removed
    /// the app its access token goes on for the rest of its hour, on every site of the person.
    fn reaches(&self, sandbox: &Sandbox, site: Uuid) -> bool {
        let covered = self.grant.as_ref().is_none_or(|g| g.sites.covers(site));
        covered
            && sandbox.app().installed_on(site)
            && sandbox
                .sites_of(&self.access.account)
                .iter()
                .any(|card| card.cloud_id == site)
    }
}

async fn to_jira(
    State(Gateway { sandbox, jira }): State<Gateway>,
    Path((cloud_id, _)): Path<(String, String)>,
    mut request: Request,
) -> Result<Response, Refusal> {
    let bearer = bearer(&sandbox, request.headers())?;
    let site = Uuid::try_parse(&cloud_id).map_err(|_| Refusal::NotFound)?;
    let uri = below(request.uri(), &cloud_id).ok_or(Refusal::NotFound)?;
    let scopes = scopes::required(request.method(), uri.path(), &bearer.access.scopes);
    let bearer = bearer.must_have(&scopes)?;
    let card = sandbox
        .site(site)
        .filter(|_| bearer.reaches(&sandbox, site))
        .ok_or(Refusal::NotInstalled)?;
    limits::check(&sandbox, site, request.method(), uri.path()).map_err(Refusal::TooMany)?;
    *request.uri_mut() = uri;
    let account: Arc<str> = bearer.access.account.as_str().into();
    request.extensions_mut().insert(Caller {
        site,
        account_id: account.clone(),
        scopes: bearer.access.scopes.into(),
        api_base: sandbox.config.api_base(site).into(),
        site_base: card.url.into(),
    });
    let mut response = jira.oneshot(request).await.into_response();
    if let Ok(id) = HeaderValue::from_str(&account) {
        response
            .headers_mut()
            .insert(HeaderName::from_static("x-aaccountid"), id);
    }
    let objects = response.extensions().get::<Objects>().map_or(0, |o| o.0);
    Ok(limits::charge(&sandbox, 1 + objects, response))
}

/// The address below `/ex/jira/{cloudid}`, as Jira's routes know it.
fn below(uri: &Uri, cloud_id: &str) -> Option<Uri> {
    let rest = uri
        .path_and_query()?
        .as_str()
        .strip_prefix("/ex/jira/")?
        .strip_prefix(cloud_id)?;
    Uri::builder().path_and_query(rest).build().ok()
}
