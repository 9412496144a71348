//! The prompt: what Inlay reads and why, and the button that asks Atlassian.

use super::{head::Mark, model::Prompt};
use leptos::prelude::*;

/// Heading and sentence for each reason, honest about what ended.
fn words(why: &Prompt) -> (&'static str, String) {
    match why {
        Prompt::NotYet => (
            "See this chart with your Jira permissions",
            "Inlay reads Jira issues to count them. It changes nothing. You do this once; every later chart loads by itself.".into(),
        ),
        Prompt::GrantEnded => (
            "Your access to Jira has ended",
            "Atlassian no longer accepts your authorization: it was removed or replaced by a later one, it expired, or your password changed. Authorize again and the chart loads.".into(),
        ),
        Prompt::WrongSite { chosen } if chosen.is_empty() => (
            "No Jira site to read",
            "Your account has no Jira site that Inlay may read. Ask a Jira administrator, or use another account.".into(),
        ),
        Prompt::WrongSite { chosen } => (
            "This chart needs another Jira site",
            format!("You authorized {}. This chart reads another Jira site, or does not exist. Load it again and choose the site that it reads.", names(chosen)),
        ),
        Prompt::ScopesMissing => (
            "Inlay may not read your issues any more",
            "Your authorization does not cover reading Jira issues. Authorize again and the chart loads.".into(),
        ),
        Prompt::AccessEnded { sentence } => ("Your access to this site has ended", sentence.clone()),
        Prompt::NotShared { sentence } => ("This chart is not shown just now", sentence.clone()),
        Prompt::Cancelled => (
            "You did not authorize Inlay",
            "Nothing was read. To see this chart, load it again and accept at Atlassian.".into(),
        ),
    }
}

fn names(chosen: &[String]) -> String {
    match chosen {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// A real button in a real form: without the script it opens the chart's own page, which asks there.
#[component]
pub(super) fn PromptView(id: String, why: Prompt) -> impl IntoView {
    let (heading, sentence) = words(&why);
    let first = why == Prompt::NotYet;
    view! {
        <div class="middle prompt">
            <Mark />
            <h1>{heading}</h1>
            <p>{sentence}</p>
            <form method="get" action=format!("/charts/{id}") target="_blank" data-act="load" data-again=(!first).then_some("1")>
                <button class=if first { "button primary" } else { "button" }>"Load Chart"</button>
            </form>
            <p class="small said" role="status" data-part="said">"Opens Atlassian in a new window"</p>
            <details class="reads">
                <summary class="small">"What Inlay reads"</summary>
                <p class="small">
                    "Issues, fields and projects that you can see in Jira, to count and group them; names of people, to label their issues; your own name and time zone. You can end it at any time in your Atlassian account, under Connected apps."
                </p>
            </details>
            <noscript><p class="small">"Without JavaScript the chart opens in a window of its own."</p></noscript>
        </div>
    }
}
