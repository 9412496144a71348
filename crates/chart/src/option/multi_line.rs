//! Multi-line: one line for each column.

use serde_json::Value;

use super::{frame::Sheet, label, overlay::Run, stroke};
use crate::Member;

pub(super) fn option(sheet: &Sheet<'_>) -> Value {
    let columns: Vec<&Member> = sheet.table.columns.iter().collect();
    let runs = (0..columns.len()).map(|column| Run::of_column(sheet, column));
    stroke::option(sheet, &columns, runs.collect(), &|row, column| {
        label::whole_of_cell(sheet, row, column)
    })
}
