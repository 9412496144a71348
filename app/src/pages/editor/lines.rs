//! Lines over a chart with axes.

use super::state::Editor;
use leptos::prelude::*;

/// Goal, trend, average, running total.
#[component]
pub fn Lines(editor: Editor) -> impl IntoView {
    let adds_up = Memo::new(move |_| editor.draft.with(crate::draft::Draft::adds_up));
    view! {
        <fieldset class="part">
            <legend>"Lines"</legend>
            <Goal editor />
            <Line editor key="trend" label="Trend" />
            <Line editor key="average" label="Average" />
            <Show when=move || adds_up.get()>
                <Line editor key="cumulative" label="Running total" />
            </Show>
        </fieldset>
    }
    .into_any()
}

#[component]
fn Goal(editor: Editor) -> impl IntoView {
    let goal = move || {
        editor.draft.with(|draft| {
            draft
                .goal()
                .map_or_else(String::new, |goal| goal.to_string())
        })
    };
    let none = Memo::new(move |_| editor.draft.with(|draft| draft.goal().is_none()));
    let label = move || editor.draft.with(|draft| draft.goal_label().to_owned());
    let write = move |text: String| {
        let goal = text
            .trim()
            .parse()
            .ok()
            .filter(|goal: &f64| goal.is_finite());
        // Half a number, such as “-”, says nothing yet.
        if goal.is_some() || text.trim().is_empty() {
            editor.typed("lines.goal", |draft| draft.set_goal(goal));
        }
    };
    view! {
        <div class="row">
            <span aria-hidden="true">"Goal"</span>
            <span class="two">
                <input class="input" type="number" step="any" inputmode="decimal" aria-label="Goal" placeholder="none"
                    prop:value=goal on:change:target=move |event| write(event.target().value()) />
                <input class="input" aria-label="What stands at the goal" placeholder="its name" maxlength="60" disabled=none
                    prop:value=label on:input:target=move |event| editor.typed("lines.goal.label", |draft| draft.set_goal_label(&event.target().value())) />
            </span>
        </div>
    }
    .into_any()
}

#[component]
fn Line(editor: Editor, key: &'static str, label: &'static str) -> impl IntoView {
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=move || editor.draft.with(|draft| draft.line(key))
                on:change:target=move |event| editor.choose(|draft| draft.set_line(key, event.target().checked())) />
            <span>{label}</span>
        </label>
    }
    .into_any()
}
