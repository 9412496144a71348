//! No chart: what happened, in whose words, and what to do next.

use super::model::{EmbedState, Place, Trouble};
use leptos::prelude::*;

/// Our server does not answer: the page brings this along, because it cannot be fetched then.
pub(super) fn lost() -> EmbedState {
    EmbedState::Error(Trouble {
        heading: "Inlay is not answering".into(),
        sentence: "The connection failed, or the server is being updated.".into(),
        hint: None,
        request_id: None,
        again: true,
    })
}

#[component]
pub(super) fn TroubleView(place: Place, trouble: Trouble) -> impl IntoView {
    let Trouble {
        heading,
        sentence,
        hint,
        request_id,
        again,
    } = trouble;
    view! {
        <div class="middle" role="alert">
            <h1>{heading}</h1>
            <p class="note bad">{sentence}</p>
            {hint.map(|hint| view! { <p>{hint}</p> })}
            {again.then(|| view! { <Again place=place.clone() quiet=false /> })}
            <Wide place />
            {request_id.map(|request| view! { <p class="small">"Request "<code>{request}</code></p> })}
        </div>
    }
}

/// The way back from what was narrowed, which may be why there is nothing to see.
#[component]
pub(super) fn Wide(place: Place) -> impl IntoView {
    let address = place.here();
    (!address.narrowing.is_empty()).then(|| {
        view! { <p><a href=address.wide() data-act="clear">"Clear filters"</a></p> }
    })
}

/// Loads the chart again; without the script, the whole frame.
#[component]
pub(super) fn Again(place: Place, quiet: bool) -> impl IntoView {
    let address = place.here();
    let kept: Vec<_> = address
        .unseen(None, false)
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
        .collect();
    view! {
        <form method="get" action=address.path data-act="again">
            {kept}
            <button class=if quiet { "link" } else { "button" }>"Try again"</button>
        </form>
    }
}
