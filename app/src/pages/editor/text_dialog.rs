//! The chart as text: to copy, to paste, and to see what would change before it does.

use super::state::Editor;
use crate::{
    api,
    components::CopyButton,
    draft::Draft,
    error::ApiError,
    model::{Compared, LineChange, SpecLine},
};
use leptos::{html, prelude::*, task::spawn_local};

/// The dialog.
#[component]
pub fn TextDialog(editor: Editor, open: RwSignal<bool>) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let text = RwSignal::new(String::new());
    let read = RwSignal::new(None::<Result<Compared, ApiError>>);
    let reading = RwSignal::new(false);
    Effect::new(move |_| {
        let Some(element) = dialog.get() else { return };
        if !open.get() {
            element.close();
            return;
        }
        text.set(
            editor
                .draft
                .with_untracked(|draft| format!("{:#}", draft.spec())),
        );
        read.set(None);
        if !element.open() {
            // Fails only for a dialog that is open in another way already.
            let _ = element.show_modal();
        }
    });
    let compare = move |_| {
        let from = editor.draft.with_untracked(Draft::spec);
        let asked = text.get_untracked();
        reading.set(true);
        spawn_local(async move {
            let answer = api::read_spec(asked.clone(), from).await;
            reading.try_set(false);
            // What was written since is another text.
            if text.try_with_untracked(|text| *text == asked) == Some(true) {
                read.set(Some(answer));
            }
        });
    };
    let apply = move |_| {
        if let Some(Ok(new)) = read.get_untracked() {
            editor.choose(|draft| *draft = Draft::of(&new.spec));
            open.set(false);
        }
    };
    let differs = Memo::new(move |_| {
        read.with(|read| {
            matches!(read, Some(Ok(read)) if read.lines.iter().any(|line| line.is != LineChange::Same))
        })
    });
    view! {
        <dialog node_ref=dialog class="dialog wide" aria-labelledby="text-heading" on:close=move |_| open.set(false)>
            <h2 id="text-heading">"The chart as text"</h2>
            <p class="hint">"Copy it to keep or to review it, or paste another one. Nothing changes before you have seen what would."</p>
            <textarea class="input mono" rows="12" spellcheck="false" autocapitalize="off" aria-label="Text of the chart" prop:value=text
                on:input:target=move |event| {
                    text.set(event.target().value());
                    read.set(None);
                }></textarea>
            <div class="diff-room" role="status">
                {move || read.get().map(|read| match read {
                    Ok(read) => view! { <Changes lines=read.lines /> }.into_any(),
                    Err(error) => {
                        let place = error.path.filter(|path| !path.is_empty()).map(|path| view! { <code>{path}</code>": " });
                        view! { <p class="note bad">{place}{error.message}</p> }.into_any()
                    }
                })}
            </div>
            <div class="actions">
                <CopyButton text=Callback::new(move |()| text.get_untracked()) label="Copy text" />
                <span class="grow"></span>
                <button type="button" class="btn" on:click=move |_| open.set(false)>"Close"</button>
                <button type="button" class="btn" disabled=reading on:click=compare>"Compare"</button>
                <button type="button" class="btn primary" disabled=move || !differs.get() on:click=apply>"Apply"</button>
            </div>
        </dialog>
    }
    .into_any()
}

/// Lines that stay around one that changes.
const AROUND: usize = 2;

/// What would change, with a few lines around it.
#[component]
fn Changes(lines: Vec<SpecLine>) -> impl IntoView {
    let changed: Vec<usize> = (0..lines.len())
        .filter(|place| lines[*place].is != LineChange::Same)
        .collect();
    if changed.is_empty() {
        return view! { <p class="note">"The same as the chart is now."</p> }.into_any();
    }
    let near = |place: usize| changed.iter().any(|at| at.abs_diff(place) <= AROUND);
    let mut rows: Vec<AnyView> = Vec::new();
    let mut gap = false;
    for (place, line) in lines.into_iter().enumerate() {
        if !near(place) {
            gap = true;
            continue;
        }
        if std::mem::take(&mut gap) {
            rows.push(view! { <span class="diff-gap" aria-hidden="true">"⋯"</span> }.into_any());
        }
        rows.push(match line.is {
            LineChange::Same => view! { <span>"  "{line.text}</span> }.into_any(),
            LineChange::Added => view! { <ins>"+ "{line.text}</ins> }.into_any(),
            LineChange::Removed => view! { <del>"- "{line.text}</del> }.into_any(),
        });
    }
    // It may scroll, so the keyboard must reach it.
    view! { <div class="diff mono" role="group" aria-label="What would change" tabindex="0">{rows}</div> }
        .into_any()
}
