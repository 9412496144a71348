//! How the chart looks.

use super::{
    filters::Filters,
    lines::Lines,
    state::Editor,
    whole_number::{Bounds, WholeNumber},
};
use leptos::prelude::*;

/// A setting with a few words: its key, what people read, the words with the usual one first.
struct Words {
    key: &'static str,
    label: &'static str,
    choices: &'static [(&'static str, &'static str)],
}

const LEGEND: Words = Words {
    key: "legend",
    label: "Legend",
    choices: &[
        ("table", "Table beside the chart"),
        ("bottom", "Line under the chart"),
        ("none", "None"),
    ],
};
const LABELS: Words = Words {
    key: "labels",
    label: "Labels",
    choices: &[
        ("value", "Numbers"),
        ("percent", "Percentages"),
        ("both", "Both"),
        ("none", "None"),
    ],
};
const PERCENT: Words = Words {
    key: "percent",
    label: "Percentages",
    choices: &[
        ("of_total", "Of the total"),
        ("of_row", "Of their row"),
        ("of_column", "Of their column"),
        ("none", "None"),
    ],
};
const ALIGN: Words = Words {
    key: "title_align",
    label: "Title",
    choices: &[("left", "Left"), ("center", "Centred"), ("right", "Right")],
};
const THEME: Words = Words {
    key: "theme",
    label: "Colours",
    choices: &[
        ("auto", "As the reader has it"),
        ("light", "Light"),
        ("dark", "Dark"),
    ],
};

/// The display's settings.
#[component]
pub fn DisplayTab(editor: Editor) -> impl IntoView {
    let axes = Memo::new(move |_| editor.draft.with(crate::draft::Draft::has_axes));
    let drawn = Memo::new(move |_| {
        editor
            .draft
            .with(|draft| draft.kind().is_some_and(chart::Kind::is_drawn))
    });
    let description = move || editor.draft.with(|draft| draft.description().to_owned());
    let height = Memo::new(move |_| Some(editor.draft.with(crate::draft::Draft::height)));
    // An emptied box gets the height back that the chart has.
    let grow = Callback::new(move |height: Option<u64>| {
        if let Some(height) = height {
            editor.typed("height", |draft| draft.set_height(height));
        }
    });
    let trouble = RwSignal::new(None::<String>);
    let bounds = Bounds {
        least: 80,
        most: 4000,
        step: 20,
        live: false,
    };
    view! {
        <label class="stack">
            <span>"Description"</span>
            <textarea class="input" rows="3" placeholder="Folded under the chart; **bold**, *italics*, lists and [links](https://…)" prop:value=description
                on:input:target=move |event| editor.typed("description", |draft| draft.set_description(&event.target().value()))></textarea>
        </label>
        <Show when=move || drawn.get()>
            <Choice editor of=LEGEND />
            <Choice editor of=LABELS />
        </Show>
        <Choice editor of=PERCENT />
        <Choice editor of=ALIGN />
        <Choice editor of=THEME />
        <Show when=move || axes.get()>
            <AxisTitle editor key="x_title" label="Axis below" />
            <AxisTitle editor key="y_title" label="Axis at the side" />
            <Lines editor />
        </Show>
        <label class="row">
            <span>"Height"</span>
            <span class="two">
                <WholeNumber bounds now=height write=grow trouble id="height-trouble".to_owned() />
                <span class="hint">"pixels"</span>
            </span>
        </label>
        <p class="bad-hint" id="height-trouble" role="status">{trouble}</p>
        <Switch editor key="totals" label="Show totals" />
        <Switch editor key="semantic_colours" label="Colours by meaning: done is green, critical is red" />
        <Filters editor />
    }
    .into_any()
}

#[component]
fn Choice(editor: Editor, of: Words) -> impl IntoView {
    let usual = of.choices.first().map_or("", |(word, _)| *word);
    let now = Memo::new(move |_| {
        editor
            .draft
            .with(|draft| draft.look(of.key, usual).to_owned())
    });
    let options: Vec<_> =
        of.choices.iter().map(|(word, name)| view! { <option value=*word selected=move || now.with(|now| now == word)>{*name}</option> }).collect();
    view! {
        <label class="row">
            <span>{of.label}</span>
            <select class="input" prop:value=now on:change:target=move |event| editor.choose(|draft| draft.set_look(of.key, &event.target().value(), usual))>
                {options}
            </select>
        </label>
    }
    .into_any()
}

#[component]
fn AxisTitle(editor: Editor, key: &'static str, label: &'static str) -> impl IntoView {
    let text = move || editor.draft.with(|draft| draft.look(key, "").to_owned());
    view! {
        <label class="row">
            <span>{label}</span>
            <input class="input" placeholder="no title" prop:value=text
                on:input:target=move |event| editor.typed(key, |draft| draft.set_look(key, &event.target().value(), "")) />
        </label>
    }
    .into_any()
}

#[component]
fn Switch(editor: Editor, key: &'static str, label: &'static str) -> impl IntoView {
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=move || editor.draft.with(|draft| draft.shows(key))
                on:change:target=move |event| editor.choose(|draft| draft.set_shows(key, event.target().checked())) />
            <span>{label}</span>
        </label>
    }
    .into_any()
}
