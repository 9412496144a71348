//! Whether somebody presses a button of a pointer just now.

use leptos::{ev, prelude::*};
use std::time::Duration;

/// What must not move under the pointer waits until this is over.
#[derive(Clone, Copy)]
pub struct Press(RwSignal<bool>);

impl Press {
    /// Watches for as long as its owner lives.
    pub fn watch() -> Self {
        let down = RwSignal::new(false);
        Effect::new(move |_| {
            let begins = window_event_listener(ev::pointerdown, move |_| {
                down.try_set(true);
            });
            // The click comes after the button is up.
            let ends = move || {
                let up = move || {
                    down.try_set(false);
                };
                set_timeout(up, Duration::ZERO);
            };
            let up = window_event_listener(ev::pointerup, move |_| ends());
            let cancelled = window_event_listener(ev::pointercancel, move |_| ends());
            on_cleanup(move || {
                for handle in [begins, up, cancelled] {
                    handle.remove();
                }
            });
        });
        Self(down)
    }

    /// Whether a button is down, the click that it makes included.
    pub fn is_down(self) -> bool {
        self.0.get()
    }
}
