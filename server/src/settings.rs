//! Settings: read once, checked at once, each mistake one sentence with an example.

use axum::http::HeaderName;
use clap::Args;
use secrecy::SecretString;
use std::{fmt, fs, net::SocketAddr, path::PathBuf};
use store::KeyRing;
use url::Url;

/// Settings as they come from the environment or the command line.
#[derive(Args, Debug)]
pub(crate) struct Raw {
    /// Address to listen on.
    #[arg(long, env = "INLAY_LISTEN", default_value = "127.0.0.1:3000")]
    listen: String,
    /// Address under which browsers reach Inlay: https, or http on localhost.
    #[arg(
        long,
        env = "INLAY_PUBLIC_URL",
        default_value = "http://localhost:3000"
    )]
    public_url: String,
    /// Database: `sqlite://data/inlay.db` or `postgres://user:password@host/name`.
    #[arg(
        long,
        env = "INLAY_DATABASE_URL",
        default_value = "sqlite://data/inlay.db",
        hide_env_values = true
    )]
    database_url: String,
    /// Keys that seal tokens: `kid:base64-of-32-bytes[,older…]`, the first one seals (make one
    /// with `inlay keys generate`).
    #[arg(long, env = "INLAY_SECRET_KEYS", hide_env_values = true)]
    secret_keys: Option<String>,
    /// File that holds the same.
    #[arg(long, env = "INLAY_SECRET_KEYS_FILE")]
    secret_keys_file: Option<PathBuf>,
    /// Client id of your OAuth 2.0 (3LO) app in Atlassian's developer console.
    #[arg(long, env = "INLAY_ATLASSIAN_CLIENT_ID")]
    atlassian_client_id: Option<String>,
    /// Its secret.
    #[arg(long, env = "INLAY_ATLASSIAN_CLIENT_SECRET", hide_env_values = true)]
    atlassian_client_secret: Option<String>,
    /// File that holds the secret.
    #[arg(long, env = "INLAY_ATLASSIAN_CLIENT_SECRET_FILE")]
    atlassian_client_secret_file: Option<PathBuf>,
    /// Atlassian's authorization server; another base for a sandbox.
    #[arg(
        long,
        env = "INLAY_ATLASSIAN_AUTH_URL",
        default_value = "https://auth.atlassian.com"
    )]
    atlassian_auth_url: String,
    /// Atlassian's API gateway; another base for a sandbox.
    #[arg(
        long,
        env = "INLAY_ATLASSIAN_API_URL",
        default_value = "https://api.atlassian.com"
    )]
    atlassian_api_url: String,
    /// Sites that may show `/embed` in a frame, separated by spaces:
    /// `https://your-team.atlassian.net`.
    #[arg(long, env = "INLAY_FRAME_ANCESTORS", default_value = "")]
    frame_ancestors: String,
    /// Id of the Confluence app that `confluence/` deploys: `ari:cloud:ecosystem::app/…`.
    #[arg(long, env = "INLAY_FORGE_APP_ID")]
    forge_app_id: Option<String>,
    /// Where Forge publishes its public keys; another address for a sandbox.
    #[arg(long, env = "INLAY_FORGE_JWKS_URL", default_value = jira::forge::JWKS)]
    forge_jwks_url: String,
    /// Whether Jira tells of changed issues by webhooks: `on` or `off`. `on` needs the scope
    /// `manage:jira-webhook` on your OAuth 2.0 app, and an address that Atlassian reaches.
    #[arg(long, env = "INLAY_WEBHOOKS", default_value = "off")]
    webhooks: String,
    /// Header in which a proxy before Inlay says whose request it is, such as `X-Forwarded-For`.
    #[arg(long, env = "INLAY_CLIENT_ADDRESS_HEADER")]
    client_address_header: Option<String>,
    /// Folder of the built browser files.
    #[arg(long, env = "INLAY_SITE_ROOT", default_value = "target/site")]
    site_root: PathBuf,
    /// Address for metrics at `/metrics`, apart from everybody else's: `127.0.0.1:9464`. Off by
    /// default.
    #[arg(long, env = "INLAY_METRICS_LISTEN")]
    metrics_listen: Option<String>,
    /// Most mebibytes of Jira records held in memory.
    #[arg(long, env = "INLAY_HELD_MIB", default_value_t = 256)]
    held_mib: u64,
    /// What to log: `error`, `warn`, `info`, `debug`, or a filter such as `info,jira=debug`.
    #[arg(long, env = "INLAY_LOG", default_value = "info")]
    pub(crate) log: String,
}

