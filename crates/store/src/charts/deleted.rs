//! Deleting a chart so that it can be taken back for a while, with whom it was shared with by name.
//! What ran as its owner, and signed addresses, end with the deletion for good.

use jiff::Timestamp;

use super::{Chart, Charts};
use crate::{AccountId, ChartId, StoreError};

impl Charts<'_> {
    /// Deletes a chart; until `expires_at` its owner can take that back. False: there was none.
    pub async fn set_aside(&self, id: &ChartId, expires_at: Timestamp) -> Result<bool, StoreError> {
        let mut tx = self.store.database.write().await?;
        // An id that was given by hand may have been deleted before.
        sqlx::query("DELETE FROM deleted_charts WHERE id = $1")
            .bind(id.as_str())
            .execute(&mut *tx)
            .await?;
        sqlx::query(
            "INSERT INTO deleted_charts
                 (id, owner, site, title, spec, version, everybody, link_generation, created_at, updated_at, expires_at)
             SELECT id, owner, site, title, spec, version, everybody, link_generation, created_at, updated_at, CAST($2 AS BIGINT)
             FROM charts WHERE id = $1",
        )
        .bind(id.as_str())
        .bind(expires_at.as_millisecond())
        .execute(&mut *tx)
        .await?;
        for sql in [
            "INSERT INTO deleted_chart_people (chart_id, account, role, added_at)
             SELECT chart_id, account, role, added_at FROM chart_people WHERE chart_id = $1",
            "DELETE FROM charts WHERE id = $1",
        ] {
            let done = sqlx::query(sql).bind(id.as_str()).execute(&mut *tx).await?;
            if sql.starts_with("DELETE") && done.rows_affected() == 0 {
                return Ok(false);
            }
        }
        tx.commit().await?;
        Ok(true)
    }

    /// Takes the deletion of an account's own chart back. `None`: it has none of this id that could
    /// come back.
    pub async fn restore(
        &self,
        owner: &AccountId,
        id: &ChartId,
        now: Timestamp,
    ) -> Result<Option<Chart>, StoreError> {
        let mut tx = self.store.database.write().await?;
        let row = sqlx::query(
            "INSERT INTO charts
                 (id, owner, site, title, spec, version, everybody, link_generation, created_at, updated_at)
             SELECT id, owner, site, title, spec, version, everybody, link_generation + 1, created_at, updated_at
             FROM deleted_charts WHERE id = $1 AND owner = $2 AND expires_at > $3
             ON CONFLICT (id) DO NOTHING
             RETURNING *",
        )
        .bind(id.as_str())
        .bind(owner.as_str())
        .bind(now.as_millisecond())
        .fetch_optional(&mut *tx)
        .await?;
        let Some(row) = row else {
            return Ok(None);
        };
        for sql in [
            "INSERT INTO chart_people (chart_id, account, role, added_at)
             SELECT chart_id, account, role, added_at FROM deleted_chart_people WHERE chart_id = $1",
            "DELETE FROM deleted_charts WHERE id = $1",
        ] {
            sqlx::query(sql).bind(id.as_str()).execute(&mut *tx).await?;
        }
        tx.commit().await?;
        Ok(Some(Chart::from_row(&row)?))
    }
}
