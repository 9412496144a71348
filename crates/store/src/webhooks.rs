//! The webhooks that are registered at Jira: one for each account and site, so that they can be
//! refreshed, and removed when the access ends.

use jiff::Timestamp;
use sqlx::any::AnyRow;

use crate::{
    AccountId, SiteId, Store, StoreError,
    cells::{Cells, join, split, storable},
};

/// A webhook that an account has on a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteWebhook {
    /// Whose.
    pub account: AccountId,
    /// Where.
    pub site: SiteId,
    /// Jira's id of it.
    pub webhook: u64,
    /// Where Jira sends its deliveries.
    pub address: String,
    /// Keys of the projects that it tells of.
    pub projects: Vec<String>,
    /// When it was registered or last refreshed.
    pub refreshed_at: Timestamp,
}

/// See [`Store::webhooks`].
#[derive(Debug, Clone, Copy)]
pub struct Webhooks<'a> {
    pub(crate) store: &'a Store,
}

impl Webhooks<'_> {
    /// Sites that have charts, or webhooks from when they had.
    pub async fn sites(&self) -> Result<Vec<SiteId>, StoreError> {
        let rows = sqlx::query(
            "SELECT site FROM charts UNION SELECT site FROM site_webhooks ORDER BY site",
        )
        .fetch_all(self.store.database.pool())
        .await?;
        rows.iter()
            .map(|row| Cells::new("charts", "site", row).parsed("site"))
            .collect()
    }

    /// The webhooks of a site, by account.
    pub async fn on_site(&self, site: SiteId) -> Result<Vec<SiteWebhook>, StoreError> {
        let rows = sqlx::query("SELECT * FROM site_webhooks WHERE site = $1 ORDER BY account")
            .bind(site.to_string())
            .fetch_all(self.store.database.pool())
            .await?;
        rows.iter().map(SiteWebhook::from_row).collect()
    }

    /// The webhooks of an account, by site.
    pub async fn of_account(&self, account: &AccountId) -> Result<Vec<SiteWebhook>, StoreError> {
        let rows = sqlx::query("SELECT * FROM site_webhooks WHERE account = $1 ORDER BY site")
            .bind(account.as_str())
            .fetch_all(self.store.database.pool())
            .await?;
        rows.iter().map(SiteWebhook::from_row).collect()
    }

    /// Notes a webhook, in place of the one that the account had on this site.
    pub async fn put(&self, webhook: &SiteWebhook) -> Result<(), StoreError> {
        // Jira's ids are small; one that does not fit is unknown at the next refresh, and replaced.
        let id = i64::try_from(webhook.webhook).unwrap_or(i64::MAX);
        let mut tx = self.store.database.write().await?;
        sqlx::query(
            "INSERT INTO site_webhooks (account, site, webhook, address, projects, refreshed_at)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (account, site) DO UPDATE SET
                 webhook = EXCLUDED.webhook, address = EXCLUDED.address,
                 projects = EXCLUDED.projects, refreshed_at = EXCLUDED.refreshed_at",
        )
        .bind(webhook.account.as_str())
        .bind(webhook.site.to_string())
        .bind(id)
        .bind(storable(&webhook.address))
        .bind(storable(&join(&webhook.projects)))
        .bind(webhook.refreshed_at.as_millisecond())
        .execute(&mut *tx)
        .await?;
        Ok(tx.commit().await?)
    }

    /// Forgets the webhook of an account on a site. False: there was none.
    pub async fn forget(&self, account: &AccountId, site: SiteId) -> Result<bool, StoreError> {
        let mut tx = self.store.database.write().await?;
        let done = sqlx::query("DELETE FROM site_webhooks WHERE account = $1 AND site = $2")
            .bind(account.as_str())
            .bind(site.to_string())
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(done.rows_affected() == 1)
    }
}

impl SiteWebhook {
    fn from_row(row: &AnyRow) -> Result<Self, StoreError> {
        let cells = Cells::new("site_webhooks", "account", row);
        let id = cells.number("webhook")?;
        Ok(Self {
            account: cells.parsed("account")?,
            site: cells.parsed("site")?,
            webhook: u64::try_from(id).map_err(|error| cells.inconsistent("webhook", error))?,
            address: cells.text("address")?,
            projects: split(&cells.text("projects")?),
            refreshed_at: cells.time("refreshed_at")?,
        })
    }
}
