//! The query of `/authorize`, checked as documented.

use crate::html::{first, pairs};
use crate::state::App;

/// An authorize request that may be shown to the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorizeRequest {
    /// Scopes in the order they were asked for.
    pub scopes: Vec<String>,
    /// The app's callback.
    pub redirect_uri: String,
    /// Given back untouched.
    pub state: String,
    /// Whether the consent page is shown even if there is a grant already (`prompt=consent`).
    pub always_ask: bool,
    /// S256 challenge.
    pub challenge: Option<String>,
}

/// Why a request is not shown to the user. None of them goes back to the app.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A required parameter is missing or has a value that does not exist.
    #[error("The authorize request was incomplete or invalid: {0}")]
    Incomplete(String),
    /// No such client, or an app that is not shared with this user.
    #[error("We failed to retrieve client {0:?}.")]
    UnknownClient(String),
    /// `openid` breaks the page of a 3LO app.
    #[error("Something went wrong.")]
    OpenId,
    /// A scope that the app does not have.
    #[error(
        "The app asks for the scope {0:?}, which is not enabled for it in the developer console."
    )]
    ScopeNotOnApp(String),
    /// About 80 scopes are more than the request may hold.
    #[error("Request header is too large")]
    TooLarge,
    /// The callback is not the registered one.
    #[error("Callback URL mismatch. {0} is not in the list of allowed callback URLs")]
    Callback(String),
}

/// The number of scopes from which Atlassian answers 400.
const TOO_MANY_SCOPES: usize = 80;

impl AuthorizeRequest {
    /// Checks a query against the registered app.
    pub fn parse(query: &str, app: &App) -> Result<Self, Refusal> {
        let pairs = pairs(query);
        let required = |key: &str| {
            first(&pairs, key)
                .filter(|value| !value.is_empty())
                .ok_or_else(|| Refusal::Incomplete(format!("{key} is missing")))
        };
        let client_id = required("client_id")?;
        if required("audience")? != "api.atlassian.com" {
            return Err(Refusal::Incomplete("unknown audience".to_owned()));
        }
        if required("response_type")? != "code" {
            return Err(Refusal::Incomplete("response_type must be code".to_owned()));
        }
        let scopes: Vec<String> = required("scope")?
            .split_whitespace()
            .map(str::to_owned)
            .collect();
        let redirect_uri = required("redirect_uri")?.to_owned();
        let state = required("state")?.to_owned();
        let challenge = challenge(&pairs)?;
        if client_id != app.client_id {
            return Err(Refusal::UnknownClient(client_id.to_owned()));
        }
        if redirect_uri != app.callback {
            return Err(Refusal::Callback(redirect_uri));
        }
        if scopes.len() >= TOO_MANY_SCOPES {
            return Err(Refusal::TooLarge);
        }
        if scopes.iter().any(|scope| scope == "openid") {
            return Err(Refusal::OpenId);
        }
        if let Some(scope) = scopes.iter().find(|scope| !app.may_ask_for(scope)) {
            return Err(Refusal::ScopeNotOnApp(scope.clone()));
        }
        Ok(Self {
            scopes,
            redirect_uri,
            state,
            always_ask: first(&pairs, "prompt") == Some("consent"),
            challenge,
        })
    }
}

fn challenge(pairs: &[(String, String)]) -> Result<Option<String>, Refusal> {
    let Some(challenge) = first(pairs, "code_challenge") else {
        return Ok(None);
    };
    match first(pairs, "code_challenge_method") {
        Some("S256") if !challenge.is_empty() => Ok(Some(challenge.to_owned())),
        _ => Err(Refusal::Incomplete(
            "code_challenge_method must be S256".to_owned(),
        )),
    }
}
