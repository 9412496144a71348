//! In which order values stand, and how many of them.

use super::state::Editor;
use crate::draft::{Axis, Draft};
use chart::FieldKind;
use leptos::prelude::*;

/// The orders that make sense for a kind of field, the usual one first. The usual one is written
/// as nothing, so that a spec says only what its author chose.
fn orders(kind: FieldKind) -> Vec<(&'static str, &'static str)> {
    let (most, least, name) = (
        ("value_desc", "Largest first"),
        ("value_asc", "Smallest first"),
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

/// The order of the values.
#[component]
pub fn OrderSelect(editor: Editor, axis: Axis, kind: FieldKind) -> impl IntoView {
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

/// How many values, and what becomes of the rest.
#[component]
pub fn Limit(editor: Editor, axis: Axis) -> impl IntoView {
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
                <select class="input" prop:value=move || if others.get() { "together" } else { "out" } aria-label="What happens to the rest" disabled=move || !limited.get()
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
