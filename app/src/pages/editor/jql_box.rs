//! A box to write a query into: in colour, with suggestions, its fault marked.

use super::{jql_help::Help, state::Editor};
use crate::{
    browser::{self, Press},
    draft::jql::{Ink, completed, inked},
};
use leptos::{
    ev::{KeyboardEvent, MouseEvent},
    html,
    prelude::*,
};
use web_sys::HtmlTextAreaElement;

/// A text in colour: the colours lie under a text area whose own letters cannot be seen, and give
/// it its height.
#[component]
pub fn JqlBox(
    editor: Editor,
    /// Id of the box, for its list.
    #[prop(into)]
    id: String,
    /// What it is called.
    #[prop(into)]
    label: String,
    /// The query.
    #[prop(into)]
    jql: Signal<String>,
    /// Changes it.
    write: Callback<String>,
    /// The byte at which Jira says that it is wrong.
    #[prop(into)]
    wrong: Signal<Option<usize>>,
    /// What stands in it while it is empty.
    placeholder: &'static str,
    /// Id of what tells about it.
    #[prop(optional)]
    described_by: Option<&'static str>,
    /// Run by Enter outside the list.
    #[prop(optional)]
    submit: Option<Callback<()>>,
) -> impl IntoView {
    let area = NodeRef::<html::Textarea>::new();
    let help = Help::new();
    let open = Memo::new(move |_| help.is_open());
    // What closes under a pressed button moves what is pressed: the click would be lost.
    let (left, press) = (RwSignal::new(false), Press::watch());
    Effect::new(move |_| {
        if left.get() && !press.is_down() {
            help.close();
        }
    });
    let look = move |area: &HtmlTextAreaElement, wishes: bool| {
        let text = area.value();
        let caret = caret_of(area, &text);
        let site = editor.draft.with_untracked(|draft| draft.site().to_owned());
        help.look(site, &text, caret, wishes);
    };
    let take = move |place: usize| {
        let (Some(area), Some((asked, suggestion))) = (area.get_untracked(), help.chosen(place))
        else {
            return;
        };
        let (text, caret) = completed(&area.value(), &asked, &suggestion.text);
        browser::write_over(&area, &text);
        let units = units_before(&text, caret);
        // Refused only where the text area is no text area.
        let _ = area.set_selection_range(units, units);
        write.run(text);
        look(&area, false);
    };
    let keys = move |event: KeyboardEvent| {
        let is_open = open.get_untracked();
        let active = if is_open {
            untrack(|| help.active())
        } else {
            None
        };
        match event.key().as_str() {
            "ArrowDown" | "ArrowUp" if is_open && !event.alt_key() => {
                help.step(event.key() == "ArrowDown");
            }
            "Enter" | "Tab" if active.is_some() => take(active.unwrap_or_default()),
            "Enter" if !event.shift_key() => {
                help.close();
                if let Some(submit) = submit {
                    submit.run(());
                }
            }
            "Escape" => {
                help.close();
                if !is_open {
                    return;
                }
            }
            " " if event.ctrl_key() => {
                if let Some(area) = area.get_untracked() {
                    look(&area, true);
                }
            }
            "ArrowLeft" | "ArrowRight" | "Home" | "End" => {
                help.close();
                return;
            }
            _ => return,
        }
        event.prevent_default();
        // A dialog around it would close with the list.
        event.stop_propagation();
    };
    let list_id = format!("{id}-list");
    let describes = StoredValue::new(list_id.clone());
    let option_id = move |place: usize| describes.with_value(|list| format!("{list}-{place}"));
    view! {
        <div class="jql">
            <div class="jql-text">
            <div class="jql-ink" aria-hidden="true">{move || jql.with(|jql| colours(jql, wrong.get()))}</div>
            <textarea
                node_ref=area
                id=id
                rows="1"
                spellcheck="false"
                autocomplete="off"
                autocapitalize="off"
                role="combobox"
                title=label.clone()
                aria-label=label
                aria-autocomplete="list"
                aria-haspopup="listbox"
                aria-expanded=move || open.get().to_string()
                aria-controls=list_id.clone()
                aria-activedescendant=move || help.active().map(option_id)
                aria-describedby=described_by
                aria-invalid=move || wrong.get().is_some().then_some("true")
                placeholder=move || jql.with(String::is_empty).then_some(placeholder)
                prop:value=jql
                on:keydown=keys
                on:click=move |_| help.close()
                on:focus=move |_| left.set(false)
                on:blur=move |_| left.set(true)
                on:input:target=move |event| {
                    let area = event.target();
                    write.run(area.value());
                    look(&area, false);
                }
            >{jql.get_untracked()}</textarea>
            </div>
            <SuggestionList help id=list_id label="What may come next" option_id=Callback::new(option_id) take=Callback::new(take) />
        </div>
    }
    .into_any()
}

#[component]
fn SuggestionList(
    help: Help,
    id: String,
    label: &'static str,
    option_id: Callback<usize, String>,
    take: Callback<usize>,
) -> impl IntoView {
    // The active one is always in sight.
    Effect::new(move |_| {
        if let Some(place) = help.active()
            && let Some(element) = document().get_element_by_id(&option_id.run(place))
        {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            element.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
    let keep_focus = |event: MouseEvent| event.prevent_default();
    let options = move || {
        let one = |(place, suggestion): (usize, crate::model::Suggestion)| {
            let active = move || help.active() == Some(place);
            view! {
                <li role="option" id=option_id.run(place) class:active=active aria-selected=move || active().to_string()
                    on:click=move |_| take.run(place)>
                    <span>{suggestion.label}</span>
                    <small>{suggestion.hint}</small>
                </li>
            }
            .into_any()
        };
        help.suggestions()
            .into_iter()
            .enumerate()
            .map(one)
            .collect::<Vec<_>>()
    };
    view! {
        <ul id=id role="listbox" aria-label=label class="jql-list" hidden=move || !help.is_open() on:mousedown=keep_focus>
            {options}
        </ul>
    }
    .into_any()
}

/// The query in colour; the piece in which the fault is, marked.
fn colours(jql: &str, wrong: Option<usize>) -> Vec<AnyView> {
    let mut at = 0;
    let mut pieces: Vec<AnyView> = Vec::new();
    for (ink, text) in inked(jql) {
        let marked = wrong.is_some_and(|wrong| (at..at + text.len()).contains(&wrong));
        at += text.len();
        let text = text.to_owned();
        pieces.push(match ink {
            Ink::Field => view! { <b class:wrong=marked>{text}</b> }.into_any(),
            Ink::Joint => view! { <u class:wrong=marked>{text}</u> }.into_any(),
            Ink::Value => view! { <i class:wrong=marked>{text}</i> }.into_any(),
            Ink::Plain => text.into_any(),
        });
    }
    // The last line has a height even while nothing is on it.
    pieces.push("\u{200b}".into_any());
    pieces
}

/// The caret as a byte of the text; browsers count in UTF-16.
fn caret_of(area: &HtmlTextAreaElement, text: &str) -> usize {
    let caret = area.selection_start().ok().flatten();
    let mut units = 0;
    for (at, letter) in text.char_indices() {
        if caret.is_some_and(|caret| units >= caret as usize) {
            return at;
        }
        units += letter.len_utf16();
    }
    text.len()
}

/// How many UTF-16 units lie before a byte of the text.
fn units_before(text: &str, at: usize) -> u32 {
    let before = text.get(..at).unwrap_or(text);
    u32::try_from(before.encode_utf16().count()).unwrap_or(u32::MAX)
}
