//! Of what a statistic is: a number, or a time between dates.

use super::{field_picker::OneField, picker::Choice, state::Editor};
use crate::draft::{Quantity, Slot};
use chart::FieldKind;
use leptos::prelude::*;

/// Units of time with what people read.
const UNITS: [(&str, &str); 5] = [
    ("hours", "Hours"),
    ("days", "Days"),
    ("weeks", "Weeks"),
    ("months", "Months"),
    ("years", "Years"),
];

/// Fields that hold a number or a time spent.
fn is_number(kind: FieldKind) -> bool {
    matches!(kind, FieldKind::Number | FieldKind::Duration)
}

/// The settings of a quantity.
#[component]
pub fn QuantityForm(editor: Editor, part: Slot) -> impl IntoView {
    let quantity = Memo::new(move |_| {
        editor
            .draft
            .with(|draft| draft.quantity(part))
            .unwrap_or(Quantity::Resolution)
    });
    let way = Memo::new(move |_| quantity.with(Quantity::way));
    let is_time = Memo::new(move |_| quantity.with(|quantity| is_a_time(editor, quantity)));
    let options: Vec<_> = Quantity::WAYS
        .into_iter()
        .map(|(word, name)| view! { <option value=word selected=move || way.get() == word>{name}</option> })
        .collect();
    let choose = move |word: String| {
        let number = first_number(editor);
        let next = quantity.with_untracked(|now| now.in_way(&word, &number));
        set(editor, part, &next);
    };
    view! {
        <label class="row">
            <span>"Of"</span>
            <select class="input" prop:value=way on:change:target=move |event| choose(event.target().value())>{options}</select>
        </label>
        {move || match way.get() {
            "field" => view! { <Part editor part quantity place=0 label="Number" fits=is_number /> }.into_any(),
            "since" | "until" => view! { <Part editor part quantity place=0 label="Date" fits=FieldKind::is_date /> }.into_any(),
            "between" => view! {
                <Part editor part quantity place=0 label="From" fits=FieldKind::is_date />
                <Part editor part quantity place=1 label="To" fits=FieldKind::is_date />
            }
            .into_any(),
            _ => view! { <Unresolved editor part /> }.into_any(),
        }}
        <Show when=move || is_time.get()>
            <Unit editor part />
        </Show>
        <p class="hint">"Issues without it are left out; a note counts them."</p>
    }
    .into_any()
}

/// One of the fields that a quantity is made of.
#[component]
fn Part(
    editor: Editor,
    part: Slot,
    quantity: Memo<Quantity>,
    place: usize,
    label: &'static str,
    fits: fn(FieldKind) -> bool,
) -> impl IntoView {
    let chosen = Signal::derive(move || {
        quantity.with(|quantity| match (quantity, place) {
            (Quantity::Between(_, to), 1) => to.clone(),
            (
                Quantity::Field(id)
                | Quantity::Since(id)
                | Quantity::Until(id)
                | Quantity::Between(id, _),
                _,
            ) => id.clone(),
            (Quantity::Resolution, _) => String::new(),
        })
    });
    let pick = Callback::new(move |choice: Choice| {
        let id = choice.value;
        let next = match (quantity.get_untracked(), place) {
            (Quantity::Field(_), _) => Quantity::Field(id),
            (Quantity::Since(_), _) => Quantity::Since(id),
            (Quantity::Until(_), _) => Quantity::Until(id),
            (Quantity::Between(_, to), 0) => Quantity::Between(id, to),
            (Quantity::Between(from, _), _) => Quantity::Between(from, id),
            (Quantity::Resolution, _) => Quantity::Resolution,
        };
        set(editor, part, &next);
    });
    view! {
        <div class="row">
            <span aria-hidden="true">{label}</span>
            <OneField editor id=format!("quantity-{}-{place}", part.name()) label chosen fits pick />
        </div>
    }
    .into_any()
}

#[component]
fn Unresolved(editor: Editor, part: Slot) -> impl IntoView {
    let counts = Memo::new(move |_| editor.draft.with(|draft| draft.counts_unresolved(part)));
    view! {
        <label class="row">
            <span>"Unresolved"</span>
            <select class="input" prop:value=move || if counts.get() { "include" } else { "exclude" } on:change:target=move |event| editor.choose(|draft| draft.set_counts_unresolved(part, event.target().value() == "include"))>
                <option value="exclude" selected=move || !counts.get()>"leave them out"</option>
                <option value="include" selected=move || counts.get()>"count theirs up to now"</option>
            </select>
        </label>
    }
    .into_any()
}

#[component]
fn Unit(editor: Editor, part: Slot) -> impl IntoView {
    let unit = Memo::new(move |_| editor.draft.with(|draft| draft.unit(part).to_owned()));
    let options: Vec<_> = UNITS
        .into_iter()
        .map(|(word, name)| view! { <option value=word selected=move || unit.with(|now| now == word)>{name}</option> })
        .collect();
    view! {
        <label class="row">
            <span>"In"</span>
            <select class="input" prop:value=unit on:change:target=move |event| editor.choose(|draft| draft.set_unit(part, &event.target().value()))>{options}</select>
        </label>
    }
    .into_any()
}

fn set(editor: Editor, part: Slot, quantity: &Quantity) {
    let is_time = untrack(|| is_a_time(editor, quantity));
    let fields = quantity.fields().into_iter();
    let known: Vec<_> = untrack(|| fields.filter_map(|id| editor.field(id)).collect());
    editor.choose(|draft| {
        for field in &known {
            draft.learn_name(&field.id, &field.name);
        }
        draft.set_quantity(part, quantity, is_time);
    });
}

/// Whether a quantity is told in days: every time is, and fields of time spent.
fn is_a_time(editor: Editor, quantity: &Quantity) -> bool {
    match quantity {
        Quantity::Field(id) => editor
            .field(id)
            .is_some_and(|field| field.kind == FieldKind::Duration),
        _ => true,
    }
}

/// The field to begin with: a number that the site's people made, such as story points, before
/// anything else.
fn first_number(editor: Editor) -> String {
    editor.fields.with_untracked(|fields| {
        let numbers = || fields.iter().filter(|field| is_number(field.kind));
        numbers()
            .find(|field| field.custom && field.kind == FieldKind::Number)
            .or_else(|| numbers().next())
            .map_or_else(|| "timespent".to_owned(), |field| field.id.clone())
    })
}
