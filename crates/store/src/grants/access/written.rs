//! The writes of accesses, each within a transaction that somebody else began.
//!
//! Each first touches the account's row in `grants`, so that on PostgreSQL too they follow one
//! another, and a consent and an end at the same time leave one of the two whole.

use jiff::Timestamp;
use sqlx::{Any, Transaction};

use super::{EndedAccess, EndedBy};
use crate::{
    AccountId, GrantId, GrantedSite, PauseReason, SiteId, StoreError,
    cells::{Cells, join, storable},
    grants::{Grant, Reopen, model::merged},
};

/// Ends one access of an account.
pub(super) async fn end(
    tx: &mut Transaction<'_, Any>,
    account: &AccountId,
    site: SiteId,
    by: EndedBy,
    now: Timestamp,
) -> Result<Option<EndedAccess>, StoreError> {
    let grant = sqlx::query(
        "UPDATE grants SET generation = generation + 1
         WHERE account = $1 AND EXISTS (
             SELECT 1 FROM grant_sites s WHERE s.grant_id = grants.id AND s.site = $2)
         RETURNING id",
    )
    .bind(account.as_str())
    .bind(site.to_string())
    .fetch_optional(&mut **tx)
    .await?;
    let Some(grant) = grant else { return Ok(None) };
    let grant: GrantId = Cells::new("grants", "id", &grant).parsed("id")?;
    sqlx::query(
        "INSERT INTO ended_accesses (account, site, name, url, ended_at, ended_by)
         SELECT $1, site, name, url, $4, $5 FROM grant_sites WHERE grant_id = $2 AND site = $3
         ON CONFLICT (account, site) DO UPDATE SET
             name = EXCLUDED.name, url = EXCLUDED.url, ended_at = EXCLUDED.ended_at,
             ended_by = EXCLUDED.ended_by",
    )
    .bind(account.as_str())
    .bind(grant.to_string())
    .bind(site.to_string())
    .bind(now.as_millisecond())
    .bind(by.as_str())
    .execute(&mut **tx)
    .await?;
    let done = sqlx::query("DELETE FROM grant_sites WHERE grant_id = $1 AND site = $2")
        .bind(grant.to_string())
        .bind(site.to_string())
        .execute(&mut **tx)
        .await?;
    if done.rows_affected() == 0 {
        // PostgreSQL: somebody ended it between our look and our lock; theirs stands.
        return Ok(None);
    }
    pause_runs(tx, account, site, now).await?;
    sqlx::query("DELETE FROM site_webhooks WHERE account = $1 AND site = $2")
        .bind(account.as_str())
        .bind(site.to_string())
        .execute(&mut **tx)
        .await?;
    let left = sqlx::query("SELECT 1 AS one FROM grant_sites WHERE grant_id = $1 LIMIT 1")
        .bind(grant.to_string())
        .fetch_optional(&mut **tx)
        .await?;
    let last = left.is_none();
    if last {
        forget(tx, account).await?;
    }
    Ok(Some(EndedAccess { last }))
}

/// Deletes all that lets anybody act as an account. False: it had no grant.
pub(crate) async fn forget(
    tx: &mut Transaction<'_, Any>,
    account: &AccountId,
) -> Result<bool, StoreError> {
    let done = sqlx::query("DELETE FROM grants WHERE account = $1")
        .bind(account.as_str())
        .execute(&mut **tx)
        .await?;
    for sql in [
        "DELETE FROM handovers WHERE account = $1",
        "DELETE FROM embed_grants WHERE account = $1",
        "DELETE FROM sessions WHERE account = $1",
        "DELETE FROM site_webhooks WHERE account = $1",
    ] {
        sqlx::query(sql)
            .bind(account.as_str())
            .execute(&mut **tx)
            .await?;
    }
    Ok(done.rows_affected() == 1)
}

/// Makes the accesses of a grant what a consent brought, but for those that stay taken away.
pub(in crate::grants) async fn replace_sites(
    tx: &mut Transaction<'_, Any>,
    grant: &Grant,
    sites: &[GrantedSite],
    reopen: Reopen,
    now: Timestamp,
) -> Result<(), StoreError> {
    let ended = known(
        tx,
        "SELECT site FROM ended_accesses WHERE account = $1",
        grant.account.as_str(),
    )
    .await?;
    let before = known(
        tx,
        "SELECT site FROM grant_sites WHERE grant_id = $1",
        &grant.id.to_string(),
    )
    .await?;
    let mut open = merged(sites);
    open.retain(|site| !ended.contains(&site.id) || reopen.reopens(site.id));
    for site in before
        .iter()
        .filter(|b| open.iter().all(|site| site.id != **b))
    {
        sqlx::query("DELETE FROM grant_sites WHERE grant_id = $1 AND site = $2")
            .bind(grant.id.to_string())
            .bind(site.to_string())
            .execute(&mut **tx)
            .await?;
        pause_runs(tx, &grant.account, *site, now).await?;
    }
    for (site, position) in open.iter().zip(0_i64..) {
        sqlx::query("DELETE FROM ended_accesses WHERE account = $1 AND site = $2")
            .bind(grant.account.as_str())
            .bind(site.id.to_string())
            .execute(&mut **tx)
            .await?;
        sqlx::query(
            "INSERT INTO grant_sites (grant_id, site, position, name, url, scopes, since)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (grant_id, site) DO UPDATE SET
                 position = EXCLUDED.position, name = EXCLUDED.name, url = EXCLUDED.url,
                 scopes = EXCLUDED.scopes",
        )
        .bind(grant.id.to_string())
        .bind(site.id.to_string())
        .bind(position)
        .bind(storable(&site.name))
        .bind(storable(&site.url))
        .bind(join(&site.scopes))
        .bind(now.as_millisecond())
        .execute(&mut **tx)
        .await?;
    }
    Ok(())
}

async fn known(
    tx: &mut Transaction<'_, Any>,
    sql: &'static str,
    of: &str,
) -> Result<Vec<SiteId>, StoreError> {
    let rows = sqlx::query(sql).bind(of).fetch_all(&mut **tx).await?;
    rows.iter()
        .map(|row| Cells::new("accesses", "site", row).parsed("site"))
        .collect()
}

/// What others see by an access does not come back with it: that takes a word of the owner's.
async fn pause_runs(
    tx: &mut Transaction<'_, Any>,
    account: &AccountId,
    site: SiteId,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE owner_runs SET
             paused_since = COALESCE(paused_since, $3),
             paused_reason = COALESCE(paused_reason, $4)
         WHERE chart_id IN (SELECT id FROM charts WHERE owner = $1 AND site = $2)",
    )
    .bind(account.as_str())
    .bind(site.to_string())
    .bind(now.as_millisecond())
    .bind(PauseReason::AccessEnded.as_str())
    .execute(&mut **tx)
    .await?;
    Ok(())
}
