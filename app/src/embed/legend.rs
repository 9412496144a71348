//! What the colours mean.

use chart::Member;
use leptos::prelude::*;

/// A small square in a colour. The colour is an attribute: our pages allow no inline styles.
#[component]
pub(super) fn Swatch(colour: String) -> impl IntoView {
    view! { <svg class="dot" viewBox="0 0 10 10" aria-hidden="true"><rect width="10" height="10" rx="3" fill=colour /></svg> }
}

/// Names and colours in a line or two: for frames too narrow for a table beside the picture.
#[component]
pub(super) fn Keys(members: Vec<Member>) -> impl IntoView {
    let items: Vec<_> = members
        .into_iter()
        .map(|member| view! { <li><Swatch colour=member.colour />{member.label}</li> })
        .collect();
    view! { <ul class="keys">{items}</ul> }
}
