//! More about one value: its colour, what counts as it, and back to how it was.

use super::{segment_colour::Colours, segment_merge::MergeSelect, segments::List, state::Editor};
use crate::draft::Part;
use leptos::prelude::*;

/// What unfolds under a value.
#[component]
pub fn More(
    editor: Editor,
    list: List,
    key: StoredValue<String>,
    label: Memo<String>,
    open: RwSignal<bool>,
) -> impl IntoView {
    let axis = list.axis;
    let touched = Memo::new(move |_| {
        editor
            .draft
            .with(|draft| key.with_value(|key| draft.is_touched(axis, key)))
    });
    let reset = move |_| {
        let names = list.names.get_untracked();
        editor.choose(|draft| key.with_value(|key| draft.reset(axis, key, &names)));
    };
    view! {
        <Parts editor list key label />
        // Only while it is open: each of many rows would list all the others.
        <Show when=move || open.get()>
            <div class="seg-more">
                <Show when=move || list.coloured.get()>
                    <Colours editor list key label />
                </Show>
                <MergeSelect editor list key label />
                <button type="button" class="link" disabled=move || !touched.get() on:click=reset>
                    {move || format!("Reset {}", label.get())}
                </button>
            </div>
        </Show>
    }
    .into_any()
}

/// The values that count as this one, each with a way out.
#[component]
fn Parts(
    editor: Editor,
    list: List,
    key: StoredValue<String>,
    label: Memo<String>,
) -> impl IntoView {
    let axis = list.axis;
    let parts = Memo::new(move |_| list.of(key).map_or_else(Vec::new, |this| this.parts));
    let chip = move |Part { key: part, label }: Part| {
        let take_out = move |_| {
            let names = list.names.get_untracked();
            editor.choose(|draft| key.with_value(|key| draft.unmerge(axis, key, &part, &names)));
        };
        view! {
            <li class="chip">
                {label.clone()}
                <button type="button" aria-label=format!("Take {label} out") on:click=take_out>"×"</button>
            </li>
        }
    };
    view! {
        <Show when=move || !parts.with(Vec::is_empty)>
            <ul class="seg-parts" aria-label=move || format!("Values that count as {}", label.get())>
                <For each=move || parts.get() key=Clone::clone let:part>{chip(part)}</For>
            </ul>
        </Show>
    }
    .into_any()
}
