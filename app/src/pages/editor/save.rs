//! Saving.

use super::state::Editor;
use crate::{api, browser, paths};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};

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
    if editor.saving.get_untracked() {
        return;
    }
    if editor
        .draft
        .with_untracked(|draft| draft.title().trim().is_empty())
    {
        let title = editor
            .draft
            .with_untracked(crate::draft::Draft::suggested_title);
        editor.choose(|draft| draft.set_title(&title));
    }
    let spec = editor.draft.with_untracked(crate::draft::Draft::spec);
    let (id, version) = editor
        .saved
        .with_untracked(|saved| {
            saved
                .as_ref()
                .map(|saved| (saved.id.clone(), saved.version))
        })
        .unzip();
    let is_new = id.is_none();
    editor.saving.set(true);
    editor.save_trouble.set(None);
    spawn_local(async move {
        let answer = api::save_chart(spec.clone(), id, version).await;
        editor.saving.try_set(false);
        match answer {
            Ok(saved) => {
                editor.kept.try_set(spec);
                if is_new {
                    // The editor stays as it is; only a reload has to find the chart again.
                    browser::replace_path(&paths::edit(&saved.id));
                }
                editor.saved.try_set(Some(saved));
                if let Some(then) = then {
                    then.try_run(());
                }
            }
            Err(error) => {
                editor.save_trouble.try_set(Some(error));
            }
        }
    });
}