/// The Confluence app.
#[derive(Debug)]
pub(crate) struct Forge {
    pub(crate) id: String,
    pub(crate) jwks_url: Url,
}

/// Settings that can be worked with.
#[derive(Debug)]
pub(crate) struct Settings {
    pub(crate) listen: SocketAddr,
    pub(crate) public_url: Url,
    pub(crate) database_url: String,
    pub(crate) keys: KeyRing,
    pub(crate) client_id: String,
    pub(crate) client_secret: SecretString,
    pub(crate) auth_url: Url,
    pub(crate) api_url: Url,
    pub(crate) frame_ancestors: Vec<String>,
    pub(crate) forge: Option<Forge>,
    pub(crate) webhooks: bool,
    pub(crate) client_address_header: Option<HeaderName>,
    pub(crate) site_root: PathBuf,
    pub(crate) held_bytes: u64,
    pub(crate) metrics_listen: Option<SocketAddr>,
}

/// A setting that is missing or malformed: one sentence.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Wrong(String);

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Wrong {}

impl Raw {
    /// Checks everything; the first mistake ends it.
    pub(crate) fn check(self) -> Result<Settings, Wrong> {
        let listen = address("INLAY_LISTEN", &self.listen, "127.0.0.1:3000")?;
        let public_url = public_url(&self.public_url)?;
        let keys = one_of(
            "INLAY_SECRET_KEYS",
            self.secret_keys,
            self.secret_keys_file,
            "k1:… as `inlay keys generate` prints it",
        )?;
        let keys = KeyRing::parse(keys.trim()).map_err(|error| {
            Wrong(format!(
                "INLAY_SECRET_KEYS cannot be used: {error}. Make a key with `inlay keys generate`."
            ))
        })?;
        let client_id = self.atlassian_client_id.filter(|id| !id.trim().is_empty()).ok_or_else(|| {
            Wrong("INLAY_ATLASSIAN_CLIENT_ID is not set; copy the client id of your OAuth 2.0 app from Atlassian's developer console.".into())
        })?;
        let client_secret = one_of(
            "INLAY_ATLASSIAN_CLIENT_SECRET",
            self.atlassian_client_secret,
            self.atlassian_client_secret_file,
            "the secret of your OAuth 2.0 app from Atlassian's developer console",
        )?;
        if !(self.database_url.starts_with("sqlite:") || self.database_url.starts_with("postgres"))
        {
            return Err(Wrong("INLAY_DATABASE_URL names neither SQLite nor PostgreSQL; use for example sqlite://data/inlay.db or postgres://user:password@host/inlay.".into()));
        }
        Ok(Settings {
            listen,
            public_url,
            database_url: self.database_url,
            keys,
            client_id,
            client_secret: client_secret.trim().to_owned().into(),
            auth_url: base_url(
                "INLAY_ATLASSIAN_AUTH_URL",
                &self.atlassian_auth_url,
                "https://auth.atlassian.com",
            )?,
            api_url: base_url(
                "INLAY_ATLASSIAN_API_URL",
                &self.atlassian_api_url,
                "https://api.atlassian.com",
            )?,
            frame_ancestors: frame_ancestors(&self.frame_ancestors)?,
            forge: forge(self.forge_app_id, &self.forge_jwks_url)?,
            webhooks: on_or_off("INLAY_WEBHOOKS", &self.webhooks)?,
            client_address_header: self
                .client_address_header
                .filter(|name| !name.is_empty())
                .map(|name| {
                    name.parse().map_err(|_| {
                        Wrong(format!("INLAY_CLIENT_ADDRESS_HEADER is \"{name}\", which is not the name of a header; use for example X-Forwarded-For."))
                    })
                })
                .transpose()?,
            site_root: self.site_root,
            held_bytes: self.held_mib * 1024 * 1024,
            metrics_listen: self
                .metrics_listen
                .filter(|text| !text.trim().is_empty())
                .map(|text| address("INLAY_METRICS_LISTEN", &text, "127.0.0.1:9464"))
                .transpose()?,
        })
    }
}

