//! Unsaved changes that outlive a reload.

use super::state::Editor;
use crate::{
    browser,
    draft::{Draft, Unsaved},
};
use leptos::prelude::*;

/// Keeps what is unsaved for as long as the editor is on the screen, and offers what an earlier
/// page left behind.
pub fn begin(editor: Editor) {
    Effect::new(move |before: Option<String>| {
        let key = key(editor);
        let (unsaved, offers) = (editor.is_unsaved(), editor.left.with(Option::is_some));
        // A new chart that was saved, or a copy of one that goes on as new.
        if let Some(before) = before.as_ref().filter(|before| **before != key) {
            browser::forget(before);
        }
        match before {
            None => offer(editor, &key),
            // What was left behind stays until somebody decided about it; what is done meanwhile has a place
            // of its own.
            Some(_) if offers && unsaved => browser::keep(&later(&key), &now(editor).text()),
            Some(_) if offers => browser::forget(&later(&key)),
            Some(_) if unsaved => {
                browser::keep(&key, &now(editor).text());
                browser::forget(&later(&key));
            }
            Some(_) => browser::forget(&key),
        }
        key
    });
}

/// Nothing is unsaved any more, and nobody wants back what an earlier page left.
pub fn forget(editor: Editor) {
    let key = untrack(|| key(editor));
    browser::forget(&key);
    browser::forget(&later(&key));
    editor.left.set(None);
}

/// Where the work of somebody is who has not said what to do with the work before.
fn later(key: &str) -> String {
    format!("{key}/later")
}

fn offer(editor: Editor, key: &str) {
    let account = editor
        .account
        .with_value(|account| account.account_id.clone());
    // Whoever went on working has decided: the newest is offered.
    if let Some(newest) = browser::kept(&later(key)) {
        browser::keep(key, &newest);
        browser::forget(&later(key));
    }
    let left = browser::kept(key).and_then(|text| Unsaved::read(&text, &account));
    match left {
        Some(left)
            if editor
                .draft
                .with_untracked(|draft| draft.spec() != left.spec) =>
        {
            editor.left.set(Some(left));
        }
        _ => browser::forget(key),
    }
}

fn key(editor: Editor) -> String {
    editor
        .saved
        .with(|saved| Unsaved::key(saved.as_ref().map(|saved| saved.id.as_str())))
}

fn now(editor: Editor) -> Unsaved {
    Unsaved {
        account: editor
            .account
            .with_value(|account| account.account_id.clone()),
        version: version(editor),
        spec: editor.draft.with_untracked(Draft::spec),
    }
}

fn version(editor: Editor) -> Option<i64> {
    editor
        .saved
        .with_untracked(|saved| saved.as_ref().map(|saved| saved.version))
}

/// The offer, over the page: nothing moves when it comes.
#[component]
pub fn Left(editor: Editor) -> impl IntoView {
    let bring = move |_| {
        let Some(left) = editor.left.get_untracked() else {
            return;
        };
        editor.choose(|draft| *draft = Draft::of(&left.spec));
        // A save then meets what somebody else saved since, and asks.
        editor.saved.update(|saved| {
            if let (Some(saved), Some(version)) = (saved, left.version) {
                saved.version = version;
            }
        });
        editor.left.set(None);
    };
    let older = move || {
        let left = editor
            .left
            .with(|left| left.as_ref().and_then(|left| left.version));
        left.is_some_and(|left| version(editor) != Some(left))
    };
    view! {
        <div role="status">
            <Show when=move || editor.left.with(Option::is_some)>
                <div class="offer">
                    <p>
                        "You left this chart with changes that were not saved."
                        {move || older().then_some(" The chart was saved since; saving them will ask you what to do.")}
                    </p>
                    <div class="actions">
                        <button type="button" class="btn" on:click=move |_| editor.left.set(None)>"Let them go"</button>
                        <button type="button" class="btn primary" on:click=bring>"Bring them back"</button>
                    </div>
                </div>
            </Show>
        </div>
    }
    .into_any()
}
