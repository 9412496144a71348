//! Where Atlassian is, who we are to it, and how long we wait for it.

use std::time::Duration;

use secrecy::SecretString;
use url::Url;

/// Everything a [`crate::Client`] has to know. `Debug` does not print the secret.
#[derive(Debug, Clone)]
pub struct Config {
    /// Base of the authorization server, `https://auth.atlassian.com` in production.
    pub auth_url: Url,
    /// Base of the gateway, `https://api.atlassian.com` in production.
    pub api_url: Url,
    /// The app's id in the developer console. Not a secret.
    pub client_id: String,
    /// The app's secret in the developer console.
    pub client_secret: SecretString,
    /// The app's one callback URL, character for character as in the developer console.
    pub redirect_uri: Url,
    /// What we call ourselves in `User-Agent`.
    pub user_agent: String,
    /// The longest that one request may take, its body included.
    pub request_timeout: Duration,
    /// The longest that one call may go on after its first try: failed requests and the waits
    /// between them, all together. A `Retry-After` beyond it ends the call at once with
    /// [`crate::Error::WaitUntil`], and a request that took longer by itself is not repeated.
    pub patience: Duration,
}

impl Config {
    /// Atlassian's own addresses and moderate waiting: 20 s for a request, 15 s for all its retries.
    #[expect(
        clippy::expect_used,
        reason = "the texts are constants, and a test parses them"
    )]
    pub fn atlassian(
        client_id: impl Into<String>,
        client_secret: SecretString,
        redirect_uri: Url,
    ) -> Self {
        Self {
            auth_url: Url::parse("https://auth.atlassian.com").expect("a valid constant"),
            api_url: Url::parse("https://api.atlassian.com").expect("a valid constant"),
            client_id: client_id.into(),
            client_secret,
            redirect_uri,
            user_agent: concat!("Inlay/", env!("CARGO_PKG_VERSION")).to_owned(),
            request_timeout: Duration::from_secs(20),
            patience: Duration::from_secs(15),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn atlassians_own_addresses_parse_and_the_secret_is_not_printed() {
        let redirect = Url::parse("https://charts.example.com/oauth/callback").unwrap();
        let config = Config::atlassian("id", "tell-nobody".into(), redirect);
        assert_eq!(config.api_url.host_str(), Some("api.atlassian.com"));
        assert!(!format!("{config:?}").contains("tell-nobody"));
    }
}
