//! A chart on the shelf.

use crate::{
    browser,
    components::{CopyButton, KindPicture, When},
    model::ChartSummary,
    paths,
};
use chart::Kind;
use leptos::prelude::*;

/// One chart: what it is, and what can be done with it.
#[component]
pub fn ChartCard(
    chart: ChartSummary,
    /// Asks whether to delete it, where it is one's own.
    doomed: Option<RwSignal<Option<ChartSummary>>>,
) -> impl IntoView {
    let kind = Kind::ALL.into_iter().find(|kind| kind.name() == chart.kind);
    let id = chart.id.clone();
    let address = Callback::new(move |()| browser::address(&paths::embed(&id)));
    let title = if chart.title.is_empty() {
        "Untitled".to_owned()
    } else {
        chart.title.clone()
    };
    let named = format!("Delete {title}");
    let this = chart.clone();
    let edit = chart
        .may_edit
        .then(|| view! { <a class="btn quiet" href=paths::edit(&chart.id)>"Edit"</a> });
    let delete = doomed.map(|doomed| {
        view! {
            <button type="button" class="btn quiet danger needs-script" aria-label=named on:click=move |_| doomed.set(Some(this.clone()))>
                "Delete"
            </button>
        }
    });
    view! {
        <li class="card chart-row">
            <span class="kind-badge"><KindPicture kind /></span>
            <div class="chart-row-text">
                <h2><a href=paths::chart(&chart.id)>{title}</a></h2>
                <p>{chart.site_name}" · changed "<When at=chart.updated_at /></p>
            </div>
            <div class="chart-row-tools">
                {edit}
                <CopyButton text=address label="Copy iframe address" class="quiet" />
                {delete}
            </div>
        </li>
    }
    .into_any()
}
