//! Embed grants: tickets with which the Confluence app opens one chart for one viewer, once.
//!
//! A ticket stands in an address for a moment; the frame trades it for a session.

use jiff::Timestamp;
use sqlx::any::AnyRow;

use crate::{AccountId, ConfluenceViewer, Store, StoreError, TokenHash, cells::Cells};

/// See [`Store::embed_grants`].
#[derive(Debug, Clone, Copy)]
pub struct EmbedGrants<'a> {
    pub(crate) store: &'a Store,
}

impl EmbedGrants<'_> {
    /// Leaves a ticket. `hash` is of a fresh secret: one that is known already is an error.
    pub async fn offer(
        &self,
        hash: TokenHash,
        viewer: &ConfluenceViewer,
        expires_at: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.store.database.write().await?;
        sqlx::query(
            "INSERT INTO embed_grants (hash, chart, site, account, expires_at)
             VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(hash.to_string())
        .bind(viewer.chart.as_str())
        .bind(viewer.site.to_string())
        .bind(viewer.account.as_ref().map(AccountId::as_str))
        .bind(expires_at.as_millisecond())
        .execute(&mut *tx)
        .await?;
        Ok(tx.commit().await?)
    }

    /// Takes a ticket: of any number of takers one finds it, an expired one is gone.
    pub async fn take(
        &self,
        hash: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<ConfluenceViewer>, StoreError> {
        let mut tx = self.store.database.write().await?;
        let row =
            sqlx::query("DELETE FROM embed_grants WHERE hash = $1 AND expires_at > $2 RETURNING *")
                .bind(hash.to_string())
                .bind(now.as_millisecond())
                .fetch_optional(&mut *tx)
                .await?;
        tx.commit().await?;
        row.as_ref().map(viewer).transpose()
    }
}

fn viewer(row: &AnyRow) -> Result<ConfluenceViewer, StoreError> {
    let cells = Cells::new("embed_grants", "hash", row);
    Ok(ConfluenceViewer {
        chart: cells.parsed("chart")?,
        site: cells.parsed("site")?,
        account: cells.optional_parsed("account")?,
    })
}
