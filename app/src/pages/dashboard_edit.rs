//! Changing a dashboard. Each change is a plain form that comes back to this page (docs/adr/0009), so that it
//! works by keyboard and without script, and what is seen is what is saved.

use super::dashboard::{ChartFrame, Missing, span};
use crate::{
    api, browser,
    components::{LinkField, Page},
    error::ApiError,
    model::{ChartSummary, Dashboard, DashboardChart, DashboardOwners},
    paths,
};
use chart::{Placed, Theme};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The dashboard of the address, for its editors.
#[component]
pub fn DashboardEditPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let id = Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()));
    let conflict = query.with_untracked(|query| query.get("conflict").is_some());
    let me = Resource::new(|| (), |()| api::me());
    let seen = Resource::new(move || id.get(), to_edit);
    let again = Callback::new(move |()| {
        me.refetch();
        seen.refetch();
    });
    Effect::new(|_| browser::send_once());
    view! {
        <Page title="Edit dashboard · Inlay" me=Some(me)>
            <Transition fallback=|| view! { <p role="status">"Loading the dashboard"</p> }>
                {move || Suspend::new(async move {
                    match seen.await {
                        Ok((seen, Some(offers))) => view! { <Edit seen offers conflict /> }.into_any(),
                        Ok((seen, None)) => view! { <a class="btn" href=paths::dashboard(&seen.id)>"To the dashboard"</a> }.into_any(),
                        Err(error) => view! { <Missing error then=paths::edit_dashboard(&id.get_untracked()) again /> }.into_any(),
                    }
                })}
            </Transition>
        </Page>
    }
    .into_any()
}

/// The dashboard, and for its editors the charts that they may add: their own and those shared with them.
async fn to_edit(id: String) -> Result<(Dashboard, Option<Vec<ChartSummary>>), ApiError> {
    let seen = api::see_dashboard(id, None).await?;
    if !seen.may_edit {
        return Ok((seen, None));
    }
    let mut offers = api::my_charts().await?;
    offers.extend(api::shared_charts().await?);
    Ok((seen, Some(offers)))
}

#[component]
fn Edit(seen: Dashboard, offers: Vec<ChartSummary>, conflict: bool) -> impl IntoView {
    let count = seen.charts.len();
    let charts: Vec<_> = seen
        .charts
        .iter()
        .enumerate()
        .map(|(at, chart)| {
            view! { <Arranged seen=seen.clone() at chart=chart.clone() last={at + 1 == count} /> }
                .into_any()
        })
        .collect();
    let conflict = conflict.then(|| {
        view! { <p class="note warn" role="alert">"Somebody changed this dashboard in between. Here is how it is now; make your change again."</p> }
    });
    view! {
        <Title text=format!("Edit {} · Inlay", seen.title) />
        <div class="dashboard">
            <div class="page-head">
                <h1 class="grow">"Edit “"{seen.title.clone()}"”"</h1>
                <a class="btn primary" href=paths::dashboard(&seen.id)>"Done"</a>
            </div>
            {conflict}
            <About seen=seen.clone() />
            <ul class="frames">{charts}</ul>
            <Add seen=seen.clone() offers />
            {seen.owners.clone().map(|owners| view! { <SeenBy id=seen.id.clone() owners /> })}
        </div>
    }
    .into_any()
}

/// The fields that every change carries.
fn start(seen: &Dashboard, act: &'static str) -> AnyView {
    view! {
        <input type="hidden" name="version" value=seen.version />
        {(!act.is_empty()).then(|| view! { <input type="hidden" name="act" value=act /> })}
    }
    .into_any()
}

fn to_change(seen: &Dashboard) -> String {
    paths::to_dashboard(&seen.id, "change")
}

#[component]
fn About(seen: Dashboard) -> impl IntoView {
    let themes: Vec<_> = Theme::ALL
        .iter()
        .map(|(word, _)| {
            let name = match *word {
                "light" => "Light",
                "dark" => "Dark",
                _ => "As each reader’s system",
            };
            view! { <option value=*word selected={*word == seen.theme}>{name}</option> }
        })
        .collect();
    view! {
        <form method="post" action=to_change(&seen) class="card about">
            {start(&seen, "about")}
            <label class="stack">
                <span>"Title"</span>
                <input class="input" name="title" required maxlength="200" value=seen.title.clone() autocomplete="off" />
            </label>
            <label class="stack">
                <span>"Description"</span>
                <input class="input" name="description" maxlength="2000" value=seen.description.clone() autocomplete="off" />
            </label>
            <label class="stack">
                <span>"Theme"</span>
                <select class="input" name="theme">{themes}</select>
            </label>
            <button class="btn">"Save"</button>
        </form>
    }
    .into_any()
}

