//! Values that are queries of the author's own: each narrows the source and has its own count.

use super::{jql_box::JqlBox, source::CountLink, state::Editor};
use crate::{
    api,
    draft::{
        Axis, Draft, Turns,
        jql::{PartFault, fault_within},
    },
    error::ApiError,
    model::Found,
};
use leptos::{
    ev::KeyboardEvent, leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local,
    wasm_bindgen::JsCast,
};
use std::time::Duration;
use web_sys::HtmlElement;

/// How long to wait for the next letter.
const TYPING: Duration = Duration::from_millis(450);

/// How many issues, or why nobody knows; nothing before the first answer.
type Counted = Option<Result<Found, ApiError>>;

/// The list of queries.
#[component]
pub fn Queries(editor: Editor, axis: Axis) -> impl IntoView {
    let count = Memo::new(move |_| editor.draft.with(|draft| draft.queries(axis).len()));
    view! {
        <ol class="queries" aria-label="Queries">
            // By place: what is typed in a row must not make the row anew.
            <For each=move || 0..count.get() key=|place| *place let:place>
                <Row editor axis place count />
            </For>
        </ol>
        <button type="button" class="btn" on:click=move |_| editor.choose(|draft| draft.add_query(axis))>"Add a query"</button>
        <p class="hint">"An issue counts once in each query that finds it; the total counts issues."</p>
    }
    .into_any()
}

#[component]
fn Row(editor: Editor, axis: Axis, place: usize, count: Memo<usize>) -> impl IntoView {
    let query = Memo::new(move |_| {
        editor
            .draft
            .with(|draft| draft.queries(axis).into_iter().nth(place))
            .unwrap_or_default()
    });
    let name = Memo::new(move |_| query.with(|query| query.name.clone()));
    let jql = Signal::derive(move || query.with(|query| query.jql.clone()));
    let called = move || {
        name.with(|name| match name.trim() {
            "" => format!("query {}", place + 1),
            name => name.to_owned(),
        })
    };
    let trouble = Memo::new(move |_| editor.draft.with(|draft| draft.query_trouble(axis, place)));
    let (found, asked) = counted(editor, jql);
    let fault = Memo::new(move |_| fault_of(&found.get(), asked.get().as_ref()));
    // Jira's sentence is about the query that was asked, not about one that goes on being written.
    let wrong = Memo::new(move |_| {
        let now = editor.draft.with(|draft| question(draft, &jql.get()));
        (now.is_some() && now == asked.get())
            .then(|| fault.with(|fault| fault.as_ref()?.at))
            .flatten()
    });
    let sentence = Memo::new(move |_| fault.get().map(|fault| fault.sentence));
    let wide = move |what: &str| format!("{}.segments[{place}].{what}", axis.key());
    let (name_place, jql_place) = (wide("name"), wide("jql"));
    let write = Callback::new(move |text: String| {
        editor.typed(jql_place.clone(), |draft| {
            draft.write_query(axis, place, &text);
        });
    });
    let part = move |place: usize, what: &str| format!("{}-query-{place}-{what}", axis.key());
    // The focus goes along with the query, to the same part of its new row.
    let shift = move |down: bool, what: &str| {
        editor.choose(|draft| draft.move_query(axis, place, down));
        let to = if down {
            place + 1
        } else {
            place.saturating_sub(1)
        };
        if to < count.get_untracked() {
            focus_on([part(to, what), part(to, "name")]);
        }
    };
    let keys = move |event: KeyboardEvent| {
        if event.alt_key() && matches!(event.key().as_str(), "ArrowUp" | "ArrowDown") {
            event.prevent_default();
            shift(event.key() == "ArrowDown", "name");
        }
    };
    let last = Memo::new(move |_| place + 1 >= count.get());
    let base = move || {
        editor
            .draft
            .with(|draft| draft.base_jql().unwrap_or_else(|| "the source".to_owned()))
    };
    view! {
        <li class="query" on:keydown=keys>
            <div class="query-head">
                <span class="seg-move">
                    <button type="button" id=part(place, "up") disabled=place == 0 aria-label=move || format!("Move {} up", called()) on:click=move |_| shift(false, "up")>"▴"</button>
                    <button type="button" id=part(place, "down") disabled=last aria-label=move || format!("Move {} down", called()) on:click=move |_| shift(true, "down")>"▾"</button>
                </span>
                <Colour editor axis name />
                <input class="input" id=part(place, "name") aria-label=format!("Name of query {}", place + 1) placeholder="Name" maxlength="120" prop:value=name
                    on:input:target=move |event| editor.typed(name_place.clone(), |draft| draft.name_query(axis, place, &event.target().value())) />
                <span class="n" role="status"><Count found /></span>
                <button type="button" class="eye" disabled=move || count.get() < 2 aria-label=move || format!("Remove {}", called())
                    on:click=move |_| editor.choose(|draft| draft.remove_query(axis, place))>"×"</button>
            </div>
            <div class="query-jql">
                <p class="query-base" title=base><span class="unseen">"Within "</span>{base}" AND …"</p>
                <JqlBox editor id=format!("{}-query-{place}", axis.key()) label=format!("JQL of query {}", place + 1) jql write wrong
                    placeholder="due < now()" />
            </div>
            <p class="bad-hint" role="status">{move || trouble.get().map(str::to_owned).or_else(|| sentence.get().map(|said| format!("Jira: {said}")))}</p>
        </li>
    }
    .into_any()
}

