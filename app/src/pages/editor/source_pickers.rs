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
    let found = looked_for(editor, query, api::projects, |found| Choice {
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
            <Picker id="projects" label="Add a project" shown=Signal::stored(String::new()) placeholder="Add a project" query
                choices=found.choices nothing=found.nothing answered=found.answered more=found.more chosen=Signal::stored(String::new()) pick />
        </div>
    }
    .into_any()
}

/// One saved filter.
#[component]
pub fn FilterInput(editor: Editor) -> impl IntoView {
    let query = RwSignal::new(String::new());
    let found = looked_for(editor, query, api::filters, |found| Choice {
        hint: format!("filter {}", found.key),
        value: found.key,
        label: found.name,
    });
    let chosen = Memo::new(move |_| editor.draft.with(|draft| draft.filter().to_owned()));
    let named = RwSignal::new(None::<Choice>);
    // One of very many is on no page of the list: it is asked for by its id.
    Effect::new(move |_| {
        let id = chosen.get();
        let is_known =
            named.with_untracked(|named| named.as_ref().is_some_and(|one| one.value == id));
        if id.is_empty() || is_known {
            return;
        }
        let site = editor.draft.with_untracked(|draft| draft.site().to_owned());
        spawn_local(async move {
            if let Ok(Some(one)) = api::filter(site, id.clone()).await
                && chosen.try_get_untracked() == Some(id)
            {
                named.set(Some(Choice {
                    value: one.key,
                    label: one.name,
                    hint: String::new(),
                }));
            }
        });
    });
    let shown = Signal::derive(move || {
        let id = chosen.get();
        let name = named
            .get()
            .filter(|choice| choice.value == id)
            .map(|choice| choice.label);
        let known = || {
            found.choices.with(|all| {
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
            <Picker id="filter" label="Filter" shown placeholder="Choose a saved filter" query
                choices=found.choices nothing=found.nothing answered=found.answered more=found.more chosen pick />
        </div>
    }
    .into_any()
}

/// What was found so far.
#[derive(Clone, Copy)]
struct LookedFor {
    choices: Signal<Vec<Choice>>,
    /// Whether they are those of the letters.
    answered: Signal<bool>,
    /// What to say while there are none.
    nothing: Signal<String>,
    /// Brings the next page, while there is one.
    more: Signal<Option<Callback<()>>>,
}

/// What Jira finds for the letters, page by page; the answer to older letters never replaces that
/// to newer ones, and never grows it.
fn looked_for<F>(
    editor: Editor,
    query: RwSignal<String>,
    ask: impl Fn(String, String, u64) -> F + Copy + Send + Sync + 'static,
    choice: impl Fn(model::Choice) -> Choice + Copy + Send + Sync + 'static,
) -> LookedFor
where
    F: Future<Output = Result<model::Choices, ApiError>> + 'static,
{
    let found = RwSignal::new(Vec::new());
    let next = RwSignal::new(None::<u64>);
    let trouble = RwSignal::new(None::<String>);
    let turns = RwSignal::new(Turns::default());
    let site = Memo::new(move |_| editor.draft.with(|draft| draft.site().to_owned()));
    // Of another site, nothing that was found stays.
    Effect::new(move |before: Option<String>| {
        let site = site.get();
        if before.is_some_and(|before| before != site) {
            turns.update(Turns::forget);
            found.set(Vec::new());
            next.set(None);
        }
        site
    });
    let asked = StoredValue::new((String::new(), String::new()));
    let look = move |site: String, letters: String, start: u64| {
        asked.set_value((site.clone(), letters.clone()));
        let Some(turn) = turns.try_update(Turns::ask) else {
            return;
        };
        spawn_local(async move {
            let answer = ask(site, letters, start).await;
            if turns.try_update(|turns| turns.answer(turn)) != Some(true) {
                return;
            }
            match answer {
                Ok(page) => {
                    trouble.set(None);
                    next.set(page.next);
                    found.update(|found| {
                        if start == 0 {
                            found.clear();
                        }
                        found.extend(page.choices.into_iter().map(choice));
                    });
                }
                Err(error) => {
                    trouble.set(Some(error.message));
                    next.set(None);
                    if start == 0 {
                        found.set(Vec::new());
                    }
                }
            }
        });
    };
    Effect::new(move |before: Option<Option<TimeoutHandle>>| {
        let (site, letters) = (site.get(), query.get());
        if let Some(handle) = before.flatten() {
            handle.clear();
        }
        let ask = move || {
            // The editor may be gone by now.
            if turns.try_with_untracked(|_| ()).is_some() {
                look(site, letters, 0);
            }
        };
        set_timeout_with_handle(ask, TYPING).ok()
    });
    let waiting = Memo::new(move |_| turns.with(Turns::is_waiting));
    let more = Signal::derive(move || {
        let start = next.get().filter(|_| !waiting.get())?;
        Some(Callback::new(move |()| {
            let (site, letters) = asked.get_value();
            look(site, letters, start);
        }))
    });
    // Letters are asked for after a pause, and answered after another one.
    let answered = Signal::derive(move || {
        let last = asked.read_value();
        !waiting.get() && query.with(|letters| *letters == last.1)
    });
    let nothing = Signal::derive(move || match (waiting.get(), trouble.get()) {
        (true, _) => "Looking…".to_owned(),
        (false, Some(trouble)) => trouble,
        (false, None) => "Nothing found".to_owned(),
    });
    LookedFor {
        choices: found.into(),
        answered,
        nothing,
        more,
    }
}
