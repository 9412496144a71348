//! Deliveries of Jira's webhooks: whether one is genuine, and which issue it is about.
//!
//! The signature covers the sender, not the body. A delivery therefore only ever says *look again*;
//! nothing in it is shown or believed.

use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use url::Url;

use crate::client::Client;
use crate::ids::CloudId;
use crate::jwt::{self, Times};

/// Our clock and Atlassian's may differ by this much.
const LEEWAY: SignedDuration = SignedDuration::from_secs(60);

/// The delivery is not signed with the app's secret, or too old. Answer 401 and do nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the delivery is not signed with this app's secret, or too old")]
pub struct NotADelivery;

/// Checks the `Authorization` header of a delivery. Atlassian documents that the token is HS256 by
/// the app's client secret; which claims it has is only known from one live site (`exp` among them).
///
/// # Errors
/// [`NotADelivery`], without saying why.
pub fn verify_delivery(
    authorization: &str,
    client_secret: &SecretString,
    now: Timestamp,
) -> Result<(), NotADelivery> {
    let key = DecodingKey::from_secret(client_secret.expose_secret().as_bytes());
    let mut validation = Validation::new(Algorithm::HS256);
    validation.validate_aud = false;
    let times: Option<Times> = jwt::bearer(authorization)
        .and_then(|token| jwt::claims(token, &key, validation))
        .filter(|times: &Times| times.hold(now, LEEWAY));
    times.map(drop).ok_or(NotADelivery)
}

impl Client {
    /// Checks the `Authorization` header of a delivery with this app's secret: [`verify_delivery`].
    ///
    /// # Errors
    /// [`NotADelivery`], without saying why.
    pub fn verify_delivery(&self, authorization: &str, now: Timestamp) -> Result<(), NotADelivery> {
        verify_delivery(authorization, &self.config.client_secret, now)
    }
}

/// Which issue changed where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssueNews {
    /// `jira:issue_updated`.
    pub event: String,
    /// Key of the issue's project.
    pub project: String,
    /// Where the issue is; none where the body does not tell.
    pub place: Option<Place>,
}

/// A site, as a delivery names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// By its id, in an address of the gateway.
    Site(CloudId),
    /// By its own host, `your-domain.atlassian.net`.
    Host(String),
}

#[derive(Deserialize)]
struct Body {
    #[serde(rename = "webhookEvent")]
    event: String,
    issue: Issue,
}

#[derive(Deserialize)]
struct Issue {
    key: String,
    #[serde(rename = "self", default)]
    address: Option<Url>,
}

impl IssueNews {
    /// Reads the body of a delivery; none where it is not about an issue.
    pub fn read(body: &[u8]) -> Option<Self> {
        let Body { event, issue } = serde_json::from_slice(body).ok()?;
        let (project, _) = issue.key.rsplit_once('-')?;
        Some(Self {
            event,
            project: project.to_owned(),
            place: issue.address.as_ref().and_then(place),
        })
    }
}

/// `https://api.atlassian.com/ex/jira/{cloudId}/rest/…`, or `https://your-domain.atlassian.net/rest/…`.
fn place(address: &Url) -> Option<Place> {
    let mut path = address.path_segments()?;
    if (path.next(), path.next()) == (Some("ex"), Some("jira")) {
        return path.next()?.parse().ok().map(Place::Site);
    }
    address.host_str().map(|host| Place::Host(host.to_owned()))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const CLOUD: &str = "1324a887-45db-1bf4-1e99-ef0ff456d421";

    #[rstest]
    #[case::of_the_gateway(
        "https://api.atlassian.com/ex/jira/1324a887-45db-1bf4-1e99-ef0ff456d421/rest/api/3/issue/10451",
        Some(Place::Site(CLOUD.parse().unwrap()))
    )]
    #[case::of_the_site("https://sam.atlassian.net/rest/api/2/issue/10451", Some(Place::Host("sam.atlassian.net".to_owned())))]
    #[case::of_no_site("https://api.atlassian.com/ex/jira/../me", Some(Place::Host("api.atlassian.com".to_owned())))]
    #[case::of_no_uuid("https://api.atlassian.com/ex/jira/me/rest", None)]
    fn the_place_of_an_issue_is_read_from_its_address(
        #[case] address: &str,
        #[case] place: Option<Place>,
    ) {
        let body = format!(
            r#"{{"webhookEvent":"jira:issue_updated","issue":{{"id":"10451","key":"SAM-102","self":"{address}"}}}}"#
        );
        let news = IssueNews::read(body.as_bytes()).unwrap();
        assert_eq!(
            (news.event.as_str(), news.project.as_str(), news.place),
            ("jira:issue_updated", "SAM", place)
        );
    }

    #[rstest]
    #[case::no_json("<html>")]
    #[case::no_issue(r#"{"webhookEvent":"jira:version_released","version":{}}"#)]
    #[case::no_key(r#"{"webhookEvent":"jira:issue_updated","issue":{"key":"SAM"}}"#)]
    fn a_body_about_no_issue_tells_nothing(#[case] body: &str) {
        assert_eq!(IssueNews::read(body.as_bytes()), None);
    }
}
