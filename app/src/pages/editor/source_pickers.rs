//! Naming issues by projects or by a saved filter: both are looked for at Jira, letter by letter.

use super::{
    picker::{Choice, Picker},
    state::Editor,
};
use crate::{api, draft::Turns, error::ApiError, model};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use std::{future::Future, time::Duration};

/// How long to wait for the next letter.
const TYPING: Duration = Duration::from_millis(250);

/// Projects: those chosen, and one more.
#[component]
pub fn ProjectsInput(editor: Editor) -> impl IntoView {
    let query = RwSignal::new(String::new());
    let choices = looked_for(editor, query, api::projects, |found| Choice {
        label: format!("{} ({})", found.name, found.key),
        value: found.key,
        hint: String::new(),
    });
    let projects = Memo::new(move |_| editor.draft.with(crate::draft::Draft::projects));
    let chips = move || {
        let chip = |key: String| {
            let this = key.clone();
            view! {
                <li class="chip">
                    {key.clone()}
                    <button type="button" aria-label=format!("Remove {key}") on:click=move |_| editor.choose(|draft| draft.remove_project(&this))>"×"</button>
                </li>
            }
        };
        projects.get().into_iter().map(chip).collect::<Vec<_>>()
    };
    let pick = Callback::new(move |choice: Choice| {
        editor.choose(|draft| draft.add_project(&choice.value));
    });
    view! {
        <div class="many">
            <ul class="chips" aria-label="Chosen projects">{chips}</ul>
            <Picker id="projects" label="Add a project" shown=Signal::stored(String::new()) placeholder="Add a project" query choices chosen=Signal::stored(String::new()) pick />
        </div>
    }
    .into_any()
}

/// One saved filter.
#[component]
pub fn FilterInput(editor: Editor) -> impl IntoView {
    let query = RwSignal::new(String::new());
    let choices = looked_for(editor, query, api::filters, |found| Choice {
        hint: format!("filter {}", found.key),
        value: found.key,
        label: found.name,
    });
    let chosen = Memo::new(move |_| editor.draft.with(|draft| draft.filter().to_owned()));
    let named = RwSignal::new(None::<Choice>);
    let shown = Signal::derive(move || {
        let id = chosen.get();
        let name = named
            .get()
            .filter(|choice| choice.value == id)
            .map(|choice| choice.label);
        let known = || {
            choices.with(|all| {
                all.iter()
                    .find(|choice| choice.value == id)
                    .map(|choice| choice.label.clone())
            })
        };
        name.or_else(known).unwrap_or_else(|| {
            if id.is_empty() {
                String::new()
            } else {
                format!("Filter {id}")
            }
        })
    });
    let pick = Callback::new(move |choice: Choice| {
        editor.choose(|draft| draft.set_filter(&choice.value));
        named.set(Some(choice));
    });
    view! {
        <div class="many">
            <Picker id="filter" label="Filter" shown placeholder="Choose a saved filter" query choices chosen pick />
        </div>
    }
    .into_any()
}

/// What Jira finds for the letters; the answer to older letters never replaces that to newer ones.
fn looked_for<F>(
    editor: Editor,
    query: RwSignal<String>,
    ask: impl Fn(String, String) -> F + Copy + 'static,
    choice: impl Fn(model::Choice) -> Choice + Copy + 'static,
) -> Signal<Vec<Choice>>
where
    F: Future<Output = Result<Vec<model::Choice>, ApiError>> + 'static,
{
    let found = RwSignal::new(Vec::new());
    let turns = RwSignal::new(Turns::default());
    let site = Memo::new(move |_| editor.draft.with(|draft| draft.site().to_owned()));
    Effect::new(move |before: Option<Option<TimeoutHandle>>| {
        let (site, letters) = (site.get(), query.get());
        if let Some(handle) = before.flatten() {
            handle.clear();
        }
        set_timeout_with_handle(
            move || {
                let Some(turn) = turns.try_update(Turns::ask) else {
                    return;
                };
                spawn_local(async move {
                    // Without an answer the list stays empty; the drawing says what is wrong.
                    let answer = ask(site, letters).await.unwrap_or_default();
                    if turns.try_update(|turns| turns.answer(turn)) == Some(true) {
                        found.set(answer.into_iter().map(choice).collect());
                    }
                });
            },
            TYPING,
        )
        .ok()
    });
    found.into()
}
