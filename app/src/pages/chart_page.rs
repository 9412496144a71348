//! A chart alone.

use crate::{
    api,
    components::{EmbedDialog, Figure, Page, ProvenanceFoot, Reading, Trouble},
    draft::Draft,
    model::{Progress, View, Watched},
    paths,
};
use leptos::{prelude::*, task::spawn_local};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use std::time::Duration;

/// The chart of the address, as who asks sees it.
#[component]
pub fn ChartPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()));
    let me = Resource::new(|| (), |()| api::me());
    let query = use_query_map();
    let as_owner =
        Memo::new(move |_| query.with(|query| query.get("as")).as_deref() == Some("owner"));
    let view = Resource::new(
        move || (id.get(), as_owner.get()),
        |(id, as_owner)| api::watch_chart(id, as_owner),
    );
    let again = Callback::new(move |()| {
        me.refetch();
        view.refetch();
    });
    view! {
        <Page title="Chart · Inlay" me=Some(me)>
            <Transition fallback=|| view! { <Skeleton progress=Signal::stored(None) /> }>
                {move || Suspend::new(async move {
                    match view.await {
                        Ok(Watched::Chart(view)) => view! { <Shown view=*view again /> }.into_any(),
                        Ok(Watched::Reading { title, progress }) => {
                            view! { <BeingRead id=id.get_untracked() as_owner=as_owner.get_untracked() title progress again /> }.into_any()
                        }
                        Err(error) => {
                            let id = id.get_untracked();
                            view! { <Trouble error then=paths::chart(&id) chart=Some(id) site=None again /> }.into_any()
                        }
                    }
                })}
            </Transition>
        </Page>
    }
    .into_any()
}

#[component]
fn Shown(view: View, again: Callback<()>) -> impl IntoView {
    let draft = Draft::of(&view.spec);
    let theme = draft.own_theme();
    let kind = draft.kind();
    let align = match draft.look("title_align", "left") {
        "center" => "chart-head center",
        "right" => "chart-head right",
        _ => "chart-head",
    };
    let description = Some(draft.description().to_owned()).filter(|text| !text.is_empty());
    let embed = RwSignal::new(false);
    let edit = view
        .may_edit
        .then(|| view! { <a class="btn" href=paths::edit(&view.id)>"Edit"</a> });
    let share = view
        .may_share
        .then(|| view! { <a class="btn" href=paths::access(&view.id)>"Access"</a> });
    let owners = view.drawn.table.provenance.run_as == "owner";
    let switch = view.may_switch.then(|| {
        if owners {
            view! { <a href=paths::chart(&view.id)>"As you see it"</a> }.into_any()
        } else {
            view! { <a href=format!("{}?as=owner", paths::chart(&view.id))>"As its owner sees it"</a> }.into_any()
        }
    });
    let provenance = view.drawn.table.provenance.clone();
    let (summary, title) = (view.drawn.summary.clone(), view.title.clone());
    view! {
        <Title text=format!("{} · Inlay", view.title) />
        <article class="card chart-card" data-theme=theme>
            <div class="chart-tools">
                {edit}
                {share}
                <button type="button" class="btn needs-script" on:click=move |_| embed.set(true)>"Embed"</button>
            </div>
            <header class=align>
                <h1>{view.title}</h1>
                {description.map(|text| view! { <p>{text}</p> })}
            </header>
            <p class="unseen">{summary}</p>
            <Figure draft=Signal::stored(draft) drawn=Signal::stored(view.drawn) />
            <ProvenanceFoot provenance>
                {switch}
                <button type="button" class="link needs-script" on:click=move |_| again.run(())>"Refresh"</button>
            </ProvenanceFoot>
        </article>
        <EmbedDialog chart=Signal::stored(Some(view.id)) title=Signal::stored(title) kind=Signal::stored(kind) open=embed />
    }
    .into_any()
}

/// A chart whose issues Jira is still being asked for. The reading goes on by itself.
#[component]
fn BeingRead(
    id: String,
    as_owner: bool,
    title: String,
    progress: Progress,
    again: Callback<()>,
) -> impl IntoView {
    let now = RwSignal::new(Some(progress));
    let look_again = format!(
        "<p class=\"note strip\">The chart is being read. <a href=\"{}\">Look again</a></p>",
        paths::chart(&id)
    );
    Effect::new(move |_| look_after_a_pause(id.clone(), as_owner, now, again));
    view! {
        <Title text=format!("{title} · Inlay") />
        <Skeleton title progress=now />
        // As text: a browser with JavaScript makes no elements of what is in here.
        <noscript inner_html=look_again></noscript>
    }
    .into_any()
}

/// Between two looks.
const PAUSE: Duration = Duration::from_millis(500);

fn look_after_a_pause(
    id: String,
    as_owner: bool,
    now: RwSignal<Option<Progress>>,
    again: Callback<()>,
) {
    let look = move || {
        spawn_local(async move {
            let answer = api::watch_chart(id.clone(), as_owner).await;
            // The page may be another one by now.
            if now.try_get_untracked().is_none() {
                return;
            }
            match answer {
                Ok(Watched::Reading { progress, .. }) => {
                    now.set(Some(progress));
                    look_after_a_pause(id, as_owner, now, again);
                }
                // What came is asked for once more, by the page itself.
                Ok(Watched::Chart(_)) | Err(_) => again.run(()),
            }
        });
    };
    set_timeout(look, PAUSE);
}

/// A chart's place before the chart is there.
#[component]
fn Skeleton(
    #[prop(optional)] title: String,
    #[prop(into)] progress: Signal<Option<Progress>>,
) -> impl IntoView {
    let head = if title.is_empty() {
        view! { <i class="line"></i> }.into_any()
    } else {
        view! { <header class="chart-head"><h1>{title}</h1></header> }.into_any()
    };
    view! {
        <div class="card chart-card skeleton">
            <span class="unseen" role="status">"Loading the chart"</span>
            {head}
            <div class="preview-room">
                <i class="block"></i>
                <Reading progress />
            </div>
        </div>
    }
    .into_any()
}
