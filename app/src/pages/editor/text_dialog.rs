//! The chart as text, JSON or YAML: to copy, to download, to paste, and to see what would change
//! before it does.

use super::state::Editor;
use crate::{
    api,
    components::CopyButton,
    draft::Draft,
    error::ApiError,
    model::{Compared, LineChange, SpecLine},
    paths,
};
use leptos::{html, prelude::*, task::spawn_local};

/// How the text is written; what is read may be either.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Notation {
    Json,
    Yaml,
}

impl Notation {
    const ALL: [Self; 2] = [Self::Json, Self::Yaml];

    /// The end of a file's name.
    fn key(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Yaml => "yaml",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::Yaml => "YAML",
        }
    }

    fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Yaml => "application/yaml",
        }
    }

    fn of(self, read: &Compared) -> String {
        match self {
            Self::Json => format!("{:#}", read.spec),
            Self::Yaml => read.yaml.clone(),
        }
    }
}

/// The dialog.
#[component]
pub fn TextDialog(editor: Editor, open: RwSignal<bool>) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let text = RwSignal::new(String::new());
    let read = RwSignal::new(None::<Result<Compared, ApiError>>);
    let reading = RwSignal::new(false);
    let notation = RwSignal::new(Notation::Json);
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
        notation.set(Notation::Json);
        read.set(None);
        if !element.open() {
            // Fails only for a dialog that is open in another way already.
            let _ = element.show_modal();
        }
    });
    let ask = move |then: Callback<Result<Compared, ApiError>>| {
        let from = editor.draft.with_untracked(Draft::spec);
        let asked = text.get_untracked();
        reading.set(true);
        spawn_local(async move {
            let answer = api::read_spec(asked.clone(), from).await;
            reading.try_set(false);
            // What was written since is another text.
            if text.try_with_untracked(|text| *text == asked) == Some(true) {
                then.run(answer);
            }
        });
    };
    let compare = move |_| ask(Callback::new(move |answer| read.set(Some(answer))));
    let select = NodeRef::<html::Select>::new();
    let write_as = move |key: String| {
        let Some(wanted) = Notation::ALL.into_iter().find(|one| one.key() == key) else {
            return;
        };
        ask(Callback::new(move |answer: Result<Compared, ApiError>| {
            match answer {
                Ok(new) => {
                    notation.set(wanted);
                    text.set(wanted.of(&new));
                    read.set(None);
                }
                // What cannot be read cannot be written in another way.
                Err(error) => {
                    read.set(Some(Err(error)));
                    if let Some(select) = select.get_untracked() {
                        select.set_value(notation.get_untracked().key());
                    }
                }
            }
        }));
    };
    let file = Signal::derive(move || {
        let title = editor.draft.with(|draft| draft.title().to_owned());
        paths::file_name(&title, "chart", notation.get().key())
    });
    let file_address =
        move || text.with(|text| paths::text_file(notation.get().media_type(), text));
    let notations: Vec<_> = Notation::ALL
        .into_iter()
        .map(|one| view! { <option value=one.key() selected=move || notation.get() == one>{one.label()}</option> })
        .collect();
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
            <p class="hint">"Copy it to keep or to review it, or paste another one, as JSON or YAML. Nothing changes before you have seen what would."</p>
            <label class="row">
                <span>"Written as"</span>
                <select node_ref=select class="input short" disabled=reading prop:value=move || notation.get().key()
                    on:change:target=move |event| write_as(event.target().value())>{notations}</select>
            </label>
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
                <a class="btn" href=file_address download=file>"Download"</a>
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
