//! Charts to begin with, with their pictures.

use super::state::Editor;
use crate::{components::KindPicture, draft::Template};
use leptos::prelude::*;

/// The templates, on an editor that has no chart yet.
#[component]
pub fn Templates(editor: Editor) -> impl IntoView {
    let card = |template: Template| {
        let kind = template.kind;
        let (title, about) = (template.title.clone(), template.about.clone());
        view! {
            <li>
                <button type="button" class="template" on:click=move |_| editor.choose(|draft| draft.begin_with(&template))>
                    <KindPicture kind=Some(kind) />
                    <span>
                        <b>{title}</b>
                        <small>{about}</small>
                    </span>
                </button>
            </li>
        }
    };
    let cards: Vec<_> = Template::all().into_iter().map(card).collect();
    view! {
        <section class="templates" aria-label="Templates">
            <h3>"Or begin with a template"</h3>
            <ul>{cards}</ul>
        </section>
    }
    .into_any()
}
