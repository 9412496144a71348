//! Saved charts. A save names the version it started from; whoever comes second is told.
//! `charts/people.rs` says whom they are shared with, `charts/deleted.rs` how a deletion is taken back.

mod deleted;
pub(crate) mod people;

use jiff::Timestamp;
use sqlx::any::AnyRow;

pub use self::people::{AddPerson, ChartPerson, Role};

use crate::{
    AccountId, ChartId, SaveError, SiteId, Store, StoreError,
    cells::Cells,
    documents::{Documents, New, Saved},
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

/// A chart to be made; its id is [`ChartId::generate`]'s.
pub type NewChart = New<ChartId>;

const CHARTS: Documents = Documents {
    table: "charts",
    // A deleted chart is in a table of its own.
    there: "1 = 1",
};

/// See [`Store::charts`].
#[derive(Debug, Clone, Copy)]
pub struct Charts<'a> {
    pub(crate) store: &'a Store,
}

impl Charts<'_> {
    /// Makes a chart, version 1, that everybody with access to the site may see. An id that exists
    /// already is an error.
    pub async fn create(&self, new: NewChart, now: Timestamp) -> Result<Chart, StoreError> {
        let row = CHARTS.create(self.store, new, now).await?;
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
        let saved = Saved { title, site, spec };
        let row = CHARTS.save(self.store, id.as_str(), expected_version, saved, now);
        Ok(Chart::from_row(&row.await?)?)
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
