//! News of Jira's webhooks: when an issue of a project last changed, as far as Jira told.
//!
//! A delivery reaches one process; what it says is here, so that every process reads again.

use jiff::Timestamp;

use crate::{
    SiteId, Store, StoreError, TokenHash,
    cells::{Cells, storable},
    replays::first_time,
};

/// What deliveries are remembered for.
const PURPOSE: &str = "webhook";

/// See [`Store::news`].
#[derive(Debug, Clone, Copy)]
pub struct News<'a> {
    pub(crate) store: &'a Store,
}

impl News<'_> {
    /// Whether a host is that of a site that somebody gave access to; which one.
    pub async fn site_at(&self, host: &str) -> Result<Option<SiteId>, StoreError> {
        let row = sqlx::query("SELECT site FROM grant_sites WHERE url = $1 OR url = $2 LIMIT 1")
            .bind(storable(&format!("https://{host}")))
            .bind(storable(&format!("https://{host}/")))
            .fetch_optional(self.store.database.pool())
            .await?;
        row.map(|row| Cells::new("grant_sites", "site", &row).parsed("site"))
            .transpose()
    }

    /// Notes news of a project, once for each `delivery`, which is remembered until `until`. False:
    /// it was heard before, or nobody gave access to such a site.
    pub async fn heard(
        &self,
        delivery: &TokenHash,
        until: Timestamp,
        site: SiteId,
        project: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let known = sqlx::query("SELECT 1 AS one FROM grant_sites WHERE site = $1 LIMIT 1")
            .bind(site.to_string())
            .fetch_optional(self.store.database.pool())
            .await?;
        if known.is_none() {
            return Ok(false);
        }
        let mut tx = self.store.database.write().await?;
        if !first_time(&mut tx, PURPOSE, delivery, until, now).await? {
            return Ok(false);
        }
        // Two processes' clocks differ: news never grow older.
        sqlx::query(
            "INSERT INTO site_news (site, project, at) VALUES ($1, $2, $3)
             ON CONFLICT (site, project) DO UPDATE SET at = EXCLUDED.at
             WHERE site_news.at < EXCLUDED.at",
        )
        .bind(site.to_string())
        .bind(capitals(project))
        .bind(now.as_millisecond())
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(true)
    }

    /// When an issue of these projects last changed, as far as Jira told; of any project of the
    /// site where none is named.
    pub async fn latest(
        &self,
        site: SiteId,
        projects: &[String],
    ) -> Result<Option<Timestamp>, StoreError> {
        // An underscore of a key stands for any character here: a table too many is read again.
        let named = match projects {
            [] => String::new(),
            some => format!(" {} ", capitals(&some.join(" "))),
        };
        let row = sqlx::query(
            "SELECT MAX(at) AS at FROM site_news
             WHERE site = $1 AND ($2 = '' OR $2 LIKE '% ' || project || ' %')",
        )
        .bind(site.to_string())
        .bind(named)
        .fetch_one(self.store.database.pool())
        .await?;
        Cells::new("site_news", "at", &row).optional_time("at")
    }
}

/// Jira's keys are in capitals; people write them as they like.
fn capitals(text: &str) -> String {
    storable(&text.to_uppercase())
}
