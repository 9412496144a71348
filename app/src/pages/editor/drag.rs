//! Moving a value to another place with mouse, pen or finger. The buttons beside do the same from
//! the keyboard.

use leptos::{ev::PointerEvent, prelude::*, wasm_bindgen::JsCast};
use web_sys::Element;

/// The attribute that names a row of the list.
pub const KEY: &str = "data-key";

/// A value being dragged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drag {
    /// Which one.
    pub key: String,
    /// The value in whose place it would come.
    pub at: String,
    /// Whether that is further down.
    pub down: bool,
}

/// The handle of a row; `drop` gets what was dragged, and where to.
#[component]
pub fn Grip(
    key: StoredValue<String>,
    drag: RwSignal<Option<Drag>>,
    /// The keys of all rows that can be moved, in their order.
    shown: Callback<(), Vec<String>>,
    drop: Callback<Drag>,
) -> impl IntoView {
    let take = move |event: PointerEvent| {
        if event.button() != 0 || !event.is_primary() {
            return;
        }
        event.prevent_default();
        // From now on every move comes here, wherever the pointer is.
        if let Some(grip) = element(&event) {
            let _ = grip.set_pointer_capture(event.pointer_id());
        }
        let key = key.get_value();
        let at = key.clone();
        drag.set(Some(Drag {
            key,
            at,
            down: false,
        }));
    };
    let carry = move |event: PointerEvent| {
        if drag.with_untracked(Option::is_none) {
            return;
        }
        let Some(at) = row_under(&event) else {
            return;
        };
        let shown = shown.run(());
        let place = |wanted: &str| shown.iter().position(|known| known == wanted);
        drag.update(|drag| {
            if let Some(drag) = drag
                && let (Some(from), Some(to)) = (place(&drag.key), place(&at))
            {
                drag.down = to > from;
                drag.at = at;
            }
        });
    };
    let let_go = move |_: PointerEvent| {
        if let Some(dragged) = drag.try_update(Option::take).flatten()
            && dragged.at != dragged.key
        {
            drop.run(dragged);
        }
    };
    view! {
        <span class="grip" aria-hidden="true" title="Drag to another place"
            on:pointerdown=take on:pointermove=carry on:pointerup=let_go on:pointercancel=move |_| drag.set(None)>
            "⋮⋮"
        </span>
    }
    .into_any()
}

fn element(event: &PointerEvent) -> Option<Element> {
    event.current_target()?.dyn_into().ok()
}

/// The key of the row under the pointer.
#[expect(
    clippy::cast_precision_loss,
    reason = "places on a screen are far below 2^24"
)]
fn row_under(event: &PointerEvent) -> Option<String> {
    let (x, y) = (event.client_x() as f32, event.client_y() as f32);
    let under = document().element_from_point(x, y)?;
    under.closest(&format!("[{KEY}]")).ok()??.get_attribute(KEY)
}
