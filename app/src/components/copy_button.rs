//! Copying text.

use crate::browser;
use leptos::{prelude::*, task::spawn_local};
use std::time::Duration;

/// How long the button says what it did.
const ANSWER: Duration = Duration::from_secs(2);

/// A button that copies an address and says so for a moment.
#[component]
pub fn CopyButton(
    /// What to copy; asked when the button is pressed.
    text: Callback<(), String>,
    /// What the button says before.
    #[prop(into)]
    label: String,
    /// More of its classes.
    #[prop(default = "")]
    class: &'static str,
    /// Whether there is nothing to copy yet.
    #[prop(into, optional)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let said = RwSignal::new(None::<&'static str>);
    let press = move |_| {
        let text = text.run(());
        spawn_local(async move {
            let answer = if browser::copy(&text).await {
                "Copied"
            } else {
                "Your browser does not allow copying"
            };
            said.try_set(Some(answer));
            set_timeout(
                move || {
                    said.try_set(None);
                },
                ANSWER,
            );
        });
    };
    view! {
        <button type="button" class=format!("btn needs-script {class}") disabled=disabled on:click=press>
            <span aria-live="polite">{move || said.get().map_or_else(|| label.clone(), str::to_owned)}</span>
        </button>
    }
    .into_any()
}
