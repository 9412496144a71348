//! Where the keyboard is.

use wasm_bindgen::JsCast;
use web_sys::{HtmlDocument, HtmlElement, HtmlTextAreaElement};

/// Leaves the field that is being written and comes back: what stands in it counts from then on.
pub fn leave_and_come_back() {
    let active = leptos::prelude::document().active_element();
    if let Some(element) = active.and_then(|active| active.dyn_into::<HtmlElement>().ok()) {
        // Refused only for what cannot have the focus.
        let _ = element.blur();
        let _ = element.focus();
    }
}

/// Replaces what stands in a text area as if somebody had typed it: the browser's undo takes it back.
pub fn write_over(area: &HtmlTextAreaElement, text: &str) {
    // Refused only where the text area is not on the page any more.
    let _ = area.focus();
    area.select();
    let document: Option<HtmlDocument> = leptos::prelude::document().dyn_into().ok();
    let typed = document.is_some_and(|document| {
        let typed = document.exec_command_with_show_ui_and_value("insertText", false, text);
        typed.unwrap_or(false)
    });
    if !typed {
        area.set_value(text);
    }
}
