//! The editor: describing a chart and seeing it at the same time.
//!
//! What is edited and how lives in [`crate::draft`]; here is what it looks like. [`state::Editor`]
//! holds the signals, [`asking`] asks the server when they change, every other file is a part of the
//! screen.

pub mod asking;
pub mod calculate_tab;
pub mod conflict;
pub mod cut;
pub mod dates;
pub mod dimension_tab;
pub mod display_tab;
pub mod drag;
pub mod field_picker;
pub mod filters;
pub mod head;
pub mod jql_box;
pub mod jql_help;
pub mod jql_input;
pub mod keyboard;
pub mod kinds;
pub mod lines;
pub mod order;
pub mod own_templates;
pub mod picker;
pub mod preview;
pub mod quantity;
pub mod queries;
pub mod rank;
pub mod recover;
pub mod save;
pub mod segment_colour;
pub mod segment_merge;
pub mod segment_more;
pub mod segment_row;
pub mod segments;
pub mod settings;
pub mod source;
pub mod source_pickers;
pub mod state;
pub mod template_dialog;
pub mod templates;
pub mod text_dialog;
pub mod whole_number;

use crate::{
    api,
    components::{LoadChart, Page, Trouble},
    draft::Draft,
    error::ApiError,
    model::{Account, SavedChart},
    paths,
};
use head::Head;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use preview::Preview;
use recover::Left;
use serde::{Deserialize, Serialize};
use settings::Settings;
use source::SourceRow;
use state::Editor;

/// What a browser without JavaScript reads.
const NO_SCRIPT: &str = "<p class=\"note warn strip\">The editor needs JavaScript. Charts that are saved can be seen without it.</p>";

/// What the editor begins with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Start {
    account: Account,
    saved: Option<SavedChart>,
}

async fn start(id: Option<String>) -> Result<Option<Start>, ApiError> {
    let Some(account) = api::me().await? else {
        return Ok(None);
    };
    let saved = match id {
        Some(id) => Some(api::load_chart(id).await?),
        None => None,
    };
    Ok(Some(Start { account, saved }))
}

/// The editor with a blank chart.
#[component]
pub fn NewPage() -> impl IntoView {
    view! { <Edit id=Signal::stored(None::<String>) /> }.into_any()
}

/// The editor with the chart of the address.
#[component]
pub fn EditPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")));
    view! { <Edit id /> }.into_any()
}

#[component]
fn Edit(#[prop(into)] id: Signal<Option<String>>) -> impl IntoView {
    let begin = Resource::new(move || id.get(), start);
    let again = Callback::new(move |()| begin.refetch());
    view! {
        <Transition fallback=|| view! { <p class="page" role="status">"Opening the editor"</p> }>
            {move || Suspend::new(async move {
                let began = begin.await;
                let here = id.get_untracked().map_or_else(|| paths::NEW_CHART.to_owned(), |id| paths::edit(&id));
                match began {
                    Ok(Some(start)) if start.account.sites.is_empty() || !start.account.healthy => {
                        let why = ApiError::new("grant_ended", "Your authorization no longer reaches any Jira site. Authorize again to go on.");
                        view! { <Ask why=Some(why) then=here again /> }.into_any()
                    }
                    Ok(Some(start)) => view! { <Screen start /> }.into_any(),
                    Ok(None) => view! { <Ask why=None then=here again /> }.into_any(),
                    Err(error) => view! {
                        <Page title="Editor · Inlay" me=None>
                            <Trouble error then=here chart=id.get_untracked() site=None again />
                        </Page>
                    }
                    .into_any(),
                }
            })}
        </Transition>
    }
    .into_any()
}

#[component]
fn Ask(why: Option<ApiError>, then: String, again: Callback<()>) -> impl IntoView {
    let why = why.unwrap_or_else(|| ApiError::new("authorize", ""));
    view! {
        <Page title="Editor · Inlay" me=None>
            <LoadChart why heading="Describe a chart with your Jira permissions" then chart=None site=None on_authorized=again />
        </Page>
    }
    .into_any()
}

/// The editor itself.
#[component]
fn Screen(start: Start) -> impl IntoView {
    let editor = Editor::begin(start);
    asking::begin(editor);
    recover::begin(editor);
    keyboard::begin(editor);
    let titled = |draft: &Draft| format!("{} · Inlay", draft.title());
    let first = editor.draft.with_untracked(titled);
    // On the server the head is written last, when the editor may be gone already.
    let title = move || {
        editor
            .draft
            .try_with(titled)
            .unwrap_or_else(|| first.clone())
    };
    // What is typed before the page is live would be lost without a word.
    let live = RwSignal::new(false);
    Effect::new(move |_| live.set(true));
    view! {
        <Title text=title />
        // External to the router, which would move the page but not the focus.
        <a class="skip" href="#settings" rel="external">"Skip to the settings"</a>
        <div class="editor">
            <h1 class="unseen">"Chart editor"</h1>
            <Head editor live />
            // As text: a browser with JavaScript makes no elements of what is in here.
            <noscript inner_html=NO_SCRIPT></noscript>
            <main class="editor-main" inert=move || !live.get()>
                <section class="stage" aria-label="Chart">
                    <SourceRow editor />
                    <Preview editor />
                </section>
                <Settings editor />
            </main>
            <Left editor />
        </div>
    }
    .into_any()
}

/// The spec that the editor begins with.
fn first_draft(start: &Start) -> Draft {
    match &start.saved {
        Some(saved) => Draft::of(&saved.spec),
        None => Draft::blank(
            start
                .account
                .sites
                .first()
                .map_or("", |site| site.id.as_str()),
        ),
    }
}
