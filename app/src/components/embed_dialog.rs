//! How a chart gets into a page of Confluence.

use super::CopyButton;
use crate::{browser, paths};
use leptos::{html, prelude::*};

/// A dialog with the chart's address for an iframe, and the steps in Confluence.
#[component]
pub fn EmbedDialog(
    /// The chart; the dialog shows nothing while there is none.
    #[prop(into)]
    chart: Signal<Option<String>>,
    /// Opens it.
    open: RwSignal<bool>,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let address = RwSignal::new(String::new());
    Effect::new(move |_| {
        let Some(element) = dialog.get() else { return };
        if !open.get() {
            element.close();
            return;
        }
        address.set(
            chart
                .get_untracked()
                .map(|id| browser::address(&paths::embed(&id)))
                .unwrap_or_default(),
        );
        if !element.open() {
            // Fails only for a dialog that is open in another way already.
            let _ = element.show_modal();
        }
    });
    view! {
        <dialog node_ref=dialog class="dialog" aria-labelledby="embed-heading" on:close=move |_| open.set(false)>
            <h2 id="embed-heading">"Embed this chart"</h2>
            <label class="stack">
                <span>"Address for an iframe"</span>
                <span class="copy-row">
                    <input class="input mono" readonly prop:value=address />
                    <CopyButton text=Callback::new(move |()| address.get_untracked()) label="Copy" class="primary" />
                </span>
            </label>
            <h3>"In Confluence"</h3>
            <ol>
                <li>"Edit the page, type " <kbd>"/iframe"</kbd> " and choose the Iframe macro."</li>
                <li>"Paste the address, set the width to 100% and the height to about 480."</li>
                <li>"Publish. Each reader presses " <b>"Load Chart"</b> " once; from then on every chart loads by itself, with what that reader may see in Jira."</li>
            </ol>
            <p class="hint">"A frame stays empty? Whoever runs Inlay has to name your Confluence site in its settings (frame ancestors)."</p>
            <div class="actions">
                <button type="button" class="btn" on:click=move |_| open.set(false)>"Close"</button>
            </div>
        </dialog>
    }
    .into_any()
}
