//! The values of a dimension, as a list that can be put in order.

use super::{drag::Drag, segment_row::Row, state::Editor};
use crate::draft::{Axis, Segment};
use chart::Kind;
use leptos::prelude::*;

/// What had the focus when its row was moved: moving takes it away, so it is given back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// The button up.
    Up,
    /// The button down.
    Down,
    /// The name.
    Name,
}

/// What the rows of one list share.
#[derive(Clone, Copy)]
pub struct List {
    /// Rows or columns.
    pub axis: Axis,
    /// The values.
    pub segments: Memo<Vec<Segment>>,
    /// Whether the values have colours of their own.
    pub coloured: Memo<bool>,
    /// The row that is being dragged.
    pub drag: RwSignal<Option<Drag>>,
    /// The row that was moved with the keyboard, and what had the focus.
    pub held: RwSignal<Option<(String, Held)>>,
    /// What was done, for a screen reader.
    pub said: RwSignal<String>,
}

impl List {
    /// The value of this key.
    pub fn of(self, key: StoredValue<String>) -> Option<Segment> {
        self.segments.with(|all| {
            all.iter()
                .find(|one| key.with_value(|key| one.key == *key))
                .cloned()
        })
    }

    /// The keys of the values that have a place among the others.
    pub fn shown(self) -> Vec<String> {
        self.segments.with_untracked(|all| {
            all.iter()
                .filter(|one| !one.hidden && !one.fixed)
                .map(|one| one.key.clone())
                .collect()
        })
    }
}

/// Most values in the list; a limit brings the others together.
const MOST: usize = 60;

/// The list of values, as the last drawing has them.
#[component]
pub fn Segments(editor: Editor, axis: Axis) -> impl IntoView {
    let segments = Memo::new(move |_| {
        editor.shown.with(|shown| {
            let Some(shown) = shown else {
                return Vec::new();
            };
            let table = &shown.drawn.table;
            let (members, numbers) = match axis {
                Axis::ChartBy => (&table.rows, &table.row_totals),
                Axis::GroupBy if shown.drawn.and.is_some() => {
                    (&table.columns, &table.column_totals)
                }
                Axis::GroupBy => return Vec::new(),
            };
            // Until the answer for another field is there, the old one's values are nobody's.
            if editor
                .draft
                .with(|draft| draft.field(axis) != shown.draft.field(axis))
            {
                return Vec::new();
            }
            editor
                .draft
                .with(|draft| draft.segments(axis, members, numbers))
        })
    });
    let more = Memo::new(move |_| segments.with(Vec::len).saturating_sub(MOST));
    // The bars of stacked bars have the colours of their parts.
    let coloured = Memo::new(move |_| {
        editor
            .draft
            .with(|draft| axis == Axis::GroupBy || draft.kind().is_none_or(colours_rows))
    });
    let drag = RwSignal::new(None::<Drag>);
    let said = RwSignal::new(String::new());
    let list = List {
        axis,
        segments,
        coloured,
        drag,
        held: RwSignal::new(None),
        said,
    };
    let touched = Memo::new(move |_| editor.draft.with(|draft| draft.is_any_touched(axis)));
    view! {
        <ul class="segs" class:dragging=move || drag.with(Option::is_some) aria-label="Values">
            <For each=move || segments.get().into_iter().take(MOST).map(|segment| segment.key) key=Clone::clone let:key>
                <Row editor list key />
            </For>
        </ul>
        <p class="unseen" role="status">{said}</p>
        <div class="segs-foot">
            <small>"Alt with an arrow key moves a value"</small>
            <button type="button" class="link" disabled=move || !touched.get() on:click=move |_| editor.choose(|draft| draft.reset_all(axis))>"Reset all values"</button>
        </div>
        {move || (more.get() > 0).then(|| view! { <p class="hint">{format!("and {} more; “Show at most” brings them together", more.get())}</p> })}
    }
    .into_any()
}

/// Whether the colours of a kind are those of its rows.
fn colours_rows(kind: Kind) -> bool {
    !kind.two_dimensional() && kind != Kind::Line
}