/// The colour of a query, as the last drawing has it.
#[component]
fn Colour(editor: Editor, axis: Axis, name: Memo<String>) -> impl IntoView {
    let colour = Memo::new(move |_| {
        let chosen = editor
            .draft
            .with(|draft| name.with(|name| draft.colour(axis, name).map(str::to_owned)));
        let drawn = || {
            editor.shown.with(|shown| {
                let table = &shown.as_ref()?.drawn.table;
                let members = match axis {
                    Axis::ChartBy => &table.rows,
                    Axis::GroupBy => &table.columns,
                };
                let member = name.with(|name| members.iter().find(|one| one.key == *name));
                member.map(|member| member.colour.clone())
            })
        };
        chosen.or_else(drawn)
    });
    let paint = move |value: String| {
        let name = name.get_untracked();
        editor.typed(format!("{}.colours.{name}", axis.key()), |draft| {
            draft.set_colour(axis, &name, &value);
        });
    };
    view! {
        <input class="sw" type="color" disabled=move || colour.with(Option::is_none) aria-label=move || format!("Colour of {}", name.get())
            prop:value=move || colour.get().unwrap_or_else(|| "#8590a2".to_owned()) on:input:target=move |event| paint(event.target().value()) />
    }
    .into_any()
}

/// How many issues a query finds inside the source, as a link to them in Jira.
#[component]
fn Count(found: RwSignal<Counted>) -> impl IntoView {
    move || match found.get() {
        Some(Ok(found)) => {
            view! { <CountLink found /><span class="unseen">" issues"</span> }.into_any()
        }
        Some(Err(_)) => "–".into_any(),
        None => ().into_any(),
    }
}

/// Gives the focus to the first of these elements that takes it.
fn focus_on(ids: [String; 2]) {
    for id in ids {
        let element = document()
            .get_element_by_id(&id)
            .and_then(|element| element.dyn_into::<HtmlElement>().ok());
        // What is disabled does not take it.
        if let Some(element) = element.filter(|element| !element.has_attribute("disabled")) {
            let _ = element.focus();
            return;
        }
    }
}

/// What is asked about a query.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Question {
    site: String,
    /// The query inside the source.
    whole: String,
    /// The query as it stands in its box.
    part: String,
}

fn question(draft: &Draft, jql: &str) -> Option<Question> {
    Some(Question {
        site: draft.site().to_owned(),
        whole: draft.narrowed(jql)?,
        part: jql.to_owned(),
    })
}

/// What Jira says about a query, where it refuses it.
fn fault_of(found: &Counted, asked: Option<&Question>) -> Option<PartFault> {
    match (found, asked) {
        (Some(Err(error)), Some(asked)) if !error.wants_consent() => {
            let said = error.details.first().unwrap_or(&error.message);
            fault_within(said, &asked.whole, &asked.part)
        }
        _ => None,
    }
}

/// Counts the issues of a query inside the source, after a pause in writing either; with what was
/// asked.
fn counted(editor: Editor, jql: Signal<String>) -> (RwSignal<Counted>, RwSignal<Option<Question>>) {
    let found = RwSignal::new(None);
    let asked = RwSignal::new(None);
    let turns = RwSignal::new(Turns::default());
    let question = Memo::new(move |_| editor.draft.with(|draft| question(draft, &jql.get())));
    Effect::new(move |before: Option<Option<TimeoutHandle>>| {
        let question = question.get();
        if let Some(handle) = before.flatten() {
            handle.clear();
        }
        let ask = move || {
            let Some(question) = question else {
                turns.try_update(Turns::forget);
                found.try_set(None);
                return;
            };
            let Some(turn) = turns.try_update(Turns::ask) else {
                return;
            };
            spawn_local(async move {
                let answer = api::count_issues(question.site.clone(), question.whole.clone()).await;
                if turns.try_update(|turns| turns.answer(turn)) == Some(true) {
                    asked.try_set(Some(question));
                    found.try_set(Some(answer));
                }
            });
        };
        set_timeout_with_handle(ask, TYPING).ok()
    });
    (found, asked)
}
