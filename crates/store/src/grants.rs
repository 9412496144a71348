//! Grants: what an account let Inlay do, with its sealed tokens.
//!
//! `grants/refresh.rs` holds what renewing tokens needs: the lease and the writes that happen
//! only while the token they are about is still the stored one. `grants/access.rs` says on which
//! sites a grant may be used, `grants/reseal.rs` moves tokens to another key.

mod access;
mod model;
mod refresh;
mod reseal;

use jiff::Timestamp;
use sqlx::{Any, Transaction};
use uuid::Uuid;

pub(crate) use self::access::forget;
use self::{
    access::replace_sites,
    model::{access_place, refresh_place},
};
pub use self::{
    access::{Access, AccessState, EndedAccess, EndedBy, SiteGrant},
    model::{Grant, GrantedSite, Health, NewGrant, Reopen, Tokens},
};
use crate::{
    AccountId, GrantId, Store, StoreError,
    cells::{Cells, join, storable},
};

/// See [`Store::grants`].
#[derive(Debug, Clone, Copy)]
pub struct Grants<'a> {
    pub(crate) store: &'a Store,
}

impl Grants<'_> {
    /// Stores what a consent brought. An account has one grant: an earlier one keeps its id and
    /// its `created_at`; tokens, scopes and sites are replaced, it is healthy again, a running
    /// refresh loses its lease, and `generation` counts up.
    ///
    /// A site that occurs twice (Atlassian lists one per product) is stored once, with the scopes
    /// of both. A site whose access was taken away stays closed, though Atlassian lists it again,
    /// unless [`NewGrant::reopen`] says that this consent is about it.
    pub async fn put(&self, new: NewGrant, now: Timestamp) -> Result<Grant, StoreError> {
        let mut tx = self.store.database.write().await?;
        let grant = loop {
            // The seal is bound to the row's id, so that it must be known before sealing.
            let known = sqlx::query("SELECT id FROM grants WHERE account = $1")
                .bind(new.account.as_str())
                .fetch_optional(&mut *tx)
                .await?;
            let id = match &known {
                Some(row) => Cells::new("grants", "id", row).parsed("id")?,
                None => GrantId(Uuid::new_v4()),
            };
            // Nothing comes back when another process made the account's first grant just now.
            if let Some(grant) = self.upsert(&mut tx, id, &new, now).await? {
                break grant;
            }
        };
        replace_sites(&mut tx, &grant, &new.sites, new.reopen, now).await?;
        tx.commit().await?;
        Ok(grant)
    }

    async fn upsert(
        &self,
        tx: &mut Transaction<'_, Any>,
        id: GrantId,
        new: &NewGrant,
        now: Timestamp,
    ) -> Result<Option<Grant>, StoreError> {
        let keys = &self.store.keys;
        let row = sqlx::query(
            "INSERT INTO grants
                 (id, account, name, timezone, access_sealed, refresh_sealed, refresh_fingerprint,
                  scopes, access_expires_at, generation, created_at, refreshed_at, profile_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10, $10, $10)
             ON CONFLICT (account) DO UPDATE SET
                 name = EXCLUDED.name, timezone = EXCLUDED.timezone,
                 access_sealed = EXCLUDED.access_sealed, refresh_sealed = EXCLUDED.refresh_sealed,
                 refresh_fingerprint = EXCLUDED.refresh_fingerprint, scopes = EXCLUDED.scopes,
                 access_expires_at = EXCLUDED.access_expires_at,
                 dead_since = NULL, dead_reason = NULL,
                 generation = grants.generation + 1, refreshed_at = EXCLUDED.refreshed_at,
                 profile_at = EXCLUDED.profile_at,
                 lease_holder = NULL, lease_until = NULL
             WHERE grants.id = EXCLUDED.id
             RETURNING *",
        )
        .bind(id.to_string())
        .bind(new.account.as_str())
        .bind(storable(&new.name))
        .bind(new.timezone.as_deref().map(storable))
        .bind(access_place(id).seal(keys, &new.tokens.access))
        .bind(refresh_place(id).seal(keys, &new.tokens.refresh))
        .bind(new.tokens.fingerprint().to_string())
        .bind(join(&new.scopes))
        .bind(new.access_expires_at.as_millisecond())
        .bind(now.as_millisecond())
        .fetch_optional(&mut **tx)
        .await?;
        row.as_ref().map(Grant::from_row).transpose()
    }

    /// The account's grant, healthy or dead.
    pub async fn by_account(&self, account: &AccountId) -> Result<Option<Grant>, StoreError> {
        let row = sqlx::query("SELECT * FROM grants WHERE account = $1")
            .bind(account.as_str())
            .fetch_optional(self.store.database.pool())
            .await?;
        row.as_ref().map(Grant::from_row).transpose()
    }

    /// The tokens of a grant, opened. Those of a dead grant are there too.
    pub async fn tokens(&self, id: &GrantId) -> Result<Option<Tokens>, StoreError> {
        let row = sqlx::query("SELECT id, access_sealed, refresh_sealed FROM grants WHERE id = $1")
            .bind(id.to_string())
            .fetch_optional(self.store.database.pool())
            .await?;
        let Some(row) = row else { return Ok(None) };
        let cells = Cells::new("grants", "id", &row);
        let keys = &self.store.keys;
        Ok(Some(Tokens {
            access: access_place(*id).open(keys, &cells.text("access_sealed")?)?,
            refresh: refresh_place(*id).open(keys, &cells.text("refresh_sealed")?)?,
        }))
    }

    /// Healthy grants whose tokens were last replaced at `idle_since` or before, the longest idle
    /// first, at most `limit`: Atlassian lets go of what nobody uses.
    pub async fn due_for_renewal(
        &self,
        idle_since: Timestamp,
        limit: u32,
    ) -> Result<Vec<Grant>, StoreError> {
        let rows = sqlx::query(
            "SELECT * FROM grants WHERE dead_since IS NULL AND refreshed_at <= $1
             ORDER BY refreshed_at, id LIMIT $2",
        )
        .bind(idle_since.as_millisecond())
        .bind(i64::from(limit))
        .fetch_all(self.store.database.pool())
        .await?;
        rows.iter().map(Grant::from_row).collect()
    }

    /// Forgets an account's grant: its tokens, its sites, its sessions and what waits to be
    /// handed over to its frames. Charts stay, and no site counts as taken away. False: there was
    /// no grant.
    pub async fn remove(&self, account: &AccountId) -> Result<bool, StoreError> {
        let mut tx = self.store.database.write().await?;
        let removed = forget(&mut tx, account).await?;
        tx.commit().await?;
        Ok(removed)
    }
}
