//! What Inlay holds about accounts, for Atlassian's personal-data reporting: which ones there are,
//! their newer names, and forgetting them.

use jiff::Timestamp;

use crate::{
    AccountId, Store, StoreError,
    cells::{Cells, storable},
    grants::forget,
};

/// See [`Store::accounts`].
#[derive(Debug, Clone, Copy)]
pub struct Accounts<'a> {
    pub(crate) store: &'a Store,
}

/// An account to ask Atlassian about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldAccount {
    /// Which.
    pub account: AccountId,
    /// When what is held about it was last read from Atlassian, or first written down.
    pub updated_at: Timestamp,
}

impl Accounts<'_> {
    /// Accounts that were never reported, or last at `before` or earlier: whoever has a grant, owns
    /// a chart or a template, or has a chart shared with them. At most `limit`, in no order that means anything.
    pub async fn to_report(
        &self,
        before: Timestamp,
        limit: u32,
    ) -> Result<Vec<HeldAccount>, StoreError> {
        let rows = sqlx::query(
            "SELECT held.account, MAX(held.at) AS updated_at
             FROM (SELECT account, COALESCE(profile_at, created_at) AS at FROM grants
                   UNION ALL SELECT owner, created_at FROM charts
                   UNION ALL SELECT owner, created_at FROM templates
                   UNION ALL SELECT owner, created_at FROM dashboards
                   UNION ALL SELECT account, added_at FROM chart_people) held
             LEFT JOIN account_reports r ON r.account = held.account
             WHERE r.reported_at IS NULL OR r.reported_at <= $1
             GROUP BY held.account ORDER BY held.account LIMIT $2",
        )
        .bind(before.as_millisecond())
        .bind(i64::from(limit))
        .fetch_all(self.store.database.pool())
        .await?;
        rows.iter()
            .map(|row| {
                let cells = Cells::new("accounts", "account", row);
                Ok(HeldAccount {
                    account: cells.parsed("account")?,
                    updated_at: cells.time("updated_at")?,
                })
            })
            .collect()
    }

    /// Notes that Atlassian was asked about these accounts.
    pub async fn mark_reported(
        &self,
        accounts: &[AccountId],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.store.database.write().await?;
        for account in accounts {
            sqlx::query(
                "INSERT INTO account_reports (account, reported_at) VALUES ($1, $2)
                 ON CONFLICT (account) DO UPDATE SET reported_at = EXCLUDED.reported_at",
            )
            .bind(account.as_str())
            .bind(now.as_millisecond())
            .execute(&mut *tx)
            .await?;
        }
        Ok(tx.commit().await?)
    }

    /// Stores what Atlassian tells about an account now. False: it has no grant.
    pub async fn update_profile(
        &self,
        account: &AccountId,
        name: &str,
        timezone: Option<&str>,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut tx = self.store.database.write().await?;
        let done = sqlx::query(
            "UPDATE grants SET name = $2, timezone = $3, profile_at = $4 WHERE account = $1",
        )
        .bind(account.as_str())
        .bind(storable(name))
        .bind(timezone.map(storable))
        .bind(now.as_millisecond())
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(done.rows_affected() == 1)
    }

    /// Forgets an account that Atlassian has closed: its grant with name and tokens, its sessions
    /// and hand-overs, where its accesses ended, its templates and dashboards, and its place among the people of
    /// charts. Its own charts stay for whoever they are shared with, but run as their owner no more.
    /// The audit log stays.
    pub async fn erase(&self, account: &AccountId) -> Result<(), StoreError> {
        let mut tx = self.store.database.write().await?;
        forget(&mut tx, account).await?;
        for sql in [
            "DELETE FROM ended_accesses WHERE account = $1",
            "DELETE FROM chart_people WHERE account = $1",
            "DELETE FROM deleted_charts WHERE owner = $1",
            "DELETE FROM deleted_chart_people WHERE account = $1",
            "DELETE FROM templates WHERE owner = $1",
            "DELETE FROM dashboards WHERE owner = $1",
            "DELETE FROM owner_runs WHERE chart_id IN (SELECT id FROM charts WHERE owner = $1)",
            "UPDATE charts SET link_generation = link_generation + 1 WHERE owner = $1",
        ] {
            sqlx::query(sql)
                .bind(account.as_str())
                .execute(&mut *tx)
                .await?;
        }
        Ok(tx.commit().await?)
    }
}
