//! Who a token belongs to, and which sites it reaches.

use serde::{Deserialize, Deserializer, Serialize};
use url::Url;

use crate::ids::{AccountId, CloudId};
use crate::json;

/// One row of accessible-resources: a product on a site. The same site comes once per product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resource {
    /// The site; Jira and Confluence of one site share it.
    #[serde(rename = "id")]
    pub cloud_id: CloudId,
    /// The site's name.
    pub name: String,
    /// The site's own address, `http` or `https`. For links in a browser, never for requests.
    #[serde(deserialize_with = "web_address")]
    pub url: Url,
    /// Scopes of this product. Whether of the token or of the app is not documented.
    #[serde(default, deserialize_with = "json::null_is_default")]
    pub scopes: Vec<String>,
}

impl Resource {
    /// Whether this row is the site's Jira: only its scopes tell.
    pub fn is_jira(&self) -> bool {
        self.scopes.iter().any(|scope| {
            scope
                .split(':')
                .any(|part| part == "jira" || part.starts_with("jira-"))
        })
    }
}

/// A site with Jira, once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JiraSite {
    /// The site.
    pub cloud_id: CloudId,
    /// Its name.
    pub name: String,
    /// Its own address, for links.
    pub url: Url,
    /// The scopes of all its Jira rows, in the order of their first appearance.
    pub scopes: Vec<String>,
}

impl JiraSite {
    /// Which of the needed scopes the site does not list.
    pub fn missing<'a>(&self, needed: &[&'a str]) -> Vec<&'a str> {
        needed
            .iter()
            .copied()
            .filter(|need| !self.scopes.iter().any(|has| has == need))
            .collect()
    }
}

/// The sites among the rows that have Jira, each once, in the rows' order.
pub fn jira_sites(resources: &[Resource]) -> Vec<JiraSite> {
    let mut sites: Vec<JiraSite> = Vec::new();
    for row in resources.iter().filter(|row| row.is_jira()) {
        if let Some(site) = sites.iter_mut().find(|site| site.cloud_id == row.cloud_id) {
            for scope in &row.scopes {
                if !site.scopes.contains(scope) {
                    site.scopes.push(scope.clone());
                }
            }
        } else {
            sites.push(JiraSite {
                cloud_id: row.cloud_id,
                name: row.name.clone(),
                url: row.url.clone(),
                scopes: row.scopes.clone(),
            });
        }
    }
    sites
}

/// The account behind a token. Its address and profile are left where they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    /// The same id as in Jira and Confluence.
    pub account_id: AccountId,
    /// The name it shows to others.
    #[serde(default, deserialize_with = "json::null_is_default")]
    pub name: String,
    /// IANA time zone, where the profile has one.
    #[serde(default)]
    pub zoneinfo: Option<String>,
    /// Language such as `en-US`, where the profile has one.
    #[serde(default)]
    pub locale: Option<String>,
}

/// A site's address becomes a link, and a link must not run script.
fn web_address<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Url, D::Error> {
    let text = String::deserialize(deserializer)?;
    Url::parse(&text)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
        .ok_or_else(|| serde::de::Error::custom("wrong value, expected a web address"))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    const ONE: &str = "1324a887-45db-1bf4-1e99-ef0ff456d421";
    const TWO: &str = "22a1b2c3-0000-4000-8000-000000000002";

    fn row(id: &str, scopes: &[&str]) -> Resource {
        let row = json!({"id": id, "name": "Site name", "url": "https://your-domain.atlassian.net",
            "scopes": scopes, "avatarUrl": "https://avatars.example.com/240/flag.png"});
        serde_json::from_value(row).unwrap()
    }

    #[test]
    fn a_site_with_jira_and_confluence_is_one_jira_site() {
        let rows = [
            row(
                ONE,
                &["write:confluence-content", "read:confluence-content.all"],
            ),
            row(ONE, &["read:jira-work"]),
            row(ONE, &["read:jira-work", "read:jira-user"]),
            row(TWO, &["read:page:confluence"]),
        ];
        let sites = jira_sites(&rows);
        assert_eq!(sites.len(), 1);
        assert_eq!(sites[0].cloud_id.to_string(), ONE);
        assert_eq!(sites[0].scopes, ["read:jira-work", "read:jira-user"]);
        assert_eq!(
            sites[0].missing(&["read:jira-user", "read:me"]),
            ["read:me"]
        );
    }

    #[rstest]
    #[case("read:jira-work", true)]
    #[case("manage:jira-configuration", true)]
    #[case("read:issue-details:jira", true)]
    #[case("read:board-scope.admin:jira-software", true)]
    #[case("read:confluence-content.all", false)]
    #[case("read:page:confluence", false)]
    #[case("read:me", false)]
    fn jira_rows_are_known_by_their_scopes(#[case] scope: &str, #[case] jira: bool) {
        assert_eq!(row(ONE, &[scope]).is_jira(), jira);
    }

    #[rstest]
    #[case::a_path_for_an_id("../me", "https://your-domain.atlassian.net")]
    #[case::script_for_an_address(ONE, "javascript:alert(1)")]
    #[case::no_address(ONE, "your-domain")]
    fn a_row_that_could_do_harm_is_refused(#[case] id: &str, #[case] url: &str) {
        let row = json!({"id": id, "name": "x", "url": url, "scopes": []});
        assert!(serde_json::from_value::<Resource>(row).is_err());
    }
}
