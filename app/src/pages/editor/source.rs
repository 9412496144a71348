//! Which issues: site, way of naming them, and how many there are.

use super::{
    jql_input::JqlInput,
    source_pickers::{FilterInput, ProjectsInput},
    state::Editor,
};
use crate::{
    api,
    draft::{SourceKind, Turns},
    error::ApiError,
    format,
    model::Found,
};
use leptos::{prelude::*, task::spawn_local};

/// The row above the chart.
#[component]
pub fn SourceRow(editor: Editor) -> impl IntoView {
    let kind = Memo::new(move |_| editor.draft.with(crate::draft::Draft::source_kind));
    let options: Vec<_> = SourceKind::ALL
        .into_iter()
        .map(|one| view! { <option value=one.key() selected=move || kind.get() == one>{one.label()}</option> })
        .collect();
    let choose = move |key: String| {
        if let Some(kind) = SourceKind::ALL.into_iter().find(|kind| kind.key() == key) {
            editor.choose(|draft| draft.set_source_kind(kind));
        }
    };
    let bad = move || {
        editor
            .found
            .with(|found| matches!(found, Some(Err(error)) if error.is_about_query()))
    };
    view! {
        <div class="source" class:bad=bad>
            <SiteSelect editor />
            <select aria-label="Source" title="Source" prop:value=move || kind.get().key() on:change:target=move |event| choose(event.target().value())>
                {options}
            </select>
            {move || match kind.get() {
                SourceKind::Jql => view! { <JqlInput editor /> }.into_any(),
                SourceKind::Projects => view! { <ProjectsInput editor /> }.into_any(),
                SourceKind::Filter => view! { <FilterInput editor /> }.into_any(),
            }}
            <Answer editor />
        </div>
        <Sentence editor />
    }
    .into_any()
}

/// The site, where there are several.
#[component]
fn SiteSelect(editor: Editor) -> impl IntoView {
    let mut sites = editor.account.with_value(|account| account.sites.clone());
    // The same site may be granted twice, by two products.
    sites.dedup_by(|a, b| a.id == b.id);
    let now = Memo::new(move |_| editor.draft.with(|draft| draft.site().to_owned()));
    let turns = RwSignal::new(Turns::default());
    let waiting = Memo::new(move |_| turns.with(Turns::is_waiting));
    // Fields have other ids on another site: they are found there before the chart moves.
    let choose = move |site: String| {
        let Some(turn) = turns.try_update(Turns::ask) else {
            return;
        };
        spawn_local(async move {
            let there = api::catalogue(site.clone()).await;
            if turns.try_update(|turns| turns.answer(turn)) != Some(true) {
                return;
            }
            // Without them the drawing says what is wrong.
            let there = there.unwrap_or_default();
            let here = editor.fields.get_untracked();
            editor.choose(|draft| draft.move_to_site(&site, &here, &there));
        });
    };
    (sites.len() > 1).then(|| {
        let options: Vec<_> = sites
            .into_iter()
            .map(|site| {
                let id = site.id.clone();
                view! { <option value=site.id selected=move || now.get() == id>{site.name}</option> }
            })
            .collect();
        view! {
            <select aria-label="Jira site" prop:value=now aria-busy=move || waiting.get().to_string() on:change:target=move |event| choose(event.target().value())>
                {options}
            </select>
        }
    })
}

/// How many issues, as a link to them in Jira.
#[component]
fn Answer(editor: Editor) -> impl IntoView {
    let waiting = Memo::new(move |_| editor.count_turns.with(Turns::is_waiting));
    let text = move || match editor.found.get() {
        Some(Ok(found)) => view! { <Count found /> }.into_any(),
        Some(Err(_)) => "–".into_any(),
        None if waiting.get() => "Counting…".into_any(),
        None => "".into_any(),
    };
    view! { <div class="found" id="source-answer" role="status" class:waiting=waiting>{text}</div> }
        .into_any()
}

/// A number of issues as a link to them in Jira.
#[component]
pub fn CountLink(found: Found) -> impl IntoView {
    view! {
        <a href=found.url.clone() target="_blank" rel="external noopener noreferrer" title="See them in Jira">{chart::grouped(number(&found))}</a>
    }
    .into_any()
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a count of issues is far below 2^53"
)]
fn number(found: &Found) -> f64 {
    found.count as f64
}

#[component]
fn Count(found: Found) -> impl IntoView {
    let count = number(&found);
    view! {
        <CountLink found />
        " "{format::noun(count, "issue", "issues").to_owned()}<span class="unseen">" found"</span>
    }
    .into_any()
}

/// What is wrong with the source, in Jira's own words.
#[component]
fn Sentence(editor: Editor) -> impl IntoView {
    move || {
        let error = editor.found.with(|found| {
            found
                .as_ref()
                .and_then(|found| found.as_ref().err().cloned())
        });
        error.filter(|error| !error.wants_consent()).map(|error| {
            let sentences = if error.details.is_empty() {
                vec![error.message.clone()]
            } else {
                error.details.clone()
            };
            let who = if error.kind == "query" { "Jira: " } else { "" };
            let sentences: Vec<_> = sentences
                .into_iter()
                .map(|sentence| view! { <p>{who}{sentence}</p> })
                .collect();
            view! { <div class=tone(&error) role="alert">{sentences}</div> }
        })
    }
}

fn tone(error: &ApiError) -> &'static str {
    if error.may_pass() {
        "note warn"
    } else {
        "note bad"
    }
}
