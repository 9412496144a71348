//! Renewing tokens: one process at a time, stored before use, declared dead only for the token
//! that failed.
//!
//! ```text
//! lease ─ yes ─ tokens ─ refresh at Atlassian ─┬─ new tokens ── put_refreshed ── release
//!    └─ no: wait, read the grant again         ├─ refused ───── mark_dead ────── release
//!                                              └─ no answer ─────────────────── release
//! ```

use std::time::Duration;

use jiff::Timestamp;

use super::{
    Grants, Tokens,
    model::{access_place, refresh_place},
};
use crate::{
    Fingerprint, GrantId, StoreError,
    cells::{join, storable},
};

impl Grants<'_> {
    /// Takes the right to refresh, if nobody has it: true for one caller at a time. It ends with
    /// [`Grants::release`], with a new consent, or after `ttl`.
    ///
    /// `holder` names this attempt, and differs from every other one: a lease is not given twice,
    /// not even to the same holder.
    pub async fn lease(
        &self,
        id: &GrantId,
        holder: &str,
        now: Timestamp,
        ttl: Duration,
    ) -> Result<bool, StoreError> {
        let ttl = i64::try_from(ttl.as_millis()).unwrap_or(i64::MAX);
        let mut tx = self.store.database.write().await?;
        let done = sqlx::query(
            "UPDATE grants SET lease_holder = $2, lease_until = $4
             WHERE id = $1 AND (lease_until IS NULL OR lease_until <= $3)",
        )
        .bind(id.to_string())
        .bind(storable(holder))
        .bind(now.as_millisecond())
        .bind(now.as_millisecond().saturating_add(ttl))
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(done.rows_affected() == 1)
    }

    /// Gives a lease back. False: `holder` did not have it any more.
    pub async fn release(&self, id: &GrantId, holder: &str) -> Result<bool, StoreError> {
        let mut tx = self.store.database.write().await?;
        let done = sqlx::query(
            "UPDATE grants SET lease_holder = NULL, lease_until = NULL
             WHERE id = $1 AND lease_holder = $2",
        )
        .bind(id.to_string())
        .bind(storable(holder))
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(done.rows_affected() == 1)
    }

    /// Stores refreshed tokens, if the refresh token they were traded for (`old`) is still the
    /// stored one. The grant is healthy then. False: somebody was faster (or removed the grant);
    /// read it again.
    pub async fn put_refreshed(
        &self,
        id: &GrantId,
        old: Fingerprint,
        tokens: Tokens,
        access_expires_at: Timestamp,
        scopes: &[String],
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let keys = &self.store.keys;
        let mut tx = self.store.database.write().await?;
        let done = sqlx::query(
            "UPDATE grants SET
                 access_sealed = $3, refresh_sealed = $4, refresh_fingerprint = $5, scopes = $6,
                 access_expires_at = $7, refreshed_at = $8, dead_since = NULL, dead_reason = NULL
             WHERE id = $1 AND refresh_fingerprint = $2",
        )
        .bind(id.to_string())
        .bind(old.to_string())
        .bind(access_place(*id).seal(keys, &tokens.access))
        .bind(refresh_place(*id).seal(keys, &tokens.refresh))
        .bind(tokens.fingerprint().to_string())
        .bind(join(scopes))
        .bind(access_expires_at.as_millisecond())
        .bind(now.as_millisecond())
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(done.rows_affected() == 1)
    }

    /// Notes that Atlassian refused a refresh token for good, if that token (`failed`) is still
    /// the stored one. Said twice, the first time and reason stay. False: the grant has other
    /// tokens by now, and lives.
    pub async fn mark_dead(
        &self,
        id: &GrantId,
        failed: Fingerprint,
        reason: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut tx = self.store.database.write().await?;
        let done = sqlx::query(
            "UPDATE grants SET
                 dead_since = COALESCE(dead_since, $3), dead_reason = COALESCE(dead_reason, $4)
             WHERE id = $1 AND refresh_fingerprint = $2",
        )
        .bind(id.to_string())
        .bind(failed.to_string())
        .bind(now.as_millisecond())
        .bind(storable(reason))
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(done.rows_affected() == 1)
    }
}
