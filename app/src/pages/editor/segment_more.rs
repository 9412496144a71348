//! More about one value: its colour by name, what counts as it, and back to how it was.

use super::{
    segment_row::{colour_of, paint},
    segments::List,
    state::Editor,
};
use crate::numbers::swatch;
use leptos::prelude::*;

/// The palette of drawings with names (`crates/chart/src/paint.rs`), and three for good, bad and
/// beside the point.
const SWATCHES: [(&str, &str); 12] = [
    ("#4688ec", "blue"),
    ("#f5a623", "amber"),
    ("#2a9d6f", "green"),
    ("#8f6ad9", "violet"),
    ("#d9577e", "pink"),
    ("#1d7f8c", "teal"),
    ("#b5651d", "brown"),
    ("#6cb8f0", "sky"),
    ("#9bbf3b", "lime"),
    ("#5b5f97", "indigo"),
    ("#c9372c", "red"),
    ("#8590a2", "grey"),
];

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
    let reset = move |_| editor.choose(|draft| key.with_value(|key| draft.reset(axis, key)));
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
    let chip = move |value: String| {
        let part = value.clone();
        let take_out = move |_| {
            editor.choose(|draft| key.with_value(|key| draft.unmerge(axis, key, &part)));
        };
        view! {
            <li class="chip">
                {value.clone()}
                <button type="button" aria-label=format!("Take {value} out") on:click=take_out>"×"</button>
            </li>
        }
    };
    view! {
        <Show when=move || !parts.with(Vec::is_empty)>
            <ul class="seg-parts" aria-label=move || format!("Values that count as {}", label.get())>
                <For each=move || parts.get() key=Clone::clone let:value>{chip(value)}</For>
            </ul>
        </Show>
    }
    .into_any()
}

#[component]
fn Colours(
    editor: Editor,
    list: List,
    key: StoredValue<String>,
    label: Memo<String>,
) -> impl IntoView {
    let colour = Memo::new(move |_| colour_of(list, key));
    let buttons: Vec<_> = SWATCHES
        .into_iter()
        .map(|(hex, name)| {
            let on = move || colour.with(|colour| colour.eq_ignore_ascii_case(hex)).to_string();
            view! {
                <button type="button" class="swatch" aria-pressed=on title=name aria-label=move || format!("Paint {} {name}", label.get())
                    on:click=move |_| paint(editor, list, key, hex)>
                    {swatch(hex)}
                </button>
            }
        })
        .collect();
    let write = move |text: String| {
        let digits = text.trim().trim_start_matches('#').to_lowercase();
        let hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        if hex && digits.len() == 6 {
            paint(editor, list, key, &format!("#{digits}"));
        }
    };
    view! {
        <div class="swatches" role="group" aria-label=move || format!("Colours for {}", label.get())>
            {buttons}
            <input class="input mono" maxlength="7" spellcheck="false" aria-label=move || format!("Hex of {}", label.get()) prop:value=colour
                on:change:target=move |event| write(event.target().value()) />
        </div>
    }
    .into_any()
}

/// Lets the value count as another one.
#[component]
fn MergeSelect(
    editor: Editor,
    list: List,
    key: StoredValue<String>,
    label: Memo<String>,
) -> impl IntoView {
    let axis = list.axis;
    let others = Memo::new(move |_| {
        list.segments.with(|all| {
            all.iter()
                .filter(|one| !one.fixed && !one.hidden)
                .filter(|one| key.with_value(|key| one.key != *key))
                .map(|one| (one.key.clone(), one.label.clone()))
                .collect::<Vec<_>>()
        })
    });
    let merge = move |into: String| {
        if !into.is_empty() {
            editor.choose(|draft| key.with_value(|key| draft.merge(axis, key, &into)));
        }
    };
    let options = move || {
        let one = |(key, label): (String, String)| view! { <option value=key>{label}</option> };
        others.get().into_iter().map(one).collect::<Vec<_>>()
    };
    view! {
        <select class="input" aria-label=move || format!("Count {} as", label.get()) disabled=move || others.with(Vec::is_empty)
            on:change:target=move |event| merge(event.target().value())>
            <option value="">"Count it as…"</option>
            {options}
        </select>
    }
    .into_any()
}
