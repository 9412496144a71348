//! Several charts at one address, each in the frame that Confluence shows (docs/adr/0011).

use crate::{
    api, browser,
    components::{Page, Trouble},
    error::ApiError,
    model::{Dashboard, DashboardChart},
    paths,
};
use chart::Narrowing;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{
    hooks::{use_params_map, use_query_map},
    params::ParamsMap,
};

/// The dashboard of the address.
#[component]
pub fn DashboardPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let id = Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()));
    let link = Memo::new(move |_| query.with(|query| query.get("link")));
    let me = Resource::new(|| (), |()| api::me());
    let seen = Resource::new(
        move || (id.get(), link.get()),
        |(id, link)| api::see_dashboard(id, link),
    );
    let again = Callback::new(move |()| {
        me.refetch();
        seen.refetch();
    });
    Effect::new(|_| browser::keep_in_address());
    // As the page was opened: its frames tell each other what changes.
    let words = query.with_untracked(narrowing);
    view! {
        <Page title="Dashboard · Inlay" me=Some(me)>
            <Transition fallback=|| view! { <p role="status">"Loading the dashboard"</p> }>
                {move || {
                    let words = words.clone();
                    Suspend::new(async move {
                        match seen.await {
                            Ok(seen) => view! { <Shown seen words /> }.into_any(),
                            Err(error) => {
                                let kept = link.get_untracked().map(|link| ("link".to_owned(), link));
                                let parts: Vec<_> = kept.into_iter().chain(words).collect();
                                let parts = parts.iter().map(|(name, value)| (name.as_str(), value.as_str()));
                                let then = paths::with(&paths::dashboard(&id.get_untracked()), parts);
                                view! { <Missing error then again /> }
                            }.into_any(),
                        }
                    })
                }}
            </Transition>
        </Page>
    }
    .into_any()
}

/// The parts of an address that narrow charts.
fn narrowing(query: &ParamsMap) -> Vec<(String, String)> {
    let all: Vec<(String, String)> = query
        .clone()
        .into_iter()
        .map(|(name, value)| (name.to_string(), value))
        .collect();
    let pairs = all
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    Narrowing::from_pairs(pairs).pairs()
}

/// Why there is no dashboard.
#[component]
pub fn Missing(
    error: ApiError,
    /// Where to come back to.
    then: String,
    again: Callback<()>,
) -> impl IntoView {
    if error.kind == "not_found" {
        return view! {
            <section class="trouble" role="alert">
                <h1>"No such dashboard"</h1>
                <p>"There is no such dashboard, or it is not shared with you. One that is shared on a Jira site shows itself when you have authorized that site."</p>
                <div class="offers">
                    <a class="btn" href=paths::DASHBOARDS>"To your dashboards"</a>
                    <a class="btn" href=paths::AUTHORIZATIONS>"Your authorizations"</a>
                </div>
            </section>
        }
        .into_any();
    }
    view! { <Trouble error then chart=None site=None again /> }.into_any()
}

#[component]
fn Shown(seen: Dashboard, words: Vec<(String, String)>) -> impl IntoView {
    let edit = seen
        .may_edit
        .then(|| view! { <a class="btn" href=paths::edit_dashboard(&seen.id)>"Edit"</a> });
    let theme = Some(seen.theme.clone()).filter(|theme| theme != "auto");
    let about = Some(seen.description.clone()).filter(|text| !text.is_empty());
    let empty = seen.charts.is_empty().then(|| {
        view! {
            <section class="empty">
                <h2>"No charts yet"</h2>
                <p>{if seen.may_edit { "Choose Edit and add the first one." } else { "Its editors have not added any." }}</p>
            </section>
        }
    });
    let charts: Vec<_> = seen
        .charts
        .iter()
        .enumerate()
        .map(|(at, chart)| view! { <li class=span(chart)><ChartFrame at chart=chart.clone() theme=theme.clone() words=words.clone() /></li> }.into_any())
        .collect();
    view! {
        <Title text=format!("{} · Inlay", seen.title) />
        <div class="dashboard" data-theme=theme.clone()>
            <div class="page-head">
                <div class="grow">
                    <h1>{seen.title.clone()}</h1>
                    {about.map(|text| view! { <p class="lead-in">{text}</p> })}
                </div>
                {edit}
            </div>
            {empty}
            <ul class="frames">{charts}</ul>
        </div>
    }
    .into_any()
}

/// The class of a width.
pub fn span(chart: &DashboardChart) -> String {
    format!("span-{}", chart.width)
}

/// A chart in its frame.
#[component]
pub fn ChartFrame(
    /// Its place, from 0.
    at: usize,
    chart: DashboardChart,
    /// In which colours, where the dashboard says it.
    theme: Option<String>,
    /// What it is narrowed by.
    words: Vec<(String, String)>,
) -> impl IntoView {
    if chart.gone {
        return view! {
            <div class="gone" role="note">
                <p>"This chart was deleted."</p>
            </div>
        }
        .into_any();
    }
    let title = chart.title.unwrap_or_else(|| format!("Chart {}", at + 1));
    let mut parts = Vec::new();
    parts.extend(chart.link.map(|link| ("link".to_owned(), link)));
    parts.extend(theme.map(|theme| ("theme".to_owned(), theme)));
    parts.extend(words);
    let parts = parts
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    let src = paths::with(&paths::embed(&chart.chart), parts);
    // By hand: the macro knows `loading` for pictures alone.
    leptos::html::iframe()
        .src(src)
        .title(title)
        .height(chart.height.to_string())
        .attr("loading", "lazy")
        .into_any()
}
