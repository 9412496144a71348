//! A chart in its frame: title, picture, numbers, where they come from.

use super::{
    html::script_json,
    legend::Keys,
    model::ChartFrame,
    numbers::{Key, Numbers},
    provenance::Foot,
    tile::Tile,
};
use chart::{Kind, Legend};
use leptos::prelude::*;

#[component]
pub(super) fn ChartView(id: String, frame: ChartFrame) -> impl IntoView {
    let ChartFrame {
        title,
        spec,
        table,
        option,
        svg,
        summary,
        stale,
    } = frame;
    let drawn = !svg.is_empty();
    let empty = table.is_empty() && spec.kind != Kind::Tile;
    let explained = drawn && spec.display.legend == Legend::Table;
    let provenance = table.provenance.clone();
    let notes = provenance.warnings.clone();

    let middle = if empty {
        view! {
            <div class="middle">
                <p class="strong">"No issues match"</p>
                <p class="small">"The chart's query finds no issue that you can see in Jira."</p>
            </div>
        }
        .into_any()
    } else if drawn {
        let data = script_json(&option);
        let keys = (explained && spec.group_by.is_some())
            .then(|| view! { <Keys members=table.columns.clone() /> });
        let beside = explained.then(|| {
            view! { <div class="beside" tabindex="0" role="region" aria-label="Legend"><Key spec=spec.clone() table=table.clone() /></div> }
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
    } else if spec.kind == Kind::Tile {
        view! { <Tile table=table.clone() /> }.into_any()
    } else {
        view! { <div class="scroll" tabindex="0" role="region" aria-label="Numbers"><Numbers spec=spec.clone() table=table.clone() /></div> }.into_any()
    };

    let head = (!title.is_empty()).then(|| {
        view! { <header class=format!("top {}", spec.display.title_align.name())><h1 title=title.clone()>{title.clone()}</h1></header> }
    });
    // A table shows its numbers already; whatever has notes needs a place for them.
    let twin = (!empty && drawn || !notes.is_empty()).then(|| {
        let label = match notes.len() {
            0 => "Numbers".to_owned(),
            1 => "Numbers, 1 note".to_owned(),
            more => format!("Numbers, {more} notes"),
        };
        let notes: Vec<_> = notes
            .into_iter()
            .map(|note| view! { <p class="note warn">{note}</p> })
            .collect();
        view! {
            <details class="twin" data-part="twin">
                <summary>{label}</summary>
                <div class="panel scroll" tabindex="0" role="region" aria-label="Numbers">
                    {notes}
                    {(!empty).then(|| view! { <Numbers spec=spec.clone() table=table.clone() /> })}
                </div>
            </details>
        }
    });
    view! {
        {head}
        {middle}
        <Foot id provenance stale>{twin}</Foot>
    }
}
