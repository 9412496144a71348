//! Sessions: the browser's own (first-party cookie) and the frame's (partitioned cookie, bearer).

use crate::{Failure, Secret, Service, Viewer};
use jiff::{SignedDuration, Timestamp};
use store::{AccountId, SessionKind};

/// How long a session lasts without being renewed.
pub const SESSION_DAYS: i64 = 90;

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
    pub(crate) async fn start_session(
        &self,
        kind: SessionKind,
        account: &AccountId,
    ) -> Result<NewSession, Failure> {
        let token = Secret::draw();
        let now = self.now();
        let expires_at = now + SignedDuration::from_hours(24 * SESSION_DAYS);
        self.inner
            .store
            .sessions()
            .create(token.hash(), kind, account, now, expires_at)
            .await?;
        Ok(NewSession { token, expires_at })
    }

    /// Who a cookie of the browser's own proves; anonymous when it proves nobody.
    pub async fn viewer_by_cookie(&self, token: &Secret) -> Result<Viewer, Failure> {
        self.viewer_by(token, SessionKind::Browser).await
    }

    /// Who a frame's cookie or bearer proves; anonymous when it proves nobody.
    pub async fn viewer_by_frame(&self, token: &Secret) -> Result<Viewer, Failure> {
        self.viewer_by(token, SessionKind::Frame).await
    }

    async fn viewer_by(&self, token: &Secret, kind: SessionKind) -> Result<Viewer, Failure> {
        let found = self
            .inner
            .store
            .sessions()
            .find(&token.hash(), self.now())
            .await?;
        Ok(match found {
            Some(session) if session.kind == kind => Viewer::Account(session.account),
            _ => Viewer::Anonymous,
        })
    }

    /// Ends a session, and with it all others of the same account: frames on the pages of this
    /// computer have sessions of their own, and whoever signs out means them too. Unknown tokens
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
