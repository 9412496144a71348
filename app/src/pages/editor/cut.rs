//! Which days, numbers, sprints and levels of a field count, and how they are cut.

use super::state::Editor;
use crate::draft::{Axis, Bins, Day};
use chart::Interval;
use leptos::prelude::*;

/// Width of a date's buckets.
#[component]
pub fn IntervalSelect(editor: Editor, axis: Axis) -> impl IntoView {
    let now = Memo::new(move |_| editor.draft.with(|draft| draft.interval(axis).to_owned()));
    let options: Vec<_> = Interval::ALL
        .iter()
        .map(|(word, interval)| {
            let name = match interval {
                Interval::Day => "Day",
                Interval::Week => "Week (ISO)",
                Interval::Month => "Month",
                Interval::Quarter => "Quarter",
                Interval::Year => "Year",
            };
            view! { <option value=*word selected=move || now.with(|now| now == word)>{name}</option> }
        })
        .collect();
    view! {
        <select class="input" prop:value=now on:change:target=move |event| editor.choose(|draft| draft.set_interval(axis, &event.target().value()))>
            {options}
        </select>
    }
    .into_any()
}

/// The days that count: both ends, each absolute or counted from today.
#[component]
pub fn RangeForm(editor: Editor, axis: Axis) -> impl IntoView {
    view! {
        <fieldset class="part">
            <legend>"Only the days"</legend>
            <RangeEnd editor axis end="from" label="From" placeholder="the first one" />
            <RangeEnd editor axis end="to" label="To" placeholder="the last one" />
            <p class="hint">"2024-01-31, or a distance from today: -36M, -2w 3d, 0d (y, M, w, d). By month, -12M begins with a whole month."</p>
        </fieldset>
    }
    .into_any()
}

#[component]
fn RangeEnd(
    editor: Editor,
    axis: Axis,
    end: &'static str,
    label: &'static str,
    placeholder: &'static str,
) -> impl IntoView {
    let text = Memo::new(move |_| editor.draft.with(|draft| draft.range(axis, end).to_owned()));
    let trouble = Memo::new(move |_| {
        text.with(|text| match Day::of(text) {
            Day::Unknown(what) => Some(format!(
                "“{what}” is no day; try -36M or 2024-01-31. Until then this end is open."
            )),
            _ => None,
        })
    });
    let bad = move || trouble.with(Option::is_some);
    let id = format!("{}-{end}-trouble", axis.key());
    let place = format!("{}.range.{end}", axis.key());
    let describes = id.clone();
    view! {
        <label class="row">
            <span>{label}</span>
            <input class="input" autocomplete="off" spellcheck="false" placeholder=placeholder maxlength="40"
                class:bad=bad aria-invalid=move || bad().to_string()
                aria-describedby=move || bad().then(|| describes.clone())
                prop:value=text
                on:input:target=move |event| editor.typed(place.clone(), |draft| draft.set_range(axis, end, &event.target().value())) />
        </label>
        <p class="bad-hint" id=id role="status">{trouble}</p>
    }
    .into_any()
}

/// Equal ranges of a number.
#[component]
pub fn BinsForm(editor: Editor, axis: Axis) -> impl IntoView {
    let bins = Memo::new(move |_| editor.draft.with(|draft| draft.bins(axis)));
    let none = Memo::new(move |_| bins.get().is_none());
    let shown = move |of: fn(Bins) -> f64| {
        bins.get()
            .map_or_else(String::new, |bins| of(bins).to_string())
    };
    let write = move |text: String, change: fn(Option<Bins>, Option<f64>) -> Option<Bins>| {
        let number = text.trim().parse().ok().filter(|n: &f64| n.is_finite());
        editor.typed(format!("{}.bins", axis.key()), |draft| {
            let bins = change(draft.bins(axis), number);
            draft.set_bins(axis, bins);
        });
    };
    let width = |bins: Option<Bins>, number: Option<f64>| {
        let from = bins.map_or(0.0, |bins| bins.from);
        number.map(|width| Bins { width, from })
    };
    let from = |bins: Option<Bins>, number: Option<f64>| {
        bins.map(|bins| Bins {
            from: number.unwrap_or(0.0),
            ..bins
        })
    };
    view! {
        <div class="row">
            <span aria-hidden="true">"Ranges of"</span>
            <span class="thirds">
                <input class="input" type="number" min="0" step="any" inputmode="decimal" aria-label="Width of a range" placeholder="each"
                    prop:value=move || shown(|bins| bins.width) on:change:target=move |event| write(event.target().value(), width) />
                <span class="hint" aria-hidden="true">"from"</span>
                <input class="input" type="number" step="any" inputmode="decimal" aria-label="Where the ranges begin" disabled=none
                    prop:value=move || shown(|bins| bins.from) on:change:target=move |event| write(event.target().value(), from) />
            </span>
        </div>
    }
    .into_any()
}

/// Which of an issue's sprints count.
#[component]
pub fn SprintSelect(editor: Editor, axis: Axis) -> impl IntoView {
    const SPRINTS: [(&str, &str); 3] = [
        ("all", "each that the issue was in"),
        ("active", "the one that is running"),
        ("latest", "the last one"),
    ];
    let now = Memo::new(move |_| editor.draft.with(|draft| draft.sprint(axis).to_owned()));
    let options: Vec<_> = SPRINTS
        .into_iter()
        .map(|(word, name)| view! { <option value=word selected=move || now.with(|now| now == word)>{name}</option> })
        .collect();
    view! {
        <label class="row">
            <span>"Sprints"</span>
            <select class="input" prop:value=now on:change:target=move |event| editor.choose(|draft| draft.set_sprint(axis, &event.target().value()))>{options}</select>
        </label>
    }
    .into_any()
}

/// How deep a cascading select is read.
#[component]
pub fn LevelSelect(editor: Editor, axis: Axis) -> impl IntoView {
    let first = Memo::new(move |_| editor.draft.with(|draft| draft.level(axis) == 1));
    let choose = move |word: String| {
        let level = if word == "1" { 1 } else { 2 };
        editor.choose(|draft| draft.set_level(axis, level));
    };
    view! {
        <label class="row">
            <span>"Level"</span>
            <select class="input" prop:value=move || if first.get() { "1" } else { "2" } on:change:target=move |event| choose(event.target().value())>
                <option value="1" selected=move || first.get()>"the first alone"</option>
                <option value="2" selected=move || !first.get()>"both: parent / child"</option>
            </select>
        </label>
    }
    .into_any()
}
