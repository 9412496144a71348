//! Whom charts are shared with: accounts by name, and everybody with access to the site.

use jiff::Timestamp;

use super::{Chart, Charts};
use crate::{AccountId, ChartId, StoreError, cells::Cells};

/// What somebody may do with a chart that is not theirs. The larger may do all that the smaller may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// See title, query, spec and, by their own permissions, the numbers.
    Viewer,
    /// Change it too.
    Editor,
}

/// Somebody a chart is shared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartPerson {
    /// The account.
    pub account: AccountId,
    /// Its name, where it has a grant.
    pub name: Option<String>,
    /// What it may do.
    pub role: Role,
}

impl Charts<'_> {
    /// Whom a chart is shared with by name, editors first.
    pub async fn people(&self, id: &ChartId) -> Result<Vec<ChartPerson>, StoreError> {
        let rows = sqlx::query(
            "SELECT p.account, p.role, g.name
             FROM chart_people p LEFT JOIN grants g ON g.account = p.account
             WHERE p.chart_id = $1 ORDER BY p.role, g.name, p.account",
        )
        .bind(id.as_str())
        .fetch_all(self.store.database.pool())
        .await?;
        rows.iter()
            .map(|row| {
                let cells = Cells::new("chart_people", "account", row);
                Ok(ChartPerson {
                    account: cells.parsed("account")?,
                    name: cells.optional_text("name")?,
                    role: Role::from_cells(&cells)?,
                })
            })
            .collect()
    }

    /// What an account may do with a chart by name; `None`: it is not among its people.
    pub async fn role(
        &self,
        id: &ChartId,
        account: &AccountId,
    ) -> Result<Option<Role>, StoreError> {
        let row = sqlx::query(
            "SELECT account, role FROM chart_people WHERE chart_id = $1 AND account = $2",
        )
        .bind(id.as_str())
        .bind(account.as_str())
        .fetch_optional(self.store.database.pool())
        .await?;
        row.as_ref()
            .map(|row| Role::from_cells(&Cells::new("chart_people", "account", row)))
            .transpose()
    }

    /// Replaces whom a chart is shared with, all at once. Who is named twice has the last role.
    /// False: there is no such chart.
    pub async fn share(
        &self,
        id: &ChartId,
        everybody: Option<Role>,
        people: &[(AccountId, Role)],
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut tx = self.store.database.write().await?;
        let done = sqlx::query("UPDATE charts SET everybody = $2 WHERE id = $1")
            .bind(id.as_str())
            .bind(everybody.map_or(NOTHING, Role::as_str))
            .execute(&mut *tx)
            .await?;
        if done.rows_affected() == 0 {
            return Ok(false);
        }
        sqlx::query("DELETE FROM chart_people WHERE chart_id = $1")
            .bind(id.as_str())
            .execute(&mut *tx)
            .await?;
        for (account, role) in people {
            sqlx::query(
                "INSERT INTO chart_people (chart_id, account, role, added_at)
                 VALUES ($1, $2, $3, $4)
                 ON CONFLICT (chart_id, account) DO UPDATE SET role = EXCLUDED.role",
            )
            .bind(id.as_str())
            .bind(account.as_str())
            .bind(role.as_str())
            .bind(now.as_millisecond())
            .execute(&mut *tx)
            .await?;
        }
        tx.commit().await?;
        Ok(true)
    }

    /// The charts that are shared with an account by name, the last saved first.
    pub async fn shared_with(&self, account: &AccountId) -> Result<Vec<(Chart, Role)>, StoreError> {
        let rows = sqlx::query(
            "SELECT c.*, p.role FROM charts c JOIN chart_people p ON p.chart_id = c.id
             WHERE p.account = $1 ORDER BY c.updated_at DESC, c.id",
        )
        .bind(account.as_str())
        .fetch_all(self.store.database.pool())
        .await?;
        rows.iter()
            .map(|row| {
                let role = Role::from_cells(&Cells::new("chart_people", "id", row))?;
                Ok((Chart::from_row(row)?, role))
            })
            .collect()
    }
}

/// In the column `everybody`.
const NOTHING: &str = "none";

pub(super) fn everybody(cells: &Cells<'_>) -> Result<Option<Role>, StoreError> {
    let word = cells.text("everybody")?;
    if word == NOTHING {
        return Ok(None);
    }
    Role::parse(&word)
        .map(Some)
        .ok_or_else(|| cells.inconsistent("everybody", format!("unknown role {word:?}")))
}

impl Role {
    fn as_str(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Editor => "editor",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        [Self::Viewer, Self::Editor]
            .into_iter()
            .find(|role| role.as_str() == word)
    }

    fn from_cells(cells: &Cells<'_>) -> Result<Self, StoreError> {
        let word = cells.text("role")?;
        Self::parse(&word)
            .ok_or_else(|| cells.inconsistent("role", format!("unknown role {word:?}")))
    }
}
