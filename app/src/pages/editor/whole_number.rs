//! A box for a whole number. What is not allowed is said, and becomes the nearest that is.

use crate::draft::Whole;
use leptos::prelude::*;

/// Which numbers a box takes.
#[derive(Clone, Copy)]
pub struct Bounds {
    /// The smallest.
    pub least: u64,
    /// The largest.
    pub most: u64,
    /// How far the arrows go.
    pub step: u64,
    /// Whether letters count as they are typed; else when one leaves the box.
    pub live: bool,
}

/// The box. What it says about a number goes to `trouble`, which belongs under it as `id`.
#[component]
pub fn WholeNumber(
    bounds: Bounds,
    /// The number now; nothing for an empty box.
    #[prop(into)]
    now: Signal<Option<u64>>,
    /// Gets each number that is allowed, and nothing when the box was emptied.
    write: Callback<Option<u64>>,
    trouble: RwSignal<Option<String>>,
    id: String,
    #[prop(optional)] label: Option<&'static str>,
    #[prop(optional)] placeholder: Option<&'static str>,
) -> impl IntoView {
    let Bounds {
        least,
        most,
        step,
        live,
    } = bounds;
    let value = move || now.get().map_or_else(String::new, |now| now.to_string());
    let typed = move |text: String| {
        trouble.set(None);
        match Whole::read(&text, least, most) {
            Whole::Fits(number) if live => write.run(Some(number)),
            Whole::Nothing if live => write.run(None),
            _ => {}
        }
    };
    // Says what stands in the box afterwards.
    let left = move |text: String| {
        match Whole::read(&text, least, most) {
            Whole::Fits(number) => write.run(Some(number)),
            Whole::Nothing => write.run(None),
            Whole::Near(near) => {
                write.run(Some(near));
                let whole = if near == least || near == most {
                    ""
                } else {
                    "whole "
                };
                trouble.set(Some(format!(
                    "{} does not do: {whole}numbers from {least} to {most} do. It is {near} now.",
                    text.trim()
                )));
            }
        }
        now.get_untracked()
            .map_or_else(String::new, |now| now.to_string())
    };
    view! {
        <input class="input" type="number" min=least max=most step=step inputmode="numeric" aria-label=label title=label placeholder=placeholder
            aria-describedby=move || trouble.with(Option::is_some).then(|| id.clone())
            prop:value=value on:input:target=move |event| typed(event.target().value())
            // The number may be the one that it was: then nothing else would write it again.
            on:change:target=move |event| event.target().set_value(&left(event.target().value())) />
    }
    .into_any()
}
