//! Pie: a full circle.

use serde_json::Value;

use super::{frame::Sheet, slices};

pub(super) fn option(sheet: &Sheet<'_>) -> Value {
    slices::option(sheet, ["0%", "72%"])
}
