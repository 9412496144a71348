//! What may happen once: tokens and deliveries that others send, and might send again.

use jiff::Timestamp;
use sqlx::{Any, Transaction};

use crate::{Store, StoreError, TokenHash, cells::storable};

/// See [`Store::replays`].
#[derive(Debug, Clone, Copy)]
pub struct Replays<'a> {
    pub(crate) store: &'a Store,
}

impl Replays<'_> {
    /// Whether this id is seen for the first time for its purpose: true for one caller, in any
    /// process. It is remembered until `expires_at`, when the sender's token is void anyway.
    pub async fn first_time(
        &self,
        purpose: &str,
        id: &TokenHash,
        expires_at: Timestamp,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut tx = self.store.database.write().await?;
        let first = first_time(&mut tx, purpose, id, expires_at, now).await?;
        tx.commit().await?;
        Ok(first)
    }
}

/// The same within a transaction: what is done at the first time, and that it was, come together.
pub(crate) async fn first_time(
    tx: &mut Transaction<'_, Any>,
    purpose: &str,
    id: &TokenHash,
    expires_at: Timestamp,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "INSERT INTO seen (purpose, id_hash, expires_at) VALUES ($1, $2, $3)
         ON CONFLICT (purpose, id_hash) DO UPDATE SET expires_at = EXCLUDED.expires_at
         WHERE seen.expires_at <= $4",
    )
    .bind(storable(purpose))
    .bind(id.to_string())
    .bind(expires_at.as_millisecond())
    .bind(now.as_millisecond())
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}
