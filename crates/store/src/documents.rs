//! What charts and dashboards have in common: a text with a title, an owner and a site, made once and
//! saved over the version that somebody started from.

use jiff::Timestamp;
use sqlx::{AssertSqlSafe, any::AnyRow};

use crate::{
    AccountId, SiteId, Store, StoreError,
    cells::{Cells, storable},
};

/// A chart or a dashboard to be made.
#[derive(Debug, Clone)]
pub struct New<Id> {
    /// A fresh id.
    pub id: Id,
    /// Who makes it.
    pub owner: AccountId,
    /// A chart's issues come from it; a dashboard may be shared with its people.
    pub site: SiteId,
    /// Its title.
    pub title: String,
    /// The spec as JSON; this crate never looks inside.
    pub spec: String,
}

/// Why something was not saved.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// Somebody saved it in between: show both, let the person choose.
    #[error("it was saved by somebody else in the meantime")]
    Stale {
        /// The version that is stored.
        current: i64,
    },
    /// There is none (any more).
    #[error("there is none of this id")]
    Missing,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for SaveError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

/// What a save writes.
pub(crate) struct Saved<'a> {
    pub title: &'a str,
    pub site: SiteId,
    pub spec: &'a str,
}

/// A table of such documents.
pub(crate) struct Documents {
    pub table: &'static str,
    /// The condition of the rows that are not deleted.
    pub there: &'static str,
}

impl Documents {
    /// Version 1, as the table's defaults share it. An id that exists already is an error.
    pub(crate) async fn create<Id: Into<String>>(
        &self,
        store: &Store,
        new: New<Id>,
        now: Timestamp,
    ) -> Result<AnyRow, StoreError> {
        let table = self.table;
        let sql = format!(
            "INSERT INTO {table} (id, owner, site, title, spec, version, created_at, updated_at)
             VALUES ($1, $2, $3, $4, $5, 1, $6, $6)
             RETURNING *"
        );
        let mut tx = store.database.write().await?;
        let row = sqlx::query(AssertSqlSafe(sql))
            .bind(new.id.into())
            .bind(new.owner.as_str())
            .bind(new.site.to_string())
            .bind(storable(&new.title))
            .bind(storable(&new.spec))
            .bind(now.as_millisecond())
            .fetch_one(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(row)
    }

    /// Saves what is still at `expected_version`, and counts the version up.
    pub(crate) async fn save(
        &self,
        store: &Store,
        id: &str,
        expected_version: i64,
        saved: Saved<'_>,
        now: Timestamp,
    ) -> Result<AnyRow, SaveError> {
        let Self { table, there } = *self;
        let update = format!(
            "UPDATE {table}
             SET title = $3, site = $4, spec = $5, version = version + 1, updated_at = $6
             WHERE id = $1 AND version = $2 AND {there}
             RETURNING *"
        );
        let mut tx = store.database.write().await?;
        let row = sqlx::query(AssertSqlSafe(update))
            .bind(id)
            .bind(expected_version)
            .bind(storable(saved.title))
            .bind(saved.site.to_string())
            .bind(storable(saved.spec))
            .bind(now.as_millisecond())
            .fetch_optional(&mut *tx)
            .await?;
        if let Some(row) = row {
            tx.commit().await?;
            return Ok(row);
        }
        let stored = format!("SELECT id, version FROM {table} WHERE id = $1 AND {there}");
        let stored = sqlx::query(AssertSqlSafe(stored))
            .bind(id)
            .fetch_optional(&mut *tx)
            .await?;
        match stored {
            Some(row) => Err(SaveError::Stale {
                current: Cells::new(table, "id", &row).number("version")?,
            }),
            None => Err(SaveError::Missing),
        }
    }
}