/// A chart with what can be done to its place.
#[component]
fn Arranged(seen: Dashboard, at: usize, chart: DashboardChart, last: bool) -> impl IntoView {
    let name = chart
        .title
        .clone()
        .unwrap_or_else(|| format!("Chart {}", at + 1));
    let widths: Vec<_> = Placed::WIDTHS
        .iter()
        .map(|(width, name)| view! { <option value=*width selected={*width == chart.width}>{*name}</option> })
        .collect();
    let (place, class) = (at.to_string(), span(&chart));
    let height = chart.height;
    let theme = Some(seen.theme.clone()).filter(|theme| theme != "auto");
    view! {
        <li class=class id=format!("chart-{}", at + 1)>
            <div class="arrange">
                <h2>{name.clone()}</h2>
                <form method="post" action=to_change(&seen)>
                    {start(&seen, "")}
                    <input type="hidden" name="at" value=place.clone() />
                    <button class="btn quiet icon" name="act" value="earlier" disabled={at == 0} aria-label=format!("Move {name} earlier") title="Earlier">"←"</button>
                    <button class="btn quiet icon" name="act" value="later" disabled=last aria-label=format!("Move {name} later") title="Later">"→"</button>
                    <button class="btn quiet danger" name="act" value="remove" aria-label=format!("Remove {name}")>"Remove"</button>
                </form>
                <form method="post" action=to_change(&seen)>
                    {start(&seen, "shape")}
                    <input type="hidden" name="at" value=place />
                    <label><span>"Width"</span><select class="input" name="width">{widths}</select></label>
                    <label><span>"Height"</span><input class="input" type="number" name="height" min="120" max="1200" step="10" value=height /></label>
                    <button class="btn" aria-label=format!("Resize {name}")>"Apply"</button>
                </form>
            </div>
            <ChartFrame at chart theme words=Vec::new() />
        </li>
    }
    .into_any()
}

#[component]
fn Add(seen: Dashboard, offers: Vec<ChartSummary>) -> impl IntoView {
    if offers.is_empty() {
        return view! {
            <section class="empty">
                <h2>"No charts to add"</h2>
                <p>"A dashboard shows saved charts: your own, and those shared with you by name."</p>
                <a class="btn primary" href=paths::NEW_CHART>"Make a chart"</a>
            </section>
        }
        .into_any();
    }
    let options: Vec<_> = offers
        .iter()
        .map(|chart| {
            let title = if chart.title.is_empty() { "Untitled" } else { &chart.title };
            view! { <option value=chart.id.clone()>{format!("{title} ({})", chart.kind.replace('_', " "))}</option> }
        })
        .collect();
    view! {
        <form method="post" action=to_change(&seen) class="card make">
            {start(&seen, "add")}
            <label class="stack grow">
                <span>"Add a chart"</span>
                <select class="input" name="chart">{options}</select>
            </label>
            <button class="btn">"Add"</button>
        </form>
    }
    .into_any()
}

#[component]
fn SeenBy(id: String, owners: DashboardOwners) -> impl IntoView {
    let site = owners.site_name.clone();
    let choices = [
        ("none", "Only I see it".to_owned()),
        (
            "viewer",
            format!("Everybody with access to {site} may see it"),
        ),
        (
            "editor",
            format!("Everybody with access to {site} may see and change it"),
        ),
    ];
    let choices: Vec<_> = choices
        .into_iter()
        .map(|(word, text)| {
            view! {
                <label class="check">
                    <input type="radio" name="everybody" value=word checked={word == owners.everybody} />
                    <span>{text}</span>
                </label>
            }
        })
        .collect();
    view! {
        <div class="seen-by">
            <section class="card access-part" aria-labelledby="seen-by">
                <h2 id="seen-by">"Who may see it"</h2>
                <p class="facts">"A dashboard gives no access to its charts: each shows what its reader may see."</p>
                <form method="post" action=paths::to_dashboard(&id, "share") class="rules">
                    {choices}
                    <button class="btn">"Save"</button>
                </form>
                <details class="confirm">
                    <summary>"Delete this dashboard…"</summary>
                    <form method="post" action=paths::to_dashboard(&id, "delete")>
                        <p>"Its address stops working; its charts stay. Right after, you can take it back."</p>
                        <button class="btn danger">"Delete"</button>
                    </form>
                </details>
            </section>
            <PublicLink id owners />
        </div>
    }
    .into_any()
}

#[component]
fn PublicLink(id: String, owners: DashboardOwners) -> impl IntoView {
    let action = paths::to_dashboard(&id, "link");
    let body = match (owners.link, owners.links_forbidden) {
        (_, true) => view! { <p class="note warn">"The administrators of this Jira site do not allow links."</p> }.into_any(),
        (None, false) => view! {
            <form method="post" action=action>
                <input type="hidden" name="on" value="1" />
                <button class="btn">"Make a public link"</button>
            </form>
        }
        .into_any(),
        (Some(path), false) => view! { <Link action path /> }.into_any(),
    };
    view! {
        <section class="card access-part" aria-labelledby="public">
            <h2 id="public">"Public link"</h2>
            <p class="facts">
                "Whoever has it sees title and layout, and those charts that their owners show to everybody with a link. All other charts ask them to authorize."
            </p>
            {body}
        </section>
    }
    .into_any()
}

#[component]
fn Link(action: String, path: String) -> impl IntoView {
    view! {
        <div class="find">
            <LinkField label="Public link" path />
        </div>
        <div class="find">
            <form method="post" action=action.clone()>
                <input type="hidden" name="on" value="1" />
                <button class="btn quiet" title="The old link stops working">"New link"</button>
            </form>
            <form method="post" action=action><button class="btn quiet danger">"Stop it"</button></form>
        </div>
    }
    .into_any()
}
