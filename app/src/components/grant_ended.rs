//! The notice above every page of somebody whose grant has ended: charts that run as them have
//! stopped for others, and nobody else can mend that.

use super::When;
use crate::{model::GrantEnd, paths};
use leptos::prelude::*;

/// When it ended, what has stopped, and the way to authorize again.
#[component]
pub fn GrantEnded(end: GrantEnd) -> impl IntoView {
    let GrantEnd { since, stopped } = end;
    let what = match since {
        Some(at) => {
            view! { "Your Jira access ended on "<When at />": Atlassian no longer accepts it." }
                .into_any()
        }
        None => "Inlay can no longer use your Jira access: it has lost the key to it.".into_any(),
    };
    let stopped = match stopped {
        0 => String::new(),
        1 => " 1 chart that others see as you do has stopped.".into(),
        more => format!(" {more} charts that others see as you do have stopped."),
    };
    view! {
        <p class="note warn strip" role="status">
            {what}
            {stopped}
            " "
            <a href=paths::AUTHORIZATIONS>"Authorize Jira again"</a>
        </p>
    }
    .into_any()
}
