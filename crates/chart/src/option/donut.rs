//! Donut: a ring with the total in its middle.

use serde_json::{Value, json};

use super::{
    frame::{FONT, Sheet},
    slices,
    text::drawn,
};
use crate::{grouped, ink};

pub(super) fn option(sheet: &Sheet<'_>) -> Value {
    let mut option = slices::option(sheet, ["50%", "72%"]);
    if sheet.spec.display.totals
        && let Some(series) = option["series"].as_array_mut()
    {
        let (top, bottom) = (series[0]["top"].clone(), series[0]["bottom"].clone());
        series.push(middle(sheet, &top, &bottom));
    }
    option
}

/// The total over its unit. The unit may be a field's name: nothing in it may end the template.
fn middle_text(sheet: &Sheet<'_>) -> String {
    let total = sheet.table.total.map_or_else(|| "–".to_owned(), grouped);
    let unit = drawn(&sheet.table.unit_of_total()).replace(['{', '}', '|'], " ");
    format!("{{total|{total}}}\n{{unit|{unit}}}")
}

/// A ring without width, of which only the label is seen.
fn middle(sheet: &Sheet<'_>, top: &Value, bottom: &Value) -> Value {
    json!({
        "type": "pie",
        "silent": true,
        "tooltip": {"show": false},
        "legendHoverLink": false,
        "radius": ["0%", "0%"],
        "center": ["50%", "50%"],
        "top": top,
        "bottom": bottom,
        "itemStyle": {"color": "transparent"},
        "labelLine": {"show": false},
        "label": {
            "position": "center",
            "formatter": middle_text(sheet),
            "rich": {
                "total": {"color": ink::INK, "fontFamily": FONT, "fontSize": 26, "fontWeight": "bold", "lineHeight": 32},
                "unit": {"color": ink::INK_3, "fontFamily": FONT, "fontSize": 12, "lineHeight": 16},
            },
        },
        "data": [{"value": 1}],
    })
}
