//! Sessions: the browser's own (first-party cookie) and the frame's (partitioned cookie, bearer).

use crate::{Failure, Secret, Service, Viewer, observed};
use jiff::{SignedDuration, Timestamp};
use store::{ConfluenceViewer, Holder};

/// How long a session lasts without being renewed.
pub const SESSION_DAYS: i64 = 90;

/// How long a frame of the Confluence app's keeps its session: a working day. The app opens a new
/// one with each page.
const CONFLUENCE_HOURS: i64 = 12;

/// How long a ticket of the Confluence app's may be on its way.
const TICKET: SignedDuration = SignedDuration::from_secs(60);

/// A session just made: the token goes to its owner once and is kept as a hash only.
#[derive(Debug)]
pub struct NewSession {
    /// Cookie value or bearer.
    pub token: Secret,
    /// When it ends.
    pub expires_at: Timestamp,
}

impl Service {
    /// Starts a session for an account that has just proved itself.
    pub(crate) async fn start_session(&self, holder: &Holder) -> Result<NewSession, Failure> {
        let token = Secret::draw();
        let now = self.now();
        let hours = match holder {
            Holder::Browser(_) | Holder::Frame(_) => 24 * SESSION_DAYS,
            Holder::Confluence(_) => CONFLUENCE_HOURS,
        };
        let expires_at = now + SignedDuration::from_hours(hours);
        self.inner
            .store
            .sessions()
            .create(token.hash(), holder, now, expires_at)
            .await?;
        observed::session(holder);
        Ok(NewSession { token, expires_at })
    }

    /// Makes a ticket with which the Confluence app opens one chart for one viewer. Whoever calls
    /// this has verified the app's token, which names all three. Good once, within a minute.
    pub async fn offer_embed_grant(&self, viewer: &ConfluenceViewer) -> Result<Secret, Failure> {
        let ticket = Secret::draw();
        self.inner
            .store
            .embed_grants()
            .offer(ticket.hash(), viewer, self.now() + TICKET)
            .await?;
        Ok(ticket)
    }

    /// Trades a ticket for a frame's session. `None`: it was taken already, came too late, or is
    /// none of ours.
    pub async fn take_embed_grant(&self, ticket: &Secret) -> Result<Option<NewSession>, Failure> {
        let tickets = self.inner.store.embed_grants();
        match tickets.take(&ticket.hash(), self.now()).await? {
            Some(viewer) => {
                let holder = Holder::Confluence(viewer);
                Ok(Some(self.start_session(&holder).await?))
            }
            None => Ok(None),
        }
    }

    /// Who a cookie of the browser's own proves; anonymous when it proves nobody.
    pub async fn viewer_by_cookie(&self, token: &Secret) -> Result<Viewer, Failure> {
        Ok(match self.holder_of(token).await? {
            Some(Holder::Browser(account)) => Viewer::Account(account),
            _ => Viewer::Anonymous,
        })
    }

    /// Who a frame's cookie or bearer proves; anonymous when it proves nobody.
    pub async fn viewer_by_frame(&self, token: &Secret) -> Result<Viewer, Failure> {
        Ok(match self.holder_of(token).await? {
            Some(Holder::Frame(account)) => Viewer::Account(account),
            Some(Holder::Confluence(viewer)) => Viewer::Confluence(viewer),
            _ => Viewer::Anonymous,
        })
    }

    async fn holder_of(&self, token: &Secret) -> Result<Option<Holder>, Failure> {
        let sessions = self.inner.store.sessions();
        let found = sessions.find(&token.hash(), self.now()).await?;
        Ok(found.map(|session| session.holder))
    }

    /// Ends a session, and with it all others of the same account and whatever would become one:
    /// frames on the pages of this computer have sessions of their own, and whoever signs out means
    /// them too. Unknown tokens
    /// are no error: the person is signed out either way.
    pub async fn sign_out(&self, token: &Secret) -> Result<(), Failure> {
        if let Viewer::Account(account) = self.viewer_by_cookie(token).await? {
            self.inner.store.sessions().delete_for(&account).await?;
        }
        Ok(())
    }

    /// Deletes sessions and hand-overs that have ended.
    pub async fn sweep(&self) -> Result<u64, Failure> {
        Ok(self.inner.store.sweep(self.now()).await?)
    }
}
