//! The colour of a value, by name or as somebody writes it.

use super::{
    segment_row::{colour_of, paint},
    segments::List,
    state::Editor,
};
use crate::{draft::hex, numbers::swatch};
use leptos::prelude::*;

/// What the colours of drawings' palette are called, in its order.
const PALETTE: [&str; chart::PALETTE.len()] = [
    "blue", "orange", "green", "violet", "pink", "slate", "sand", "sky", "lime", "graphite",
];

/// Colours with a meaning: under way, bad, beside the point.
const MEANINGS: [(&str, &str); 3] = [
    ("#f5a623", "amber"),
    ("#c9372c", "red"),
    ("#8590a2", "grey"),
];

/// The colours that are offered, with their names.
fn swatches() -> impl Iterator<Item = (&'static str, &'static str)> {
    chart::PALETTE.into_iter().zip(PALETTE).chain(MEANINGS)
}

/// The colours that a value may have.
#[component]
pub fn Colours(
    editor: Editor,
    list: List,
    key: StoredValue<String>,
    label: Memo<String>,
) -> impl IntoView {
    let colour = Memo::new(move |_| colour_of(list, key));
    // What stands in the box, and what of it is no colour.
    let text = RwSignal::new(colour.get_untracked());
    let wrong = RwSignal::new(None::<String>);
    let take = move |hex: &str| {
        text.set(hex.to_owned());
        wrong.set(None);
        paint(editor, list, key, hex);
    };
    Effect::new(move || {
        text.set(colour.get());
        wrong.set(None);
    });
    let buttons: Vec<_> = swatches()
        .map(|(hex, name)| {
            let on = move || colour.with(|colour| colour.eq_ignore_ascii_case(hex)).to_string();
            view! {
                <button type="button" class="swatch" aria-pressed=on title=move || format!("Paint {} {name}", label.get()) aria-label=move || format!("Paint {} {name}", label.get())
                    on:click=move |_| take(hex)>
                    {swatch(hex)}
                </button>
            }
        })
        .collect();
    let write = move |written: String| match hex(&written) {
        Some(hex) => take(&hex),
        None if written.trim().is_empty() => text.set(colour.get_untracked()),
        None => wrong.set(Some(written.trim().to_owned())),
    };
    let trouble = move || {
        wrong.get().map(|what| {
            format!("“{what}” is no colour here; try #c9372c or #abc. Until then the value keeps its own.")
        })
    };
    let bad = move || wrong.with(Option::is_some);
    let id = key.with_value(|key| {
        format!("{}-{key}-colour-trouble", list.axis.key()).replace(char::is_whitespace, "-")
    });
    let describes = id.clone();
    view! {
        <div class="swatches" role="group" aria-label=move || format!("Colours for {}", label.get())>
            {buttons}
            <input class="input mono" maxlength="30" autocomplete="off" spellcheck="false" aria-label=move || format!("Hex of {}", label.get())
                class:bad=bad aria-invalid=move || bad().to_string() aria-describedby=move || bad().then(|| describes.clone())
                prop:value=text
                on:input:target=move |event| {
                    text.set(event.target().value());
                    wrong.set(None);
                }
                on:change:target=move |event| write(event.target().value()) />
        </div>
        <p class="bad-hint" id=id role="status">{trouble}</p>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::swatches;
    use std::collections::BTreeSet;

    #[test]
    fn the_colours_that_are_offered_begin_with_the_palette_and_differ() {
        let (hexes, names): (BTreeSet<_>, BTreeSet<_>) = swatches().unzip();
        assert_eq!(
            (hexes.len(), names.len()),
            (swatches().count(), swatches().count())
        );
        assert!(swatches().map(|(hex, _)| hex).take(10).eq(chart::PALETTE));
    }
}
