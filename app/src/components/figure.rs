//! A chart: the drawing or the numbers, with a table for whoever does not see the drawing.

use crate::{
    browser::Drawing,
    draft::Draft,
    model::Drawn,
    numbers::{self, Around},
};
use chart::{Kind, Percent};
use leptos::prelude::*;

/// What a figure is made of; a change of it makes the figure anew, a change of numbers does not.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Empty,
    Drawing {
        legend: bool,
        grouped: bool,
        /// Another theme is other colours from the start: the drawing begins anew.
        theme: Option<&'static str>,
    },
    Table,
    Tile,
}

impl Shape {
    fn of(draft: &Draft, drawn: &Drawn) -> Self {
        match draft.kind() {
            Some(Kind::Tile) => Self::Tile,
            _ if drawn.table.is_empty() => Self::Empty,
            Some(Kind::Table) | None => Self::Table,
            Some(_) if drawn.option.is_null() => Self::Table,
            Some(_) => Self::Drawing {
                legend: draft.look("legend", "table") == "table",
                grouped: drawn.and.is_some(),
                theme: draft.own_theme(),
            },
        }
    }
}

/// A chart as its spec says and as its numbers are.
#[component]
pub fn Figure(
    /// The spec.
    #[prop(into)]
    draft: Signal<Draft>,
    /// The numbers and the drawing.
    #[prop(into)]
    drawn: Signal<Drawn>,
    /// Whether a drawing without a height of its own takes all the room there is.
    #[prop(optional)]
    fill: bool,
    /// The address without filters, where filters are on.
    #[prop(default = None)]
    wide: Option<String>,
) -> impl IntoView {
    let wide = StoredValue::new(wide);
    let shape = Memo::new(move |_| draft.with(|draft| drawn.with(|drawn| Shape::of(draft, drawn))));
    let around = Memo::new(move |_| {
        draft.with(|draft| {
            drawn.with(|drawn| Around {
                by: drawn.by.clone(),
                and: drawn.and.clone(),
                totals: draft.shows("totals"),
                percent: draft.percent() != Percent::None,
                cells: match draft.kind() {
                    Some(Kind::Table2d) => draft.percent(),
                    _ => Percent::None,
                },
                links: drawn.links.clone(),
            })
        })
    });
    let twin =
        move || drawn.with(|drawn| around.with(|around| numbers::twin(&drawn.table, around)));
    let legend =
        move || drawn.with(|drawn| around.with(|around| numbers::legend(&drawn.table, around)));
    move || {
        match shape.get() {
        Shape::Empty => view! {
            <div class="empty">
                <p>"No issues."</p>
                {match wide.get_value() {
                    None => view! { <small>"The query finds none that you can see in Jira, or everything is hidden."</small> }.into_any(),
                    Some(wide) => view! { <small>"Filters are on: no issue of this chart passes them. "<a href=wide>"Clear filters"</a></small> }.into_any(),
                }}
            </div>
        }
        .into_any(),
        Shape::Tile => view! { {move || drawn.with(|drawn| around.with(|around| numbers::tile(&drawn.table, around.percent, around.links.as_ref())))} }.into_any(),
        Shape::Table => view! { <div class="table-figure scroll" tabindex="0" role="region" aria-label="Numbers">{twin}</div> }.into_any(),
        Shape::Drawing { legend: true, grouped: false, .. } => view! {
            <div class="plot">
                <Picture draft drawn fill />
                <div class="scroll" tabindex="0" role="region" aria-label="Numbers">{twin}</div>
            </div>
        }
        .into_any(),
        Shape::Drawing { legend: beside, .. } => view! {
            <div class="plot" class:wide=!beside>
                <Picture draft drawn fill />
                {beside.then(|| view! { <div class="scroll" tabindex="0" role="region" aria-label="Legend">{legend}</div> })}
            </div>
            <details class="numbers">
                <summary>"The numbers as a table"</summary>
                <div class="scroll" tabindex="0" role="region" aria-label="Numbers">{twin}</div>
            </details>
        }
        .into_any(),
    }
    }
}

/// The drawing: the server's SVG at first, ECharts as soon as its script is there.
#[component]
fn Picture(draft: Signal<Draft>, drawn: Signal<Drawn>, fill: bool) -> impl IntoView {
    let place = NodeRef::<leptos::html::Div>::new();
    let height = Memo::new(move |_| {
        draft.with(|draft| match draft.own_height() {
            None if fill => String::new(),
            own => format!("{}px", own.unwrap_or(Draft::HEIGHT)),
        })
    });
    // The effect keeps the drawing; it goes with the figure, which ends its observers too.
    Effect::new(move |before: Option<Option<Drawing>>| {
        let element = place.get()?;
        // Through the object model, which the Content-Security-Policy allows.
        leptos::wasm_bindgen::JsCast::unchecked_ref::<web_sys::HtmlElement>(&*element)
            .style()
            .set_property("height", &height.get())
            .unwrap_or_default();
        drawn.with(|drawn| {
            if let Some(drawing) = before.flatten()
                && drawing.update(&drawn.option)
            {
                let _ = element.set_attribute("aria-label", &drawn.summary);
                return Some(drawing);
            }
            let begun = Drawing::begin(&element, &drawn.option, &drawn.summary);
            if begun.is_none() {
                element.set_inner_html(&drawn.svg);
            }
            begun
        })
    });
    let svg = drawn.with_untracked(|drawn| drawn.svg.clone());
    view! { <div class="picture" class:fill=move || height.with(String::is_empty) node_ref=place inner_html=svg></div> }.into_any()
}
