//! The values of a dimension, as a list that can be put in order.

use super::{
    drag::Drag,
    segment_row::Row,
    state::{Editor, Shown},
};
use crate::draft::{Axis, Names, Segment};
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
    /// What values are called, hidden and merged ones as well.
    pub names: Memo<Names>,
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

/// Values in the list at first, and so many more with each wish for more.
const STEP: usize = 60;

/// The part of the list that is on the screen: the first values, or those with some letters in
/// their name.
fn on_screen(all: &[Segment], letters: &str, most: usize) -> (Vec<String>, usize) {
    let letters = letters.trim().to_lowercase();
    let fits = |one: &&Segment| {
        letters.is_empty()
            || one.label.to_lowercase().contains(&letters)
            || one.key.to_lowercase().contains(&letters)
            || one
                .parts
                .iter()
                .any(|part| part.label.to_lowercase().contains(&letters))
    };
    let mut found: Vec<String> = all.iter().filter(fits).map(|one| one.key.clone()).collect();
    let count = found.len();
    found.truncate(most);
    (found, count)
}

/// What the values of all drawings so far are called, for the lists of an editor.
#[derive(Clone, Copy)]
struct Seen(Memo<Names>);

/// Keeps the names of values for as long as the editor is there: a list comes and goes with its tab.
pub fn remember_names(shown: RwSignal<Option<Shown>>) {
    provide_context(Seen(names_of(shown)));
}

fn names_of(shown: RwSignal<Option<Shown>>) -> Memo<Names> {
    Memo::new_owning(move |before: Option<Names>| {
        let mut names = before.unwrap_or_default();
        let news = shown.with(|shown| {
            let Some(Shown { draft, drawn }) = shown else {
                return false;
            };
            let rows = names.learn(draft, Axis::ChartBy, &drawn.table.rows);
            // Without a second dimension, the only column is no value.
            drawn.and.is_some() && names.learn(draft, Axis::GroupBy, &drawn.table.columns) || rows
        });
        (names, news)
    })
}

/// The list of values, as the last drawing has them.
#[component]
pub fn Segments(editor: Editor, axis: Axis) -> impl IntoView {
    let names = use_context::<Seen>().map_or_else(|| names_of(editor.shown), |seen| seen.0);
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
            editor.draft.with(|draft| {
                let list = |names: &Names| draft.segments(axis, members, numbers, names);
                names.with(list)
            })
        })
    });
    let (letters, most) = (RwSignal::new(String::new()), RwSignal::new(STEP));
    // Another list begins from its start.
    let of = Memo::new(move |_| editor.draft.with(|draft| draft.field(axis).to_owned()));
    Effect::new(move |before: Option<String>| {
        let of = of.get();
        if before.is_some_and(|before| before != of) {
            letters.set(String::new());
            most.set(STEP);
        }
        of
    });
    let screen = Memo::new(move |_| {
        segments.with(|all| letters.with(|letters| on_screen(all, letters, most.get())))
    });
    let many = Memo::new(move |_| segments.with(Vec::len) > STEP);
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
        names,
        coloured,
        drag,
        held: RwSignal::new(None),
        said,
    };
    let touched = Memo::new(move |_| editor.draft.with(|draft| draft.is_any_touched(axis)));
    view! {
        <Show when=move || many.get()>
            <input class="input" type="search" aria-label="Find a value" placeholder="Find a value" autocomplete="off" spellcheck="false"
                prop:value=letters on:input:target=move |event| {
                    most.set(STEP);
                    letters.set(event.target().value());
                } />
        </Show>
        <ul class="segs" class:dragging=move || drag.with(Option::is_some) aria-label="Values">
            <For each=move || screen.with(|(keys, _)| keys.clone()) key=Clone::clone let:key>
                <Row editor list key />
            </For>
        </ul>
        <p class="unseen" role="status">{said}</p>
        <div class="segs-foot">
            <small>"Alt with an arrow key moves a value"</small>
            <button type="button" class="link" disabled=move || !touched.get() on:click=move |_| editor.choose(|draft| draft.reset_all(axis))>"Reset all values"</button>
        </div>
        <Show when=move || many.get()>
            <Rest screen all=Signal::derive(move || segments.with(Vec::len)) most />
        </Show>
    }
    .into_any()
}

/// How much of the list is on the screen, and the way to more of it.
#[component]
fn Rest(
    screen: Memo<(Vec<String>, usize)>,
    all: Signal<usize>,
    most: RwSignal<usize>,
) -> impl IntoView {
    let count = move || screen.with(|(keys, found)| (keys.len(), *found));
    let told = move || {
        let (shown, found) = count();
        let whole = grouped(all.get());
        match (shown, found) {
            (0, _) => format!("None of the {whole} values has these letters."),
            (shown, found) if found < all.get() => {
                format!(
                    "{} of {} found, of {whole} values",
                    grouped(shown),
                    grouped(found)
                )
            }
            (shown, _) => format!("{} of {whole} values", grouped(shown)),
        }
    };
    view! {
        <div class="segs-foot">
            <small role="status">{told}</small>
            <Show when=move || { let (shown, found) = count(); shown < found }>
                <button type="button" class="link" on:click=move |_| most.update(|most| *most += STEP)>
                    {format!("Show {STEP} more")}
                </button>
            </Show>
        </div>
        <p class="hint">"“Show at most” brings the smaller ones together."</p>
    }
    .into_any()
}

#[expect(clippy::cast_precision_loss, reason = "values are far fewer than 2^53")]
fn grouped(count: usize) -> String {
    chart::grouped(count as f64)
}

/// Whether the colours of a kind are those of its rows.
fn colours_rows(kind: Kind) -> bool {
    !kind.two_dimensional() && kind != Kind::Line
}

#[cfg(test)]
mod tests {
    use super::{STEP, Segment, on_screen};
    use crate::draft::Part;

    fn values(count: usize) -> Vec<Segment> {
        let value = |number: usize| Segment {
            key: format!("v{number:04}"),
            label: format!("Value {number:04}"),
            called: format!("Value {number:04}"),
            colour: "#4688ec".into(),
            count: Some(1.0),
            hidden: false,
            fixed: false,
            parts: Vec::new(),
        };
        (0..count).map(value).collect()
    }

    #[test]
    fn of_many_values_the_first_are_shown_and_the_others_are_found_by_letters() {
        let mut all = values(3_000);
        let (keys, found) = on_screen(&all, "", STEP);
        assert_eq!((keys.len(), found), (STEP, 3_000));
        let (keys, found) = on_screen(&all, " vAlue 299", STEP);
        assert_eq!((keys.len(), found, keys[0].as_str()), (10, 10, "v2990"));
        all[7].parts = vec![Part {
            key: "712020:03d1".into(),
            label: "Swallowed".into(),
        }];
        assert_eq!(on_screen(&all, "swallow", STEP).0, ["v0007"]);
        assert_eq!(on_screen(&all, "nowhere", STEP), (Vec::new(), 0));
    }
}
