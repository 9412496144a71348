//! One value in the list: place, colour, name, count, hidden or not.

use super::{
    drag::{Drag, Grip},
    segment_more::More,
    segments::{Held, List},
    state::Editor,
};
use crate::{draft::Draft, numbers::swatch};
use leptos::{ev::KeyboardEvent, html, prelude::*, wasm_bindgen::JsCast};
use std::time::Duration;

/// The row of a value.
#[component]
pub fn Row(editor: Editor, list: List, key: String) -> impl IntoView {
    let axis = list.axis;
    let key = StoredValue::new(key);
    let this = Memo::new(move |_| list.of(key));
    let label = Memo::new(move |_| {
        this.with(|this| {
            this.as_ref()
                .map_or_else(String::new, |this| this.label.clone())
        })
    });
    // The name beside the box stays while the box gets another one.
    let called = Memo::new(move |_| {
        this.with(|this| {
            this.as_ref()
                .map_or_else(String::new, |this| this.called.clone())
        })
    });
    let hidden =
        Memo::new(move |_| this.with(|this| this.as_ref().is_some_and(|this| this.hidden)));
    let fixed = this.with_untracked(|this| this.as_ref().is_some_and(|this| this.fixed));
    let count = move || {
        this.with(|this| {
            this.as_ref()
                .and_then(|this| this.count)
                .map_or_else(|| "–".to_owned(), chart::grouped)
        })
    };
    let rename = move |value: String| {
        // A name that the value has by itself needs no saying.
        let name = if called.with_untracked(|called| called == value.trim()) {
            ""
        } else {
            &value
        };
        editor.choose(|draft| key.with_value(|key| draft.rename(axis, key, name)));
    };
    let toggle = move |_| {
        let hide = !hidden.get_untracked();
        editor.choose(|draft| key.with_value(|key| draft.set_hidden(axis, key, hide)));
    };
    let shift = move |down: bool, held: Held| move_row(editor, list, &key.get_value(), down, held);
    let keys = move |event: KeyboardEvent| {
        let arrow = matches!(event.key().as_str(), "ArrowUp" | "ArrowDown");
        // In a select, the same keys open it.
        let in_select = event
            .target()
            .is_some_and(|at| at.dyn_into::<web_sys::HtmlSelectElement>().is_ok());
        if event.alt_key() && arrow && !in_select && !fixed && !hidden.get_untracked() {
            event.prevent_default();
            shift(event.key() == "ArrowDown", Held::Name);
        }
    };
    let (up, down) = (
        NodeRef::<html::Button>::new(),
        NodeRef::<html::Button>::new(),
    );
    let name = NodeRef::<html::Input>::new();
    give_focus_back(list, key, up, down, name);
    let drop = Callback::new(move |drag: Drag| {
        editor.choose(|draft| draft.place_segment(axis, &list.shown(), &drag.key, &drag.at));
    });
    let shown = Callback::new(move |()| list.shown());
    // Dragging: which row is on its way, and on which side of which one it would come.
    let about = move |is: fn(&Drag, &str) -> bool| {
        list.drag.with(|drag| {
            drag.as_ref()
                .is_some_and(|drag| key.with_value(|key| is(drag, key)))
        })
    };
    let open = RwSignal::new(false);
    view! {
        <li class="seg" class:off=hidden data-key=key.get_value() on:keydown=keys
            class:carried=move || about(|drag, key| drag.key == key)
            class:below=move || about(|drag, key| drag.at == key && drag.down)
            class:above=move || about(|drag, key| drag.at == key && drag.key != key && !drag.down)>
            <span class="seg-move">
                {(!fixed).then(|| view! { <Show when=move || !hidden.get()><Grip key drag=list.drag shown drop /></Show> })}
            </span>
            <span class="seg-move">
                {(!fixed).then(|| view! {
                    <button node_ref=up type="button" aria-label=move || format!("Move {} up", label.get()) disabled=hidden on:click=move |_| shift(false, Held::Up)>"▴"</button>
                    <button node_ref=down type="button" aria-label=move || format!("Move {} down", label.get()) disabled=hidden on:click=move |_| shift(true, Held::Down)>"▾"</button>
                })}
            </span>
            <Swatch editor list key label fixed />
            {if fixed {
                view! { <span class="seg-name">{label}</span> }.into_any()
            } else {
                view! {
                    <input node_ref=name class="seg-name" aria-label=move || format!("Name of {}", called.get()) title=move || format!("Name of {}", called.get()) prop:value=label
                        on:change:target=move |event| rename(event.target().value()) />
                }
                .into_any()
            }}
            <span class="n">{count}</span>
            {(!fixed).then(|| view! {
                <button type="button" class="eye" aria-expanded=move || open.get().to_string() aria-label=move || format!("More about {}", label.get())
                    title=move || format!("More about {}: colour, merge, reset", label.get()) on:click=move |_| open.update(|open| *open = !*open)>"⋯"</button>
                <button type="button" class="eye" aria-pressed=move || hidden.get().to_string() aria-label=move || format!("Hide {}", label.get())
                    title=move || format!("{} {}", if hidden.get() { "Show again" } else { "Hide" }, label.get()) on:click=toggle>
                    <Eye hidden />
                </button>
            })}
            {(!fixed).then(|| view! { <More editor list key label open /> })}
        </li>
    }
    .into_any()
}

