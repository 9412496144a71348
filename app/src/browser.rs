//! The only place that touches the browser. Everything here is called from effects and event
//! handlers, which never run on the server.

mod charts;
mod clipboard;
mod consent;
mod moment;
mod theme;
mod unsaved;

pub use charts::Drawing;
pub use clipboard::copy;
pub use consent::{Listening, listen, open_popup};
pub use moment::local;
pub use theme::Theme;
pub use unsaved::warn_before_leaving;

use leptos::prelude::window;

/// Scheme, host and port of this page: what goes before a path to make it an address.
pub fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// A path of ours as an address that works elsewhere.
pub fn address(path: &str) -> String {
    format!("{}{path}", origin())
}
