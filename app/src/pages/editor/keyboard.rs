//! Shortcuts: undo, redo, save.

use super::{save, state::Editor};
use crate::browser;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

/// Listens for as long as the editor is on the screen.
pub fn begin(editor: Editor) {
    Effect::new(move |_| {
        let handle = window_event_listener(ev::keydown, move |event| {
            if !(event.ctrl_key() || event.meta_key()) || event.alt_key() {
                return;
            }
            match (event.key().to_lowercase().as_str(), event.shift_key()) {
                ("s", false) => {
                    event.prevent_default();
                    browser::leave_and_come_back();
                    save::save(editor);
                }
                // Inside a text, undo is the text's own.
                ("z" | "y", _) if is_text(&event) => {}
                // The browser would also take back what was typed last in some text.
                ("z", false) => {
                    event.prevent_default();
                    editor.history.update(crate::draft::History::undo);
                }
                ("z", true) | ("y", false) => {
                    event.prevent_default();
                    editor.history.update(crate::draft::History::redo);
                }
                _ => {}
            }
        });
        on_cleanup(move || handle.remove());
    });
}

/// Whether letters are typed there: what is chosen from a list, ticked or pressed knows no undo of its own.
fn is_text(event: &ev::KeyboardEvent) -> bool {
    let element = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    element.is_some_and(|element| match element.tag_name().as_str() {
        "TEXTAREA" => true,
        "INPUT" => {
            let kind = element.get_attribute("type").unwrap_or_default();
            let closed = element.get_attribute("aria-expanded").as_deref() == Some("false");
            matches!(kind.as_str(), "" | "text" | "search" | "number" | "url") && !closed
        }
        _ => false,
    })
}
