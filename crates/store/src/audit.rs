//! The audit log: who did what, to what, when.

use std::{borrow::Cow, fmt, str::FromStr};

use jiff::Timestamp;
use sqlx::any::AnyRow;
use uuid::Uuid;

use crate::{
    AccountId, InvalidId, SiteId, Store, StoreError,
    cells::{Cells, storable},
};

/// One line of the log. Never holds a token, a JQL of somebody else's, or an address.
#[derive(Debug, Clone, PartialEq)]
pub struct AuditEvent {
    /// When it happened.
    pub at: Timestamp,
    /// Who did it; `None`: Inlay itself.
    pub actor: Option<AccountId>,
    /// What: dotted, like `grant.removed`.
    pub action: Cow<'static, str>,
    /// To what: the id of a chart, an account, a site.
    pub subject: String,
    /// On which site, where there is one.
    pub site: Option<SiteId>,
    /// What else is worth knowing.
    pub detail: serde_json::Value,
}

/// Where a page of the log ended, to go on from there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuditCursor(Uuid);

/// A part of the log, the newest line first.
#[derive(Debug, Clone, PartialEq)]
pub struct AuditPage {
    /// The lines.
    pub events: Vec<AuditEvent>,
    /// Where the older ones begin; `None`: there are none.
    pub next: Option<AuditCursor>,
}

/// See [`Store::audit`].
#[derive(Debug, Clone, Copy)]
pub struct Audit<'a> {
    pub(crate) store: &'a Store,
}

impl Audit<'_> {
    /// Writes a line.
    pub async fn record(&self, event: &AuditEvent) -> Result<(), StoreError> {
        let mut tx = self.store.database.write().await?;
        sqlx::query(
            "INSERT INTO audit (id, at, actor, action, subject, site, detail)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(self.store.database.id_at(event.at).to_string())
        .bind(event.at.as_millisecond())
        .bind(event.actor.as_ref().map(AccountId::to_string))
        .bind(storable(&event.action))
        .bind(storable(&event.subject))
        .bind(event.site.map(|site| site.to_string()))
        .bind(event.detail.to_string())
        .execute(&mut *tx)
        .await?;
        Ok(tx.commit().await?)
    }

    /// The last `limit` lines, the newest first.
    pub async fn recent(&self, limit: u32) -> Result<Vec<AuditEvent>, StoreError> {
        let rows = sqlx::query("SELECT * FROM audit ORDER BY at DESC, id DESC LIMIT $1")
            .bind(i64::from(limit))
            .fetch_all(self.store.database.pool())
            .await?;
        rows.iter().map(AuditEvent::from_row).collect()
    }

    /// What happened on a site and nowhere else, the newest first, at most `limit` lines.
    pub async fn on_site(
        &self,
        site: SiteId,
        after: Option<AuditCursor>,
        limit: u32,
    ) -> Result<AuditPage, StoreError> {
        let sql = "SELECT * FROM audit WHERE site = $1 AND ($2 IS NULL OR id < $2)
                   ORDER BY id DESC LIMIT $3";
        self.page(sql, &site.to_string(), after, limit).await
    }

    /// What an account did, and what was done to it, the newest first, at most `limit` lines.
    pub async fn of_account(
        &self,
        account: &AccountId,
        after: Option<AuditCursor>,
        limit: u32,
    ) -> Result<AuditPage, StoreError> {
        let sql =
            "SELECT * FROM audit WHERE (actor = $1 OR subject = $1) AND ($2 IS NULL OR id < $2)
                   ORDER BY id DESC LIMIT $3";
        self.page(sql, account.as_str(), after, limit).await
    }

    async fn page(
        &self,
        sql: &'static str,
        of: &str,
        after: Option<AuditCursor>,
        limit: u32,
    ) -> Result<AuditPage, StoreError> {
        // One more than asked for tells whether there are more.
        let rows = sqlx::query(sql)
            .bind(of)
            .bind(after.map(|cursor| cursor.to_string()))
            .bind(i64::from(limit) + 1)
            .fetch_all(self.store.database.pool())
            .await?;
        let page = &rows[..rows.len().min(limit as usize)];
        let next = match page.last() {
            Some(last) if page.len() < rows.len() => {
                Some(Cells::new("audit", "id", last).parsed("id")?)
            }
            _ => None,
        };
        Ok(AuditPage {
            events: page
                .iter()
                .map(AuditEvent::from_row)
                .collect::<Result<_, _>>()?,
            next,
        })
    }
}

impl fmt::Display for AuditCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for AuditCursor {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let invalid = |_| InvalidId::new("place in the audit log");
        text.parse().map(Self).map_err(invalid)
    }
}

impl AuditEvent {
    fn from_row(row: &AnyRow) -> Result<Self, StoreError> {
        let cells = Cells::new("audit", "id", row);
        Ok(Self {
            at: cells.time("at")?,
            actor: cells.optional_parsed("actor")?,
            action: cells.text("action")?.into(),
            subject: cells.text("subject")?,
            site: cells.optional_parsed("site")?,
            detail: cells.parsed("detail")?,
        })
    }
}
