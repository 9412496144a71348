//! An address that people are given, to read and to copy.

use super::CopyButton;
use crate::browser;
use leptos::prelude::*;

/// A path of ours as a whole address: the host goes before it as soon as there is a browser to ask.
#[component]
pub fn LinkField(
    /// What it is, for screen readers.
    label: &'static str,
    #[prop(into)] path: String,
) -> impl IntoView {
    let address = RwSignal::new(path.clone());
    let whole = path.clone();
    Effect::new(move |_| address.set(browser::address(&whole)));
    let text = Callback::new(move |()| browser::address(&path));
    view! {
        <input class="input" readonly aria-label=label prop:value=address value=move || address.get() />
        <CopyButton text label="Copy link" />
    }
    .into_any()
}
