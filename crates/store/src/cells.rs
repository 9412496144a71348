//! Reading rows: every cell that does not fit is named by table, column and row.

use std::{error::Error, str::FromStr};

use jiff::Timestamp;
use sqlx::{Any, Decode, Row as _, Type, any::AnyRow};

use crate::StoreError;

pub(crate) struct Cells<'r> {
    table: &'static str,
    /// The row's key, for the error.
    key: String,
    row: &'r AnyRow,
}

impl<'r> Cells<'r> {
    /// `key` names the column that tells rows of this table apart.
    pub(crate) fn new(table: &'static str, key: &'static str, row: &'r AnyRow) -> Self {
        let key = row
            .try_get::<String, _>(key)
            .unwrap_or_else(|_| "?".to_owned());
        Self { table, key, row }
    }

    fn get<T: Decode<'r, Any> + Type<Any>>(&self, column: &'static str) -> Result<T, StoreError> {
        self.row
            .try_get(column)
            .map_err(|error| self.inconsistent(column, error))
    }

    pub(crate) fn text(&self, column: &'static str) -> Result<String, StoreError> {
        self.get(column)
    }

    pub(crate) fn optional_text(&self, column: &'static str) -> Result<Option<String>, StoreError> {
        self.get(column)
    }

    pub(crate) fn number(&self, column: &'static str) -> Result<i64, StoreError> {
        self.get(column)
    }

    /// A truth is stored as 0 or 1: the two databases have no boolean in common.
    pub(crate) fn truth(&self, column: &'static str) -> Result<bool, StoreError> {
        Ok(self.number(column)? != 0)
    }

    pub(crate) fn time(&self, column: &'static str) -> Result<Timestamp, StoreError> {
        let time = Timestamp::from_millisecond(self.get(column)?);
        time.map_err(|error| self.inconsistent(column, error))
    }

    pub(crate) fn optional_time(
        &self,
        column: &'static str,
    ) -> Result<Option<Timestamp>, StoreError> {
        match self.get::<Option<i64>>(column)? {
            None => Ok(None),
            Some(_) => self.time(column).map(Some),
        }
    }

    /// A cell that holds the text form of something.
    pub(crate) fn parsed<T>(&self, column: &'static str) -> Result<T, StoreError>
    where
        T: FromStr<Err: Error + Send + Sync + 'static>,
    {
        self.text(column)?
            .parse()
            .map_err(|error: T::Err| self.inconsistent(column, error))
    }

    /// The same where there may be nothing.
    pub(crate) fn optional_parsed<T>(&self, column: &'static str) -> Result<Option<T>, StoreError>
    where
        T: FromStr<Err: Error + Send + Sync + 'static>,
    {
        match self.optional_text(column)? {
            None => Ok(None),
            Some(_) => self.parsed(column).map(Some),
        }
    }

    pub(crate) fn inconsistent(
        &self,
        column: &'static str,
        source: impl Into<Box<dyn Error + Send + Sync>>,
    ) -> StoreError {
        StoreError::Inconsistent {
            table: self.table,
            column,
            row: self.key.clone(),
            source: source.into(),
        }
    }
}

/// A list as OAuth writes scopes: separated by one space.
pub(crate) fn join(words: &[String]) -> String {
    words.join(" ")
}

/// The opposite of [`join`].
pub(crate) fn split(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

/// Text that people or other systems wrote: PostgreSQL stores every character but NUL.
pub(crate) fn storable(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}
