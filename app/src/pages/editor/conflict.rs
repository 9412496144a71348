//! Two people saved the same chart: the one who came second chooses, and loses nothing.

use super::{save, state::Editor};
use leptos::prelude::*;

/// The choice.
#[component]
pub fn Conflict(editor: Editor) -> impl IntoView {
    view! {
        <section class="note warn strip conflict" role="alert" aria-label="Saved by somebody else">
            <p><b>"Not saved. "</b>"Somebody saved this chart while you edited it. What you did is still here."</p>
            <div class="actions">
                <button type="button" class="btn" on:click=move |_| save::take_theirs(editor)>"See theirs"</button>
                <button type="button" class="btn" on:click=move |_| save::overwrite(editor)>"Overwrite theirs"</button>
                <button type="button" class="btn primary" on:click=move |_| save::save_copy(editor)>"Keep mine as a copy"</button>
            </div>
            <small>"“See theirs” puts their version into the editor; Undo brings yours back."</small>
        </section>
    }
    .into_any()
}

/// Somebody deleted the chart, or shares it no more: what was done goes on as a chart of its own.
#[component]
pub fn Gone(editor: Editor) -> impl IntoView {
    view! {
        <section class="note warn strip conflict" role="alert" aria-label="Deleted by somebody else">
            <p><b>"Not saved. "</b>"This chart is not there any more, or not shared with you any more. What you did is still here."</p>
            <div class="actions">
                <button type="button" class="btn primary" on:click=move |_| save::save_copy(editor)>"Keep mine as a copy"</button>
            </div>
        </section>
    }
    .into_any()
}
