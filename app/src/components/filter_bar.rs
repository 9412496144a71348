//! What a chart may be narrowed by: one line over it, in a frame and on its page.
//!
//! One plain form, whose fields write just the words of the address: it needs no script. In a frame
//! `frontend/js/embed/filter.js` sends the same without leaving the page.

use super::filter_panel::Panel;
use crate::{
    address::Address,
    model::{self, FilterTab},
};
use leptos::prelude::*;

/// The bar; nothing where the chart offers no filter and follows none.
#[component]
pub fn FilterBar(
    bar: model::FilterBar,
    /// Where the chart is, with what it is narrowed by.
    address: Address,
) -> impl IntoView {
    if !bar.is_shown() {
        return ().into_any();
    }
    let narrows = bar.narrows();
    let unseen = address
        .unseen(bar.open(), bar.text.is_some())
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> });
    let unseen: Vec<_> = unseen.collect();
    let text = bar.text.map(|text| {
        view! {
            <input id="filter-text" class="filter-text" type="search" name="text" value=text maxlength="200"
                placeholder="Search in text" aria-label="Search in text" autocomplete="off" />
        }
    });
    let closed = address.whole();
    let tabs: Vec<_> = bar
        .tabs
        .into_iter()
        .map(|tab| view! { <Tab tab closed=closed.clone() /> })
        .collect();
    let ignored: Vec<_> = bar
        .ignored
        .into_iter()
        .map(|sentence| view! { <p class="filter-ignored">{sentence}</p> })
        .collect();
    view! {
        <form class="filters" method="get" action=address.path.clone() role="search" aria-label="Filters" data-act="filter">
            {unseen}
            // The first button is the one that Enter presses: it applies, and opens nothing.
            <button class="unseen" tabindex="-1" aria-hidden="true">"Apply"</button>
            {text}
            <div class="filter-tabs">
                {tabs}
                {narrows.then(|| view! { <a id="filter-clear" class="filter-clear" href=address.wide() data-act="clear">"Clear"<span class="unseen">" filters"</span></a> })}
            </div>
            {ignored}
        </form>
    }
    .into_any()
}

/// The button of one field's filter, and what it opens.
#[component]
fn Tab(tab: FilterTab, closed: String) -> impl IntoView {
    let open = tab.values.is_some();
    let said = tab.said();
    let all = tab
        .chosen
        .iter()
        .map(|value| value.label.as_str())
        .collect::<Vec<_>>()
        .join(", ");
    let id = format!("filter-tab-{}", tab.field);
    let class = if said.is_some() {
        "filter-tab on"
    } else {
        "filter-tab"
    };
    // Of two parts a reader would make "Priority : High".
    let named = said.as_ref().map(|said| format!("{}: {said}", tab.name));
    // A filter that is open is closed by its button: it then opens none.
    let opens = if open {
        String::new()
    } else {
        tab.field.clone()
    };
    view! {
        <button id=id class=class name="open" value=opens aria-expanded=if open { "true" } else { "false" }
            aria-controls=open.then_some("filter-panel")
            data-field=tab.field.clone() aria-label=named title=(!all.is_empty()).then_some(all)>
            <span>{tab.name.clone()}</span>
            {said.map(|said| view! { <span class="filter-said">{format!(": {said}")}</span> })}
        </button>
        {open.then(|| view! { <Panel tab closed /> })}
    }
    .into_any()
}
