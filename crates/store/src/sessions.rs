//! Browsers and frames that are signed in.

use jiff::Timestamp;
use sqlx::any::AnyRow;

use crate::{AccountId, Store, StoreError, TokenHash, cells::Cells};

/// What holds the secret of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionKind {
    /// A browser at our own pages, by its first-party cookie.
    Browser,
    /// A frame inside another site's page, by its partitioned cookie or its bearer.
    Frame,
}

/// Somebody who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// What holds the secret.
    pub kind: SessionKind,
    /// Whose it is.
    pub account: AccountId,
    /// When it began.
    pub created_at: Timestamp,
    /// From when on it counts as missing.
    pub expires_at: Timestamp,
}

/// See [`Store::sessions`].
#[derive(Debug, Clone, Copy)]
pub struct Sessions<'a> {
    pub(crate) store: &'a Store,
}

impl Sessions<'_> {
    /// Begins a session. `hash` is of a fresh secret: one that is known already is an error.
    pub async fn create(
        &self,
        hash: TokenHash,
        kind: SessionKind,
        account: &AccountId,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.store.database.write().await?;
        sqlx::query(
            "INSERT INTO sessions (hash, kind, account, created_at, expires_at)
             VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(hash.to_string())
        .bind(kind.as_str())
        .bind(account.as_str())
        .bind(now.as_millisecond())
        .bind(expires_at.as_millisecond())
        .execute(&mut *tx)
        .await?;
        Ok(tx.commit().await?)
    }

    /// The session, unless it has expired.
    pub async fn find(
        &self,
        hash: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<Session>, StoreError> {
        let row = sqlx::query("SELECT * FROM sessions WHERE hash = $1 AND expires_at > $2")
            .bind(hash.to_string())
            .bind(now.as_millisecond())
            .fetch_optional(self.store.database.pool())
            .await?;
        row.as_ref().map(Session::from_row).transpose()
    }

    /// Moves the end of a session that has not expired. False: there is none.
    pub async fn touch(
        &self,
        hash: &TokenHash,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut tx = self.store.database.write().await?;
        let done =
            sqlx::query("UPDATE sessions SET expires_at = $3 WHERE hash = $1 AND expires_at > $2")
                .bind(hash.to_string())
                .bind(now.as_millisecond())
                .bind(expires_at.as_millisecond())
                .execute(&mut *tx)
                .await?;
        tx.commit().await?;
        Ok(done.rows_affected() == 1)
    }

    /// Ends a session. False: there was none.
    pub async fn delete(&self, hash: &TokenHash) -> Result<bool, StoreError> {
        let mut tx = self.store.database.write().await?;
        let done = sqlx::query("DELETE FROM sessions WHERE hash = $1")
            .bind(hash.to_string())
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(done.rows_affected() == 1)
    }

    /// Ends every session of an account; says how many there were.
    pub async fn delete_for(&self, account: &AccountId) -> Result<u64, StoreError> {
        let mut tx = self.store.database.write().await?;
        let done = sqlx::query("DELETE FROM sessions WHERE account = $1")
            .bind(account.as_str())
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(done.rows_affected())
    }
}

impl SessionKind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Browser => "browser",
            Self::Frame => "frame",
        }
    }
}

impl Session {
    fn from_row(row: &AnyRow) -> Result<Self, StoreError> {
        let cells = Cells::new("sessions", "hash", row);
        let kind = match cells.text("kind")?.as_str() {
            "browser" => SessionKind::Browser,
            "frame" => SessionKind::Frame,
            other => return Err(cells.inconsistent("kind", format!("unknown kind {other:?}"))),
        };
        Ok(Self {
            kind,
            account: cells.parsed("account")?,
            created_at: cells.time("created_at")?,
            expires_at: cells.time("expires_at")?,
        })
    }
}
