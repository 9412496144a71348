//! What I let Inlay do, and ending it: plain forms, so that it works without JavaScript.

pub mod site;

use crate::{
    api,
    components::{LoadChart, Page, Trouble, When},
    model::{Access, ChartName, MyAuthorizations},
    paths,
};
use leptos::prelude::*;

/// My authorizations.
#[component]
pub fn AuthorizationsPage() -> impl IntoView {
    let me = Resource::new(|| (), |()| api::me());
    let mine = Resource::new(|| (), |()| api::my_authorizations());
    let again = Callback::new(move |()| {
        me.refetch();
        mine.refetch();
    });
    view! {
        <Page title="My authorizations · Inlay" me=Some(me)>
            <Transition fallback=|| view! { <p role="status">"Loading your authorizations"</p> }>
                {move || Suspend::new(async move {
                    match mine.await {
                        Ok(mine) => view! { <Mine mine again /> }.into_any(),
                        Err(error) if error.wants_consent() => view! {
                            <LoadChart heading="Nothing is authorized" then=paths::AUTHORIZATIONS chart=None site=None on_authorized=again />
                        }
                        .into_any(),
                        Err(error) => view! { <Trouble error then=paths::AUTHORIZATIONS chart=None site=None again /> }.into_any(),
                    }
                })}
            </Transition>
        </Page>
    }
    .into_any()
}

#[component]
fn Mine(mine: MyAuthorizations, again: Callback<()>) -> impl IntoView {
    let ended = mine.ended.map(|sentence| {
        let why = crate::error::ApiError::new("grant_ended", sentence);
        view! { <LoadChart why heading="Authorize Jira again" then=paths::AUTHORIZATIONS chart=None site=None on_authorized=again /> }
    });
    let some = mine.accesses.iter().any(|access| access.ended.is_none());
    let cards: Vec<_> = mine
        .accesses
        .into_iter()
        .map(|access| view! { <AccessCard access /> }.into_any())
        .collect();
    view! {
        <div class="page-head"><h1>"My authorizations"</h1></div>
        <p class="lead-in">
            "Where you let Inlay read Jira with your permissions. Removing one takes effect at once: its tokens and everything read with it go, and charts that others see as you do say that you ended it."
        </p>
        {ended}
        <ul class="accesses">{cards}</ul>
        {some.then(|| view! {
            <details class="confirm all">
                <summary class="btn danger">"Remove everything"</summary>
                <form method="post" action=paths::REMOVE_ALL>
                    <p>"Inlay forgets your authorization on every site and signs you out everywhere. Your charts stay; they need a new authorization to be seen."</p>
                    <button class="btn danger">"Remove all my authorizations"</button>
                </form>
            </details>
        })}
        <p class="hint">
            "Atlassian keeps its own list: "
            <a href=mine.connected_apps target="_blank" rel="noopener noreferrer">"Connected apps"</a>
            " of your Atlassian account. Inlay cannot take itself off that list; removing it there ends everything here, too."
        </p>
    }
    .into_any()
}

#[component]
fn AccessCard(access: Access) -> impl IntoView {
    let Access {
        site,
        name,
        url,
        reads,
        since,
        last_used,
        ended,
        runs,
    } = access;
    let open = ended.is_none();
    let label = format!("Remove access to {name}");
    let state = match ended {
        Some(ended) => {
            view! { <p class="note warn">{ended.by}" · "<When at=ended.at /></p> }.into_any()
        }
        None => view! {
            <p class="facts">
                {reads.join(", ")}
                {since.map(|at| view! { " · since "<When at /> })}
                " · "
                <LastUsed at=last_used />
            </p>
        }
        .into_any(),
    };
    view! {
        <li class="card access" class:ended=!open>
            <div class="access-text">
                <h2>{name}</h2>
                <p class="hint">{url}</p>
                {state}
                {(!runs.is_empty()).then(|| view! { <Runs runs /> })}
            </div>
            <div class="access-tools">
                {open.then(|| view! { <a class="btn quiet" href=paths::site_authorizations(&site)>"Administer"</a> })}
                {open.then(|| view! {
                    <details class="confirm">
                        <summary class="btn danger quiet" aria-label=label>"Remove access…"</summary>
                        <form method="post" action=paths::REMOVE_ACCESS>
                            <input type="hidden" name="site" value=site />
                            <p>"Charts of this site will ask you to authorize again."</p>
                            <button class="btn danger">"Remove access"</button>
                        </form>
                    </details>
                })}
            </div>
        </li>
    }
    .into_any()
}

/// When an access was last used.
#[component]
pub(super) fn LastUsed(at: Option<String>) -> impl IntoView {
    match at {
        Some(at) => view! { "last used "<When at /> }.into_any(),
        None => "not used yet".into_any(),
    }
}

/// Charts that others see as their owner does.
#[component]
pub(super) fn Runs(runs: Vec<ChartName>) -> impl IntoView {
    let links: Vec<_> = runs
        .into_iter()
        .map(|chart| view! { <li><a href=paths::chart(&chart.id)>{chart.title}</a></li> })
        .collect();
    view! {
        <div class="runs">
            <span class="hint">"Seen by others with this access:"</span>
            <ul>{links}</ul>
        </div>
    }
    .into_any()
}
