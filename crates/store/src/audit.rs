//! The audit log: who did what, to what, when.

use std::borrow::Cow;

use jiff::Timestamp;
use sqlx::any::AnyRow;
use uuid::{ContextV7, Uuid};

use crate::{
    AccountId, SiteId, Store, StoreError,
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
        .bind(id_at(event.at).to_string())
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
}

/// An id that sorts by time, finer than the milliseconds of the column `at`.
fn id_at(at: Timestamp) -> Uuid {
    let seconds = u64::try_from(at.as_second()).unwrap_or(0);
    let nanoseconds = u32::try_from(at.subsec_nanosecond()).unwrap_or(0);
    let context = ContextV7::new().with_additional_precision();
    Uuid::new_v7(uuid::Timestamp::from_unix(context, seconds, nanoseconds))
}

impl AuditEvent {
    fn from_row(row: &AnyRow) -> Result<Self, StoreError> {
        let cells = Cells::new("audit", "id", row);
        let optional = |column| -> Result<Option<()>, StoreError> {
            Ok(cells.optional_text(column)?.map(|_| ()))
        };
        Ok(Self {
            at: cells.time("at")?,
            actor: optional("actor")?
                .map(|()| cells.parsed("actor"))
                .transpose()?,
            action: cells.text("action")?.into(),
            subject: cells.text("subject")?,
            site: optional("site")?
                .map(|()| cells.parsed("site"))
                .transpose()?,
            detail: cells.parsed("detail")?,
        })
    }
}
