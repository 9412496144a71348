//! Home: my charts.

pub mod card;
pub mod delete_dialog;
pub mod deleted_note;

use crate::{
    api,
    components::{LoadChart, Page, Trouble},
    error::ApiError,
    model::{Account, ChartSummary},
    paths,
};
use card::ChartCard;
use delete_dialog::DeleteDialog;
use deleted_note::DeletedNote;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What home shows somebody who is signed in.
#[derive(Clone, Serialize, Deserialize)]
struct Mine {
    account: Account,
    charts: Vec<ChartSummary>,
    /// Others' charts.
    shared: Vec<ChartSummary>,
}

async fn mine() -> Result<Option<Mine>, ApiError> {
    let Some(account) = api::me().await? else {
        return Ok(None);
    };
    Ok(Some(Mine {
        account,
        charts: api::my_charts().await?,
        shared: api::shared_charts().await?,
    }))
}

/// The charts of who asks, or the prompt.
#[component]
pub fn Home() -> impl IntoView {
    let me = Resource::new(|| (), |()| api::me());
    let mine = Resource::new(|| (), |()| mine());
    // Outlives the shelf, which is made anew after a deletion.
    let deleted = RwSignal::new(None::<ChartSummary>);
    let again = Callback::new(move |()| {
        me.refetch();
        mine.refetch();
    });
    view! {
        <Page title="Charts · Inlay" me=Some(me)>
            <Transition fallback=Skeleton>
                {move || Suspend::new(async move {
                    match mine.await {
                        Ok(None) => view! { <Welcome again /> }.into_any(),
                        Ok(Some(mine)) => view! { <Shelf mine deleted again /> }.into_any(),
                        Err(error) => view! { <Trouble error then=paths::HOME chart=None site=None again /> }.into_any(),
                    }
                })}
            </Transition>
        </Page>
    }
    .into_any()
}

#[component]
fn Welcome(again: Callback<()>) -> impl IntoView {
    view! {
        <div class="welcome">
            <h1>"Custom Jira charts for Confluence"</h1>
            <p class="lead">
                "Describe a chart of Jira issues, put it into a page of Confluence, and every reader sees it with their own Jira permissions."
            </p>
            <LoadChart heading="Begin with your Jira permissions" then=paths::HOME chart=None site=None on_authorized=again />
        </div>
    }
    .into_any()
}

#[component]
fn Shelf(
    mine: Mine,
    deleted: RwSignal<Option<ChartSummary>>,
    again: Callback<()>,
) -> impl IntoView {
    let doomed = RwSignal::new(None::<ChartSummary>);
    let ended = (!mine.account.healthy).then(|| {
        let why = ApiError::new(
            "grant_ended",
            "Atlassian no longer accepts your authorization: it was removed or replaced by a later one, it expired, or your password changed.",
        );
        view! { <LoadChart why heading="Authorize Jira again" then=paths::HOME chart=None site=None on_authorized=again /> }
    });
    let shelf = if mine.charts.is_empty() {
        view! { <Empty /> }.into_any()
    } else {
        view! { <Cards charts=mine.charts doomed=Some(doomed) /> }.into_any()
    };
    let shared = (!mine.shared.is_empty()).then(|| {
        view! {
            <section aria-labelledby="shared">
                <h2 id="shared" class="shelf-head">"Shared with you"</h2>
                <Cards charts=mine.shared doomed=None />
            </section>
        }
    });
    view! {
        <div class="page-head">
            <h1>"Your charts"</h1>
            <span class="grow"></span>
            <a class="btn primary" href=paths::NEW_CHART>"New chart"</a>
        </div>
        {ended}
        <DeletedNote deleted again />
        {shelf}
        {shared}
        <DeleteDialog doomed deleted again />
    }
    .into_any()
}

#[component]
fn Cards(
    charts: Vec<ChartSummary>,
    doomed: Option<RwSignal<Option<ChartSummary>>>,
) -> impl IntoView {
    let cards: Vec<_> = charts
        .into_iter()
        .map(|chart| view! { <ChartCard chart doomed /> }.into_any())
        .collect();
    view! { <ul class="shelf">{cards}</ul> }.into_any()
}

#[component]
fn Empty() -> impl IntoView {
    view! {
        <section class="prompt">
            <h2>"No charts yet"</h2>
            <ol class="steps">
                <li><b>"Describe"</b>" which issues count and how to group them; you see the chart while you do."</li>
                <li><b>"Save"</b>" it: it gets an address of its own."</li>
                <li><b>"Embed"</b>" that address in a page of Confluence."</li>
            </ol>
            <a class="btn primary big" href=paths::NEW_CHART>"Make your first chart"</a>
        </section>
    }
    .into_any()
}

#[component]
fn Skeleton() -> impl IntoView {
    view! {
        <div class="shelf skeleton" role="status">
            <span class="unseen">"Loading your charts"</span>
            <i class="block"></i>
            <i class="block"></i>
            <i class="block"></i>
        </div>
    }
    .into_any()
}
