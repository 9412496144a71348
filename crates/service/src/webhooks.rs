//! Jira's webhooks, where the operator wants them: hearing that an issue changed.
//!
//! A delivery only ever says *look again*. Its signature covers who sent it, not what is in it, and
//! an issue that left a query is not told of: so nothing of it is shown, what is held only counts as
//! old sooner ([`crate::scan`]), and everything works without a single delivery.
//!
//! `webhooks/registration.rs` asks Jira for them, `webhooks/removal.rs` takes them away.

mod registration;
mod removal;

pub use registration::Tended;

use crate::{Failure, Service, observed};
use jiff::{SignedDuration, Timestamp};
use jira::webhook::{IssueNews, Place};
use store::{SiteId, TokenHash};

/// What a consent asks for besides, where there are webhooks.
pub const WEBHOOK_SCOPE: &str = "manage:jira-webhook";

/// Jira sends a delivery up to six times within an hour or two.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(24);

/// That a delivery is signed with this app's secret, and not too old.
#[derive(Debug)]
pub struct Genuine(());

/// Why a delivery is not heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotHeard {
    /// This Inlay has no webhooks.
    Off,
    /// It is not Jira's, or too old.
    Forged,
}

impl Service {
    /// Checks the `Authorization` header of a delivery, before anything of it is read.
    pub fn genuine(&self, authorization: &str) -> Result<Genuine, NotHeard> {
        if self.inner.webhooks.is_none() {
            return Err(NotHeard::Off);
        }
        let verified = self.inner.jira.verify_delivery(authorization, self.now());
        verified.map(|()| Genuine(())).map_err(|_| {
            observed::delivery("forged");
            NotHeard::Forged
        })
    }

    /// Hears a delivery: what is held and may concern its project is asked for again. Whether it
    /// said anything new; one that was heard before, names a site that nobody authorized, or is
    /// about no issue does not.
    pub async fn hear(
        &self,
        Genuine(()): Genuine,
        identifier: Option<&str>,
        body: &[u8],
    ) -> Result<bool, Failure> {
        let new = self.heard(identifier, body).await?;
        observed::delivery(if new { "new" } else { "nothing" });
        Ok(new)
    }

    async fn heard(&self, identifier: Option<&str>, body: &[u8]) -> Result<bool, Failure> {
        let Some(IssueNews { project, place, .. }) = IssueNews::read(body) else {
            return Ok(false);
        };
        let news = self.inner.store.news();
        let site = match place {
            Some(Place::Site(cloud)) => Some(SiteId(cloud.as_uuid())),
            Some(Place::Host(host)) => news.site_at(&host).await?,
            None => None,
        };
        let Some(site) = site else { return Ok(false) };
        // The identifier is documented; without one, the same words are the same delivery.
        let id = match identifier {
            Some(identifier) => TokenHash::of(identifier),
            None => TokenHash::of(&String::from_utf8_lossy(body)),
        };
        let now = self.now();
        let heard = news.heard(&id, now + REMEMBERED, site, &project, now);
        Ok(heard.await?)
    }

    /// When an issue of these projects last changed, as far as Jira told; of any project of the
    /// site where a query does not name its own.
    pub(crate) async fn news_of(
        &self,
        site: SiteId,
        projects: &[String],
    ) -> Result<Option<Timestamp>, Failure> {
        if self.inner.webhooks.is_none() {
            return Ok(None);
        }
        Ok(self.inner.store.news().latest(site, projects).await?)
    }
}
