//! Owner runs: charts that others may see as their owner sees them.
//!
//! There is a row while a run is switched on; its end keeps none. What a run is bound to is a
//! fingerprint that this crate only compares.

mod model;

use jiff::Timestamp;

pub use self::model::{Audience, NewOwnerRun, OwnerRun, Pause, PauseReason};
use crate::{AccountId, ChartId, SiteId, Store, StoreError, cells::storable};

/// See [`Store::owner_runs`].
#[derive(Debug, Clone, Copy)]
pub struct OwnerRuns<'a> {
    pub(crate) store: &'a Store,
}

impl OwnerRuns<'_> {
    /// The run of a chart; `None`: it is not switched on.
    pub async fn get(&self, chart: &ChartId) -> Result<Option<OwnerRun>, StoreError> {
        let row = sqlx::query(
            "SELECT r.*, c.link_generation, c.title, c.site, c.owner
             FROM owner_runs r JOIN charts c ON c.id = r.chart_id WHERE r.chart_id = $1",
        )
        .bind(chart.as_str())
        .fetch_optional(self.store.database.pool())
        .await?;
        row.as_ref().map(OwnerRun::from_row).transpose()
    }

    /// Switches a run on, or changes it, and confirms it: a paused one runs again. Signed addresses
    /// are void from when the audience is another than `link`. False: there is no such chart, or
    /// `owner` does not own it.
    pub async fn put(
        &self,
        chart: &ChartId,
        owner: &AccountId,
        new: &NewOwnerRun,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let (audience, sites) = new.audience.to_cells();
        let mut tx = self.store.database.write().await?;
        // The write that finds the owner also locks the chart against another one's deletion.
        let renew = i64::from(new.audience != Audience::Link);
        let owned = sqlx::query(
            "UPDATE charts SET link_generation = link_generation + $3 WHERE id = $1 AND owner = $2",
        )
        .bind(chart.as_str())
        .bind(owner.as_str())
        .bind(renew)
        .execute(&mut *tx)
        .await?;
        if owned.rows_affected() == 0 {
            return Ok(false);
        }
        sqlx::query(
            "INSERT INTO owner_runs
                 (chart_id, audience, confluence_sites, until, lists, fingerprint,
                  switched_on_at, confirmed_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $7)
             ON CONFLICT (chart_id) DO UPDATE SET
                 audience = EXCLUDED.audience, confluence_sites = EXCLUDED.confluence_sites,
                 until = EXCLUDED.until, lists = EXCLUDED.lists,
                 fingerprint = EXCLUDED.fingerprint, confirmed_at = EXCLUDED.confirmed_at,
                 paused_since = NULL, paused_reason = NULL",
        )
        .bind(chart.as_str())
        .bind(audience)
        .bind(sites)
        .bind(new.until.map(Timestamp::as_millisecond))
        .bind(i64::from(new.lists))
        .bind(storable(&new.fingerprint))
        .bind(now.as_millisecond())
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Pauses a run that is still bound to `expected`. Said twice, the first time and reason stay.
    /// False: it is bound to something else by now, or ended.
    pub async fn pause(
        &self,
        chart: &ChartId,
        expected: &str,
        reason: PauseReason,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut tx = self.store.database.write().await?;
        let done = sqlx::query(
            "UPDATE owner_runs SET
                 paused_since = COALESCE(paused_since, $3),
                 paused_reason = COALESCE(paused_reason, $4)
             WHERE chart_id = $1 AND fingerprint = $2",
        )
        .bind(chart.as_str())
        .bind(storable(expected))
        .bind(now.as_millisecond())
        .bind(reason.as_str())
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(done.rows_affected() == 1)
    }

    /// Binds a run to what its owner confirms now, in place of `expected`: a paused one runs again.
    /// False: it is bound to something else than `expected`, or ended.
    pub async fn confirm(
        &self,
        chart: &ChartId,
        expected: &str,
        fingerprint: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut tx = self.store.database.write().await?;
        let done = sqlx::query(
            "UPDATE owner_runs SET
                 fingerprint = $3, confirmed_at = $4, paused_since = NULL, paused_reason = NULL
             WHERE chart_id = $1 AND fingerprint = $2",
        )
        .bind(chart.as_str())
        .bind(storable(expected))
        .bind(storable(fingerprint))
        .bind(now.as_millisecond())
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(done.rows_affected() == 1)
    }

    /// Ends a run; its signed addresses are void for good. False: there was none.
    pub async fn end(&self, chart: &ChartId) -> Result<bool, StoreError> {
        let mut tx = self.store.database.write().await?;
        let done = sqlx::query("DELETE FROM owner_runs WHERE chart_id = $1")
            .bind(chart.as_str())
            .execute(&mut *tx)
            .await?;
        sqlx::query("UPDATE charts SET link_generation = link_generation + 1 WHERE id = $1")
            .bind(chart.as_str())
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(done.rows_affected() == 1)
    }

    /// Voids the signed addresses of a run: new ones are of the next generation. False: there is no
    /// such run.
    pub async fn renew_link(&self, chart: &ChartId) -> Result<bool, StoreError> {
        let mut tx = self.store.database.write().await?;
        let done = sqlx::query(
            "UPDATE charts SET link_generation = link_generation + 1
             WHERE id = $1 AND EXISTS (SELECT 1 FROM owner_runs WHERE chart_id = charts.id)",
        )
        .bind(chart.as_str())
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(done.rows_affected() == 1)
    }

    /// The runs of an account's charts, by title.
    pub async fn by_owner(&self, owner: &AccountId) -> Result<Vec<OwnerRun>, StoreError> {
        let rows = sqlx::query(
            "SELECT r.*, c.link_generation, c.title, c.site, c.owner
             FROM owner_runs r JOIN charts c ON c.id = r.chart_id
             WHERE c.owner = $1 ORDER BY c.title, c.id",
        )
        .bind(owner.as_str())
        .fetch_all(self.store.database.pool())
        .await?;
        rows.iter().map(OwnerRun::from_row).collect()
    }

    /// The runs of the charts that read a site, by title.
    pub async fn on_site(&self, site: SiteId) -> Result<Vec<OwnerRun>, StoreError> {
        let rows = sqlx::query(
            "SELECT r.*, c.link_generation, c.title, c.site, c.owner
             FROM owner_runs r JOIN charts c ON c.id = r.chart_id
             WHERE c.site = $1 ORDER BY c.title, c.id",
        )
        .bind(site.to_string())
        .fetch_all(self.store.database.pool())
        .await?;
        rows.iter().map(OwnerRun::from_row).collect()
    }
}
