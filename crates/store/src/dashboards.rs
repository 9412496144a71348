//! Many charts at one address. Like a chart, a dashboard is saved over the version it started from, and
//! its deletion can be taken back for a while.

use jiff::Timestamp;
use sqlx::any::AnyRow;

use crate::{
    AccountId, DashboardId, Role, SaveError, SiteId, Store, StoreError,
    cells::Cells,
    charts::people::{NOTHING, everybody},
    documents::{Documents, New, Saved},
};

/// A dashboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dashboard {
    /// Its id, as in addresses.
    pub id: DashboardId,
    /// Who made it.
    pub owner: AccountId,
    /// The site whose people it may be shared with.
    pub site: SiteId,
    /// Its title.
    pub title: String,
    /// The spec as JSON; this crate never looks inside.
    pub spec: String,
    /// Counts saves, from 1.
    pub version: i64,
    /// What everybody with access to the site may do with it; `None`: nothing.
    pub everybody: Option<Role>,
    /// The generation of its signed address, where there is one.
    pub link: Option<i64>,
    /// When it was last saved.
    pub updated_at: Timestamp,
}

/// A dashboard to be made; its id is [`DashboardId::generate`]'s.
pub type NewDashboard = New<DashboardId>;

const DASHBOARDS: Documents = Documents {
    table: "dashboards",
    there: "gone_at IS NULL",
};

/// See [`Store::dashboards`].
#[derive(Debug, Clone, Copy)]
pub struct Dashboards<'a> {
    pub(crate) store: &'a Store,
}

impl Dashboards<'_> {
    /// Makes a dashboard, version 1, that its owner alone sees.
    pub async fn create(&self, new: NewDashboard, now: Timestamp) -> Result<Dashboard, StoreError> {
        let row = DASHBOARDS.create(self.store, new, now).await?;
        Dashboard::from_row(&row)
    }

    /// Saves a dashboard that is still at `expected_version`, and counts the version up.
    pub async fn save(
        &self,
        id: &DashboardId,
        expected_version: i64,
        title: &str,
        site: SiteId,
        spec: &str,
        now: Timestamp,
    ) -> Result<Dashboard, SaveError> {
        let saved = Saved { title, site, spec };
        let row = DASHBOARDS.save(self.store, id.as_str(), expected_version, saved, now);
        Ok(Dashboard::from_row(&row.await?)?)
    }

    /// The dashboard with this id.
    pub async fn by_id(&self, id: &DashboardId) -> Result<Option<Dashboard>, StoreError> {
        let row = sqlx::query("SELECT * FROM dashboards WHERE id = $1 AND gone_at IS NULL")
            .bind(id.as_str())
            .fetch_optional(self.store.database.pool())
            .await?;
        row.as_ref().map(Dashboard::from_row).transpose()
    }

    /// An account's dashboards, the last saved first.
    pub async fn by_owner(&self, owner: &AccountId) -> Result<Vec<Dashboard>, StoreError> {
        let rows = sqlx::query(
            "SELECT * FROM dashboards WHERE owner = $1 AND gone_at IS NULL ORDER BY updated_at DESC, id",
        )
        .bind(owner.as_str())
        .fetch_all(self.store.database.pool())
        .await?;
        rows.iter().map(Dashboard::from_row).collect()
    }

    /// Those that everybody with access to a site may see, by title.
    pub async fn shared_on(&self, site: SiteId) -> Result<Vec<Dashboard>, StoreError> {
        let rows = sqlx::query(
            "SELECT * FROM dashboards
             WHERE site = $1 AND everybody <> $2 AND gone_at IS NULL ORDER BY title, id",
        )
        .bind(site.to_string())
        .bind(NOTHING)
        .fetch_all(self.store.database.pool())
        .await?;
        rows.iter().map(Dashboard::from_row).collect()
    }

    /// Says what everybody with access to the site may do. False: `owner` has no such dashboard.
    pub async fn set_everybody(
        &self,
        id: &DashboardId,
        owner: &AccountId,
        everybody: Option<Role>,
    ) -> Result<bool, StoreError> {
        let word = everybody.map_or(NOTHING, Role::as_str).to_owned();
        self.change(id, owner, "everybody = $3", word).await
    }

    /// Gives a dashboard a new signed address, or none. Older ones are void from then on. False:
    /// `owner` has no such dashboard.
    pub async fn set_link(
        &self,
        id: &DashboardId,
        owner: &AccountId,
        on: bool,
    ) -> Result<bool, StoreError> {
        let sql = "link_on = CAST($3 AS BIGINT), link_generation = link_generation + 1";
        self.change(id, owner, sql, i64::from(on).to_string()).await
    }

    /// Deletes a dashboard; until `gone_at` its owner can take that back, without its signed address.
    /// False: `owner` has no such dashboard.
    pub async fn set_aside(
        &self,
        id: &DashboardId,
        owner: &AccountId,
        gone_at: Timestamp,
    ) -> Result<bool, StoreError> {
        let sql =
            "gone_at = CAST($3 AS BIGINT), link_on = 0, link_generation = link_generation + 1";
        self.change(id, owner, sql, gone_at.as_millisecond().to_string())
            .await
    }

    /// Takes a deletion back. False: `owner` has none of this id that could come back.
    pub async fn restore(
        &self,
        id: &DashboardId,
        owner: &AccountId,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut tx = self.store.database.write().await?;
        let done = sqlx::query(
            "UPDATE dashboards SET gone_at = NULL WHERE id = $1 AND owner = $2 AND gone_at > $3",
        )
        .bind(id.as_str())
        .bind(owner.as_str())
        .bind(now.as_millisecond())
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(done.rows_affected() == 1)
    }

    /// One change of an owner's dashboard; `set` is ours, and `$3` in it the value.
    async fn change(
        &self,
        id: &DashboardId,
        owner: &AccountId,
        set: &'static str,
        value: String,
    ) -> Result<bool, StoreError> {
        let sql =
            format!("UPDATE dashboards SET {set} WHERE id = $1 AND owner = $2 AND gone_at IS NULL");
        let mut tx = self.store.database.write().await?;
        let done = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(id.as_str())
            .bind(owner.as_str())
            .bind(value)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(done.rows_affected() == 1)
    }
}

impl Dashboard {
    fn from_row(row: &AnyRow) -> Result<Self, StoreError> {
        let cells = Cells::new("dashboards", "id", row);
        let generation = cells.number("link_generation")?;
        Ok(Self {
            id: cells.parsed("id")?,
            owner: cells.parsed("owner")?,
            site: cells.parsed("site")?,
            title: cells.text("title")?,
            spec: cells.text("spec")?,
            version: cells.number("version")?,
            everybody: everybody(&cells)?,
            link: cells.truth("link_on")?.then_some(generation),
            updated_at: cells.time("updated_at")?,
        })
    }
}
