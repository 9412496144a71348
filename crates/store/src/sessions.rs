//! Browsers and frames that are signed in.

use jiff::Timestamp;
use sqlx::any::AnyRow;

use crate::{AccountId, ChartId, SiteId, Store, StoreError, TokenHash, cells::Cells};

/// Who holds the secret of a session, and what it proves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holder {
    /// A browser at our own pages, by its first-party cookie.
    Browser(AccountId),
    /// A frame inside another site's page, by its partitioned cookie or its bearer.
    Frame(AccountId),
    /// A frame that the Confluence app opened, for one chart alone.
    Confluence(ConfluenceViewer),
}

/// Whom the Confluence app's token names, and where: good for one chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfluenceViewer {
    /// The chart.
    pub chart: ChartId,
    /// The Confluence site, by its cloud id.
    pub site: SiteId,
    /// The account; `None`: nobody is logged in to Confluence.
    pub account: Option<AccountId>,
}

/// Somebody who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Who, and where.
    pub holder: Holder,
    /// When it began.
    pub created_at: Timestamp,
    /// From when on it counts as missing.
    pub expires_at: Timestamp,
}

/// See [`Store::sessions`].
#[derive(Debug, Clone, Copy)]
pub struct Sessions<'a> {
    pub(crate) store: &'a Store,
}

impl Sessions<'_> {
    /// Begins a session. `hash` is of a fresh secret: one that is known already is an error.
    pub async fn create(
        &self,
        hash: TokenHash,
        holder: &Holder,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Result<(), StoreError> {
        let viewer = holder.confluence();
        let mut tx = self.store.database.write().await?;
        sqlx::query(
            "INSERT INTO sessions (hash, kind, account, chart, site, created_at, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(hash.to_string())
        .bind(holder.kind())
        .bind(holder.account().map_or("", AccountId::as_str))
        .bind(viewer.map(|viewer| viewer.chart.as_str()))
        .bind(viewer.map(|viewer| viewer.site.to_string()))
        .bind(now.as_millisecond())
        .bind(expires_at.as_millisecond())
        .execute(&mut *tx)
        .await?;
        Ok(tx.commit().await?)
    }

    /// The session, unless it has expired.
    pub async fn find(
        &self,
        hash: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<Session>, StoreError> {
        let row = sqlx::query("SELECT * FROM sessions WHERE hash = $1 AND expires_at > $2")
            .bind(hash.to_string())
            .bind(now.as_millisecond())
            .fetch_optional(self.store.database.pool())
            .await?;
        row.as_ref().map(Session::from_row).transpose()
    }

    /// Moves the end of a session that has not expired. False: there is none.
    pub async fn touch(
        &self,
        hash: &TokenHash,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut tx = self.store.database.write().await?;
        let done =
            sqlx::query("UPDATE sessions SET expires_at = $3 WHERE hash = $1 AND expires_at > $2")
                .bind(hash.to_string())
                .bind(now.as_millisecond())
                .bind(expires_at.as_millisecond())
                .execute(&mut *tx)
                .await?;
        tx.commit().await?;
        Ok(done.rows_affected() == 1)
    }

    /// Ends a session. False: there was none.
    pub async fn delete(&self, hash: &TokenHash) -> Result<bool, StoreError> {
        let mut tx = self.store.database.write().await?;
        let done = sqlx::query("DELETE FROM sessions WHERE hash = $1")
            .bind(hash.to_string())
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(done.rows_affected() == 1)
    }

    /// Ends every session of an account, and what would become one: hand-overs that no frame has
    /// claimed, and tickets of the Confluence app. Says how many sessions there were.
    pub async fn delete_for(&self, account: &AccountId) -> Result<u64, StoreError> {
        let account = account.as_str();
        let ends = [
            "DELETE FROM handovers WHERE account = $1",
            "DELETE FROM embed_grants WHERE account = $1",
            "DELETE FROM sessions WHERE account = $1",
        ];
        self.end(ends, account).await
    }

    /// Ends every session that the Confluence app opened on a Confluence site, and its tickets
    /// there; says how many sessions there were.
    pub async fn delete_of_confluence(&self, site: SiteId) -> Result<u64, StoreError> {
        let ends = [
            "DELETE FROM embed_grants WHERE site = $1",
            "DELETE FROM sessions WHERE kind = 'confluence' AND site = $1",
        ];
        self.end(ends, &site.to_string()).await
    }

    /// All of it in one go; what becomes a session goes before the sessions. Says what the last
    /// one deleted.
    async fn end<const N: usize>(
        &self,
        ends: [&'static str; N],
        of: &str,
    ) -> Result<u64, StoreError> {
        let mut tx = self.store.database.write().await?;
        let mut ended = 0;
        for sql in ends {
            let done = sqlx::query(sql).bind(of).execute(&mut *tx).await?;
            ended = done.rows_affected();
        }
        tx.commit().await?;
        Ok(ended)
    }
}

impl Holder {
    /// The account that is proved; `None`: nobody is logged in to Confluence.
    pub fn account(&self) -> Option<&AccountId> {
        match self {
            Self::Browser(account) | Self::Frame(account) => Some(account),
            Self::Confluence(viewer) => viewer.account.as_ref(),
        }
    }

    fn confluence(&self) -> Option<&ConfluenceViewer> {
        match self {
            Self::Browser(_) | Self::Frame(_) => None,
            Self::Confluence(viewer) => Some(viewer),
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::Browser(_) => "browser",
            Self::Frame(_) => "frame",
            Self::Confluence(_) => "confluence",
        }
    }

    fn from_cells(cells: &Cells<'_>) -> Result<Self, StoreError> {
        Ok(match cells.text("kind")?.as_str() {
            "browser" => Self::Browser(cells.parsed("account")?),
            "frame" => Self::Frame(cells.parsed("account")?),
            "confluence" => Self::Confluence(ConfluenceViewer {
                chart: cells.parsed("chart")?,
                site: cells.parsed("site")?,
                account: match cells.text("account")?.as_str() {
                    "" => None,
                    _ => Some(cells.parsed("account")?),
                },
            }),
            other => return Err(cells.inconsistent("kind", format!("unknown kind {other:?}"))),
        })
    }
}

impl Session {
    fn from_row(row: &AnyRow) -> Result<Self, StoreError> {
        let cells = Cells::new("sessions", "hash", row);
        Ok(Self {
            holder: Holder::from_cells(&cells)?,
            created_at: cells.time("created_at")?,
            expires_at: cells.time("expires_at")?,
        })
    }
}
