//! Taking the last deletion back.

use crate::{api, error::ApiError, model::ChartSummary};
use leptos::{prelude::*, task::spawn_local};

/// Says what was deleted last, with the way back.
#[component]
pub fn DeletedNote(deleted: RwSignal<Option<ChartSummary>>, again: Callback<()>) -> impl IntoView {
    let trouble = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    let take_back = move |_| {
        let Some(chart) = deleted.get_untracked() else {
            return;
        };
        busy.set(true);
        spawn_local(async move {
            let answer = api::restore_chart(chart.id).await;
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    deleted.try_set(None);
                    again.try_run(());
                }
                Err(error) => {
                    trouble.try_set(Some(error));
                }
            }
        });
    };
    let told = move || {
        deleted.get().map(|chart| {
            view! {
                <p class="note told">
                    {format!("“{}” is deleted.", chart.title)}
                    <button type="button" class="link" disabled=busy on:click=take_back>"Undo"</button>
                </p>
            }
        })
    };
    view! {
        <div role="status">{told}</div>
        {move || trouble.get().map(|error| view! { <p class="note bad" role="alert">{error.message}</p> })}
    }
    .into_any()
}
