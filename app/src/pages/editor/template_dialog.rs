//! Keeping how a chart counts and looks, for charts to come.

use super::state::Editor;
use crate::{api, draft::Draft, error::ApiError};
use leptos::{ev::SubmitEvent, html, prelude::*, task::spawn_local};

/// Where the dialog is.
#[derive(Clone, Debug, PartialEq)]
enum Stage {
    Asking,
    Saving,
    Refused(ApiError),
    Saved(String),
}

/// The dialog.
#[component]
pub fn TemplateDialog(editor: Editor, open: RwSignal<bool>) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let name = RwSignal::new(String::new());
    let stage = RwSignal::new(Stage::Asking);
    Effect::new(move |_| {
        let Some(element) = dialog.get() else { return };
        if !open.get() {
            element.close();
            return;
        }
        let title = editor
            .draft
            .with_untracked(|draft| draft.title().trim().to_owned());
        name.set(title.chars().take(LONGEST).collect());
        stage.set(Stage::Asking);
        if !element.open() {
            // Fails only for a dialog that is open in another way already.
            let _ = element.show_modal();
        }
    });
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let name = name.get_untracked();
        // Half a query that is still being written is no part of it.
        let spec = editor.draft.with_untracked(Draft::asked).spec();
        stage.set(Stage::Saving);
        spawn_local(async move {
            let answer = api::save_template(name, spec).await;
            stage.try_set(match answer {
                Ok(saved) => Stage::Saved(saved.name),
                Err(error) => Stage::Refused(error),
            });
        });
    };
    let saved = Memo::new(move |_| match stage.get() {
        Stage::Saved(name) => Some(name),
        _ => None,
    });
    let trouble = move || match stage.get() {
        Stage::Refused(error) => {
            let place = error
                .path
                .filter(|path| path != "name")
                .map(|path| view! { <code>{path}</code>": " });
            Some(
                view! { <p class="note bad" role="alert">{place}{capitalised(&error.message)}</p> },
            )
        }
        _ => None,
    };
    view! {
        <dialog node_ref=dialog class="dialog" aria-labelledby="template-heading" on:close=move |_| open.set(false)>
            <h2 id="template-heading">"Save as template"</h2>
            {move || match saved.get() {
                Some(name) => view! {
                    <p role="status">"“"{name}"” is kept. A new chart offers it among the templates, under “Yours”."</p>
                    <div class="actions">
                        <button type="button" class="btn primary" autofocus on:click=move |_| open.set(false)>"Close"</button>
                    </div>
                }
                .into_any(),
                None => view! {
                    <form class="dialog-form" on:submit=save>
                        <p class="hint">"It keeps kind, grouping, calculation, lines and display. Site, issues and description stay with this chart."</p>
                        <label class="stack">
                            <span>"Name"</span>
                            <input class="input" required maxlength=LONGEST.to_string() autocomplete="off" prop:value=name
                                on:input:target=move |event| name.set(event.target().value()) />
                        </label>
                        {trouble}
                        <div class="actions">
                            <button type="button" class="btn" on:click=move |_| open.set(false)>"Cancel"</button>
                            <button type="submit" class="btn primary" disabled=move || stage.get() == Stage::Saving>"Save template"</button>
                        </div>
                    </form>
                }
                .into_any(),
            }}
        </dialog>
    }
    .into_any()
}

/// Most letters of a name.
pub const LONGEST: usize = 120;

/// A sentence from the middle of another one, to stand alone.
pub fn capitalised(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    let mut text = first.unwrap_or_default();
    text.push_str(letters.as_str());
    if !text.ends_with(['.', '!', '?']) {
        text.push('.');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::capitalised;

    #[test]
    fn a_part_of_a_sentence_becomes_a_sentence() {
        assert_eq!(capitalised("give it a name"), "Give it a name.");
        assert_eq!(capitalised("Done."), "Done.");
    }
}
