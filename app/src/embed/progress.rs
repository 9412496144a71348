//! A chart on its way: its title, a sketch of the right size, and how far the reading is.

use super::model::Progress;
use crate::model;
use leptos::prelude::*;

/// Shown until the numbers are there; the script changes bar and words in place.
#[component]
pub(super) fn ProgressView(progress: Progress) -> impl IntoView {
    let Progress {
        title,
        done,
        of,
        unit,
    } = progress;
    let far = model::Progress { done, of, unit };
    view! {
        <header class="top"><h1>{title}</h1></header>
        <div class="stage" aria-hidden="true">
            <svg class="sketch" viewBox="0 0 100 100" preserveAspectRatio="none">
                <rect x="4" y="40" width="18" height="60" />
                <rect x="29" y="10" width="18" height="90" />
                <rect x="54" y="60" width="18" height="40" />
                <rect x="79" y="75" width="18" height="25" />
            </svg>
        </div>
        // Without a value the bar shows that something is going on, not how much.
        <div class="going" role="status">
            <progress aria-label="Reading from Jira" max="1" value=far.share() data-part="bar"></progress>
            <span class="small" data-part="far">{far.words()}</span>
        </div>
    }
}