/// The colour of a value, where it has one of its own.
#[component]
fn Swatch(
    editor: Editor,
    list: List,
    key: StoredValue<String>,
    label: Memo<String>,
    fixed: bool,
) -> impl IntoView {
    let colour = Memo::new(move |_| colour_of(list, key));
    let paint = move |value: String| paint(editor, list, key, &value);
    move || {
        match (list.coloured.get(), fixed) {
        (false, _) => view! { <span class="sw"></span> }.into_any(),
        (true, true) => view! { <span class="sw">{swatch(&colour.get())}</span> }.into_any(),
        (true, false) => view! {
            <input class="sw" type="color" aria-label=move || format!("Colour of {}", label.get()) prop:value=colour
                on:input:target=move |event| paint(event.target().value()) />
        }
        .into_any(),
    }
    }
}

/// The colour that a value has now.
pub fn colour_of(list: List, key: StoredValue<String>) -> String {
    list.of(key).map_or_else(String::new, |this| this.colour)
}

/// Gives a value a colour. Going through a colour wheel is one step to undo.
pub fn paint(editor: Editor, list: List, key: StoredValue<String>, colour: &str) {
    let axis = list.axis;
    let place = key.with_value(|key| format!("{}.colours.{key}", axis.key()));
    editor.typed(place, |draft: &mut Draft| {
        key.with_value(|key| draft.set_colour(axis, key, colour));
    });
}

/// Moves a value one place, and says where it stands then.
fn move_row(editor: Editor, list: List, key: &str, down: bool, held: Held) {
    let shown = list.shown();
    list.held.set(Some((key.to_owned(), held)));
    editor.choose(|draft| draft.move_segment(list.axis, &shown, key, down));
    let after = list.shown();
    if let Some(place) = after.iter().position(|known| known == key) {
        let label = list.segments.with_untracked(|all| {
            let this = all.iter().find(|one| one.key == key);
            this.map_or_else(String::new, |this| this.label.clone())
        });
        list.said
            .set(format!("{label}: {} of {}", place + 1, after.len()));
    }
}

fn give_focus_back(
    list: List,
    key: StoredValue<String>,
    up: NodeRef<html::Button>,
    down: NodeRef<html::Button>,
    name: NodeRef<html::Input>,
) {
    let place = Memo::new(move |_| {
        list.segments.with(|all| {
            all.iter()
                .position(|one| key.with_value(|key| one.key == *key))
        })
    });
    Effect::new(move |before: Option<Option<usize>>| {
        let now = place.get();
        let held = list.held.get_untracked();
        if before.is_some_and(|before| before != now)
            && let Some((moved, held)) = held
            && key.with_value(|key| *key == moved)
        {
            list.held.set(None);
            let focus = move || {
                // Refused only where the element is gone.
                let _ = match held {
                    Held::Up => up.try_get_untracked().flatten().map(|at| at.focus()),
                    Held::Down => down.try_get_untracked().flatten().map(|at| at.focus()),
                    Held::Name => name.try_get_untracked().flatten().map(|at| at.focus()),
                };
            };
            // After the row has been put into its new place.
            set_timeout(focus, Duration::ZERO);
        }
        now
    });
}

#[component]
fn Eye(hidden: Memo<bool>) -> impl IntoView {
    view! {
        <svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round">
            <path d="M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12z" />
            <circle cx="12" cy="12" r="3" />
            {move || hidden.get().then(|| view! { <path d="M4 20L20 4" /> })}
        </svg>
    }
    .into_any()
}
