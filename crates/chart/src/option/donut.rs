//! Donut: a ring with the total in its middle.

use serde_json::{Value, json};

use super::{
    frame::{FONT, Sheet},
    slices,
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

/// A ring without width, of which only the label is seen. Number and unit are ours, so a template is safe.
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
            "formatter": format!("{{total|{}}}\n{{unit|{}}}", grouped(sheet.table.total), sheet.table.unit),
            "rich": {
                "total": {"color": ink::INK, "fontFamily": FONT, "fontSize": 26, "fontWeight": "bold", "lineHeight": 32},
                "unit": {"color": ink::INK_3, "fontFamily": FONT, "fontSize": 12, "lineHeight": 16},
            },
        },
        "data": [{"value": 1}],
    })
}
