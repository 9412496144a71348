//! The pictured kinds.

use super::state::Editor;
use crate::components::KindPicture;
use chart::Kind;
use leptos::prelude::*;

fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Pie => "Pie",
        Kind::Donut => "Donut",
        Kind::Bar => "Bar",
        Kind::GroupedBar => "Grouped",
        Kind::StackedBar => "Stacked",
        Kind::Line => "Line",
        Kind::MultiLine => "Lines",
        Kind::Funnel => "Funnel",
        Kind::Table => "Table",
        Kind::Table2d => "2-D table",
        Kind::Tile => "Tile",
    }
}

/// One button a kind.
#[component]
pub fn Kinds(editor: Editor) -> impl IntoView {
    let now = Memo::new(move |_| editor.draft.with(crate::draft::Draft::kind));
    let buttons: Vec<_> = Kind::ALL
        .into_iter()
        .map(|kind| {
            let on = move || now.get() == Some(kind);
            view! {
                <button type="button" class="kind" class:on=on aria-pressed=move || on().to_string()
                    on:click=move |_| editor.choose(|draft| draft.set_kind(kind))>
                    <KindPicture kind=Some(kind) />
                    {name(kind)}
                </button>
            }
        })
        .collect();
    view! { <div class="kinds" role="group" aria-label="Kind of chart">{buttons}</div> }.into_any()
}
