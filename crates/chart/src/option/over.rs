//! Numbers over bars: a series of their own without height, so that lines pass behind them.

use serde_json::{Value, json};

use super::{
    bar::{BAR_GAP, WIDEST},
    frame::{FONT, TEXT},
    label::haloed,
};
use crate::ink;

/// What bars and their numbers are stacked by.
pub(super) const STACK: &str = "all";
/// In front of every line: those of trends (3) and of goals (ECharts' 5).
const FRONT: u32 = 6;

/// One number for each bar; below the bars that hang down.
pub(super) fn series<'a>(numbers: impl Iterator<Item = (&'a str, Option<f64>)>) -> Value {
    let data: Vec<Value> = numbers
        .map(|(text, number)| {
            let mut label = json!({"formatter": text});
            if number.is_some_and(|number| number < 0.0) {
                label["position"] = json!("bottom");
            }
            json!({"value": 0, "label": label})
        })
        .collect();
    let mut series = json!({
        "type": "bar",
        "stack": STACK,
        "z": FRONT,
        "silent": true,
        "tooltip": {"show": false},
        "barMaxWidth": WIDEST,
        "barCategoryGap": BAR_GAP,
        "label": {
            "show": true,
            "position": "top",
            "color": ink::INK,
            "fontFamily": FONT,
            "fontSize": TEXT,
            "fontWeight": "bold",
        },
        "labelLayout": {"hideOverlap": true},
        "data": data,
    });
    haloed(&mut series["label"]);
    series
}
