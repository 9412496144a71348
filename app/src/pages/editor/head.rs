//! The line above: title, undo, embed, save.

use super::{
    conflict::{Conflict, Gone},
    save,
    state::Editor,
    template_dialog::TemplateDialog,
    text_dialog::TextDialog,
};
use crate::{
    components::{EmbedDialog, LoadChart, Mark, ThemeSwitch, When},
    draft::{Draft, History},
    paths,
};
use leptos::prelude::*;

/// The editor's head.
#[component]
pub fn Head(
    editor: Editor,
    /// Whether pressing and typing does something by now: before, it would be lost without a word.
    live: RwSignal<bool>,
) -> impl IntoView {
    let asleep = move || !live.get();
    let embed = RwSignal::new(false);
    let text = RwSignal::new(false);
    let template = RwSignal::new(false);
    let copied = RwSignal::new(None);
    let then = save::provide_way_on(editor);
    let id = Signal::derive(move || {
        editor
            .saved
            .with(|saved| saved.as_ref().map(|saved| saved.id.clone()))
    });
    let title = move || editor.draft.with(|draft| draft.title().to_owned());
    let can_undo = move || editor.history.with(History::can_undo);
    let can_redo = move || editor.history.with(History::can_redo);
    view! {
        <header class="bar editor-bar">
            // A whole page away, so that the browser asks before unsaved work is lost.
            <a class="home" href=paths::HOME rel="external" aria-label="Your charts"><Mark /></a>
            <a class="crumb" href=paths::HOME rel="external">"Charts /"</a>
            <input
                class="title"
                aria-label="Title"
                title="Title"
                inert=asleep
                placeholder="Title"
                maxlength="200"
                value=title()
                prop:value=title
                on:input:target=move |event| editor.typed("title", |draft| draft.set_title(&event.target().value()))
            />
            <SavedState editor copied />
            <span class="grow"></span>
            <button type="button" class="btn quiet icon" title="Undo (Ctrl+Z)" aria-label="Undo" inert=asleep
                aria-disabled=move || (!can_undo()).to_string() on:click=move |_| editor.history.update(History::undo)>
                <Arrow back=true />
            </button>
            <button type="button" class="btn quiet icon" title="Redo (Ctrl+Shift+Z)" aria-label="Redo" inert=asleep
                aria-disabled=move || (!can_redo()).to_string() on:click=move |_| editor.history.update(History::redo)>
                <Arrow back=false />
            </button>
            <ThemeSwitch />
            <button type="button" class="btn quiet" title="Copy or paste the chart as text" inert=asleep on:click=move |_| text.set(true)>"Text"</button>
            <button type="button" class="btn quiet" disabled=move || id.with(Option::is_none) title="Go on with a copy of this chart" inert=asleep
                on:click=move |_| copied.set(save::duplicate(editor))>
                "Duplicate"
            </button>
            <button type="button" class="btn quiet" title="Keep how this chart counts and looks, for new charts" aria-label="Save as template…" inert=asleep
                on:click=move |_| template.set(true)>
                <span class="long">"Save as template…"</span>
                <span class="short">"Template…"</span>
            </button>
            <button type="button" class="btn" disabled=move || id.with(Option::is_none)
                title=move || if id.with(Option::is_none) { "Save the chart first: then it has an address" } else { "The address for an iframe" }
                on:click=move |_| embed.set(true)>
                "Embed"
            </button>
            <button type="button" class="btn primary" inert=asleep disabled=editor.saving on:click=move |_| save::save_then(editor, Some(then))>
                {move || if editor.saving.get() { "Saving…" } else { "Save" }}
            </button>
        </header>
        <SaveTrouble editor />
        <TextDialog editor open=text />
        <TemplateDialog editor open=template />
        <EmbedDialog chart=id title=Signal::derive(title) kind=Signal::derive(move || editor.draft.with(Draft::kind)) open=embed />
    }
    .into_any()
}

#[component]
fn SavedState(
    editor: Editor,
    /// Of which chart this may be a copy.
    copied: RwSignal<Option<String>>,
) -> impl IntoView {
    let unsaved = Memo::new(move |_| editor.is_unsaved());
    let at = Memo::new(move |_| {
        editor
            .saved
            .with(|saved| saved.as_ref().map(|saved| saved.updated_at.clone()))
    });
    view! {
        <span class="saved" role="status">
            {move || match (unsaved.get(), at.get()) {
                (_, None) if copied.with(Option::is_some) => {
                    let original = copied.get().unwrap_or_default();
                    // A whole page away, so that the browser asks before unsaved work is lost.
                    view! { "A copy, not saved yet. "<a href=paths::edit(&original) rel="external">"Back"</a> }.into_any()
                }
                (true, _) => "Unsaved changes".into_any(),
                (false, Some(at)) => view! { "Saved "<When at /> }.into_any(),
                (false, None) => "Not saved yet".into_any(),
            }}
        </span>
    }
    .into_any()
}

#[component]
fn SaveTrouble(editor: Editor) -> impl IntoView {
    let site = move || editor.draft.with_untracked(|draft| draft.site().to_owned());
    let again = Callback::new(move |()| save::save(editor));
    move || {
        editor.save_trouble.get().map(|error| {
            if error.wants_consent() {
                let then = editor.saved.with_untracked(|saved| saved.as_ref().map_or_else(|| paths::NEW_CHART.to_owned(), |saved| paths::edit(&saved.id)));
                return view! { <LoadChart why=error heading="Authorize Jira to save" then chart=None site=Some(site()) on_authorized=again /> }.into_any();
            }
            if error.kind == "conflict" {
                return view! { <Conflict editor /> }.into_any();
            }
            if error.kind == "not_found" && editor.saved.with_untracked(Option::is_some) {
                return view! { <Gone editor /> }.into_any();
            }
            if error.path.as_deref() == Some("source.jql") && editor.draft.with_untracked(|draft| draft.base_jql().is_none()) {
                return view! { <p class="note bad strip" role="alert"><b>"Not saved. "</b>"Say first which issues count: write a query, or choose projects or a filter."</p> }.into_any();
            }
            let place = error.path.as_ref().map(|path| format!(" ({path})"));
            view! { <p class="note bad strip" role="alert"><b>"Not saved. "</b>{error.message.clone()}{place}</p> }.into_any()
        })
    }
}

#[component]
fn Arrow(back: bool) -> impl IntoView {
    let path = if back {
        "M9 7L4 12l5 5M4 12h10a6 6 0 0 1 0 12"
    } else {
        "M15 7l5 5-5 5M20 12H10a6 6 0 0 0 0 12"
    };
    view! {
        <svg viewBox="0 0 24 26" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">
            <path d=path />
        </svg>
    }
    .into_any()
}
