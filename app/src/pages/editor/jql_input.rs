//! Writing the query of the source.

use super::{asking, jql_box::JqlBox, state::Editor};
use crate::draft::jql::fault_at;
use leptos::prelude::*;

/// The source's query; Enter draws it at once.
#[component]
pub fn JqlInput(editor: Editor) -> impl IntoView {
    let jql = Memo::new(move |_| editor.draft.with(|draft| draft.jql().to_owned()));
    let write =
        Callback::new(move |text: String| editor.typed("jql", |draft| draft.set_jql(&text)));
    // Jira's sentence is about the query that was asked, not about one that goes on being written.
    let wrong = Memo::new(move |_| {
        let jql = jql.get();
        editor.found.with(|found| match found {
            Some(Err(error)) if editor.found_for.with(|asked| *asked == jql) => {
                let mut sentences = error.details.iter().chain([&error.message]);
                sentences.find_map(|sentence| fault_at(sentence, &jql))
            }
            _ => None,
        })
    });
    let submit = Callback::new(move |()| {
        if editor
            .draft
            .with_untracked(|draft| draft.base_jql().is_some())
        {
            asking::draw(editor);
        }
    });
    view! {
        <JqlBox editor id="jql" label="JQL" jql write wrong described_by="source-answer" submit
            placeholder="project = ABC AND created >= -52w" />
    }
    .into_any()
}
