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

/// What home shows.
type Shelf = Result<Option<(Account, Vec<ChartSummary>)>, ApiError>;

async fn shelf() -> Shelf {
    let Some(account) = api::me().await? else {
        return Ok(None);
    };
    Ok(Some((account, api::my_charts().await?)))
}

/// The charts of who asks, or the prompt.
#[component]
pub fn Home() -> impl IntoView {
    let me = Resource::new(|| (), |()| api::me());
    let shelf = Resource::new(|| (), |()| shelf());
    // Outlives the shelf, which is made anew after a deletion.
    let deleted = RwSignal::new(None::<ChartSummary>);
    let again = Callback::new(move |()| {
        me.refetch();
        shelf.refetch();
    });
    view! {
        <Page title="Charts · Inlay" me=Some(me)>
            <Transition fallback=Skeleton>
                {move || Suspend::new(async move {
                    match shelf.await {
                        Ok(None) => view! { <Welcome again /> }.into_any(),
                        Ok(Some((account, charts))) => view! { <Shelf account charts deleted again /> }.into_any(),
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
    account: Account,
    charts: Vec<ChartSummary>,
    deleted: RwSignal<Option<ChartSummary>>,
    again: Callback<()>,
) -> impl IntoView {
    let doomed = RwSignal::new(None::<ChartSummary>);
    let ended = (!account.healthy).then(|| {
        let why = ApiError::new(
            "grant_ended",
            "Atlassian no longer accepts your authorization: it was removed or replaced by a later one, it expired, or your password changed.",
        );
        view! { <LoadChart why heading="Authorize Jira again" then=paths::HOME chart=None site=None on_authorized=again /> }
    });
    let shelf = if charts.is_empty() {
        view! { <Empty /> }.into_any()
    } else {
        let cards: Vec<_> = charts
            .into_iter()
            .map(|chart| view! { <ChartCard chart doomed /> }.into_any())
            .collect();
        view! { <ul class="shelf">{cards}</ul> }.into_any()
    };
    view! {
        <div class="page-head">
            <h1>"Your charts"</h1>
            <span class="grow"></span>
            <a class="btn primary" href=paths::NEW_CHART>"New chart"</a>
        </div>
        {ended}
        <DeletedNote deleted again />
        {shelf}
        <DeleteDialog doomed deleted again />
    }
    .into_any()
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
