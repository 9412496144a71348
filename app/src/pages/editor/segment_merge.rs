//! Letting a value count as another one.

use super::{segments::List, state::Editor};
use leptos::prelude::*;

/// The other values, and the button that merges: going through a list with the keyboard passes
/// values that nobody means.
#[component]
pub fn MergeSelect(
    editor: Editor,
    list: List,
    key: StoredValue<String>,
    label: Memo<String>,
) -> impl IntoView {
    let axis = list.axis;
    let chosen = RwSignal::new(String::new());
    let others = Memo::new(move |_| {
        list.segments.with(|all| {
            all.iter()
                .filter(|one| !one.fixed && !one.hidden)
                .filter(|one| key.with_value(|key| one.key != *key))
                .map(|one| (one.key.clone(), one.label.clone()))
                .collect::<Vec<_>>()
        })
    });
    // A value that was hidden or merged since is chosen no more.
    let target = Memo::new(move |_| {
        others.with(|others| {
            chosen.with(|chosen| others.iter().find(|(key, _)| key == chosen).cloned())
        })
    });
    let merge = move |_| {
        if let Some((into, name)) = target.get_untracked() {
            let names = list.names.get_untracked();
            let said = format!("{} counts as {name}", label.get_untracked());
            editor.choose(|draft| key.with_value(|key| draft.merge(axis, key, &into, &names)));
            list.said.set(said);
        }
    };
    let options = move || {
        let one = |(key, label): (String, String)| {
            let value = key.clone();
            view! { <option value=value selected=move || chosen.with(|chosen| *chosen == key)>{label}</option> }
        };
        others.get().into_iter().map(one).collect::<Vec<_>>()
    };
    view! {
        <div class="seg-merge">
            <select class="input" aria-label=move || format!("Count {} as", label.get()) title=move || format!("Count {} as", label.get()) disabled=move || others.with(Vec::is_empty)
                on:change:target=move |event| chosen.set(event.target().value())>
                <option value="" selected=move || target.with(Option::is_none)>"Count it as…"</option>
                {options}
            </select>
            <button type="button" class="btn" aria-label=move || format!("Merge {}", label.get()) title=move || format!("Merge {}", label.get()) disabled=move || target.with(Option::is_none)
                on:click=merge>
                "Merge"
            </button>
        </div>
    }
    .into_any()
}
