//! What is calculated for each value.

use super::{field_picker::OneField, picker::Choice, quantity::QuantityForm, state::Editor};
use crate::draft::{Calculation, Draft, Family, Slot};
use chart::FieldKind;
use leptos::prelude::*;

/// The chart's own measure.
#[component]
pub fn CalculateTab(editor: Editor) -> impl IntoView {
    view! { <MeasureForm editor part=Slot::Whole /> }.into_any()
}

/// One measure: what to calculate, and of what.
#[component]
fn MeasureForm(editor: Editor, part: Slot) -> impl IntoView {
    let now = Memo::new(move |_| editor.draft.with(|draft| draft.calculation(part)));
    let family = Memo::new(move |_| now.get().family());
    let options: Vec<_> = Calculation::ALL
        .into_iter()
        // A part of a combination is no combination itself.
        .filter(|one| part == Slot::Whole || one.family() != Family::Pair)
        .map(|one| view! { <option value=one.key() selected=move || now.get() == one>{one.label()}</option> })
        .collect();
    // One that somebody wrote by hand stays until another is chosen.
    let nested = move || {
        (part != Slot::Whole && family.get() == Family::Pair)
            .then(|| view! { <option value=now.get_untracked().key() selected=true>{now.get_untracked().label()}</option> })
    };
    let choose = move |key: String| {
        if let Some(one) = Calculation::ALL.into_iter().find(|one| one.key() == key) {
            editor.choose(|draft| draft.set_calculation(part, one));
        }
    };
    view! {
        <label class="row">
            <span>"Calculate"</span>
            <select class="input" prop:value=move || now.get().key() on:change:target=move |event| choose(event.target().value())>
                {options}
                {nested}
            </select>
        </label>
        <Show when=move || now.get() == Calculation::Percentile>
            <Percentile editor part />
        </Show>
        {move || match family.get() {
            Family::Issues => ().into_any(),
            Family::Values => view! { <Values editor part /> }.into_any(),
            Family::Quantity => view! { <QuantityForm editor part /> }.into_any(),
            Family::Pair if part == Slot::Whole => view! { <Pair editor /> }.into_any(),
            Family::Pair => view! { <p class="hint">"Described in the chart’s text; choose something else to change it here."</p> }.into_any(),
        }}
    }
    .into_any()
}

#[component]
fn Percentile(editor: Editor, part: Slot) -> impl IntoView {
    let p = move || {
        editor
            .draft
            .with(|draft| draft.percentile(part).to_string())
    };
    let write = move |text: String| {
        if let Ok(p) = text.trim().parse::<f64>()
            && (0.0..=100.0).contains(&p)
        {
            editor.typed(format!("percentile.{}", part.name()), |draft| {
                draft.set_percentile(part, p);
            });
        }
    };
    view! {
        <div class="row">
            <span aria-hidden="true">"Percent"</span>
            <span class="two">
                <input class="input" type="number" min="0" max="100" step="any" inputmode="decimal" aria-label="Percent of the issues"
                    prop:value=p on:change:target=move |event| write(event.target().value()) />
                <span class="hint">"of the issues are at or below it"</span>
            </span>
        </div>
    }
    .into_any()
}

#[component]
fn Values(editor: Editor, part: Slot) -> impl IntoView {
    let chosen = Signal::derive(move || {
        editor
            .draft
            .with(|draft| draft.counted_field(part).to_owned())
    });
    let pick = Callback::new(move |choice: Choice| {
        editor.choose(|draft| {
            draft.learn_name(&choice.value, &choice.label);
            draft.set_counted_field(part, &choice.value);
        });
    });
    view! {
        <div class="row">
            <span aria-hidden="true">"Of"</span>
            <OneField editor id=format!("values-{}", part.name()) label="Field whose values are counted" chosen fits=FieldKind::chartable pick />
        </div>
    }
    .into_any()
}

/// Signs of a formula with what people read.
const OPERATORS: [(&str, &str); 4] = [
    ("/", "divided by"),
    ("*", "times"),
    ("+", "plus"),
    ("-", "minus"),
];

/// Two measures, and how they are combined.
#[component]
fn Pair(editor: Editor) -> impl IntoView {
    let formula = Memo::new(move |_| {
        editor
            .draft
            .with(|draft| draft.calculation(Slot::Whole) == Calculation::Formula)
    });
    view! {
        <fieldset class="part">
            <legend>{move || if formula.get() { "First number" } else { "Part that is done" }}</legend>
            <MeasureForm editor part=Slot::First />
        </fieldset>
        <Show when=move || formula.get()>
            <Operator editor />
        </Show>
        <fieldset class="part">
            <legend>{move || if formula.get() { "Second number" } else { "The whole" }}</legend>
            <MeasureForm editor part=Slot::Second />
        </fieldset>
    }
    .into_any()
}

#[component]
fn Operator(editor: Editor) -> impl IntoView {
    let now = Memo::new(move |_| editor.draft.with(|draft| draft.operator().to_owned()));
    let options: Vec<_> = OPERATORS
        .into_iter()
        .map(|(sign, name)| view! { <option value=sign selected=move || now.with(|now| now == sign)>{name}</option> })
        .collect();
    view! {
        <select class="input" prop:value=now aria-label="How the numbers are combined"
            on:change:target=move |event| editor.choose(|draft: &mut Draft| draft.set_operator(&event.target().value()))>
            {options}
        </select>
    }
    .into_any()
}
