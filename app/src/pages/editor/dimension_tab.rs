//! Chart by and group by: the field and what becomes of its values.

use super::{
    cut::{BinsForm, IntervalSelect, LevelSelect, RangeForm, SprintSelect},
    dates::Dates,
    field_picker::FieldPicker,
    order::{Limit, OrderSelect},
    queries::Queries,
    segments::Segments,
    state::Editor,
};
use crate::draft::{Axis, Way};
use chart::{FieldKind, Kind};
use leptos::prelude::*;

/// The settings of one dimension.
#[component]
pub fn DimensionTab(editor: Editor, axis: Axis) -> impl IntoView {
    let there = Memo::new(move |_| editor.draft.with(|draft| draft.has(axis)));
    let dates = Memo::new(move |_| {
        editor
            .draft
            .with(|draft| draft.way(Axis::ChartBy) == Way::Dates)
    });
    move || {
        if there.get() {
            view! { <Dimension editor axis /> }.into_any()
        } else if axis == Axis::GroupBy && dates.get() {
            view! { <p class="hint">"The dates under “Chart by” are the columns already."</p> }
                .into_any()
        } else if axis == Axis::GroupBy {
            view! {
                <p class="hint">"A second field cuts each bar into parts."</p>
                <button type="button" class="btn" on:click=move |_| editor.choose(|draft| draft.set_kind(Kind::StackedBar))>"Draw stacked bars"</button>
            }
            .into_any()
        } else {
            // A tile without a dimension.
            view! {
                <label class="row"><span>"Field"</span><FieldPicker editor axis /></label>
                <p class="hint">"A tile shows one number; a field is not needed."</p>
            }
            .into_any()
        }
    }
}

#[component]
fn Dimension(editor: Editor, axis: Axis) -> impl IntoView {
    let way = Memo::new(move |_| editor.draft.with(|draft| draft.way(axis)));
    let kind = Memo::new(move |_| {
        let id = editor.draft.with(|draft| draft.field(axis).to_owned());
        match way.get() {
            Way::Dates => FieldKind::Date,
            Way::Queries => FieldKind::Other,
            Way::Field => editor
                .field(&id)
                .map_or(FieldKind::Other, |field| field.kind),
        }
    });
    view! {
        <WaySelect editor axis />
        {move || match way.get() {
            Way::Field => view! {
                <div class="row">
                    <span aria-hidden="true">"Field"</span>
                    <FieldPicker editor axis />
                </div>
            }
            .into_any(),
            Way::Queries => view! { <Queries editor axis /> }.into_any(),
            Way::Dates => view! { <Dates editor axis /> }.into_any(),
        }}
        <Cut editor axis kind />
        <Values editor axis kind way />
    }
    .into_any()
}

/// What only some kinds of field have.
#[component]
fn Cut(editor: Editor, axis: Axis, kind: Memo<FieldKind>) -> impl IntoView {
    view! {
        <Show when=move || kind.get().multi_valued()>
            <p class="hint">"An issue with several values counts once in each; the total counts issues."</p>
        </Show>
        {move || match kind.get() {
            kind if kind.is_date() => view! {
                <label class="row">
                    <span>"Interval"</span>
                    <IntervalSelect editor axis />
                </label>
                <RangeForm editor axis />
            }
            .into_any(),
            FieldKind::Number => view! { <BinsForm editor axis /> }.into_any(),
            FieldKind::Sprint => view! { <SprintSelect editor axis /> }.into_any(),
            FieldKind::Cascading => view! { <LevelSelect editor axis /> }.into_any(),
            _ => ().into_any(),
        }}
    }
    .into_any()
}

/// Which values, in which order, and what becomes of each.
#[component]
fn Values(editor: Editor, axis: Axis, kind: Memo<FieldKind>, way: Memo<Way>) -> impl IntoView {
    let dated = Memo::new(move |_| kind.get().is_date());
    // Where values stand on a scale, or somebody wrote them down, a gap says something.
    let usual = Memo::new(move |_| {
        let ranges = editor.draft.with(|draft| draft.bins(axis).is_some());
        dated.get() || ranges || way.get() == Way::Queries
    });
    view! {
        <Show when=move || way.get() != Way::Queries>
            <label class="row">
                <span>"Order"</span>
                {move || view! { <OrderSelect editor axis kind=kind.get() /> }}
            </label>
            <Limit editor axis />
        </Show>
        <label class="check">
            <input type="checkbox" prop:checked=move || editor.draft.with(|draft| draft.show_empty(axis).unwrap_or_else(|| usual.get()))
                on:change:target=move |event| {
                    let (show, usual) = (event.target().checked(), usual.get_untracked());
                    editor.choose(|draft| draft.set_show_empty(axis, show, usual));
                } />
            <span>{move || if dated.get() { "Show intervals without issues" } else { "Show values without issues" }}</span>
        </label>
        <Show when=move || way.get() == Way::Field && !dated.get()>
            <Segments editor axis />
        </Show>
    }
    .into_any()
}

/// What makes the values.
#[component]
fn WaySelect(editor: Editor, axis: Axis) -> impl IntoView {
    let now = Memo::new(move |_| editor.draft.with(|draft| draft.way(axis)));
    let options: Vec<_> = Way::ALL
        .into_iter()
        .filter(|way| *way != Way::Dates || axis == Axis::ChartBy)
        .map(|way| view! { <option value=way.key() selected=move || now.get() == way>{way.label()}</option> })
        .collect();
    let choose = move |key: String| {
        if let Some(way) = Way::ALL.into_iter().find(|way| way.key() == key) {
            editor.choose(|draft| draft.set_way(axis, way));
        }
    };
    view! {
        <label class="row">
            <span>"By"</span>
            <select class="input" prop:value=move || now.get().key() on:change:target=move |event| choose(event.target().value())>{options}</select>
        </label>
    }
    .into_any()
}
