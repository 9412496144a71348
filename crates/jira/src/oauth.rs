//! OAuth 2.0 (3LO): the address of the consent screen, and tokens for codes and for older tokens.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::Method;
use reqwest::header::{ACCEPT, HeaderMap, HeaderValue};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tokio::time::Instant;
use url::Url;
use url::form_urlencoded::Serializer;

use crate::client::Client;
use crate::error::Error;
use crate::transport::{Call, Failed, below};

mod answer;

/// What a code or a refresh token was traded for. `Debug` does not print the tokens.
#[derive(Debug, Clone)]
pub struct TokenSet {
    /// For requests, as long as `expires_in` says.
    pub access: SecretString,
    /// For the next refresh. It replaces the one that was used, which is dead from now on: store it
    /// before using the access token. Absent without the scope `offline_access`.
    pub refresh: Option<SecretString>,
    /// From the moment of the answer on.
    pub expires_in: Duration,
    /// What was granted; may be less than was asked.
    pub scopes: Option<Vec<String>>,
}

/// No tokens. Holds neither code nor token nor secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// The refresh token (or the code) will never work again: ask the person for consent. Before a
    /// stored grant is called dead, compare that the stored token still is the one that failed.
    #[error("the refresh token or code is not valid any more")]
    GrantDead,

    /// Atlassian refuses *us*: wrong client id, secret or callback URL. Tell the operator; people's
    /// grants are as good as before.
    #[error("Atlassian does not accept this app's client id, secret or callback: {what}")]
    Misconfigured {
        /// For the operator.
        what: String,
    },

    /// Anything else. The token may still be good: keep it, and try again later.
    #[error("the token endpoint failed: {what}")]
    Transient {
        /// For the log.
        what: String,
        /// How long Atlassian asks us to wait, where it said so.
        retry_after: Option<Duration>,
    },
}

/// The S256 challenge of a PKCE verifier.
pub fn code_challenge(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(verifier))
}

/// Which call, and with that, what may be repeated.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Trade {
    /// A code works once: it is not sent again when it may have arrived.
    Code,
    /// A refresh token that was just used is accepted again for ten minutes.
    Refresh,
}

impl Trade {
    fn name(self) -> &'static str {
        match self {
            Self::Code => "token for a code",
            Self::Refresh => "token refresh",
        }
    }
}

impl Client {
    /// Where to send the browser for consent. `state` must be bound to the browser's session and
    /// comes back unchanged; `code_challenge` is [`code_challenge`] of a verifier kept for
    /// [`Client::exchange_code`].
    pub fn authorize_url(&self, state: &str, code_challenge: &str, scopes: &[&str]) -> Url {
        let query = Serializer::new(String::new())
            .append_pair("audience", "api.atlassian.com")
            .append_pair("client_id", &self.config.client_id)
            .append_pair("scope", &scopes.join(" "))
            .append_pair("redirect_uri", self.config.redirect_uri.as_str())
            .append_pair("state", state)
            .append_pair("response_type", "code")
            .append_pair("prompt", "consent")
            .append_pair("code_challenge", code_challenge)
            .append_pair("code_challenge_method", "S256")
            .finish()
            // A form writes a space as `+`, Atlassian's documentation as `%20`; a real `+` is `%2B`.
            .replace('+', "%20");
        let mut url = self.config.auth_url.clone();
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().push("authorize");
        }
        url.set_query(Some(&query));
        url
    }

    /// Trades the code of a callback for tokens. A code works once: after any error start over.
    ///
    /// # Errors
    /// See [`TokenError`]; a used, old or foreign code is [`TokenError::GrantDead`].
    pub async fn exchange_code(
        &self,
        code: &str,
        code_verifier: &str,
    ) -> Result<TokenSet, TokenError> {
        let body = json!({
            "grant_type": "authorization_code",
            "client_id": self.config.client_id,
            "client_secret": self.config.client_secret.expose_secret(),
            "code": code,
            "redirect_uri": self.config.redirect_uri.as_str(),
            "code_verifier": code_verifier,
        });
        self.trade(Trade::Code, body).await
    }

    /// Trades a refresh token for a new pair. One caller at a time per grant: two that refresh with
    /// the same token may end with the older of two pairs, and later with none.
    ///
    /// # Errors
    /// See [`TokenError`].
    pub async fn refresh(&self, refresh: &SecretString) -> Result<TokenSet, TokenError> {
        let body = json!({
            "grant_type": "refresh_token",
            "client_id": self.config.client_id,
            "client_secret": self.config.client_secret.expose_secret(),
            "refresh_token": refresh.expose_secret(),
        });
        self.trade(Trade::Refresh, body).await
    }

    async fn trade(&self, trade: Trade, body: Value) -> Result<TokenSet, TokenError> {
        let url = below(&self.config.auth_url, ["oauth", "token"]).map_err(|error| {
            TokenError::Misconfigured {
                what: error.to_string(),
            }
        })?;
        let headers =
            HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static("application/json"))]);
        let call = Call {
            name: trade.name(),
            method: Method::POST,
            url,
            headers,
            body: Some(body),
        };
        let mut waits = self.transport.waits();
        loop {
            let began = Instant::now();
            let failed = match self.transport.send(&call).await {
                Ok(answer) => match answer::tokens(&answer) {
                    Ok(tokens) => return Ok(tokens),
                    Err(failed) => failed,
                },
                Err(failed) => unsent(failed),
            };
            waits.took(began.elapsed());
            tracing::debug!(call = call.name, error = %failed.error, "no tokens");
            let repeatable = trade == Trade::Refresh || !failed.delivered;
            match waits.next(failed.again).filter(|_| repeatable) {
                Some(wait) => self.transport.sleep(wait).await,
                None => return Err(failed.error),
            }
        }
    }
}

/// A request without an answer, in this module's words.
fn unsent(failed: Failed<Error>) -> Failed<TokenError> {
    let error = match failed.error {
        Error::Misconfigured { what } => TokenError::Misconfigured { what },
        error => TokenError::Transient {
            what: error.to_string(),
            retry_after: None,
        },
    };
    Failed {
        error,
        again: failed.again,
        delivered: failed.delivered,
    }
}
