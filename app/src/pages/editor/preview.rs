//! The chart while it is described.

use super::{asking, state::Editor, templates::Templates};
use crate::{
    api,
    components::{Figure, ProvenanceFoot, Reading, Trouble},
    draft::{Draft, SourceKind, Turns},
    model::Choice,
    paths,
};
use leptos::{prelude::*, task::spawn_local};

/// The card with the chart: the last drawing stays while the next one is awaited.
#[component]
pub fn Preview(editor: Editor) -> impl IntoView {
    let title = move || editor.draft.with(|draft| draft.title().to_owned());
    let description = move || {
        editor
            .draft
            .with(|draft| Some(draft.description().to_owned()).filter(|text| !text.is_empty()))
    };
    let align = move || {
        editor
            .draft
            .with(|draft| match draft.look("title_align", "left") {
                "center" => "chart-head center",
                "right" => "chart-head right",
                _ => "chart-head",
            })
    };
    let waiting = Memo::new(move |_| editor.turns.with(Turns::is_waiting));
    let stale = Memo::new(move |_| waiting.get() || editor.trouble.with(Option::is_some));
    let blank = Memo::new(move |_| editor.shown.with(Option::is_none));
    let asked = Memo::new(move |_| editor.draft.with(|draft| draft.question().is_some()));
    let theme = move || {
        editor
            .shown
            .with(|shown| shown.as_ref().and_then(|shown| shown.draft.own_theme()))
    };
    let body = move || match (blank.get(), asked.get()) {
        (false, _) => view! { <Drawing editor /> }.into_any(),
        (true, true) if editor.trouble.with(Option::is_none) => view! {
            <div class="skeleton" role="status">
                <span class="unseen">"Drawing the chart"</span>
                <i class="block"></i>
            </div>
        }
        .into_any(),
        (true, true) => ().into_any(),
        (true, false) => view! { <Begin editor /> }.into_any(),
    };
    view! {
        <div class="card preview" data-theme=theme aria-busy=move || waiting.get().to_string()>
            <div class="busy-line" class:on=waiting aria-hidden="true"></div>
            <header class=align>
                <h2>{title}</h2>
            </header>
            <PreviewTrouble editor />
            <div class="preview-room">
                <div class="preview-body" class:stale=stale>{body}</div>
                <Reading progress=editor.progress />
            </div>
            {move || description().map(|text| view! { <details class="about-chart"><summary>"Description"</summary><div class="prose as-written">{text}</div></details> })}
            <Foot editor />
        </div>
    }
    .into_any()
}

/// The last drawing.
#[component]
fn Drawing(editor: Editor) -> impl IntoView {
    // Only on the screen while there is one; until it is gone, the first one stands in.
    editor.shown.get_untracked().map(|first| {
        let first = StoredValue::new(first);
        let shown = Memo::new(move |_| editor.shown.get().unwrap_or_else(|| first.get_value()));
        let draft = Memo::new(move |_| shown.with(|shown| shown.draft.clone()));
        let drawn = Memo::new(move |_| shown.with(|shown| shown.drawn.clone()));
        view! {
            <p class="unseen" role="status">{move || drawn.with(|drawn| drawn.summary.clone())}</p>
            <Figure draft drawn fill=true />
        }
    })
}

/// Why there is no new drawing.
#[component]
fn PreviewTrouble(editor: Editor) -> impl IntoView {
    let again = Callback::new(move |()| asking::draw(editor));
    move || {
        let error = editor.trouble.get()?;
        // Jira's sentence stands beside the query already.
        let said =
            error.kind == "query" && editor.found.with(|found| matches!(found, Some(Err(_))));
        if said {
            return Some(view! { <p class="hint" role="status">"The chart follows as soon as Jira accepts the query."</p> }.into_any());
        }
        let site = editor.draft.with_untracked(|draft| draft.site().to_owned());
        Some(
            view! { <Trouble error then=paths::NEW_CHART chart=None site=Some(site) again /> }
                .into_any(),
        )
    }
}

#[component]
fn Foot(editor: Editor) -> impl IntoView {
    move || {
        editor.shown.with(|shown| {
            let provenance = shown.as_ref()?.drawn.table.provenance.clone();
            Some(view! {
                <ProvenanceFoot provenance>
                    <button type="button" class="link" on:click=move |_| asking::draw(editor)>"Refresh"</button>
                </ProvenanceFoot>
            })
        })
    }
}

/// Where to begin: no issues are named yet.
#[component]
fn Begin(editor: Editor) -> impl IntoView {
    let some = RwSignal::new(Vec::<Choice>::new());
    let site = Memo::new(move |_| editor.draft.with(|draft| draft.site().to_owned()));
    Effect::new(move |_| {
        let site = site.get();
        spawn_local(async move {
            // Only an offer: without an answer there is none.
            if let Ok(found) = api::projects(site, String::new(), 0).await {
                some.try_set(found.choices.into_iter().take(4).collect());
            }
        });
    });
    let what = move || {
        editor.draft.with(|draft| match draft.source_kind() {
            SourceKind::Jql => "Write a query above to see the chart.",
            SourceKind::Projects => "Choose a project above to see the chart.",
            SourceKind::Filter => "Choose a filter above to see the chart.",
        })
    };
    let offers = move || {
        let offer = |project: Choice| {
            let jql = format!("project = {}", project.key);
            let begin = move |_| editor.choose(|draft: &mut Draft| draft.set_jql(&jql));
            view! { <button type="button" class="btn" on:click=begin>{project.name}</button> }
        };
        some.get().into_iter().map(offer).collect::<Vec<_>>()
    };
    view! {
        <div class="empty begin">
            <p>{what}</p>
            // They come a moment later, into room that is kept for them.
            <small class="offers-head" class:waits=move || some.with(Vec::is_empty)>"Or begin with all issues of"</small>
            <div class="offers begin-with">{offers}</div>
            <Templates editor />
        </div>
    }
    .into_any()
}
