//! Under every chart: as whom, how many issues, when, and whether anything is missing.

use super::{
    model::{Place, Seen},
    trouble::Again,
};
use crate::{address::Address, format, paths};
use chart::Provenance;
use leptos::prelude::*;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

#[component]
pub(super) fn Foot(
    place: Place,
    provenance: Provenance,
    seen: Seen,
    stale: bool,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let alone = Address {
        path: paths::chart(&place.chart),
        narrowing: place.narrowing.clone(),
        ..Address::default()
    };
    let alone = alone.whole();
    // Who sees the numbers alone finds nothing there.
    let open = (seen != Seen::Shared).then(|| {
        view! { <a href=alone target="_blank" rel="noopener">"Open"<span class="unseen">" in Inlay, in a new window"</span></a> }
    });
    if stale {
        return view! {
            <footer class="foot">
                <span class="note warn">{format!("Jira is not answering. Numbers from {} ago.", age(provenance.age_seconds))}</span>
                <div class="ways">
                    {children.map(|children| children())}
                    <Again place quiet=true />
                    {open}
                </div>
            </footer>
        }
        .into_any();
    }
    let who = match seen {
        Seen::Shared => "As its owner sees it".to_owned(),
        Seen::Whole { .. } => format!("As {} sees it", provenance.account),
    };
    let other = match seen {
        Seen::Whole {
            may_switch: true,
            as_owner,
        } => Some(view! { <Other place as_owner /> }),
        _ => None,
    };
    let at = moment(&provenance);
    let partial =
        (!provenance.complete).then(|| view! { <span class="note warn">"Partial"</span> });
    view! {
        <footer class="foot">
            <span>{who}</span>
            <span>{format::got(&provenance)}</span>
            <time datetime=provenance.fetched_at.to_string()>{at}</time>
            {partial}
            <div class="ways">
                {children.map(|children| children())}
                {other}
                {open}
            </div>
        </footer>
    }
    .into_any()
}

/// The way to the other of two views. The script asks for it with the session that it holds; without
/// the script the whole frame goes there.
#[component]
fn Other(place: Place, as_owner: bool) -> impl IntoView {
    let (to, words) = if as_owner {
        ("", "As you see it")
    } else {
        ("owner", "As its owner sees it")
    };
    let address = place.address(!as_owner).whole();
    view! { <a href=address data-act="as" data-as=to>{words}</a> }
}

/// The time of day, with the day where it may be another one.
fn moment(provenance: &Provenance) -> String {
    let format = if provenance.age_seconds < DAY / 2 {
        "%H:%M UTC"
    } else {
        "%-d %B, %H:%M UTC"
    };
    provenance.fetched_at.strftime(format).to_string()
}

fn age(seconds: u64) -> String {
    let (number, unit) = match seconds {
        0..HOUR => ((seconds / MINUTE).max(1), "minute"),
        HOUR..DAY => (seconds / HOUR, "hour"),
        _ => (seconds / DAY, "day"),
    };
    format!("{number} {unit}{}", if number == 1 { "" } else { "s" })
}
