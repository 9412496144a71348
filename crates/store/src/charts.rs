//! Saved charts. A save names the version it started from; whoever comes second is told.
//! `charts/people.rs` says whom they are shared with, `charts/deleted.rs` how a deletion is taken back.

mod deleted;
pub(crate) mod people;

use jiff::Timestamp;
use sqlx::any::AnyRow;

pub use self::people::{AddPerson, ChartPerson, Role};

use crate::{
    AccountId, ChartId, SiteId, Store, StoreError,
    cells::{Cells, storable},
};

/// A saved chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// Its id, as in addresses.
    pub id: ChartId,
    /// Who made it.
    pub owner: AccountId,
    /// The site its issues come from.
    pub site: SiteId,
    /// Its title.
    pub title: String,
    /// The spec as JSON; this crate never looks inside.
    pub spec: String,
    /// Counts saves, from 1.
    pub version: i64,
    /// What everybody with access to the site may do with it; `None`: nothing.
    pub everybody: Option<Role>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last saved.
    pub updated_at: Timestamp,
}

/// A chart to be made.
#[derive(Debug, Clone)]
pub struct NewChart {
    /// A fresh id: [`ChartId::generate`].
    pub id: ChartId,
    /// Who makes it.
    pub owner: AccountId,
    /// The site its issues come from.
    pub site: SiteId,
    /// Its title.
    pub title: String,
    /// The spec as JSON.
    pub spec: String,
}

/// Why a chart was not saved.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// Somebody saved it in between: show both, let the person choose.
    #[error("the chart was saved by somebody else in the meantime")]
    Stale {
        /// The version that is stored.
        current: i64,
    },
    /// There is no such chart (any more).
    #[error("there is no such chart")]
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

/// See [`Store::charts`].
#[derive(Debug, Clone, Copy)]
pub struct Charts<'a> {
    pub(crate) store: &'a Store,
}

impl Charts<'_> {
    /// Makes a chart, version 1, that everybody with access to the site may see. An id that exists
    /// already is an error.
    pub async fn create(&self, new: NewChart, now: Timestamp) -> Result<Chart, StoreError> {
        let mut tx = self.store.database.write().await?;
        let row = sqlx::query(
            "INSERT INTO charts (id, owner, site, title, spec, version, created_at, updated_at)
             VALUES ($1, $2, $3, $4, $5, 1, $6, $6)
             RETURNING *",
        )
        .bind(new.id.as_str())
        .bind(new.owner.as_str())
        .bind(new.site.to_string())
        .bind(storable(&new.title))
        .bind(storable(&new.spec))
        .bind(now.as_millisecond())
        .fetch_one(&mut *tx)
        .await?;
        tx.commit().await?;
        Chart::from_row(&row)
    }

    /// Saves a chart that is still at `expected_version`, and counts the version up.
    pub async fn save(
        &self,
        id: &ChartId,
        expected_version: i64,
        title: &str,
        site: SiteId,
        spec: &str,
        now: Timestamp,
    ) -> Result<Chart, SaveError> {
        let mut tx = self.store.database.write().await?;
        let saved = sqlx::query(
            "UPDATE charts
             SET title = $3, site = $4, spec = $5, version = version + 1, updated_at = $6
             WHERE id = $1 AND version = $2
             RETURNING *",
        )
        .bind(id.as_str())
        .bind(expected_version)
        .bind(storable(title))
        .bind(site.to_string())
        .bind(storable(spec))
        .bind(now.as_millisecond())
        .fetch_optional(&mut *tx)
        .await?;
        if let Some(row) = saved {
            tx.commit().await?;
            return Ok(Chart::from_row(&row)?);
        }
        let there = sqlx::query("SELECT * FROM charts WHERE id = $1")
            .bind(id.as_str())
            .fetch_optional(&mut *tx)
            .await?;
        match there.as_ref().map(Chart::from_row).transpose()? {
            Some(chart) => Err(SaveError::Stale {
                current: chart.version,
            }),
            None => Err(SaveError::Missing),
        }
    }

    /// The chart with this id.
    pub async fn by_id(&self, id: &ChartId) -> Result<Option<Chart>, StoreError> {
        let row = sqlx::query("SELECT * FROM charts WHERE id = $1")
            .bind(id.as_str())
            .fetch_optional(self.store.database.pool())
            .await?;
        row.as_ref().map(Chart::from_row).transpose()
    }

    /// An account's charts, the last saved first.
    pub async fn by_owner(&self, owner: &AccountId) -> Result<Vec<Chart>, StoreError> {
        let rows =
            sqlx::query("SELECT * FROM charts WHERE owner = $1 ORDER BY updated_at DESC, id")
                .bind(owner.as_str())
                .fetch_all(self.store.database.pool())
                .await?;
        rows.iter().map(Chart::from_row).collect()
    }

    /// The charts of a site, by title: for the site's administrators.
    pub async fn on_site(&self, site: SiteId) -> Result<Vec<Chart>, StoreError> {
        let rows = sqlx::query("SELECT * FROM charts WHERE site = $1 ORDER BY title, id")
            .bind(site.to_string())
            .fetch_all(self.store.database.pool())
            .await?;
        rows.iter().map(Chart::from_row).collect()
    }
}

impl Chart {
    fn from_row(row: &AnyRow) -> Result<Self, StoreError> {
        let cells = Cells::new("charts", "id", row);
        Ok(Self {
            id: cells.parsed("id")?,
            owner: cells.parsed("owner")?,
            site: cells.parsed("site")?,
            title: cells.text("title")?,
            spec: cells.text("spec")?,
            version: cells.number("version")?,
            everybody: people::everybody(&cells)?,
            created_at: cells.time("created_at")?,
            updated_at: cells.time("updated_at")?,
        })
    }
}
