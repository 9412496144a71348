//! What those who look at the chart may narrow it by.

use super::{field_picker::OneField, picker::Choice, state::Editor};
use crate::draft::Draft;
use chart::FieldKind;
use leptos::{ev::KeyboardEvent, html, prelude::*};
use std::time::Duration;

/// The fields of the filter bar, in its order, and whether it has a search.
#[component]
pub fn Filters(editor: Editor) -> impl IntoView {
    let fields = Memo::new(move |_| editor.draft.with(Draft::filters));
    let full = Memo::new(move |_| fields.with(|fields| fields.len() >= Draft::MOST_FILTERS));
    let said = RwSignal::new(String::new());
    let held = RwSignal::new(None);
    let list = List {
        editor,
        fields,
        said,
        held,
    };
    let pick = Callback::new(move |choice: Choice| {
        editor.choose(|draft| draft.add_filter(&choice.value));
        said.set(format!("{} added", choice.label));
    });
    let text = move || editor.draft.with(Draft::filters_text);
    view! {
        <fieldset class="part" id="filters">
            <legend>"Filters for viewers"</legend>
            <p class="hint">"Who looks at the chart may narrow it by these; other charts on the page follow. Where it runs as its owner, filters by people or text need your tick under Access that issues may be listed."</p>
            <ol class="filter-fields">
                <For each=move || fields.get() key=Clone::clone children=move |field| view! { <Row list field /> } />
            </ol>
            <Show when=move || !full.get() fallback=|| view! { <p class="hint">"A chart may have eight filters."</p> }>
                <OneField editor id="filter-field" label="Add a filter" empty="Add a field" chosen=Signal::stored(String::new()) fits=FieldKind::filterable pick />
            </Show>
            <label class="check">
                <input type="checkbox" prop:checked=text
                    on:change:target=move |event| editor.choose(|draft| draft.set_filters_text(event.target().checked())) />
                <span>"Search in text"</span>
            </label>
            <span class="unseen" role="status">{said}</span>
        </fieldset>
    }
    .into_any()
}

#[derive(Clone, Copy)]
struct List {
    editor: Editor,
    fields: Memo<Vec<String>>,
    /// What happened, for who does not see it.
    said: RwSignal<String>,
    /// Which row was moved by which button, until it has the focus again.
    held: RwSignal<Option<(String, bool)>>,
}

impl List {
    fn shift(self, field: &str, name: &str, down: bool) {
        self.held.set(Some((field.to_owned(), down)));
        self.editor.choose(|draft| draft.move_filter(field, down));
        let all = self.fields.get_untracked();
        if let Some(place) = all.iter().position(|known| known == field) {
            self.said
                .set(format!("{name}: {} of {}", place + 1, all.len()));
        }
    }

    fn remove(self, field: &str, name: &str) {
        self.editor.choose(|draft| draft.remove_filter(field));
        self.said.set(format!("{name} removed"));
        // The row takes the focus along: what adds one is always near.
        set_timeout(
            || {
                let box_id = document().get_element_by_id("filter-field");
                if let Some(input) = box_id {
                    let _ =
                        wasm_bindgen::JsCast::unchecked_ref::<web_sys::HtmlElement>(&input).focus();
                }
            },
            Duration::ZERO,
        );
    }
}

#[component]
fn Row(list: List, field: String) -> impl IntoView {
    let field = StoredValue::new(field);
    let name = Memo::new(move |_| {
        let id = field.get_value();
        list.editor.field(&id).map_or(id, |field| field.name)
    });
    let place = Memo::new(move |_| {
        let at = |all: &Vec<String>| {
            all.iter()
                .position(|known| field.with_value(|field| known == field))
        };
        list.fields.with(at)
    });
    let last = Memo::new(move |_| {
        place
            .get()
            .is_none_or(|place| place + 1 >= list.fields.with(Vec::len))
    });
    let shift = move |down: bool| list.shift(&field.get_value(), &name.get_untracked(), down);
    let keys = move |event: KeyboardEvent| {
        if event.alt_key() && matches!(event.key().as_str(), "ArrowUp" | "ArrowDown") {
            event.prevent_default();
            shift(event.key() == "ArrowDown");
        }
    };
    let (up, down) = (
        NodeRef::<html::Button>::new(),
        NodeRef::<html::Button>::new(),
    );
    Effect::new(move |before: Option<Option<usize>>| {
        let now = place.get();
        let moved = before.is_some_and(|before| before != now);
        if moved
            && let Some((id, was_down)) = list.held.get_untracked()
            && field.with_value(|field| *field == id)
        {
            list.held.set(None);
            // After the row has been put into its new place. At an end only the other button can be pressed.
            let focus = move || {
                let at_end = if was_down {
                    last.try_get_untracked()
                } else {
                    place.try_get_untracked().map(|place| place == Some(0))
                };
                let button = if was_down == (at_end != Some(true)) {
                    down
                } else {
                    up
                };
                let _ = button
                    .try_get_untracked()
                    .flatten()
                    .map(|button| button.focus());
            };
            set_timeout(focus, Duration::ZERO);
        }
        now
    });
    view! {
        <li data-field=field.get_value() on:keydown=keys>
            <span>{name}</span>
            <button node_ref=up class="eye" type="button" aria-label=move || format!("Move {} up", name.get()) disabled=move || place.get() == Some(0) on:click=move |_| shift(false)>"▴"</button>
            <button node_ref=down class="eye" type="button" aria-label=move || format!("Move {} down", name.get()) disabled=last on:click=move |_| shift(true)>"▾"</button>
            <button class="eye" type="button" aria-label=move || format!("Remove {}", name.get()) title="Remove"
                on:click=move |_| list.remove(&field.get_value(), &name.get_untracked())>"×"</button>
        </li>
    }
    .into_any()
}
