//! Saving.

use super::{recover, state::Editor};
use crate::{api, browser, draft::Draft, error::ApiError, model::SavedChart, paths};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use serde_json::Value;

/// What happens after a save: to the chart alone.
pub fn provide_way_on(editor: Editor) -> Callback<()> {
    let navigate = use_navigate();
    Callback::new(move |()| {
        if let Some(id) = editor
            .saved
            .with_untracked(|saved| saved.as_ref().map(|saved| saved.id.clone()))
        {
            navigate(&paths::chart(&id), NavigateOptions::default());
        }
    })
}

/// Saves the draft where it was loaded from, or as a new chart.
pub fn save(editor: Editor) {
    save_then(editor, None);
}

/// Saves, then goes on.
pub fn save_then(editor: Editor, then: Option<Callback<()>>) {
    let (id, version) = place(editor).unzip();
    send(editor, id, version, then);
}

/// Saves over whatever somebody else saved in between.
pub fn overwrite(editor: Editor) {
    let id = place(editor).map(|(id, _)| id);
    send(editor, id, None, None);
}

/// Saves the draft as a chart of its own; the one that it was made from stays as it is.
pub fn save_copy(editor: Editor) {
    send(editor, None, None, None);
}

/// Goes on with what somebody else saved; the draft is one step of undo away.
pub fn take_theirs(editor: Editor) {
    let Some((id, _)) = place(editor) else {
        return;
    };
    spawn_local(async move {
        match api::load_chart(id).await {
            Ok(theirs) => {
                let spec = theirs.spec.clone();
                editor.history.try_update(|history| {
                    history.edit(crate::draft::Place::Choice, |draft| {
                        *draft = Draft::of(&spec);
                    });
                });
                editor.kept.try_set(spec);
                editor.saved.try_set(Some(theirs));
                editor.save_trouble.try_set(None);
            }
            Err(error) => {
                editor.save_trouble.try_set(Some(error));
            }
        }
    });
}

/// Goes on with a copy that is not saved yet; gives the id of the chart that it was made from.
pub fn duplicate(editor: Editor) -> Option<String> {
    let original = place(editor).map(|(id, _)| id);
    editor.choose(|draft| {
        let title = format!("{} (copy)", draft.title());
        draft.set_title(&title);
    });
    editor.kept.set(Value::Null);
    editor.saved.set(None);
    editor.save_trouble.set(None);
    browser::replace_path(paths::NEW_CHART);
    original
}

/// The chart that is edited, and its version.
fn place(editor: Editor) -> Option<(String, i64)> {
    editor.saved.with_untracked(|saved| {
        saved
            .as_ref()
            .map(|saved| (saved.id.clone(), saved.version))
    })
}

fn send(editor: Editor, id: Option<String>, version: Option<i64>, then: Option<Callback<()>>) {
    if editor.saving.get_untracked() {
        return;
    }
    if editor
        .draft
        .with_untracked(|draft| draft.title().trim().is_empty())
    {
        let title = editor.draft.with_untracked(Draft::suggested_title);
        editor.choose(|draft| draft.set_title(&title));
    }
    let spec = editor.draft.with_untracked(Draft::spec);
    let is_new = id.is_none();
    editor.saving.set(true);
    editor.save_trouble.set(None);
    spawn_local(async move {
        let answer = api::save_chart(spec.clone(), id, version).await;
        editor.saving.try_set(false);
        answered(editor, answer, spec, is_new, then);
    });
}

fn answered(
    editor: Editor,
    answer: Result<SavedChart, ApiError>,
    spec: Value,
    is_new: bool,
    then: Option<Callback<()>>,
) {
    match answer {
        // The editor may be gone by now.
        Ok(_) if editor.saved.try_with_untracked(|_| ()).is_none() => {}
        Ok(saved) => {
            recover::forget(editor);
            editor.kept.set(spec);
            if is_new {
                // The editor stays as it is; only a reload has to find the chart again.
                browser::replace_path(&paths::edit(&saved.id));
            }
            editor.saved.set(Some(saved));
            if let Some(then) = then {
                then.try_run(());
            }
        }
        Err(error) => {
            editor.save_trouble.try_set(Some(error));
        }
    }
}
