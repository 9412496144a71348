//! Pictures of chart kinds.

use chart::Kind;
use leptos::prelude::*;

/// A small picture of a chart kind, in the colour of the text around it.
#[component]
pub fn KindPicture(kind: Option<Kind>) -> impl IntoView {
    let inside = match kind {
        Some(Kind::Pie) => view! {
            <path fill="currentColor" d="M11 4a8.5 8.5 0 1 0 8.5 8.5H11z" />
            <path fill="currentColor" opacity=".5" d="M13.5 2.5v7.500h7.500a7.500 7.500 0 0 0-7.500-7.500z" />
        }
        .into_any(),
        Some(Kind::Donut) => view! { <circle cx="12" cy="12" r="8" fill="none" stroke="currentColor" stroke-width="4" /> }.into_any(),
        Some(Kind::Bar) => view! { <path fill="currentColor" d="M4 12h4v8H4zM10 5h4v15h-4zM16 9h4v11h-4z" /> }.into_any(),
        Some(Kind::StackedBar) => view! {
            <path fill="currentColor" d="M4 14h4v6H4zM10 12h4v8h-4zM16 15h4v5h-4z" />
            <path fill="currentColor" opacity=".5" d="M4 9h4v4H4zM10 5h4v6h-4zM16 10h4v4h-4z" />
        }
        .into_any(),
        Some(Kind::Tile) => view! {
            <rect x="3" y="5" width="18" height="14" rx="2" fill="none" stroke="currentColor" stroke-width="2" />
            <path d="M10.500 10l2-1.500V16" fill="none" stroke="currentColor" stroke-width="2" />
        }
        .into_any(),
        _ => view! {
            <rect x="3" y="5" width="18" height="14" rx="2" fill="none" stroke="currentColor" stroke-width="2" />
            <path d="M3 10h18M9 10v9" fill="none" stroke="currentColor" stroke-width="2" />
        }
        .into_any(),
    };
    view! { <svg class="kind-picture" viewBox="0 0 24 24" aria-hidden="true">{inside}</svg> }
        .into_any()
}
