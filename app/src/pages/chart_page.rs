//! A chart alone.

use crate::{
    address::{self, Address, kept},
    api,
    components::{EmbedDialog, Figure, FilterBar, Page, ProvenanceFoot, Reading, Trouble},
    draft::Draft,
    error::ApiError,
    model::{Progress, SavedChart, View, Watched},
    paths,
};
use chart::Narrowing;
use leptos::{prelude::*, task::spawn_local};
use leptos_meta::Title;
use leptos_router::{
    hooks::{use_params_map, use_query_map},
    params::ParamsMap,
};
use std::time::Duration;

/// The chart of the address, as who asks sees it.
#[component]
pub fn ChartPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()));
    let me = Resource::new(|| (), |()| api::me());
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(|query| Asked::of(id.get(), query)));
    let view = Resource::new(move || asked.get(), Asked::watch);
    let again = Callback::new(move |()| {
        me.refetch();
        view.refetch();
    });
    view! {
        <Page title="Chart · Inlay" me=Some(me)>
            <Transition fallback=|| view! { <Skeleton progress=Signal::stored(None) /> }>
                {move || Suspend::new(async move {
                    match view.await {
                        Ok(Watched::Chart(view)) => view! { <Shown view=*view asked=asked.get_untracked() again /> }.into_any(),
                        Ok(Watched::Reading { title, progress }) => {
                            view! { <BeingRead asked=asked.get_untracked() title progress again /> }.into_any()
                        }
                        Err((error, saved)) => {
                            let id = id.get_untracked();
                            let then = asked.with_untracked(|asked| asked.address(asked.as_owner).whole());
                            let trouble = view! { <Trouble error then chart=Some(id) site=None again /> }.into_any();
                            match saved {
                                Some(saved) => view! { <Undrawn saved trouble /> }.into_any(),
                                None => trouble,
                            }
                        }
                    }
                })}
            </Transition>
        </Page>
    }
    .into_any()
}

/// What the address asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Asked {
    id: String,
    as_owner: bool,
    narrowing: Narrowing,
    /// The field whose filter is open.
    open: Option<String>,
}

impl Asked {
    fn of(id: String, query: &ParamsMap) -> Self {
        Self {
            id,
            as_owner: query.get_str("as") == Some("owner"),
            narrowing: Narrowing::from_pairs(
                query.into_iter().map(|(name, word)| (name.as_ref(), word)),
            ),
            open: query.get("open").filter(|field| !field.is_empty()),
        }
    }

    /// The chart, or why there is none; with what is saved of it where somebody may look at that.
    async fn watch(self) -> Result<Watched, (ApiError, Option<SavedChart>)> {
        let filter = Some(address::words(&self.narrowing)).filter(|words| !words.is_empty());
        let id = self.id.clone();
        match api::watch_chart(self.id, self.as_owner, filter, self.open).await {
            Ok(watched) => Ok(watched),
            Err(error) if error.wants_consent() || error.kind == "not_found" => Err((error, None)),
            Err(error) => Err((error, api::load_chart(id).await.ok())),
        }
    }

    /// The address of the chart as it is now, or as the other of two views shows it.
    fn address(&self, as_owner: bool) -> Address {
        Address {
            path: paths::chart(&self.id),
            kept: kept("as", as_owner.then_some("owner")).collect(),
            narrowing: self.narrowing.clone(),
        }
    }
}

#[component]
fn Shown(view: View, asked: Asked, again: Callback<()>) -> impl IntoView {
    let draft = Draft::of(&view.spec);
    let theme = draft.own_theme();
    let kind = draft.kind();
    let align = match draft.look("title_align", "left") {
        "center" => "chart-head center",
        "right" => "chart-head right",
        _ => "chart-head",
    };
    let about = Some(view.about).filter(|html| !html.is_empty());
    let about = about.map(|html| {
        view! { <details class="about-chart"><summary>"Description"</summary><div class="prose" inner_html=html></div></details> }
    });
    let embed = RwSignal::new(false);
    let edit = view
        .may_edit
        .then(|| view! { <a class="btn" href=paths::edit(&view.id)>"Edit"</a> });
    let share = view
        .may_share
        .then(|| view! { <a class="btn" href=paths::access(&view.id)>"Access"</a> });
    let owners = view.drawn.table.provenance.run_as == "owner";
    let switch = view.may_switch.then(|| {
        let words = if owners {
            "As you see it"
        } else {
            "As its owner sees it"
        };
        view! { <a href=asked.address(!owners).whole()>{words}</a> }
    });
    let address = asked.address(asked.as_owner);
    let wide = view.filter.narrows().then(|| address.wide());
    let query = view.filter.query.clone().map(|query| {
        view! { <details class="filter-query"><summary>"Query"</summary><p tabindex="0" role="region" aria-label="Query"><code>{query}</code></p></details> }
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
            </header>
            <FilterBar bar=view.filter address />
            {query}
            <p class="unseen">{summary}</p>
            <Figure draft=Signal::stored(draft) drawn=Signal::stored(view.drawn) wide />
            {about}
            <ProvenanceFoot provenance>
                {switch}
                <button type="button" class="link needs-script" on:click=move |_| again.run(())>"Refresh"</button>
            </ProvenanceFoot>
        </article>
        <EmbedDialog chart=Signal::stored(Some(view.id)) title=Signal::stored(title) kind=Signal::stored(kind) open=embed />
    }
    .into_any()
}

/// A chart that cannot be drawn: which one it is, and for its editors the way to mend it.
#[component]
fn Undrawn(saved: SavedChart, trouble: AnyView) -> impl IntoView {
    let edit = saved
        .may_edit
        .then(|| view! { <a class="btn" href=paths::edit(&saved.id)>"Edit"</a> });
    view! {
        <Title text=format!("{} · Inlay", saved.title) />
        <article class="card chart-card">
            <div class="chart-tools">{edit}</div>
            <header class="chart-head"><h1>{saved.title}</h1></header>
            {trouble}
        </article>
    }
    .into_any()
}

/// A chart whose issues Jira is still being asked for. The reading goes on by itself.
#[component]
fn BeingRead(
    asked: Asked,
    title: String,
    progress: Progress,
    again: Callback<()>,
) -> impl IntoView {
    let now = RwSignal::new(Some(progress));
    let look_again = format!(
        "<p class=\"note strip\">The chart is being read. <a href=\"{}\">Look again</a></p>",
        asked.address(asked.as_owner).whole().replace('&', "&amp;")
    );
    Effect::new(move |_| look_after_a_pause(asked.clone(), now, again));
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

fn look_after_a_pause(asked: Asked, now: RwSignal<Option<Progress>>, again: Callback<()>) {
    let look = move || {
        spawn_local(async move {
            let answer = asked.clone().watch().await;
            // The page may be another one by now.
            if now.try_get_untracked().is_none() {
                return;
            }
            match answer {
                Ok(Watched::Reading { progress, .. }) => {
                    now.set(Some(progress));
                    look_after_a_pause(asked, now, again);
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
