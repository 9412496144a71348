//! Line: one line through all rows.

use serde_json::Value;

use super::{frame::Sheet, label, overlay::Run, stroke};
use crate::{Member, paint};

pub(super) fn option(sheet: &Sheet<'_>) -> Value {
    let label = sheet.table.columns.first().map(|column| &column.label);
    let member = Member {
        key: String::new(),
        label: label.cloned().unwrap_or_default(),
        colour: paint::MAIN.to_owned(),
    };
    // A legend of one line would say nothing.
    let sheet = Sheet {
        legend: false,
        ..*sheet
    };
    let whole = label::whole_of_row(&sheet);
    let runs = vec![Run::of_rows(&sheet)];
    stroke::option(&sheet, &[&member], runs, &|_, _| whole)
}
