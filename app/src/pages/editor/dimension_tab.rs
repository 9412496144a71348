//! Chart by and group by: the field and what becomes of its values.

use super::{field_picker::FieldPicker, segments::Segments, state::Editor};
use crate::draft::{Axis, Draft};
use chart::{FieldKind, Interval, Kind};
use leptos::prelude::*;

/// The settings of one dimension.
#[component]
pub fn DimensionTab(editor: Editor, axis: Axis) -> impl IntoView {
    let there = Memo::new(move |_| editor.draft.with(|draft| !draft.field(axis).is_empty()));
    move || {
        if there.get() {
            view! { <Dimension editor axis /> }.into_any()
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
    let kind = Memo::new(move |_| {
        let id = editor.draft.with(|draft| draft.field(axis).to_owned());
        editor
            .field(&id)
            .map_or(FieldKind::Other, |field| field.kind)
    });
    let dated = Memo::new(move |_| kind.get().is_date());
    let many = Memo::new(move |_| kind.get().multi_valued());
    view! {
        <div class="row">
            <span aria-hidden="true">"Field"</span>
            <FieldPicker editor axis />
        </div>
        <Show when=move || many.get()>
            <p class="hint">"An issue with several values counts once in each; the total counts issues."</p>
        </Show>
        <Show when=move || dated.get()>
            <label class="row">
                <span>"Interval"</span>
                <IntervalSelect editor axis />
            </label>
        </Show>
        <label class="row">
            <span>"Order"</span>
            {move || view! { <OrderSelect editor axis kind=kind.get() /> }}
        </label>
        <Limit editor axis />
        <label class="check">
            <input type="checkbox" prop:checked=move || editor.draft.with(|draft| draft.show_empty(axis).unwrap_or_else(|| dated.get()))
                on:change:target=move |event| {
                    let (show, usual) = (event.target().checked(), dated.get_untracked());
                    editor.choose(|draft| draft.set_show_empty(axis, show, usual));
                } />
            <span>{move || if dated.get() { "Show intervals without issues" } else { "Show values without issues" }}</span>
        </label>
        <Show when=move || !dated.get()>
            <Segments editor axis />
        </Show>
    }
    .into_any()
}

#[component]
fn IntervalSelect(editor: Editor, axis: Axis) -> impl IntoView {
    let now = Memo::new(move |_| editor.draft.with(|draft| draft.interval(axis).to_owned()));
    let options: Vec<_> = Interval::ALL
        .iter()
        .map(|(word, interval)| {
            let name = match interval {
                Interval::Day => "Day",
                Interval::Week => "Week (ISO)",
                Interval::Month => "Month",
                Interval::Quarter => "Quarter",
                Interval::Year => "Year",
            };
            view! { <option value=*word selected=move || now.with(|now| now == word)>{name}</option> }
        })
        .collect();
    view! {
        <select class="input" on:change:target=move |event| editor.choose(|draft| draft.set_interval(axis, &event.target().value()))>
            {options}
        </select>
    }
    .into_any()
}

/// The orders that make sense for a kind of field, the usual one first. The usual one is written
/// as nothing, so that a spec says only what its author chose.
fn orders(kind: FieldKind) -> Vec<(&'static str, &'static str)> {
    let (most, least, name) = (
        ("value_desc", "Most issues first"),
        ("value_asc", "Fewest issues first"),
        ("label", "By name"),
    );
    let mut orders = match kind {
        kind if kind.is_date() => vec![
            ("oldest", "Oldest first"),
            ("newest", "Newest first"),
            most,
            least,
        ],
        kind if kind.has_order() => vec![("jira", "As in Jira"), most, least, name],
        FieldKind::Number => vec![("label", "By number"), most, least],
        _ => vec![most, least, name],
    };
    if let Some(usual) = orders.first_mut() {
        usual.0 = "";
    }
    orders
}

#[component]
fn OrderSelect(editor: Editor, axis: Axis, kind: FieldKind) -> impl IntoView {
    let now = Memo::new(move |_| editor.draft.with(|draft| draft.order(axis).to_owned()));
    let own = Memo::new(move |_| now.with(|now| now == "keys"));
    let options: Vec<_> = orders(kind)
        .into_iter()
        .map(|(word, name)| view! { <option value=word selected=move || now.with(|now| now == word)>{name}</option> })
        .collect();
    view! {
        <select class="input" on:change:target=move |event| editor.choose(|draft| draft.set_order(axis, &event.target().value()))>
            {options}
            {move || own.get().then(|| view! { <option value="keys" selected=true>"My own"</option> })}
        </select>
    }
    .into_any()
}

#[component]
fn Limit(editor: Editor, axis: Axis) -> impl IntoView {
    let limit = move || {
        editor.draft.with(|draft| {
            draft
                .limit(axis)
                .map_or_else(String::new, |limit| limit.to_string())
        })
    };
    let limited = Memo::new(move |_| editor.draft.with(|draft| draft.limit(axis).is_some()));
    let others = Memo::new(move |_| editor.draft.with(|draft| draft.others(axis)));
    let place = format!("{}.limit", axis.key());
    let write = move |text: String| {
        let limit = text.trim().parse().ok().map(|limit: u64| limit.min(1000));
        editor.typed(place.clone(), |draft: &mut Draft| {
            draft.set_limit(axis, limit);
        });
    };
    view! {
        <div class="row">
            <span aria-hidden="true">"Show at most"</span>
            <span class="two">
                <input class="input" type="number" min="1" max="1000" inputmode="numeric" aria-label="Show at most so many values" placeholder="all"
                    prop:value=limit on:input:target=move |event| write(event.target().value()) />
                <select class="input" aria-label="What happens to the rest" disabled=move || !limited.get()
                    on:change:target=move |event| editor.choose(|draft| draft.set_others(axis, event.target().value() == "together"))>
                    <option value="together" selected=move || others.get()>"rest as “Others”"</option>
                    <option value="out" selected=move || !others.get()>"leave the rest out"</option>
                </select>
            </span>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::orders;
    use chart::FieldKind;

    #[test]
    fn the_usual_order_is_written_as_nothing() {
        for kind in [
            FieldKind::Priority,
            FieldKind::Date,
            FieldKind::User,
            FieldKind::Number,
        ] {
            assert_eq!(
                orders(kind)
                    .iter()
                    .filter(|(word, _)| word.is_empty())
                    .count(),
                1,
                "{kind:?}"
            );
        }
    }

    #[test]
    fn only_fields_with_an_order_of_jiras_offer_it() {
        assert!(orders(FieldKind::Priority).contains(&("", "As in Jira")));
        assert!(
            !orders(FieldKind::User)
                .iter()
                .any(|(_, name)| name.contains("Jira"))
        );
    }
}
