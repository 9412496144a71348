//! Choosing from many by a few letters: a combo box with a list.

use leptos::{
    ev::{KeyboardEvent, MouseEvent},
    html,
    prelude::*,
};

/// One thing to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is chosen.
    pub value: String,
    /// What people read.
    pub label: String,
    /// A word or two beside it.
    pub hint: String,
}

/// A field to write a few letters into, and the list of what fits. Whoever uses it finds what fits.
#[component]
pub fn Picker(
    /// Id of the field, for its label and its list.
    #[prop(into)]
    id: String,
    /// What it is called.
    #[prop(into)]
    label: String,
    /// What stands in it while nobody writes.
    #[prop(into)]
    shown: Signal<String>,
    /// What stands in it while it is empty.
    #[prop(default = "")]
    placeholder: &'static str,
    /// The letters written.
    query: RwSignal<String>,
    /// What fits the letters, best first.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// What is chosen now.
    #[prop(into)]
    chosen: Signal<String>,
    /// Chooses.
    pick: Callback<Choice>,
    /// What stands in the list while nothing fits.
    #[prop(into, default = Signal::stored("Nothing found".to_owned()))]
    nothing: Signal<String>,
    /// Whether the choices are those of the letters: what is on its way may be others.
    #[prop(into, default = Signal::stored(true))]
    answered: Signal<bool>,
    /// Brings more of what fits, while there is more.
    #[prop(into, default = Signal::stored(None))]
    more: Signal<Option<Callback<()>>>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let active = RwSignal::new(0_usize);
    let input = NodeRef::<html::Input>::new();
    let list_id = format!("{id}-list");
    let option_id = {
        let id = id.clone();
        move |place: usize| format!("{id}-option-{place}")
    };
    let begin = move || {
        if !open.get_untracked() {
            query.set(String::new());
            let place = choices.with_untracked(|all| {
                all.iter()
                    .position(|one| one.value == chosen.get_untracked())
            });
            active.set(place.unwrap_or(0));
            open.set(true);
            if let Some(input) = input.get_untracked() {
                input.select();
            }
        }
    };
    let take = move |place: usize| {
        if let Some(choice) = choices.with_untracked(|all| all.get(place).cloned()) {
            open.set(false);
            pick.run(choice);
        } else if let Some(more) = more.get_untracked() {
            more.run(());
        }
    };
    // Enter before the answer takes the first of what comes.
    let wants = RwSignal::new(false);
    Effect::new(move |_| {
        if answered.get() && wants.get() {
            wants.set(false);
            if open.get_untracked() && choices.with_untracked(|all| !all.is_empty()) {
                take(0);
            }
        }
    });
    let keys = move |event: KeyboardEvent| {
        // The way to more is the last row.
        let rows =
            choices.with_untracked(Vec::len) + usize::from(more.with_untracked(Option::is_some));
        let last = rows.saturating_sub(1);
        let now = active.get_untracked();
        match event.key().as_str() {
            "ArrowDown" | "ArrowUp" if !open.get_untracked() => begin(),
            "ArrowDown" => active.set(if now >= last { 0 } else { now + 1 }),
            "ArrowUp" => active.set(if now == 0 { last } else { now - 1 }),
            "Home" if open.get_untracked() => active.set(0),
            "End" if open.get_untracked() => active.set(last),
            "Enter" if open.get_untracked() && !answered.get_untracked() => wants.set(true),
            "Enter" if open.get_untracked() => take(now),
            "Escape" if open.get_untracked() => open.set(false),
            _ => return,
        }
        event.prevent_default();
    };
    // The active one is always in sight.
    let seen = option_id.clone();
    Effect::new(move |_| {
        let place = active.get();
        if open.get()
            && let Some(element) = document().get_element_by_id(&seen(place))
        {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            element.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
    let active_id = option_id.clone();
    let row_id = option_id.clone();
    let rows = Memo::new(move |_| {
        let all = choices.get().into_iter();
        all.enumerate().collect::<Vec<_>>()
    });
    let row = move |(place, choice): (usize, Choice)| {
        let value = choice.value;
        view! {
            <li role="option" id=row_id(place) class:active=move || active.get() == place
                aria-selected=move || (chosen.get() == value).to_string() on:click=move |_| take(place)>
                <span>{choice.label}</span>
                <small>{choice.hint}</small>
            </li>
        }
        .into_any()
    };
    let empty = move || {
        choices
            .with(Vec::is_empty)
            .then(|| view! { <li class="nothing" role="presentation">{nothing}</li> })
    };
    let last_id = option_id.clone();
    let way_on = move || {
        more.with(Option::is_some).then(|| {
            let place = choices.with(Vec::len);
            view! {
                <li role="option" id=last_id(place) class="way-on" class:active=move || active.get() == place aria-selected="false"
                    on:click=move |_| take(place)>
                    "Show more"
                </li>
            }
        })
    };
    let keep_focus = |event: MouseEvent| event.prevent_default();
    let text = move || if open.get() { query.get() } else { shown.get() };
    view! {
        <div class="picker" class:open=open>
            <input
                node_ref=input
                class="input"
                id=id
                role="combobox"
                autocomplete="off"
                spellcheck="false"
                title=label.clone()
                aria-label=label
                aria-autocomplete="list"
                aria-expanded=move || open.get().to_string()
                aria-controls=list_id.clone()
                aria-activedescendant=move || open.get().then(|| active_id(active.get()))
                placeholder=move || if open.get() { shown.get() } else { placeholder.to_owned() }
                value=shown.get_untracked()
                prop:value=text
                on:click=move |_| begin()
                on:blur=move |_| open.set(false)
                on:keydown=keys
                on:input:target=move |event| {
                    open.set(true);
                    active.set(0);
                    wants.set(false);
                    query.set(event.target().value());
                }
            />
            <span class="picker-arrow" aria-hidden="true">"▾"</span>
            // Pressing the mouse on it must not take the focus away: that would close it.
            <ul id=list_id role="listbox" class="picker-list" hidden=move || !open.get()
                on:mousedown=keep_focus>
                // What stays is not made anew when more comes.
                <For each=move || rows.get() key=|(place, choice)| (*place, choice.value.clone(), choice.label.clone()) children=row />
                {way_on}
                {empty}
            </ul>
        </div>
    }
    .into_any()
}
