//! A chart: the drawing or the numbers, with a table for whoever does not see the drawing.

use super::{Legend, Twin};
use crate::{
    browser::Drawing,
    draft::{Axis, Draft},
    format,
    model::Drawn,
};
use chart::{Kind, keys};
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
            _ if drawn.table.rows.is_empty() => Self::Empty,
            Some(Kind::Table) | None => Self::Table,
            Some(_) if drawn.option.is_null() => Self::Table,
            Some(_) => Self::Drawing {
                legend: draft.look("legend", "table") == "table",
                grouped: drawn.table.is_grouped(),
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
    /// Name of the first dimension, as far as it is known.
    #[prop(into)]
    by: Signal<String>,
    /// Name of the second.
    #[prop(into)]
    and: Signal<String>,
) -> impl IntoView {
    let shape = Memo::new(move |_| draft.with(|draft| drawn.with(|drawn| Shape::of(draft, drawn))));
    let totals = Signal::derive(move || draft.with(|draft| draft.shows("totals")));
    let percent =
        Signal::derive(move || draft.with(|draft| draft.look("percent", "of_total") != "none"));
    let table = Signal::derive(move || drawn.with(|drawn| drawn.table.clone()));
    move || {
        match shape.get() {
        Shape::Empty => view! {
            <div class="empty">
                <p>"No issues."</p>
                <small>"The query finds none that you can see in Jira, or everything is hidden."</small>
            </div>
        }
        .into_any(),
        Shape::Tile => view! { <Tile drawn /> }.into_any(),
        Shape::Table => view! { <div class="table-figure"><Twin table by and totals percent /></div> }.into_any(),
        Shape::Drawing { legend: true, grouped: false, .. } => view! {
            <div class="plot">
                <Picture draft drawn />
                <Twin table by and totals percent />
            </div>
        }
        .into_any(),
        Shape::Drawing { legend, .. } => view! {
            <div class="plot" class:wide=!legend>
                <Picture draft drawn />
                {legend.then(|| view! { <Legend table and totals percent /> })}
            </div>
            <details class="numbers">
                <summary>"The numbers as a table"</summary>
                <Twin table by and totals percent />
            </details>
        }
        .into_any(),
    }
    }
}

/// The drawing: the server's SVG at first, ECharts as soon as its script is there.
#[component]
fn Picture(draft: Signal<Draft>, drawn: Signal<Drawn>) -> impl IntoView {
    let place = NodeRef::<leptos::html::Div>::new();
    let height = Memo::new(move |_| draft.with(Draft::height));
    // The effect keeps the drawing; it goes with the figure, which ends its observers too.
    Effect::new(move |before: Option<Option<Drawing>>| {
        let element = place.get()?;
        // Through the object model, which the Content-Security-Policy allows.
        leptos::wasm_bindgen::JsCast::unchecked_ref::<web_sys::HtmlElement>(&*element)
            .style()
            .set_property("height", &format!("{}px", height.get()))
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
    view! { <div class="picture" node_ref=place inner_html=svg></div> }.into_any()
}

/// One number.
#[component]
fn Tile(drawn: Signal<Drawn>) -> impl IntoView {
    // A tile may be cut by a dimension; without one its only row is everything.
    let parts = move || {
        drawn.with(|drawn| {
            let rows = drawn.table.rows.iter().zip(&drawn.table.row_totals).filter(|(row, _)| row.key != keys::ALL);
            rows.map(|(row, total)| view! { <li><span>{row.label.clone()}</span>" "<b>{chart::grouped(total.0)}</b></li> }).collect::<Vec<_>>()
        })
    };
    let cut = Memo::new(move |_| {
        drawn.with(|drawn| drawn.table.rows.iter().any(|row| row.key != keys::ALL))
    });
    view! {
        <div class="tile">
            <p class="tile-number">{move || drawn.with(|drawn| chart::grouped(drawn.table.total.0))}</p>
            <p class="tile-unit">{move || drawn.with(|drawn| unit(drawn.table.total.0, &drawn.table.unit))}</p>
            {move || cut.get().then(|| view! { <ul class="tile-parts">{parts}</ul> })}
        </div>
    }
    .into_any()
}

fn unit(total: f64, unit: &str) -> String {
    if unit == "issues" {
        return format::noun(total, "issue", "issues").to_owned();
    }
    unit.to_owned()
}

/// What the dimensions of a chart are called, for the heads of its table.
pub fn dimension_names(draft: &Draft) -> (String, String) {
    let name = |axis| {
        draft
            .field_name(axis)
            .map_or_else(|| "Value".to_owned(), capitalised)
    };
    (name(Axis::ChartBy), name(Axis::GroupBy))
}

fn capitalised(name: String) -> String {
    let mut letters = name.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
