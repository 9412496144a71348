//! An error, and what to do next.

use super::LoadChart;
use crate::error::ApiError;
use leptos::prelude::*;

/// An error as a person can use it: the prompt where consent helps, otherwise the sentence, what
/// else is known, and a way to try again where that may help.
#[component]
pub fn Trouble(
    error: ApiError,
    /// The path to come back to from Atlassian.
    #[prop(into)]
    then: String,
    /// The chart it is about.
    #[prop(optional_no_strip)]
    chart: Option<String>,
    /// The site it is about.
    #[prop(optional_no_strip)]
    site: Option<String>,
    /// Asks again.
    #[prop(into)]
    again: Callback<()>,
) -> impl IntoView {
    if error.wants_consent() {
        let heading = "See this chart with your Jira permissions";
        return view! { <LoadChart why=error heading then chart site on_authorized=again /> }
            .into_any();
    }
    let heading = match error.kind.as_str() {
        "query" => "Jira does not accept this query",
        "spec" => "This chart cannot be drawn yet",
        "not_found" => "No such chart",
        "busy" => "Jira asks to wait",
        "crowded" => "Inlay is busy",
        "unreachable" | "connection" => "No answer",
        "conflict" => "Saved by somebody else",
        _ => "This did not work",
    };
    let retry = error.may_pass().then(|| {
        view! { <button type="button" class="btn needs-script" on:click=move |_| again.run(())>"Try again"</button> }
    });
    // A query's sentences are its details already.
    let details = error
        .details
        .iter()
        .filter(|detail| !error.message.contains(*detail));
    let details: Vec<_> = details
        .map(|detail| view! { <p>{detail.clone()}</p> })
        .collect();
    let place = error.path.as_ref().map(
        |path| view! { <small>"In the chart's description: " <code>{path.clone()}</code></small> },
    );
    view! {
        <section class="trouble" role="alert">
            <h2>{heading}</h2>
            <p class="note bad">{error.message.clone()}</p>
            {details}
            {place}
            {retry}
        </section>
    }
    .into_any()
}
