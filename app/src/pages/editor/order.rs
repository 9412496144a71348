//! In which order values stand, and how many of them.

use super::{
    state::Editor,
    whole_number::{Bounds, WholeNumber},
};
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
    let limit = Memo::new(move |_| editor.draft.with(|draft| draft.limit(axis)));
    let limited = Memo::new(move |_| editor.draft.with(|draft| draft.limit(axis).is_some()));
    let others = Memo::new(move |_| editor.draft.with(|draft| draft.others(axis)));
    let place = format!("{}.limit", axis.key());
    let write = Callback::new(move |limit: Option<u64>| {
        editor.typed(place.clone(), |draft: &mut Draft| {
            draft.set_limit(axis, limit);
        });
    });
    let trouble = RwSignal::new(None::<String>);
    let id = format!("{}-limit-trouble", axis.key());
    let bounds = Bounds {
        least: 1,
        most: 1000,
        step: 1,
        live: true,
    };
    view! {
        <div class="row">
            <span aria-hidden="true">"Show at most"</span>
            <span class="two">
                <WholeNumber bounds now=limit write trouble id=id.clone() label="Show at most so many values" placeholder="all" />
                <select class="input" prop:value=move || if others.get() { "together" } else { "out" } aria-label="What happens to the rest" disabled=move || !limited.get()
                    on:change:target=move |event| editor.choose(|draft| draft.set_others(axis, event.target().value() == "together"))>
                    <option value="together" selected=move || others.get()>"rest as “Others”"</option>
                    <option value="out" selected=move || !others.get()>"leave the rest out"</option>
                </select>
            </span>
        </div>
        <p class="bad-hint" id=id role="status">{trouble}</p>
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
