//! A chart on its way: its title, a sketch of the right size, and how far the reading is.

use super::model::Progress;
use leptos::prelude::*;

/// Shown until the numbers are there; the script changes bar and words in place.
#[component]
pub(super) fn ProgressView(progress: Progress) -> impl IntoView {
    let Progress { title, done, of } = progress;
    // Without a value the bar shows that something is going on, not how much.
    let known = of > 0;
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
        <div class="going" role="status">
            <progress aria-label="Reading issues" max="1" value=known.then(|| share(done, of)) data-part="bar"></progress>
            <span class="small" data-part="far">{far(done, of)}</span>
        </div>
    }
}

/// How far, in words. `frontend/js/embed/progress.js` says the same.
fn far(done: u64, of: u64) -> String {
    match (done, of) {
        (0, 0) => "Asking Jira".into(),
        (done, 0) => format!("{} issues", number(done)),
        (done, of) => format!("{} of about {} issues", number(done), number(of)),
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of issues are far below 2^53"
)]
fn number(count: u64) -> String {
    chart::grouped(count as f64)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of issues are far below 2^53"
)]
fn share(done: u64, of: u64) -> String {
    format!("{:.3}", (done as f64 / of as f64).min(1.0))
}
