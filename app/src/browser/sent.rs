//! A double click on a button of a plain form is one click.

use leptos::{ev, prelude::*};
use std::cell::Cell;

/// Milliseconds within which somebody who presses twice means it once.
const DOUBLE: f64 = 1_000.0;

/// Sends the forms of this page once for a double click: the second would start from what the first has changed.
/// Ends with its owner.
pub fn send_once() {
    let last = Cell::new(f64::NEG_INFINITY);
    let handle = window_event_listener(ev::submit, move |event| {
        let now = event.time_stamp();
        if now - last.replace(now) < DOUBLE {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}
