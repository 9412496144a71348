//! Inlay's mark.

use leptos::prelude::*;

/// The mark: three bars on a square, in the accent colour.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 24 24" aria-hidden="true">
            <rect class="mark-paper" x="2" y="2" width="20" height="20" rx="5" />
            <path class="mark-ink" d="M7 17V11M12 17V7M17 17v-4" stroke-width="2.4" stroke-linecap="round" />
        </svg>
    }
    .into_any()
}
