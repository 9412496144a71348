//! What a site's administrators forbid there.

use jiff::Timestamp;
use sqlx::any::AnyRow;

use crate::{AccountId, SiteId, Store, StoreError, cells::Cells};

/// What is forbidden on a site; by default nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SiteRules {
    /// No chart of this site may run as its owner.
    pub owner_runs_forbidden: bool,
    /// No chart of this site may be shown by a signed address.
    pub links_forbidden: bool,
}

/// Rules that somebody has set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetRules {
    /// The rules.
    pub rules: SiteRules,
    /// Who set them last.
    pub changed_by: AccountId,
    /// When.
    pub changed_at: Timestamp,
}

/// See [`Store::site_rules`].
#[derive(Debug, Clone, Copy)]
pub struct RulesOfSites<'a> {
    pub(crate) store: &'a Store,
}

impl RulesOfSites<'_> {
    /// The rules of a site; `None`: nobody ever set any.
    pub async fn get(&self, site: SiteId) -> Result<Option<SetRules>, StoreError> {
        let row = sqlx::query("SELECT * FROM site_rules WHERE site = $1")
            .bind(site.to_string())
            .fetch_optional(self.store.database.pool())
            .await?;
        row.as_ref().map(SetRules::from_row).transpose()
    }

    /// Sets the rules of a site, in place of earlier ones.
    pub async fn put(
        &self,
        site: SiteId,
        rules: SiteRules,
        by: &AccountId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.store.database.write().await?;
        sqlx::query(
            "INSERT INTO site_rules
                 (site, owner_runs_forbidden, links_forbidden, changed_by, changed_at)
             VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (site) DO UPDATE SET
                 owner_runs_forbidden = EXCLUDED.owner_runs_forbidden,
                 links_forbidden = EXCLUDED.links_forbidden,
                 changed_by = EXCLUDED.changed_by, changed_at = EXCLUDED.changed_at",
        )
        .bind(site.to_string())
        .bind(i64::from(rules.owner_runs_forbidden))
        .bind(i64::from(rules.links_forbidden))
        .bind(by.as_str())
        .bind(now.as_millisecond())
        .execute(&mut *tx)
        .await?;
        Ok(tx.commit().await?)
    }
}

impl SetRules {
    fn from_row(row: &AnyRow) -> Result<Self, StoreError> {
        let cells = Cells::new("site_rules", "site", row);
        Ok(Self {
            rules: SiteRules {
                owner_runs_forbidden: cells.truth("owner_runs_forbidden")?,
                links_forbidden: cells.truth("links_forbidden")?,
            },
            changed_by: cells.parsed("changed_by")?,
            changed_at: cells.time("changed_at")?,
        })
    }
}
