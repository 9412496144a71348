//! The address of this page.

use leptos::prelude::window;
use wasm_bindgen::JsValue;

/// Scheme, host and port of this page: what goes before a path to make it an address.
pub fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// A path of ours as an address that works elsewhere.
pub fn address(path: &str) -> String {
    format!("{}{path}", origin())
}

/// Gives this page another path without leaving it: a reload then comes back to `path`.
pub fn replace_path(path: &str) {
    if let Ok(history) = window().history() {
        // Only another origin is refused, and a path is of ours.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(path));
    }
}
