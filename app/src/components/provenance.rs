//! Where numbers come from.

use super::When;
use crate::format;
use chart::Provenance;
use leptos::prelude::*;

/// As whom the numbers were read, how many issues they are, when, and whether anything is missing.
#[component]
pub fn ProvenanceFoot(
    provenance: Provenance<String>,
    /// What stands at the end of the line, such as a button.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let who = match (provenance.run_as.as_str(), provenance.account.as_str()) {
        ("owner", "") => "As its owner sees it in Jira".to_owned(),
        ("owner", owner) => format!("As {owner} sees it in Jira"),
        _ => "As you see it in Jira".to_owned(),
    };
    let age = (provenance.age_seconds >= 60)
        .then(|| format!("{}, ", format::age(provenance.age_seconds)));
    let notes: Vec<_> = provenance
        .warnings
        .iter()
        .map(|warning| view! { <p class="note warn">{warning.clone()}</p> })
        .collect();
    let whole = if provenance.complete {
        "complete, "
    } else {
        "not complete, "
    };
    view! {
        <div class="foot-notes">{notes}</div>
        <div class="foot">
            <span>{who}</span>
            <span>{format::got(&provenance)}</span>
            // The moment comes last: the reader's own way of writing it has another width.
            <span class:warn-text=!provenance.complete>{whole}{age}"fetched "<When at=provenance.fetched_at.clone() /></span>
            <span class="grow"></span>
            {children.map(|children| children())}
        </div>
    }
    .into_any()
}
