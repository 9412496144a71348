//! Light and dark.

use crate::browser::Theme;
use leptos::prelude::*;

/// A button that goes round the themes: as the system, light, dark.
#[component]
pub fn ThemeSwitch() -> impl IntoView {
    let theme = RwSignal::new(Theme::current());
    let words = move || match theme.get() {
        Theme::System => "Theme: as your system",
        Theme::Light => "Theme: light",
        Theme::Dark => "Theme: dark",
    };
    let picture = move || match theme.get() {
        Theme::System => "M12 3a9 9 0 1 0 0 18zM12 3a9 9 0 0 1 0 18",
        Theme::Light => {
            "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M5 19l2-2M17 7l2-2"
        }
        Theme::Dark => "M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z",
    };
    let turn = move |_| {
        theme.update(|theme| *theme = theme.next());
        theme.get_untracked().choose();
    };
    view! {
        <button type="button" class="btn quiet icon needs-script" title=words aria-label=words on:click=turn>
            <svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2">
                <path d=picture />
            </svg>
        </button>
    }
    .into_any()
}
