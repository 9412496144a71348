//! The head of the frame and of the hand-over page.

use leptos::prelude::*;

/// Title, style and the one script.
#[component]
pub(super) fn Head(
    title: String,
    /// The nonce of this answer's Content-Security-Policy.
    nonce: String,
    script: &'static str,
    /// Whether to load again by itself where there is no script to poll.
    #[prop(optional)]
    refresh: bool,
) -> impl IntoView {
    view! {
        <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <meta name="color-scheme" content="light dark" />
            <title>{title}</title>
            <link rel="icon" href="/assets/favicon.svg" type="image/svg+xml" />
            <link rel="stylesheet" href="/assets/embed.css" />
            <script type="module" src=script nonce=nonce></script>
            {refresh.then(|| view! { <noscript><meta http-equiv="refresh" content="3" /></noscript> })}
        </head>
    }
}

/// Inlay's mark: three bars on a square.
#[component]
pub(super) fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 24 24" aria-hidden="true">
            <rect class="mark-paper" x="2" y="2" width="20" height="20" rx="5" />
            <path class="mark-ink" d="M7 17V11M12 17V7M17 17v-4" />
        </svg>
    }
}
