//! A chart in its frame: title, picture, numbers, where they come from.

use super::{
    html::script_json,
    model::{ChartFrame, Place, Seen},
    provenance::Foot,
    trouble::Wide,
};
use crate::{
    components::FilterBar,
    numbers::{self, Around},
};
use chart::{Kind, Legend, Percent, Table};
use leptos::prelude::*;

#[component]
pub(super) fn ChartView(place: Place, frame: ChartFrame) -> impl IntoView {
    let ChartFrame {
        title,
        about,
        kind,
        display,
        adds_up,
        seen,
        filter,
        table,
        links,
        by,
        and,
        option,
        svg,
        summary,
        stale,
    } = frame;
    let around = Around {
        by,
        and,
        totals: display.totals,
        percent: display.percent != Percent::None && adds_up,
        cells: match kind {
            Kind::Table2d if adds_up => display.percent,
            _ => Percent::None,
        },
        links,
    };
    let drawn = !svg.is_empty();
    let empty = table.is_empty() && kind != Kind::Tile;
    let explained = drawn && display.legend == Legend::Table;
    let narrowed = filter.narrows();
    let nothing = match (narrowed, seen) {
        (true, _) => "Filters are on: no issue of this chart passes them.",
        (false, Seen::Shared) => "The chart's query finds no issue.",
        (false, Seen::Whole { .. }) => "The chart's query finds no issue that you can see in Jira.",
    };
    let query = filter.query.clone();
    let bar = view! { <FilterBar bar=filter address=place.here() /> };
    let middle = if empty {
        view! {
            <div class="middle">
                <p class="strong">"No issues match"</p>
                <p class="small">{nothing}</p>
                {narrowed.then(|| view! { <Wide place=place.clone() /> })}
            </div>
        }
        .into_any()
    } else if drawn {
        let data = script_json(&option);
        let keys = (explained && around.and.is_some()).then(|| numbers::keys(&table.columns));
        let beside = explained.then(|| {
            view! { <div class="beside" tabindex="0" role="region" aria-label="Legend">{numbers::legend(&table, &around)}</div> }
        });
        view! {
            <div class=if explained { "plot with-legend" } else { "plot" }>
                {keys}
                <div class="stage" data-part="stage" data-label=summary inner_html=svg></div>
                {beside}
            </div>
            <script type="application/json" id="option" inner_html=data></script>
        }
        .into_any()
    } else if kind == Kind::Tile {
        numbers::tile(&table, around.percent, around.links.as_ref())
    } else {
        view! { <div class="scroll" tabindex="0" role="region" aria-label="Numbers">{numbers::twin(&table, &around)}</div> }.into_any()
    };

    let head = (!title.is_empty()).then(|| {
        view! { <header class=format!("top {}", display.title_align.name())><h1 title=title.clone()>{title.clone()}</h1></header> }
    });
    // A table shows its numbers already; whatever has notes needs a place for them.
    let notes = &table.provenance.warnings;
    let twin = (!empty && drawn || !notes.is_empty()).then(|| {
        view! { <Twin table=table.clone() around empty /> }
    });
    let query = query.map(|query| {
        view! {
            <details class="more about" name="more">
                <summary>"Query"</summary>
                <p class="panel" tabindex="0" role="region" aria-label="Query"><code>{query}</code></p>
            </details>
        }
    });
    let about = (!about.is_empty()).then(|| {
        view! {
            <details class="more about" name="more">
                <summary>"Description"</summary>
                <div class="panel prose" tabindex="0" role="region" aria-label="Description" inner_html=about></div>
            </details>
        }
    });
    view! {
        {head}
        {bar}
        {middle}
        <Foot place provenance=table.provenance seen stale>{about}{query}{twin}</Foot>
    }
}

/// The numbers behind the picture, folded, with what has to be said about them.
#[component]
fn Twin(table: Table, around: Around, empty: bool) -> impl IntoView {
    let notes = &table.provenance.warnings;
    let label = match notes.len() {
        0 => "Numbers".to_owned(),
        1 => "Numbers, 1 note".to_owned(),
        more => format!("Numbers, {more} notes"),
    };
    let notes: Vec<_> = notes
        .iter()
        .map(|note| view! { <p class="note warn">{note.clone()}</p> })
        .collect();
    view! {
        <details class="more twin" name="more" data-part="twin">
            <summary>{label}</summary>
            <div class="panel scroll" tabindex="0" role="region" aria-label="Numbers">
                {notes}
                {(!empty).then(|| numbers::twin(&table, &around))}
            </div>
        </details>
    }
}
