//! Moving sealed tokens to another key, and counting those whose key is lost.

use sqlx::any::AnyRow;

use super::{
    Grants,
    model::{access_place, refresh_place},
};
use crate::{GrantId, StoreError, cells::Cells};

/// Grants read at a time; each has some kilobytes of tokens.
const PAGE: i64 = 200;

/// The two sealed cells of a grant.
struct Sealed {
    id: GrantId,
    access: String,
    refresh: String,
}

impl Grants<'_> {
    /// Seals the tokens of up to `limit` grants again with the ring's first key; says of how many.
    /// Ask until the answer is 0. A grant whose tokens change meanwhile is left alone: it is sealed
    /// with the first key anyway. So are tokens that cannot be opened, see [`Grants::unreadable`].
    pub async fn reseal(&self, limit: u32) -> Result<u32, StoreError> {
        let first = &self.store.keys.sealing().kid;
        let mut resealed = 0;
        let mut after = None;
        loop {
            let page = self.sealed_after(after).await?;
            let Some(last) = page.last() else {
                return Ok(resealed);
            };
            after = Some(last.id);
            for grant in &page {
                if grant.kids().all(|kid| kid == first) {
                    continue;
                }
                if resealed == limit {
                    return Ok(resealed);
                }
                resealed += u32::from(self.reseal_one(grant).await?);
            }
        }
    }

    /// How many grants were sealed with a key that is not in the ring: their people have to consent
    /// again.
    pub async fn unreadable(&self) -> Result<u64, StoreError> {
        let mut unreadable = 0;
        let mut after = None;
        loop {
            let page = self.sealed_after(after).await?;
            let Some(last) = page.last() else {
                return Ok(unreadable);
            };
            after = Some(last.id);
            let lost = |grant: &&Sealed| {
                grant
                    .kids()
                    .any(|kid| self.store.keys.by_kid(kid).is_none())
            };
            unreadable += page.iter().filter(lost).count() as u64;
        }
    }

    async fn sealed_after(&self, after: Option<GrantId>) -> Result<Vec<Sealed>, StoreError> {
        let rows = sqlx::query(
            "SELECT id, access_sealed, refresh_sealed FROM grants
             WHERE $1 IS NULL OR id > $1 ORDER BY id LIMIT $2",
        )
        .bind(after.map(|id| id.to_string()))
        .bind(PAGE)
        .fetch_all(self.store.database.pool())
        .await?;
        rows.iter().map(Sealed::from_row).collect()
    }

    async fn reseal_one(&self, old: &Sealed) -> Result<bool, StoreError> {
        let keys = &self.store.keys;
        let (access, refresh) = (access_place(old.id), refresh_place(old.id));
        let opened = access
            .open(keys, &old.access)
            .and_then(|a| Ok((a, refresh.open(keys, &old.refresh)?)));
        let (access_token, refresh_token) = match opened {
            Ok(tokens) => tokens,
            Err(error) => {
                tracing::warn!(grant.id = %old.id, error = &error as &dyn std::error::Error, "tokens that cannot be opened keep their seal");
                return Ok(false);
            }
        };
        let mut tx = self.store.database.write().await?;
        let done = sqlx::query(
            "UPDATE grants SET access_sealed = $4, refresh_sealed = $5
             WHERE id = $1 AND access_sealed = $2 AND refresh_sealed = $3",
        )
        .bind(old.id.to_string())
        .bind(&old.access)
        .bind(&old.refresh)
        .bind(access.seal(keys, &access_token))
        .bind(refresh.seal(keys, &refresh_token))
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(done.rows_affected() == 1)
    }
}

impl Sealed {
    fn from_row(row: &AnyRow) -> Result<Self, StoreError> {
        let cells = Cells::new("grants", "id", row);
        Ok(Self {
            id: cells.parsed("id")?,
            access: cells.text("access_sealed")?,
            refresh: cells.text("refresh_sealed")?,
        })
    }

    /// The keys that sealed them: a sealed text begins with its key's id.
    fn kids(&self) -> impl Iterator<Item = &str> {
        [&self.access, &self.refresh]
            .into_iter()
            .map(|sealed| sealed.split_once('.').map_or("", |(kid, _)| kid))
    }
}
