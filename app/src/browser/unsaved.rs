//! Asking before unsaved work is lost.

use leptos::{ev, prelude::*};

/// Lets the browser ask before the page is left while `unsaved` says so; ends with its owner.
pub fn warn_before_leaving(unsaved: impl Fn() -> bool + 'static) {
    let handle = window_event_listener(ev::beforeunload, move |event| {
        if unsaved() {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}
