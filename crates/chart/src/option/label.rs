//! What stands on a bar or beside a slice.

use serde_json::{Value, json};

use super::frame::Sheet;
use crate::{Labels, Percent, grouped, ink, percent};

/// The label of a number, or nothing where the spec wants none or there is no number.
pub(super) fn number(labels: Labels, part: Option<f64>, whole: Option<f64>) -> String {
    let Some(part) = part else {
        return String::new();
    };
    let share = whole.map(|whole| percent(part, whole)).unwrap_or_default();
    match labels {
        Labels::None => String::new(),
        Labels::Percent if !share.is_empty() => share,
        Labels::Both if !share.is_empty() => format!("{} ({share})", grouped(part)),
        Labels::Value | Labels::Percent | Labels::Both => grouped(part),
    }
}

/// Of what the number of a whole row is a share. Averages and the like are no share of anything.
pub(super) fn whole_of_row(sheet: &Sheet<'_>) -> Option<f64> {
    let wanted = sheet.spec.display.percent != Percent::None && sheet.spec.measure.adds_up();
    sheet.table.total.filter(|_| wanted)
}

/// Of what a cell is a share.
pub(super) fn whole_of_cell(sheet: &Sheet<'_>, row: usize, column: usize) -> Option<f64> {
    let whole = sheet.table.whole(sheet.spec.display.percent, row, column);
    whole.filter(|_| sheet.spec.measure.adds_up())
}

/// A rim in the colour of the ground: whatever passes behind a number leaves its figures legible.
pub(super) fn haloed(label: &mut Value) {
    label["textBorderColor"] = json!(ink::SURFACE);
    label["textBorderWidth"] = json!(3);
}

/// Ink that can be read on a colour: light on dark and dark on light. Not one of the role colours, for
/// the data under it keeps its colour in every theme.
pub(super) fn ink_on(colour: &str) -> &'static str {
    let channel = |at: usize| {
        colour
            .get(at..at + 2)
            .and_then(|hex| u32::from_str_radix(hex, 16).ok())
            .unwrap_or(0)
    };
    // Perceived lightness, in thousandths of 255.
    let lightness = 299 * channel(1) + 587 * channel(3) + 114 * channel(5);
    if lightness > 140_000 { DARK } else { LIGHT }
}

const DARK: &str = "#0f1c33";
const LIGHT: &str = "#fdfdfd";
const _: () = assert!(!same(DARK, ink::INK) && !same(LIGHT, ink::SURFACE));

const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut i = 0;
    while i < a.len() && i < b.len() {
        if a[i] != b[i] {
            return false;
        }
        i += 1;
    }
    a.len() == b.len()
}