fn one_of(
    name: &str,
    value: Option<String>,
    file: Option<PathBuf>,
    example: &str,
) -> Result<String, Wrong> {
    match (value.filter(|v| !v.trim().is_empty()), file) {
        (Some(_), Some(_)) => Err(Wrong(format!(
            "Both {name} and {name}_FILE are set; keep one of them."
        ))),
        (Some(value), None) => Ok(value),
        (None, Some(file)) => fs::read_to_string(&file).map_err(|error| {
            Wrong(format!(
                "{name}_FILE names {}, which cannot be read: {error}.",
                file.display()
            ))
        }),
        (None, None) => Err(Wrong(format!(
            "{name} is not set; set it (or {name}_FILE, a file that holds it) to {example}."
        ))),
    }
}

fn address(name: &str, text: &str, example: &str) -> Result<SocketAddr, Wrong> {
    text.trim().parse().map_err(|_| {
        Wrong(format!(
            "{name} is \"{text}\", which is not an address with a port; use for example {example}."
        ))
    })
}

fn on_or_off(name: &str, text: &str) -> Result<bool, Wrong> {
    match text.trim() {
        "on" => Ok(true),
        "off" | "" => Ok(false),
        other => Err(Wrong(format!("{name} is \"{other}\"; use on or off."))),
    }
}

fn base_url(name: &str, text: &str, example: &str) -> Result<Url, Wrong> {
    Url::parse(text)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
        .ok_or_else(|| {
            Wrong(format!(
                "{name} is \"{text}\", which is not a web address; use for example {example}."
            ))
        })
}

fn public_url(text: &str) -> Result<Url, Wrong> {
    let url = base_url("INLAY_PUBLIC_URL", text, "https://charts.example.com")?;
    let local = url
        .host_str()
        .is_some_and(|h| h == "localhost" || h.ends_with(".localhost"));
    if url.scheme() == "http" && !local {
        return Err(Wrong(format!(
            "INLAY_PUBLIC_URL is \"{text}\", but browsers keep our cookies only over https (or on localhost); use for example https://charts.example.com."
        )));
    }
    if url.path() != "/" || url.query().is_some() {
        return Err(Wrong(format!(
            "INLAY_PUBLIC_URL is \"{text}\", but Inlay lives at the root of its host; leave out the path."
        )));
    }
    Ok(url)
}

fn forge(id: Option<String>, jwks_url: &str) -> Result<Option<Forge>, Wrong> {
    let Some(id) = id.filter(|id| !id.trim().is_empty()) else {
        return Ok(None);
    };
    if !id.starts_with("ari:cloud:ecosystem::app/") {
        return Err(Wrong(format!(
            "INLAY_FORGE_APP_ID is \"{id}\", which is not the id of a Forge app; copy it from the app's manifest: ari:cloud:ecosystem::app/11111111-2222-4333-8444-555555555555."
        )));
    }
    let jwks_url = base_url("INLAY_FORGE_JWKS_URL", jwks_url, jira::forge::JWKS)?;
    Ok(Some(Forge { id, jwks_url }))
}

fn frame_ancestors(text: &str) -> Result<Vec<String>, Wrong> {
    text.split([' ', ','])
        .filter(|part| !part.is_empty())
        .map(frame_ancestor)
        .collect()
}

fn frame_ancestor(part: &str) -> Result<String, Wrong> {
    // A source of `frame-ancestors`: scheme and host, the first label of the host may be `*`.
    let plain = part.replacen("://*.", "://any.", 1);
    let url = Url::parse(&plain).ok().filter(|u| {
        matches!(u.scheme(), "http" | "https")
            && u.has_host()
            && u.path() == "/"
            && u.query().is_none()
            && u.username().is_empty()
    });
    if url.is_none() || part.contains([';', '\'', '"']) {
        return Err(Wrong(format!(
            "INLAY_FRAME_ANCESTORS holds \"{part}\", which is not the address of a site; use for example https://your-team.atlassian.net."
        )));
    }
    Ok(part.trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests;
