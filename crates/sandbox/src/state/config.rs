//! Addresses and limits that are fixed for the life of the process.

use uuid::Uuid;

/// Where the sandbox lives, and how big the pool of points is.
#[derive(Debug, Clone)]
pub struct Config {
    /// `http` or `https` (behind a proxy).
    pub scheme: String,
    /// Name of the host that stands for auth and api: `localhost`. The other hosts are below it.
    pub host: String,
    /// Port in the addresses, with colon, or empty: `:4000`.
    pub port: String,
    /// Points an app may use in one UTC hour. Atlassian's default is 65,000.
    pub points_per_hour: u64,
    /// Seed of codes and tokens; `None` takes the operating system's randomness.
    pub seed: Option<u64>,
}

/// A public address that the sandbox cannot live at.
#[derive(Debug, thiserror::Error)]
#[error(
    "the public address {0:?} must be like http://localhost:4000 (scheme, host, port; no path), because the other hosts are made below its name"
)]
pub struct BadPublicUrl(String);

impl Config {
    /// `http://localhost:<port>`, for tests and the default address.
    pub fn at_port(port: u16) -> Self {
        Self {
            scheme: "http".to_owned(),
            host: "localhost".to_owned(),
            port: format!(":{port}"),
            points_per_hour: 65_000,
            seed: None,
        }
    }

    /// From the public address, e.g. `http://localhost:4000`.
    pub fn at_public_url(address: &str) -> Result<Self, BadPublicUrl> {
        let bad = || BadPublicUrl(address.to_owned());
        let url = url::Url::parse(address).map_err(|_| bad())?;
        let name = url.domain().ok_or_else(bad)?;
        let plain = url.path() == "/" && url.query().is_none() && url.username().is_empty();
        if !plain || !matches!(url.scheme(), "http" | "https") {
            return Err(bad());
        }
        Ok(Self {
            scheme: url.scheme().to_owned(),
            host: name.to_owned(),
            port: url.port().map(|p| format!(":{p}")).unwrap_or_default(),
            points_per_hour: 65_000,
            seed: None,
        })
    }

    /// Address of auth and api, without slash at the end: `http://localhost:4000`.
    pub fn base(&self) -> String {
        format!("{}://{}{}", self.scheme, self.host, self.port)
    }

    /// Address of a host below ours, without slash at the end: `http://wiki.localhost:4000`.
    pub fn base_of(&self, name: &str) -> String {
        format!("{}://{name}.{}{}", self.scheme, self.host, self.port)
    }

    /// Base of a site's Jira REST at the gateway: `http://localhost:4000/ex/jira/{cloudid}`.
    pub fn api_base(&self, site: Uuid) -> String {
        format!("{}/ex/jira/{site}", self.base())
    }

    /// Whether `address` (scheme, host, port) is one of our hosts.
    pub fn is_ours(&self, address: &url::Url) -> bool {
        let below = format!(".{}", self.host);
        let port = address.port().map(|p| format!(":{p}")).unwrap_or_default();
        address.scheme() == self.scheme
            && port == self.port
            && address
                .host_str()
                .is_some_and(|host| host == self.host || host.ends_with(&below))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_other_hosts_are_below_the_public_name() {
        let config = Config::at_public_url("http://localhost:4000").unwrap();
        assert_eq!(config.base(), "http://localhost:4000");
        assert_eq!(config.base_of("wiki"), "http://wiki.localhost:4000");
    }

    #[test]
    fn an_address_with_a_path_or_without_a_name_is_refused() {
        for address in [
            "http://localhost:4000/x",
            "http://127.0.0.1:4000",
            "localhost:4000",
            "ftp://a",
        ] {
            assert!(Config::at_public_url(address).is_err(), "{address}");
        }
    }

    #[test]
    fn only_our_own_hosts_are_ours() {
        let config = Config::at_port(4000);
        let ours = |address: &str| config.is_ours(&address.parse().unwrap());
        assert!(ours("http://localhost:4000/issues"));
        assert!(ours("http://northwind.localhost:4000/"));
        assert!(!ours("http://localhost:3000/"));
        assert!(!ours("http://evillocalhost:4000/"));
        assert!(!ours("https://localhost:4000/"));
    }
}
