//! How far the reading from Jira is.

use crate::{api, model::Progress};
use leptos::{prelude::*, task::spawn_local};
use serde_json::Value;
use std::time::Duration;

/// A quick answer needs no words.
const PATIENCE: Duration = Duration::from_secs(1);
/// Between two looks.
const PAUSE: Duration = Duration::from_millis(700);

/// A bar with a few words, laid over what is being awaited; nothing while there is nothing to say.
#[component]
pub fn Reading(#[prop(into)] progress: Signal<Option<Progress>>) -> impl IntoView {
    // The element stays, so that its words change in place: nothing jumps, and it is heard.
    view! {
        <div class="reading" role="status">
            {move || progress.with(Option::is_some).then(|| view! {
                <progress aria-label="Reading from Jira" max="1" value=move || progress.get().and_then(Progress::share)></progress>
                <span>{move || progress.get().map(Progress::words)}</span>
            })}
        </div>
    }
    .into_any()
}

/// Looks after a moment, then again and again, how far the reading for this spec is, for as long as
/// it is `awaited`. To be called in the browser alone.
pub fn follow(
    spec: Value,
    progress: RwSignal<Option<Progress>>,
    awaited: impl Fn() -> bool + Copy + 'static,
) {
    set_timeout(move || look(spec, progress, awaited), PATIENCE);
}

fn look(
    spec: Value,
    progress: RwSignal<Option<Progress>>,
    awaited: impl Fn() -> bool + Copy + 'static,
) {
    if !awaited() {
        return;
    }
    spawn_local(async move {
        let answer = api::reading(spec.clone()).await;
        if !awaited() {
            return;
        }
        // Without an answer the chart's own will say what is wrong.
        if let Ok(now) = answer {
            progress.try_set(Some(now));
        }
        set_timeout(move || look(spec, progress, awaited), PAUSE);
    });
}
