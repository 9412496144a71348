//! Asking before a chart is gone.

use crate::{api, error::ApiError, model::ChartSummary};
use leptos::{html, prelude::*, task::spawn_local};

/// Asks whether to delete the doomed chart, and does it.
#[component]
pub fn DeleteDialog(
    doomed: RwSignal<Option<ChartSummary>>,
    /// The one that was deleted last.
    deleted: RwSignal<Option<ChartSummary>>,
    again: Callback<()>,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let trouble = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    Effect::new(move |_| {
        let Some(element) = dialog.get() else { return };
        if doomed.with(Option::is_none) {
            element.close();
        } else if !element.open() {
            trouble.set(None);
            // Fails only for a dialog that is open in another way already.
            let _ = element.show_modal();
        }
    });
    let delete = move |_| {
        let Some(chart) = doomed.get_untracked() else {
            return;
        };
        busy.set(true);
        spawn_local(async move {
            let answer = api::delete_chart(chart.id.clone()).await;
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    deleted.try_set(Some(chart));
                    doomed.try_set(None);
                    again.try_run(());
                }
                Err(error) => {
                    trouble.try_set(Some(error));
                }
            }
        });
    };
    let heading = move || {
        doomed.with(|chart| {
            chart
                .as_ref()
                .map_or_else(String::new, |chart| format!("Delete “{}”?", chart.title))
        })
    };
    view! {
        <dialog node_ref=dialog class="dialog" aria-labelledby="delete-heading" on:close=move |_| doomed.set(None)>
            <h2 id="delete-heading">{heading}</h2>
            <p>"Pages that show this chart will ask their readers to authorize and then find nothing. Right after, you can take it back; sharing it as you see it then has to be switched on again."</p>
            {move || trouble.get().map(|error| view! { <p class="note bad" role="alert">{error.message}</p> })}
            <div class="actions">
                <button type="button" class="btn" autofocus on:click=move |_| doomed.set(None)>"Keep it"</button>
                <button type="button" class="btn danger" disabled=busy on:click=delete>"Delete"</button>
            </div>
        </dialog>
    }
    .into_any()
}
