//! Verification with keys that are fetched when they are needed.

use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use jiff::{SignedDuration, Timestamp};
use reqwest::Method;
use reqwest::header::{ACCEPT, HeaderMap, HeaderValue};
use serde_json::Value;
use tokio::sync::Mutex;
use url::Url;

use super::{Invocation, Keys, NotAnInvocation, kid};
use crate::client::Client;
use crate::error::Error;
use crate::jwt;
use crate::transport::{Call, Transport};

/// Anybody can send tokens with made-up key ids; Forge's server must not hear of each.
const BETWEEN_FETCHES: SignedDuration = SignedDuration::from_secs(60);

/// Verifies invocation tokens for one app. Clones share the keys.
#[derive(Clone)]
pub struct Verifier(Arc<Inner>);

struct Inner {
    transport: Transport,
    jwks: Url,
    app_id: String,
    keys: RwLock<Arc<Keys>>,
    /// When keys were last asked for, and held while they are.
    asked: Mutex<Option<Timestamp>>,
}

impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifier")
            .field("app_id", &self.0.app_id)
            .field("keys", &self.held())
            .finish_non_exhaustive()
    }
}

impl Client {
    /// A verifier of calls to the app with this id (its full ARI), by the keys that `jwks` lists.
    /// Nothing is fetched yet.
    pub fn forge_verifier(&self, jwks: Url, app_id: impl Into<String>) -> Verifier {
        Verifier(Arc::new(Inner {
            transport: self.transport.clone(),
            jwks,
            app_id: app_id.into(),
            keys: RwLock::default(),
            asked: Mutex::default(),
        }))
    }
}

impl Verifier {
    /// Checks the value of an `Authorization` header. A key that is not known yet is fetched, at
    /// most once a minute.
    ///
    /// # Errors
    /// See [`NotAnInvocation`].
    pub async fn verify(
        &self,
        authorization: &str,
        now: Timestamp,
    ) -> Result<Invocation, NotAnInvocation> {
        let kid = jwt::bearer(authorization).and_then(kid);
        let kid = kid.ok_or(NotAnInvocation::Refused)?;
        let mut keys = self.held();
        if keys.find(&kid).is_none() {
            keys = self.with_key(&kid, now).await?;
        }
        super::verify(authorization, &keys, &self.0.app_id, now)
    }

    fn held(&self) -> Arc<Keys> {
        let keys = self.0.keys.read().unwrap_or_else(PoisonError::into_inner);
        keys.clone()
    }

    /// The keys after one more fetch, if one is due and nobody else has made it meanwhile.
    async fn with_key(&self, kid: &str, now: Timestamp) -> Result<Arc<Keys>, NotAnInvocation> {
        let mut asked = self.0.asked.lock().await;
        let held = self.held();
        let recently = asked.is_some_and(|at| now.duration_since(at).abs() < BETWEEN_FETCHES);
        if held.find(kid).is_some() || recently {
            return Ok(held);
        }
        let fetched = self.fetch().await.map_err(NotAnInvocation::NoKeys)?;
        // Only after an answer: while Forge's server cannot be reached, the next call tries again.
        *asked = Some(now);
        let fetched = Arc::new(fetched);
        let mut keys = self.0.keys.write().unwrap_or_else(PoisonError::into_inner);
        *keys = fetched.clone();
        Ok(fetched)
    }

    async fn fetch(&self) -> Result<Keys, Error> {
        let headers =
            HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static("application/json"))]);
        let call = Call {
            name: "Forge's keys",
            method: Method::GET,
            url: self.0.jwks.clone(),
            headers,
            body: None,
        };
        let document: Value = self.0.transport.ask(&call, None).await?;
        Ok(Keys::from_jwks(&document))
    }
}
