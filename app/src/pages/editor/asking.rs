//! Asking the server when the draft changes: its fields, how many issues, and the drawing.

use super::state::{Editor, Shown};
use crate::{api, browser, components::reading};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use std::time::Duration;

/// How long to wait for the next letter.
const TYPING: Duration = Duration::from_millis(450);
/// How long to wait for the next choice, or the next letter where no number changes by it.
const CHOOSING: Duration = Duration::from_millis(16);

/// Watches the draft for as long as the editor is on the screen.
pub fn begin(editor: Editor) {
    watch_fields(editor);
    watch_count(editor);
    watch_drawing(editor);
    Effect::new(move |_| {
        browser::warn_before_leaving(move || {
            editor.kept.try_with_untracked(|_| ()).is_some() && untrack(|| editor.is_unsaved())
        });
    });
}

fn watch_fields(editor: Editor) {
    let site = Memo::new(move |_| editor.draft.with(|draft| draft.site().to_owned()));
    Effect::new(move |_| {
        let site = site.get();
        spawn_local(async move {
            let answer = api::catalogue(site.clone()).await;
            let still = editor
                .draft
                .try_with_untracked(|draft| draft.site() == site)
                == Some(true);
            match answer {
                Ok(fields) if still => editor.fields.set(fields),
                // The drawing meets the same trouble and says it.
                _ => {}
            }
        });
    });
}

fn watch_count(editor: Editor) {
    let question = Memo::new(move |_| {
        editor
            .draft
            .with(|draft| draft.base_jql().map(|jql| (draft.site().to_owned(), jql)))
    });
    after_a_pause(
        editor,
        move || question.get(),
        || true,
        move |question| {
            let Some((site, jql)) = question else {
                editor.count_turns.update(crate::draft::Turns::forget);
                editor.found.set(None);
                return;
            };
            let Some(turn) = editor.count_turns.try_update(crate::draft::Turns::ask) else {
                return;
            };
            spawn_local(async move {
                let answer = api::count_issues(site, jql.clone()).await;
                if editor.count_turns.try_update(|turns| turns.answer(turn)) == Some(true) {
                    editor.found_for.set(jql);
                    editor.found.set(Some(answer));
                }
            });
        },
    );
}

fn watch_drawing(editor: Editor) {
    let question = Memo::new(move |_| editor.draft.with(crate::draft::Draft::question));
    let drawn = StoredValue::new(None::<serde_json::Value>);
    let numbers = move || Some(editor.draft.with_untracked(crate::draft::Draft::numbers));
    after_a_pause(
        editor,
        move || question.get(),
        // A colour, a height: made from what is there, and seen at once.
        move || drawn.get_value() != numbers(),
        move |question| {
            if question.is_some() {
                drawn.set_value(numbers());
                draw(editor);
            } else {
                editor.turns.update(crate::draft::Turns::forget);
                editor.progress.set(None);
                editor.trouble.set(None);
                editor.shown.set(None);
            }
        },
    );
}

/// Asks for the drawing of the draft as it is now.
pub fn draw(editor: Editor) {
    let Some(draft) = editor.draft.try_with_untracked(crate::draft::Draft::asked) else {
        return;
    };
    let Some(turn) = editor.turns.try_update(crate::draft::Turns::ask) else {
        return;
    };
    editor.progress.set(None);
    reading::follow(draft.spec(), editor.progress, move || {
        editor.turns.try_with_untracked(|turns| turns.awaits(turn)) == Some(true)
    });
    spawn_local(async move {
        let answer = api::preview_chart(draft.spec()).await;
        if editor.turns.try_update(|turns| turns.answer(turn)) != Some(true) {
            return;
        }
        if !editor.turns.with_untracked(crate::draft::Turns::is_waiting) {
            editor.progress.set(None);
        }
        match answer {
            Ok(drawn) => {
                editor.trouble.set(None);
                editor.shown.set(Some(Shown { draft, drawn }));
            }
            Err(error) => editor.trouble.set(Some(error)),
        }
    });
}

/// Runs `act` when `question` changed and the person has paused since; a choice hardly waits, and
/// neither does what is not `costly` to ask.
fn after_a_pause<T: Clone + 'static>(
    editor: Editor,
    question: impl Fn() -> T + 'static,
    costly: impl Fn() -> bool + 'static,
    act: impl Fn(T) + Clone + 'static,
) {
    Effect::new(move |before: Option<Option<TimeoutHandle>>| {
        let question = question();
        if let Some(handle) = before.flatten() {
            handle.clear();
        }
        let typing = editor
            .history
            .with_untracked(crate::draft::History::is_typing);
        let pause = if typing && costly() { TYPING } else { CHOOSING };
        let act = act.clone();
        set_timeout_with_handle(
            move || {
                // The editor may be gone by now.
                if editor.turns.try_with_untracked(|_| ()).is_some() {
                    act(question);
                }
            },
            pause,
        )
        .ok()
    });
}
