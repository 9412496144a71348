//! The values of a dimension: colour, name, count, order, hidden or not.

use super::{
    drag::{Drag, Grip},
    state::Editor,
};
use crate::{
    draft::{Axis, Draft, Segment},
    numbers::swatch,
};
use chart::Kind;
use leptos::prelude::*;

/// Most values in the list; a limit brings the others together.
const MOST: usize = 60;

/// The list of values, as the last drawing has them.
#[component]
pub fn Segments(editor: Editor, axis: Axis) -> impl IntoView {
    let segments = Memo::new(move |_| {
        editor.shown.with(|shown| {
            let Some(shown) = shown else {
                return Vec::new();
            };
            let table = &shown.drawn.table;
            let (members, numbers) = match axis {
                Axis::ChartBy => (&table.rows, &table.row_totals),
                Axis::GroupBy if shown.drawn.and.is_some() => {
                    (&table.columns, &table.column_totals)
                }
                Axis::GroupBy => return Vec::new(),
            };
            // Until the answer for another field is there, the old one's values are nobody's.
            if editor
                .draft
                .with(|draft| draft.field(axis) != shown.draft.field(axis))
            {
                return Vec::new();
            }
            editor
                .draft
                .with(|draft| draft.segments(axis, members, numbers))
        })
    });
    let more = Memo::new(move |_| segments.with(Vec::len).saturating_sub(MOST));
    // Where a second dimension cuts the rows, its values have the colours; a line has one for all.
    let coloured = Memo::new(move |_| {
        editor
            .draft
            .with(|draft| axis == Axis::GroupBy || draft.kind().is_none_or(colours_rows))
    });
    let drag = RwSignal::new(None::<Drag>);
    view! {
        <ul class="segs" class:dragging=move || drag.with(Option::is_some) aria-label="Values">
            <For each=move || segments.get().into_iter().take(MOST).map(|segment| segment.key) key=Clone::clone let:key>
                <Row editor axis key segments coloured drag />
            </For>
        </ul>
        {move || (more.get() > 0).then(|| view! { <p class="hint">{format!("and {} more; “Show at most” brings them together", more.get())}</p> })}
    }
    .into_any()
}

fn colours_rows(kind: Kind) -> bool {
    !kind.two_dimensional() && kind != Kind::Line
}

#[component]
fn Row(
    editor: Editor,
    axis: Axis,
    key: String,
    segments: Memo<Vec<Segment>>,
    coloured: Memo<bool>,
    drag: RwSignal<Option<Drag>>,
) -> impl IntoView {
    let key = StoredValue::new(key);
    let place = move |what: &str| key.with_value(|key| format!("{}.{what}.{key}", axis.key()));
    let this = Memo::new(move |_| {
        segments.with(|all| {
            all.iter()
                .find(|one| key.with_value(|key| one.key == *key))
                .cloned()
        })
    });
    let label = move || {
        this.with(|this| {
            this.as_ref()
                .map_or_else(String::new, |this| this.label.clone())
        })
    };
    let colour = Memo::new(move |_| {
        this.with(|this| {
            this.as_ref()
                .map_or_else(String::new, |this| this.colour.clone())
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
    let paint = move |value: String| {
        editor.typed(place("colours"), |draft: &mut Draft| {
            key.with_value(|key| draft.set_colour(axis, key, &value));
        });
    };
    let rename = move |value: String| {
        editor.choose(|draft| key.with_value(|key| draft.rename(axis, key, &value)));
    };
    let toggle = move |_| {
        let hide = !hidden.get_untracked();
        editor.choose(|draft| key.with_value(|key| draft.set_hidden(axis, key, hide)));
    };
    let shown = move || -> Vec<String> {
        segments.with_untracked(|all| {
            all.iter()
                .filter(|one| !one.hidden && !one.fixed)
                .map(|one| one.key.clone())
                .collect()
        })
    };
    let shift = move |down: bool| {
        editor.choose(|draft| key.with_value(|key| draft.move_segment(axis, &shown(), key, down)));
    };
    let drop = Callback::new(move |drag: Drag| {
        editor.choose(|draft| draft.place_segment(axis, &shown(), &drag.key, &drag.at));
    });
    let shown = Callback::new(move |()| shown());
    // Dragging: which row is on its way, and on which side of which one it would come.
    let about = move |is: fn(&Drag, &str) -> bool| {
        drag.with(|drag| {
            drag.as_ref()
                .is_some_and(|drag| key.with_value(|key| is(drag, key)))
        })
    };
    view! {
        <li class="seg" class:off=hidden data-key=key.get_value()
            class:carried=move || about(|drag, key| drag.key == key)
            class:below=move || about(|drag, key| drag.at == key && drag.down)
            class:above=move || about(|drag, key| drag.at == key && drag.key != key && !drag.down)>
            <span class="seg-move">
                {(!fixed).then(|| view! { <Show when=move || !hidden.get()><Grip key drag shown drop /></Show> })}
            </span>
            <span class="seg-move">
                {(!fixed).then(|| view! {
                    <button type="button" aria-label=move || format!("Move {} up", label()) disabled=hidden on:click=move |_| shift(false)>"▴"</button>
                    <button type="button" aria-label=move || format!("Move {} down", label()) disabled=hidden on:click=move |_| shift(true)>"▾"</button>
                })}
            </span>
            {move || match (coloured.get(), fixed) {
                (false, _) => view! { <span class="sw"></span> }.into_any(),
                (true, true) => view! { <span class="sw">{swatch(&colour.get())}</span> }.into_any(),
                (true, false) => view! {
                    <input class="sw" type="color" aria-label=move || format!("Colour of {}", label()) prop:value=colour
                        on:input:target=move |event| paint(event.target().value()) />
                }
                .into_any(),
            }}
            {if fixed {
                view! { <span class="seg-name">{label}</span> }.into_any()
            } else {
                view! {
                    <input class="seg-name" aria-label=move || format!("Name of {}", key.get_value()) prop:value=label
                        on:change:target=move |event| rename(event.target().value()) />
                }
                .into_any()
            }}
            <span class="n">{count}</span>
            {(!fixed).then(|| view! {
                <button type="button" class="eye" aria-pressed=move || hidden.get().to_string() aria-label=move || format!("Hide {}", label())
                    title=move || if hidden.get() { "Show it again" } else { "Leave it out of the chart" } on:click=toggle>
                    <Eye hidden />
                </button>
            })}
        </li>
    }
    .into_any()
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
