//! Charts to begin with, with their pictures.

use super::{own_templates::OwnTemplates, state::Editor};
use crate::{components::KindPicture, draft::Template};
use leptos::prelude::*;

/// The templates, on an editor that has no chart yet.
#[component]
pub fn Templates(editor: Editor) -> impl IntoView {
    let cards: Vec<_> = Template::all()
        .into_iter()
        .map(|template| view! { <li><Card editor template /></li> })
        .collect();
    view! {
        <section class="templates" aria-label="Templates">
            <h3>"Or begin with a template"</h3>
            <ul>{cards}</ul>
            // Last, because they come later: nothing moves under a hand that is about to press.
            <OwnTemplates editor />
        </section>
    }
    .into_any()
}

/// A template: pressing it begins the chart with it.
#[component]
pub fn Card(editor: Editor, template: Template) -> impl IntoView {
    let kind = template.kind;
    let (title, about) = (template.title.clone(), template.about.clone());
    let about = (!about.is_empty()).then(|| view! { <small>{about}</small> });
    view! {
        <button type="button" class="template" on:click=move |_| editor.choose(|draft| draft.begin_with(&template))>
            <KindPicture kind />
            <span>
                <b>{title}</b>
                {about}
            </span>
        </button>
    }
    .into_any()
}
