//! A chart alone.

use crate::{
    api,
    components::{EmbedDialog, Figure, Page, ProvenanceFoot, Reading, Trouble, reading},
    draft::Draft,
    model::{Progress, View},
    paths,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// The chart of the address, as who asks sees it.
#[component]
pub fn ChartPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()));
    let me = Resource::new(|| (), |()| api::me());
    let view = Resource::new(move || id.get(), api::view_chart);
    let answered = StoredValue::new(false);
    let again = Callback::new(move |()| {
        me.refetch();
        view.refetch();
    });
    view! {
        <Page title="Chart · Inlay" me=Some(me)>
            <Transition fallback=move || view! { <Skeleton id=id.get_untracked() answered /> }>
                {move || Suspend::new(async move {
                    let view = view.await;
                    answered.set_value(true);
                    match view {
                        Ok(view) => view! { <Shown view again /> }.into_any(),
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
    let provenance = view.drawn.table.provenance.clone();
    let summary = view.drawn.summary.clone();
    view! {
        <Title text=format!("{} · Inlay", view.title) />
        <article class="card chart-card" data-theme=theme>
            <div class="chart-tools">
                {edit}
                <button type="button" class="btn needs-script" on:click=move |_| embed.set(true)>"Embed"</button>
            </div>
            <header class=align>
                <h1>{view.title}</h1>
                {description.map(|text| view! { <p>{text}</p> })}
            </header>
            <p class="unseen">{summary}</p>
            <Figure draft=Signal::stored(draft) drawn=Signal::stored(view.drawn) />
            <ProvenanceFoot provenance>
                <button type="button" class="link needs-script" on:click=move |_| again.run(())>"Refresh"</button>
            </ProvenanceFoot>
        </article>
        <EmbedDialog chart=Signal::stored(Some(view.id)) open=embed />
    }
    .into_any()
}

/// A chart's place before the chart is there.
#[component]
fn Skeleton(id: String, answered: StoredValue<bool>) -> impl IntoView {
    let progress = RwSignal::new(None::<Progress>);
    // In the browser: a page that the server renders waits for the chart itself.
    Effect::new(move |_| {
        let id = id.clone();
        let spec = async move { api::load_chart(id).await.ok().map(|saved| saved.spec) };
        let awaited = move || answered.try_get_value() == Some(false);
        reading::follow(spec, progress, awaited);
    });
    view! {
        <div class="card chart-card skeleton">
            <span class="unseen" role="status">"Loading the chart"</span>
            <i class="line"></i>
            <div class="preview-room">
                <i class="block"></i>
                <Reading progress />
            </div>
        </div>
    }
    .into_any()
}
