//! Accesses: on which sites a grant may be used. Each ends alone; the last one takes the grant
//! with it.

mod model;
mod written;

use jiff::{SignedDuration, Timestamp};

pub use self::model::{Access, AccessState, EndedAccess, EndedBy, SiteGrant};
use self::written::end;
pub(crate) use self::written::forget;
pub(super) use self::written::replace_sites;
use super::{GrantedSite, Grants};
use crate::{
    AccountId, GrantId, SiteId, StoreError,
    cells::{Cells, split},
};

/// "Last used" is no finer than this: a view must not cost a write.
const USED_TO: SignedDuration = SignedDuration::from_mins(10);

impl Grants<'_> {
    /// The sites a grant may be used on, in the order Atlassian gave.
    pub async fn sites(&self, id: &GrantId) -> Result<Vec<GrantedSite>, StoreError> {
        let rows = sqlx::query("SELECT * FROM grant_sites WHERE grant_id = $1 ORDER BY position")
            .bind(id.to_string())
            .fetch_all(self.store.database.pool())
            .await?;
        rows.iter()
            .map(|row| {
                let cells = Cells::new("grant_sites", "grant_id", row);
                Ok(GrantedSite {
                    id: cells.parsed("site")?,
                    name: cells.text("name")?,
                    url: cells.text("url")?,
                    scopes: split(&cells.text("scopes")?),
                })
            })
            .collect()
    }

    /// Every access an account has or had: the open ones in Atlassian's order, then those that
    /// were taken away, the last one first. Without a grant there are only such.
    pub async fn accesses(&self, account: &AccountId) -> Result<Vec<Access>, StoreError> {
        let pool = self.store.database.pool();
        let open = sqlx::query(
            "SELECT s.site, s.name, s.url, s.scopes, s.used_at,
                    COALESCE(s.since, g.created_at) AS since
             FROM grant_sites s JOIN grants g ON g.id = s.grant_id
             WHERE g.account = $1 ORDER BY s.position",
        )
        .bind(account.as_str())
        .fetch_all(pool)
        .await?;
        let ended = sqlx::query(
            "SELECT * FROM ended_accesses WHERE account = $1 ORDER BY ended_at DESC, site",
        )
        .bind(account.as_str())
        .fetch_all(pool)
        .await?;
        let open = open.iter().map(Access::open);
        open.chain(ended.iter().map(Access::ended)).collect()
    }

    /// Notes that an access was used now, at most once in ten minutes.
    pub async fn touch_access(
        &self,
        id: &GrantId,
        site: SiteId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let lately = (now - USED_TO).as_millisecond();
        // Mostly it is noted already: a view must not queue for the right to write.
        let noted = sqlx::query(
            "SELECT 1 AS one FROM grant_sites WHERE grant_id = $1 AND site = $2 AND used_at > $3",
        )
        .bind(id.to_string())
        .bind(site.to_string())
        .bind(lately)
        .fetch_optional(self.store.database.pool())
        .await?;
        if noted.is_some() {
            return Ok(());
        }
        let mut tx = self.store.database.write().await?;
        sqlx::query(
            "UPDATE grant_sites SET used_at = $4
             WHERE grant_id = $1 AND site = $2 AND (used_at IS NULL OR used_at <= $3)",
        )
        .bind(id.to_string())
        .bind(site.to_string())
        .bind(lately)
        .bind(now.as_millisecond())
        .execute(&mut *tx)
        .await?;
        Ok(tx.commit().await?)
    }

    /// Takes an access away, and remembers that. With the last one go tokens, grant, sessions and
    /// hand-overs of the account, as with [`Grants::remove`]; otherwise `generation` counts up, so
    /// that nothing held under the older one is used again in any process. Either way the account's
    /// charts of that site run as their owner no more, until the owner confirms them again.
    /// `None`: there is no such access.
    pub async fn end_access(
        &self,
        account: &AccountId,
        site: SiteId,
        by: EndedBy,
        now: Timestamp,
    ) -> Result<Option<EndedAccess>, StoreError> {
        let mut tx = self.store.database.write().await?;
        let ended = end(&mut tx, account, site, by, now).await?;
        tx.commit().await?;
        Ok(ended)
    }

    /// Takes every access of an account away, and the grant with them; says on which sites.
    pub async fn end_all_of(
        &self,
        account: &AccountId,
        by: EndedBy,
        now: Timestamp,
    ) -> Result<Vec<SiteId>, StoreError> {
        let mut tx = self.store.database.write().await?;
        let rows = sqlx::query(
            "SELECT s.site FROM grant_sites s JOIN grants g ON g.id = s.grant_id
             WHERE g.account = $1 ORDER BY s.position",
        )
        .bind(account.as_str())
        .fetch_all(&mut *tx)
        .await?;
        let mut sites = Vec::new();
        for row in &rows {
            let site = Cells::new("grant_sites", "site", row).parsed("site")?;
            if end(&mut tx, account, site, by, now).await?.is_some() {
                sites.push(site);
            }
        }
        // A grant that reached no site has tokens all the same.
        forget(&mut tx, account).await?;
        tx.commit().await?;
        Ok(sites)
    }

    /// Takes every access on a site away, all or none; says whose.
    pub async fn end_all_on_site(
        &self,
        site: SiteId,
        by: EndedBy,
        now: Timestamp,
    ) -> Result<Vec<AccountId>, StoreError> {
        let mut tx = self.store.database.write().await?;
        // In one order everywhere: two sites that end at the same time must not lock each other.
        let rows = sqlx::query(
            "SELECT g.id, g.account FROM grant_sites s JOIN grants g ON g.id = s.grant_id
             WHERE s.site = $1 ORDER BY g.account",
        )
        .bind(site.to_string())
        .fetch_all(&mut *tx)
        .await?;
        let mut touched = Vec::new();
        for row in &rows {
            let account = Cells::new("grants", "id", row).parsed("account")?;
            if end(&mut tx, &account, site, by, now).await?.is_some() {
                touched.push(account);
            }
        }
        tx.commit().await?;
        Ok(touched)
    }

    /// Every grant that may be used on a site, by name: for the site's administrators.
    pub async fn on_site(&self, site: SiteId) -> Result<Vec<SiteGrant>, StoreError> {
        let rows = sqlx::query(
            "SELECT g.id, g.account, g.name, g.dead_since, g.dead_reason, s.scopes, s.used_at,
                    COALESCE(s.since, g.created_at) AS since
             FROM grant_sites s JOIN grants g ON g.id = s.grant_id
             WHERE s.site = $1 ORDER BY g.name, g.account",
        )
        .bind(site.to_string())
        .fetch_all(self.store.database.pool())
        .await?;
        rows.iter().map(SiteGrant::from_row).collect()
    }
}
