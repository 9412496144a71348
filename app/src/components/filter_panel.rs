//! The values of one filter, to be chosen.

use crate::{
    format::counted,
    model::{FilterTab, FilterValue},
};
use chart::How;
use leptos::prelude::*;

/// In how many words a way of counting is offered.
fn words(how: How) -> &'static str {
    match how {
        How::Any => "any of",
        How::All => "all of",
        How::None => "none of",
    }
}

/// A panel over the chart: in which way the values count, and the values.
#[component]
pub fn Panel(
    tab: FilterTab,
    /// The address as it is, with no filter open.
    closed: String,
) -> impl IntoView {
    let FilterTab {
        field,
        name,
        many,
        how,
        chosen,
        values,
        ..
    } = tab;
    let values = values.unwrap_or_default();
    let is_chosen = |value: &FilterValue| chosen.iter().any(|it| it.key == value.key);
    let is_offered = |value: &&FilterValue| values.values.iter().any(|it| it.key == value.key);
    let hows: Vec<_> = How::EVERY
        .into_iter()
        .filter(|it| many || *it != How::All || how == it.name())
        .map(|it| {
            let checked = how == it.name();
            view! { <label><input type="radio" name=format!("how.{field}") value=it.name() checked=checked />{words(it)}</label> }
        })
        .collect();
    // What the issues no longer have can still be taken away.
    let gone = chosen.iter().filter(|value| !is_offered(value));
    let gone = gone.map(|value| (value, true, true));
    let there = values.values.iter();
    let there = there.map(|value| (value, is_chosen(value), false));
    let boxes: Vec<_> = gone
        .chain(there)
        .map(|(value, checked, gone)| {
            view! {
                <label>
                    <input type="checkbox" name=format!("filter.{field}") value=value.key.clone() checked=checked />
                    <span>{value.label.clone()}</span>
                    {gone.then(|| view! { <small>"no issue has it now"</small> })}
                </label>
            }
        })
        .collect();
    let empty = boxes.is_empty();
    let more = (values.more > 0).then(|| {
        let more = f64::from(u32::try_from(values.more).unwrap_or(u32::MAX));
        let words = counted(more, "more value is", "more values are");
        view! { <p class="filter-more">{format!("{words} not listed.")}</p> }
    });
    let heading = format!("Issues whose {name} is");
    view! {
        <div id="filter-panel" class="filter-panel" role="group" aria-label=name.clone() data-part="panel">
            {if empty {
                view! { <p class="filter-more">"No issue of this chart has a value here."</p> }.into_any()
            } else {
                view! {
                    <div class="filter-how" role="group" aria-label=heading>{hows}</div>
                    <div class="filter-values" tabindex="0" role="group" aria-label=format!("Values of {name}") data-part="values">{boxes}</div>
                    {more}
                }
                .into_any()
            }}
            <div class="filter-ends">
                {(!empty).then(|| view! { <button class="filter-apply">"Apply"</button> })}
                <a class="filter-close" href=closed data-act="close">"Close"</a>
            </div>
        </div>
    }
    .into_any()
}
