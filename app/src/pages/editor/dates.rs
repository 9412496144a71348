//! Several dates on one axis: created against resolved.

use super::{field_picker::OneField, picker::Choice, state::Editor};
use crate::draft::Axis;
use chart::FieldKind;
use leptos::prelude::*;

/// The date fields, each a column.
#[component]
pub fn Dates(editor: Editor, axis: Axis) -> impl IntoView {
    let dates = Memo::new(move |_| editor.draft.with(|draft| draft.dates(axis)));
    let only = Memo::new(move |_| dates.with(Vec::len) < 2);
    let name = move |id: &str| editor.field(id).map_or_else(|| id.to_owned(), |f| f.name);
    let chip = move |id: String| {
        let (shown, label) = (id.clone(), id.clone());
        view! {
            <li class="chip">
                {move || name(&shown)}
                <button type="button" disabled=only aria-label=move || format!("Remove {}", name(&label))
                    on:click=move |_| editor.choose(|draft| draft.remove_date(axis, &id))>"×"</button>
            </li>
        }
    };
    let pick = Callback::new(move |choice: Choice| {
        editor.choose(|draft| draft.add_date(axis, &choice.value, &choice.label));
    });
    view! {
        <div class="row">
            <span aria-hidden="true">"Dates"</span>
            <ul class="chip-list" aria-label="Dates on the axis">
                <For each=move || dates.get() key=Clone::clone let:id>{chip(id)}</For>
            </ul>
        </div>
        <div class="row">
            <span></span>
            <OneField editor id=format!("dates-{}", axis.key()) label="Add a date" chosen=Signal::stored(String::new()) fits=FieldKind::is_date pick />
        </div>
        <p class="hint">"Each date is a line or a column of its own: how many issues were created, and how many resolved, in the same week."</p>
    }
    .into_any()
}
