//! My dashboards, and those of my sites. What changes something is a plain form (docs/adr/0009).

use crate::{
    api,
    components::{Page, Trouble, When},
    error::ApiError,
    model::{Account, DashboardSummary},
    paths,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The dashboards of who asks.
#[component]
pub fn DashboardsPage() -> impl IntoView {
    let query = use_query_map();
    let deleted = Memo::new(move |_| query.with(|query| query.get("deleted")));
    let me = Resource::new(|| (), |()| api::me());
    let all = Resource::new(|| (), |()| load());
    let again = Callback::new(move |()| {
        me.refetch();
        all.refetch();
    });
    view! {
        <Page title="Dashboards · Inlay" me=Some(me)>
            <Transition fallback=|| view! { <p role="status">"Loading your dashboards"</p> }>
                {move || Suspend::new(async move {
                    match all.await {
                        Ok((account, all)) => view! { <Shelf account all deleted=deleted.get_untracked() /> }.into_any(),
                        Err(error) => {
                            view! { <Trouble error then=paths::DASHBOARDS chart=None site=None again /> }.into_any()
                        }
                    }
                })}
            </Transition>
        </Page>
    }
    .into_any()
}

async fn load() -> Result<(Option<Account>, Vec<DashboardSummary>), ApiError> {
    let all = api::my_dashboards().await?;
    Ok((api::me().await?, all))
}

#[component]
fn Shelf(
    account: Option<Account>,
    all: Vec<DashboardSummary>,
    deleted: Option<String>,
) -> impl IntoView {
    let sites = account.map(|account| account.sites).unwrap_or_default();
    let options: Vec<_> = sites
        .iter()
        .map(|site| view! { <option value=site.id.clone()>{site.name.clone()}</option> })
        .collect();
    let several = sites.len() > 1;
    let only = sites.first().map(|site| site.id.clone());
    let shelf = if all.is_empty() {
        view! {
            <section class="empty">
                <h2>"No dashboards yet"</h2>
                <p>"A dashboard shows several charts at one address. Give it a title, then add charts to it."</p>
            </section>
        }
        .into_any()
    } else {
        let rows: Vec<_> = all
            .into_iter()
            .map(|it| view! { <Row it /> }.into_any())
            .collect();
        view! { <ul class="shelf">{rows}</ul> }.into_any()
    };
    let undo = deleted.map(|id| {
        view! {
            <form method="post" action=paths::to_dashboard(&id, "restore") class="note told" role="status">
                "The dashboard is deleted. "
                <button class="link">"Undo"</button>
            </form>
        }
    });
    view! {
        <div class="page-head"><h1>"Dashboards"</h1></div>
        {undo}
        <form method="post" action=paths::MAKE_DASHBOARD class="card make">
            <label class="stack grow">
                <span>"New dashboard"</span>
                <input class="input" name="title" required maxlength="200" placeholder="Release 12" autocomplete="off" />
            </label>
            {if several {
                view! {
                    <label class="stack">
                        <span>"Jira site"</span>
                        <select class="input" name="site">{options}</select>
                    </label>
                }
                .into_any()
            } else {
                view! { <input type="hidden" name="site" value=only /> }.into_any()
            }}
            <button class="btn primary">"Make it"</button>
        </form>
        {shelf}
    }
    .into_any()
}

#[component]
fn Row(it: DashboardSummary) -> impl IntoView {
    let charts = match it.charts {
        1 => "1 chart".to_owned(),
        many => format!("{many} charts"),
    };
    let whose = (!it.owned).then_some(" · shared with everybody on the site");
    let edit = it
        .owned
        .then(|| view! { <a class="btn quiet" href=paths::edit_dashboard(&it.id)>"Edit"</a> });
    view! {
        <li class="card chart-row">
            <div class="chart-row-text">
                <h2><a href=paths::dashboard(&it.id)>{it.title.clone()}</a></h2>
                <p>{charts}{whose}" · changed "<When at=it.updated_at.clone() /></p>
            </div>
            <div class="chart-row-tools">{edit}</div>
        </li>
    }
    .into_any()
}
