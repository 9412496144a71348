//! The prompt: why Atlassian has to be asked, and the button that asks.

use super::Mark;
use crate::{browser, error::ApiError, paths};
use leptos::prelude::*;
use std::time::Duration;

/// Several signs of the same consent arrive within it.
const SETTLE: Duration = Duration::from_millis(150);

/// What Inlay reads and why, with the button “Load Chart”.
///
/// The button opens Atlassian in a window of its own; when that ends, `on_authorized` is run, and
/// the page shows the rest without a reload. Without JavaScript, or where the browser blocks the
/// window, it is a link that leads to Atlassian and back to `then`.
#[component]
pub fn LoadChart(
    /// Why: the error that asked for consent.
    #[prop(optional)]
    why: Option<ApiError>,
    /// The heading.
    #[prop(into)]
    heading: String,
    /// The path to come back to.
    #[prop(into)]
    then: String,
    /// The chart that somebody wants to see.
    #[prop(optional_no_strip)]
    chart: Option<String>,
    /// The site that somebody wants to use.
    #[prop(optional_no_strip)]
    site: Option<String>,
    /// Run when somebody may have authorized: ask again.
    #[prop(into)]
    on_authorized: Callback<()>,
) -> impl IntoView {
    let way = paths::consent(&then, chart.as_deref(), site.as_deref());
    listen_until_gone(on_authorized);
    let popup = paths::in_popup(&way);
    let open = move |event: leptos::ev::MouseEvent| {
        if browser::open_popup(&popup) {
            event.prevent_default();
        }
    };
    // Who never authorized reads what Inlay does; who did reads what changed.
    let changed = why
        .filter(|why| why.kind != "authorize")
        .map(|why| view! { <p class="note warn" role="status">{why.message}</p> });
    view! {
        <section class="prompt">
            <Mark />
            <h2>{heading}</h2>
            {changed}
            <p>"Inlay reads Jira issues to count them. It changes nothing. You do this once; every later chart loads by itself."</p>
            <a class="btn primary big" href=way rel="external" on:click=open>"Load Chart"</a>
            <small>"Opens Atlassian in a new window, where you choose your Jira site"</small>
            <details class="reads">
                <summary>"What Inlay reads"</summary>
                <ul>
                    <li>"Issues, fields and projects that you can see in Jira, to count and group them"</li>
                    <li>"Names of people, to label their issues"</li>
                    <li>"Your own name and time zone, to show who is signed in and when your days begin"</li>
                </ul>
                <p>"You can end it at any time in your Atlassian account, under Connected apps."</p>
            </details>
        </section>
    }
    .into_any()
}

fn listen_until_gone(on_authorized: Callback<()>) {
    let waiting = StoredValue::new(false);
    Effect::new(move |_| {
        let perhaps = move || {
            if waiting.try_get_value() == Some(false) {
                waiting.set_value(true);
                set_timeout(
                    move || {
                        if waiting.try_set_value(false).is_none() {
                            on_authorized.try_run(());
                        }
                    },
                    SETTLE,
                );
            }
        };
        // The effect keeps what it returns until the prompt is gone; its end ends the listening.
        browser::listen(perhaps)
    });
}
