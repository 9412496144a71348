//! Writing a query.

use super::{
    asking,
    jql_ink::{Ink, inked},
    state::Editor,
};
use leptos::{ev::KeyboardEvent, prelude::*};

/// A text in colour: the colours lie under a text area whose own letters cannot be seen, and give
/// it its height.
#[component]
pub fn JqlInput(editor: Editor) -> impl IntoView {
    let jql = Memo::new(move |_| editor.draft.with(|draft| draft.jql().to_owned()));
    let colours = move || {
        jql.with(|jql| {
            let piece = |(ink, text): (Ink, &str)| {
                let text = text.to_owned();
                match ink {
                    Ink::Field => view! { <b>{text}</b> }.into_any(),
                    Ink::Joint => view! { <u>{text}</u> }.into_any(),
                    Ink::Value => view! { <i>{text}</i> }.into_any(),
                    Ink::Plain => text.into_any(),
                }
            };
            // The last line has a height even while nothing is on it.
            inked(jql)
                .into_iter()
                .map(piece)
                .chain([view! { "\u{200b}" }.into_any()])
                .collect::<Vec<_>>()
        })
    };
    let keys = move |event: KeyboardEvent| {
        if event.key() == "Enter" && !event.shift_key() {
            event.prevent_default();
            if editor
                .draft
                .with_untracked(|draft| draft.base_jql().is_some())
            {
                asking::draw(editor);
            }
        }
    };
    view! {
        <div class="jql">
            <div class="jql-ink" aria-hidden="true">{colours}</div>
            <textarea
                rows="1"
                spellcheck="false"
                autocomplete="off"
                autocapitalize="off"
                aria-label="JQL"
                aria-describedby="source-answer"
                placeholder="project = ABC AND created >= -52w"
                prop:value=jql
                on:keydown=keys
                on:input:target=move |event| editor.typed("jql", |draft| draft.set_jql(&event.target().value()))
            ></textarea>
        </div>
    }
    .into_any()
}
