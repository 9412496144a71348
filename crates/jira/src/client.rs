//! The client: one per process, cheap to clone.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use reqwest::Method;
use reqwest::header::{ACCEPT, AUTHORIZATION, HeaderMap, HeaderValue};
use secrecy::SecretString;
use serde::de::DeserializeOwned;
use tokio::sync::Semaphore;

use crate::config::Config;
use crate::error::Error;
use crate::identity::{Me, Resource};
use crate::ids::CloudId;
use crate::pace::{RealSleeper, Sleeper};
use crate::site::{CONCURRENT, Site};
use crate::transport::{Call, Transport, bearer, below};

/// Talks to Atlassian. Clones share one connection pool.
#[derive(Clone)]
pub struct Client {
    pub(crate) config: Arc<Config>,
    pub(crate) transport: Transport,
    permits: Arc<Mutex<HashMap<CloudId, Arc<Semaphore>>>>,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("config", &self.config)
            .finish_non_exhaustive()
    }
}

impl Client {
    /// Makes the client. Nothing is sent.
    ///
    /// # Errors
    /// [`Error::Misconfigured`] when the settings make no HTTP client.
    pub fn new(config: Config) -> Result<Self, Error> {
        Self::with_sleeper(config, Arc::new(RealSleeper))
    }

    /// The same with another way to wait, for tests without real time.
    ///
    /// # Errors
    /// As [`Client::new`].
    pub fn with_sleeper(config: Config, sleeper: Arc<dyn Sleeper>) -> Result<Self, Error> {
        for base in [&config.auth_url, &config.api_url] {
            if !matches!(base.scheme(), "http" | "https") || !base.has_host() {
                return Err(Error::Misconfigured {
                    what: "a base URL is not http or https".to_owned(),
                });
            }
        }
        let transport = Transport::new(&config, sleeper)?;
        Ok(Self {
            config: Arc::new(config),
            transport,
            permits: Arc::default(),
        })
    }

    /// Jira on one site, asked with this token. `language` is a tag such as `en` or `de-DE`: Jira's
    /// names and sentences come in it whatever the account prefers.
    ///
    /// Clones of the handle share its [`crate::Meter`], which each call of this function begins anew.
    /// All handles of a site share its six concurrent requests.
    pub fn site(&self, cloud: CloudId, token: SecretString, language: &str) -> Site {
        Site::new(self, cloud, token, language)
    }

    /// The turns of a site: Jira limits a tenant, whoever asks.
    pub(crate) fn permits(&self, cloud: CloudId) -> Arc<Semaphore> {
        let mut permits = self.permits.lock().unwrap_or_else(PoisonError::into_inner);
        permits
            .entry(cloud)
            .or_insert_with(|| Arc::new(Semaphore::new(CONCURRENT)))
            .clone()
    }

    /// The sites that the token's grant covers, one row per site and product: **the id is not
    /// unique**. An empty list means no site. See [`crate::jira_sites`].
    ///
    /// # Errors
    /// [`Error::Reauthorize`] for a dead token, and the general ones.
    pub async fn accessible_resources(&self, token: &SecretString) -> Result<Vec<Resource>, Error> {
        self.identity(
            "accessible-resources",
            &["oauth", "token", "accessible-resources"],
            token,
        )
        .await
    }

    /// Who the token belongs to. Needs the scope `read:me`.
    ///
    /// # Errors
    /// [`Error::Reauthorize`] for a dead token, [`Error::ScopeMissing`] without `read:me`, and the
    /// general ones.
    pub async fn me(&self, token: &SecretString) -> Result<Me, Error> {
        self.identity("me", &["me"], token).await
    }

    async fn identity<T: DeserializeOwned>(
        &self,
        name: &'static str,
        path: &[&str],
        token: &SecretString,
    ) -> Result<T, Error> {
        let headers = HeaderMap::from_iter([
            (ACCEPT, HeaderValue::from_static("application/json")),
            (AUTHORIZATION, bearer(token)?),
        ]);
        let url = below(&self.config.api_url, path.iter().copied())?;
        self.transport
            .ask(
                &Call {
                    name,
                    method: Method::GET,
                    url,
                    headers,
                    body: None,
                },
                None,
            )
            .await
    }
}
