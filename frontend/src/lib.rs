//! The browser's entry. Everything else is in `app`.

// Types of views nest as deep as the pages do.
#![recursion_limit = "256"]

use wasm_bindgen::prelude::wasm_bindgen;

/// Takes over the page that the server rendered.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_body(app::app::App);
    // Says to whoever looks from outside, such as a test, that buttons do something now.
    leptos::prelude::request_animation_frame(|| {
        if let Some(root) = leptos::prelude::document().document_element() {
            // Fails only for a name that is no attribute's.
            let _ = root.set_attribute("data-live", "");
        }
    });
}
