//! Charts to begin with, kept by an account for itself.

use jiff::Timestamp;
use sqlx::any::AnyRow;

use crate::{
    AccountId, Store, StoreError, TemplateId,
    cells::{Cells, storable},
};

/// A template of an account's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// Its id.
    pub id: TemplateId,
    /// Whose it is.
    pub owner: AccountId,
    /// What its owner calls it; no two of one owner have the same name.
    pub name: String,
    /// The spec as JSON; this crate never looks inside.
    pub spec: String,
    /// When it was made.
    pub created_at: Timestamp,
}

/// A template to be made.
#[derive(Debug, Clone)]
pub struct NewTemplate {
    /// A fresh id: [`TemplateId::generate`].
    pub id: TemplateId,
    /// Whose it is.
    pub owner: AccountId,
    /// What they call it.
    pub name: String,
    /// The spec as JSON.
    pub spec: String,
}

/// What became of a template to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Making {
    /// It is there.
    Made(Template),
    /// Its owner has another one of this name.
    NameTaken,
    /// Its owner has as many as they may have.
    Full,
}

/// What became of a new name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Renaming {
    /// The template has it.
    Renamed(Template),
    /// Its owner has another one of this name.
    NameTaken,
    /// They have no such template.
    Missing,
}

/// See [`Store::templates`].
#[derive(Debug, Clone, Copy)]
pub struct Templates<'a> {
    pub(crate) store: &'a Store,
}

impl Templates<'_> {
    /// Makes a template, unless its owner has `most` already.
    pub async fn create(
        &self,
        new: NewTemplate,
        most: u32,
        now: Timestamp,
    ) -> Result<Making, StoreError> {
        let mut tx = self.store.database.write().await?;
        let row = sqlx::query(
            "INSERT INTO templates (id, owner, name, spec, created_at)
             SELECT CAST($1 AS TEXT), CAST($2 AS TEXT), CAST($3 AS TEXT), CAST($4 AS TEXT), CAST($5 AS BIGINT)
             WHERE (SELECT COUNT(*) FROM templates WHERE owner = $2) < $6
             ON CONFLICT (owner, name) DO NOTHING
             RETURNING *",
        )
        .bind(new.id.as_str())
        .bind(new.owner.as_str())
        .bind(storable(&new.name))
        .bind(storable(&new.spec))
        .bind(now.as_millisecond())
        .bind(i64::from(most))
        .fetch_optional(&mut *tx)
        .await?;
        if let Some(row) = row {
            tx.commit().await?;
            return Ok(Making::Made(Template::from_row(&row)?));
        }
        let twin = sqlx::query("SELECT id FROM templates WHERE owner = $1 AND name = $2")
            .bind(new.owner.as_str())
            .bind(storable(&new.name))
            .fetch_optional(&mut *tx)
            .await?;
        Ok(match twin {
            Some(_) => Making::NameTaken,
            None => Making::Full,
        })
    }

    /// An account's templates, by name.
    pub async fn by_owner(&self, owner: &AccountId) -> Result<Vec<Template>, StoreError> {
        let rows = sqlx::query("SELECT * FROM templates WHERE owner = $1 ORDER BY name, id")
            .bind(owner.as_str())
            .fetch_all(self.store.database.pool())
            .await?;
        rows.iter().map(Template::from_row).collect()
    }

    /// Gives one of an account's templates another name.
    pub async fn rename(
        &self,
        owner: &AccountId,
        id: &TemplateId,
        name: &str,
    ) -> Result<Renaming, StoreError> {
        let mut tx = self.store.database.write().await?;
        let row = sqlx::query(
            "UPDATE templates SET name = $3
             WHERE id = $1 AND owner = $2
               AND NOT EXISTS (SELECT 1 FROM templates o WHERE o.owner = $2 AND o.name = $3 AND o.id <> $1)
             RETURNING *",
        )
        .bind(id.as_str())
        .bind(owner.as_str())
        .bind(storable(name))
        .fetch_optional(&mut *tx)
        .await?;
        if let Some(row) = row {
            tx.commit().await?;
            return Ok(Renaming::Renamed(Template::from_row(&row)?));
        }
        let there = sqlx::query("SELECT id FROM templates WHERE id = $1 AND owner = $2")
            .bind(id.as_str())
            .bind(owner.as_str())
            .fetch_optional(&mut *tx)
            .await?;
        Ok(match there {
            Some(_) => Renaming::NameTaken,
            None => Renaming::Missing,
        })
    }

    /// Deletes one of an account's templates. False: they had none of this id.
    pub async fn delete(&self, owner: &AccountId, id: &TemplateId) -> Result<bool, StoreError> {
        let mut tx = self.store.database.write().await?;
        let done = sqlx::query("DELETE FROM templates WHERE id = $1 AND owner = $2")
            .bind(id.as_str())
            .bind(owner.as_str())
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(done.rows_affected() == 1)
    }
}

impl Template {
    fn from_row(row: &AnyRow) -> Result<Self, StoreError> {
        let cells = Cells::new("templates", "id", row);
        Ok(Self {
            id: cells.parsed("id")?,
            owner: cells.parsed("owner")?,
            name: cells.text("name")?,
            spec: cells.text("spec")?,
            created_at: cells.time("created_at")?,
        })
    }
}
