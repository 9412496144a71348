//! Whom charts are shared with: accounts by name, and everybody with access to the site.

use jiff::Timestamp;
use sqlx::{Any, Transaction};

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

/// What became of sharing a chart with one more person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddPerson {
    /// It is shared with them.
    Added,
    /// It is shared with as many as may be, and they are none of these.
    Full,
    /// There is no such chart, or it is somebody else's.
    Missing,
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
            insert(&mut tx, id, (account, *role), now).await?;
        }
        tx.commit().await?;
        Ok(true)
    }

    /// Says what everybody with access to the site may do, and touches nobody by name. False: there
    /// is no such chart, or `owner` does not own it.
    pub async fn set_everybody(
        &self,
        id: &ChartId,
        owner: &AccountId,
        everybody: Option<Role>,
    ) -> Result<bool, StoreError> {
        let mut tx = self.store.database.write().await?;
        let done = sqlx::query("UPDATE charts SET everybody = $3 WHERE id = $1 AND owner = $2")
            .bind(id.as_str())
            .bind(owner.as_str())
            .bind(everybody.map_or(NOTHING, Role::as_str))
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(done.rows_affected() == 1)
    }

    /// Shares a chart with somebody, or changes what they may do, and touches nobody else. There
    /// are never more than `most`.
    pub async fn add_person(
        &self,
        id: &ChartId,
        owner: &AccountId,
        (person, role): (&AccountId, Role),
        most: u32,
        now: Timestamp,
    ) -> Result<AddPerson, StoreError> {
        let mut tx = self.store.database.write().await?;
        if !owned(&mut tx, id, owner).await? {
            return Ok(AddPerson::Missing);
        }
        let others = sqlx::query(
            "SELECT COUNT(*) AS others FROM chart_people WHERE chart_id = $1 AND account <> $2",
        )
        .bind(id.as_str())
        .bind(person.as_str())
        .fetch_one(&mut *tx)
        .await?;
        let others = Cells::new("chart_people", "chart_id", &others).number("others")?;
        if others >= i64::from(most) {
            return Ok(AddPerson::Full);
        }
        insert(&mut tx, id, (person, role), now).await?;
        tx.commit().await?;
        Ok(AddPerson::Added)
    }

    /// Takes somebody off the list, and touches nobody else; who is not on it is no error. False:
    /// there is no such chart, or `owner` does not own it.
    pub async fn remove_person(
        &self,
        id: &ChartId,
        owner: &AccountId,
        person: &AccountId,
    ) -> Result<bool, StoreError> {
        let mut tx = self.store.database.write().await?;
        if !owned(&mut tx, id, owner).await? {
            return Ok(false);
        }
        sqlx::query("DELETE FROM chart_people WHERE chart_id = $1 AND account = $2")
            .bind(id.as_str())
            .bind(person.as_str())
            .execute(&mut *tx)
            .await?;
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

/// Whether an account owns a chart. A write that finds the owner also locks the chart, so that on
/// PostgreSQL too those who share it at the same time follow one another.
async fn owned(
    tx: &mut Transaction<'_, Any>,
    id: &ChartId,
    owner: &AccountId,
) -> Result<bool, StoreError> {
    let done = sqlx::query("UPDATE charts SET owner = owner WHERE id = $1 AND owner = $2")
        .bind(id.as_str())
        .bind(owner.as_str())
        .execute(&mut **tx)
        .await?;
    Ok(done.rows_affected() == 1)
}

async fn insert(
    tx: &mut Transaction<'_, Any>,
    id: &ChartId,
    (account, role): (&AccountId, Role),
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO chart_people (chart_id, account, role, added_at)
         VALUES ($1, $2, $3, $4)
         ON CONFLICT (chart_id, account) DO UPDATE SET role = EXCLUDED.role",
    )
    .bind(id.as_str())
    .bind(account.as_str())
    .bind(role.as_str())
    .bind(now.as_millisecond())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// In the column `everybody`.
pub(crate) const NOTHING: &str = "none";

pub(crate) fn everybody(cells: &Cells<'_>) -> Result<Option<Role>, StoreError> {
    let word = cells.text("everybody")?;
    if word == NOTHING {
        return Ok(None);
    }
    Role::parse(&word)
        .map(Some)
        .ok_or_else(|| cells.inconsistent("everybody", format!("unknown role {word:?}")))
}

impl Role {
    /// As forms, rows and answers say it: `viewer` or `editor`.
    pub fn as_str(self) -> &'static str {
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
