//! Hand-overs: how a consent in a popup ended, kept for the frame that opened it.
//!
//! The frame proves itself with its verifier; the popup's page may post a one-time code to it.
//! A hand-over is claimed once: claiming deletes the row, and of any number of claims at the same
//! time one finds it.

use jiff::Timestamp;
use sqlx::any::AnyRow;

use crate::{
    AccountId, Store, StoreError, TokenHash,
    cells::{Cells, storable},
};

/// How a consent ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// There is a grant, and it reaches the chart's site.
    Authorized(AccountId),
    /// The person cancelled at Atlassian.
    Cancelled,
    /// The grant does not reach the chart's site.
    WrongSite {
        /// The site that was chosen instead.
        chosen: String,
    },
    /// Something else went wrong.
    Failed {
        /// What to tell the person.
        sentence: String,
    },
}

/// See [`Store::handovers`].
#[derive(Debug, Clone, Copy)]
pub struct Handovers<'a> {
    pub(crate) store: &'a Store,
}

impl Handovers<'_> {
    /// Leaves an outcome for the frame whose verifier has this hash. An earlier one for the same
    /// frame is replaced: the person tried again.
    pub async fn offer(
        &self,
        frame_hash: TokenHash,
        code_hash: Option<TokenHash>,
        outcome: Outcome,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Result<(), StoreError> {
        let (name, account, detail) = outcome.to_cells();
        let mut tx = self.store.database.write().await?;
        sqlx::query(
            "INSERT INTO handovers
                 (frame_hash, code_hash, outcome, account, detail, created_at, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (frame_hash) DO UPDATE SET
                 code_hash = EXCLUDED.code_hash, outcome = EXCLUDED.outcome,
                 account = EXCLUDED.account, detail = EXCLUDED.detail,
                 created_at = EXCLUDED.created_at, expires_at = EXCLUDED.expires_at",
        )
        .bind(frame_hash.to_string())
        .bind(code_hash.map(|hash| hash.to_string()))
        .bind(name)
        .bind(account)
        .bind(detail)
        .bind(now.as_millisecond())
        .bind(expires_at.as_millisecond())
        .execute(&mut *tx)
        .await?;
        Ok(tx.commit().await?)
    }

    /// Takes the outcome: a second claim finds nothing, an expired one is gone.
    ///
    /// With a code, the code must be the offered one (a wrong one takes nothing). Without, the
    /// verifier alone is enough: that is how a frame polls when the popup lost its opener.
    pub async fn claim(
        &self,
        frame_hash: &TokenHash,
        code_hash: Option<&TokenHash>,
        now: Timestamp,
    ) -> Result<Option<Outcome>, StoreError> {
        // Frames poll, and mostly there is nothing: they must not queue for the right to write.
        let waiting =
            sqlx::query("SELECT 1 AS one FROM handovers WHERE frame_hash = $1 AND expires_at > $2")
                .bind(frame_hash.to_string())
                .bind(now.as_millisecond())
                .fetch_optional(self.store.database.pool())
                .await?;
        if waiting.is_none() {
            return Ok(None);
        }
        let mut tx = self.store.database.write().await?;
        let row = sqlx::query(
            "DELETE FROM handovers
             WHERE frame_hash = $1 AND expires_at > $2 AND ($3 IS NULL OR code_hash = $3)
             RETURNING *",
        )
        .bind(frame_hash.to_string())
        .bind(now.as_millisecond())
        .bind(code_hash.map(TokenHash::to_string))
        .fetch_optional(&mut *tx)
        .await?;
        tx.commit().await?;
        row.as_ref().map(Outcome::from_row).transpose()
    }
}

impl Outcome {
    /// Name, account and detail.
    fn to_cells(&self) -> (&'static str, Option<String>, Option<String>) {
        match self {
            Self::Authorized(account) => ("authorized", Some(account.to_string()), None),
            Self::Cancelled => ("cancelled", None, None),
            Self::WrongSite { chosen } => ("wrong_site", None, Some(storable(chosen))),
            Self::Failed { sentence } => ("failed", None, Some(storable(sentence))),
        }
    }

    fn from_row(row: &AnyRow) -> Result<Self, StoreError> {
        let cells = Cells::new("handovers", "frame_hash", row);
        Ok(match cells.text("outcome")?.as_str() {
            "authorized" => Self::Authorized(cells.parsed("account")?),
            "cancelled" => Self::Cancelled,
            "wrong_site" => Self::WrongSite {
                chosen: cells.text("detail")?,
            },
            "failed" => Self::Failed {
                sentence: cells.text("detail")?,
            },
            other => {
                return Err(cells.inconsistent("outcome", format!("unknown outcome {other:?}")));
            }
        })
    }
}
