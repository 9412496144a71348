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
            {again.then(|| view! { <Again place quiet=false /> })}
            {request_id.map(|request| view! { <p class="small">"Request "<code>{request}</code></p> })}
        </div>
    }
}

/// Loads the chart again; without the script, the whole frame.
#[component]
pub(super) fn Again(place: Place, quiet: bool) -> impl IntoView {
    view! {
        <form method="get" action=format!("/embed/{}", place.chart) data-act="again">
            {place.link.map(|link| view! { <input type="hidden" name="link" value=link /> })}
            {place.as_owner.then(|| view! { <input type="hidden" name="as" value="owner" /> })}
            <button class=if quiet { "link" } else { "button" }>"Try again"</button>
        </form>
    }
}
