//! Choosing a field.

use super::{
    picker::{Choice, Picker},
    rank::ranked,
    state::Editor,
};
use crate::draft::Axis;
use chart::{Field, FieldKind};
use leptos::prelude::*;

/// Most fields in one list; more are found by letters.
const MOST: usize = 80;

/// The field of a dimension, from those of the site that have few values.
#[component]
pub fn FieldPicker(editor: Editor, axis: Axis) -> impl IntoView {
    let chosen = Signal::derive(move || editor.draft.with(|draft| draft.field(axis).to_owned()));
    let pick = Callback::new(move |choice: Choice| {
        if editor
            .draft
            .with_untracked(|draft| draft.field(axis) != choice.value)
        {
            editor.choose(|draft| draft.set_field(axis, &choice.value, &choice.label));
        }
    });
    view! { <OneField editor id=format!("field-{}", axis.key()) label="Field" chosen fits=FieldKind::chartable pick /> }
        .into_any()
}

/// One of the site's fields of some kinds.
#[component]
pub fn OneField(
    editor: Editor,
    /// Id of the box.
    #[prop(into)]
    id: String,
    /// What it is called.
    #[prop(into)]
    label: String,
    /// The id of the chosen field.
    #[prop(into)]
    chosen: Signal<String>,
    /// Which kinds of field are offered.
    fits: fn(FieldKind) -> bool,
    /// Chooses.
    pick: Callback<Choice>,
    /// What stands in the box while nothing is chosen.
    #[prop(default = "Choose a field")]
    empty: &'static str,
) -> impl IntoView {
    let query = RwSignal::new(String::new());
    let shown = Signal::derive(move || {
        let id = chosen.get();
        editor.field(&id).map_or(id, |field| field.name)
    });
    let choices = Memo::new(move |_| {
        let query = query.get();
        editor.fields.with(|fields| {
            let some: Vec<Field> = fields
                .iter()
                .filter(|field| fits(field.kind))
                .cloned()
                .collect();
            ranked(&query, &some, |field| field.name.clone())
                .into_iter()
                .take(MOST)
                .map(choice)
                .collect::<Vec<_>>()
        })
    });
    view! { <Picker id label shown placeholder=empty query choices chosen pick /> }.into_any()
}

fn choice(field: &Field) -> Choice {
    let what = match field.kind {
        FieldKind::Date | FieldKind::DateTime => "date",
        FieldKind::Number => "number",
        FieldKind::Duration => "time",
        FieldKind::User | FieldKind::Users => "people",
        kind if kind.multi_valued() => "several values",
        _ => "",
    };
    let hint = match (what, field.custom) {
        ("", true) => "custom".to_owned(),
        (what, true) => format!("custom, {what}"),
        (what, false) => what.to_owned(),
    };
    Choice {
        value: field.id.clone(),
        label: field.name.clone(),
        hint,
    }
}
