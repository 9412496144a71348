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
        Some(Kind::GroupedBar) => view! {
            <path fill="currentColor" d="M3 11h4v9H3zM13 6h4v14h-4z" />
            <path fill="currentColor" opacity=".5" d="M7.500 8h4v12h-4zM17.500 13h4v7h-4z" />
        }
        .into_any(),
        Some(Kind::Line) => view! { <path d="M3 17l5-6 5 3 8-9" fill="none" stroke="currentColor" stroke-width="2" /> }.into_any(),
        Some(Kind::MultiLine) => view! {
            <path d="M3 13l5-5 5 3 8-7" fill="none" stroke="currentColor" stroke-width="2" />
            <path d="M3 19l6-3 5 2 7-6" fill="none" stroke="currentColor" stroke-width="2" opacity=".5" />
        }
        .into_any(),
        Some(Kind::Funnel) => view! {
            <path fill="currentColor" d="M3 4h18l-2.500 5h-13z" />
            <path fill="currentColor" opacity=".5" d="M6 10.500h12l-2 4.500H8z" />
            <path fill="currentColor" d="M8.500 16.500h7L14 20.500h-4z" />
        }
        .into_any(),
        Some(Kind::Table2d) => view! {
            <rect x="3" y="5" width="18" height="14" rx="2" fill="none" stroke="currentColor" stroke-width="2" />
            <path d="M3 10h18M3 14.500h18M9 5v14M15 5v14" fill="none" stroke="currentColor" stroke-width="2" />
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
