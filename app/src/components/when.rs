//! A moment.

use crate::{browser, format};
use leptos::prelude::*;

/// A moment (RFC 3339, UTC): as the server writes it first, then in the reader's own zone.
#[component]
pub fn When(#[prop(into)] at: String) -> impl IntoView {
    let text = RwSignal::new(format::instant(&at));
    let moment = at.clone();
    Effect::new(move |_| {
        if let Some(local) = browser::local(&moment) {
            text.set(local);
        }
    });
    view! { <time datetime=at>{text}</time> }.into_any()
}
