//! The values of a dimension: hidden, renamed, coloured, put in order. Merging is in `merge`.

use super::{Axis, Draft, Names, merge::Merged, put};
use chart::{Member, keys};
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};

/// A value of a dimension in the list of the editor.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// What the spec calls it.
    pub key: String,
    /// What people read.
    pub label: String,
    /// What it was called before anybody renamed it, as far as that is known.
    pub called: String,
    /// `#rrggbb`.
    pub colour: String,
    /// Its number; nothing where there is none, or where it is hidden, and so not counted.
    pub count: Option<f64>,
    /// Whether it is left out of the chart.
    pub hidden: bool,
    /// Whether it can be hidden, renamed and coloured: the rest (“others”) is no value of its own.
    pub fixed: bool,
    /// The values that count as this one, where several do.
    pub parts: Vec<Part>,
}

/// A value that counts as another one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Part {
    /// What the spec calls it.
    pub key: String,
    /// What people read.
    pub label: String,
}

/// What a hidden value is painted with where nobody chose a colour.
const PALE: &str = "#8590a2";

impl Draft {
    /// Moves a value one place up or down among those that are shown: from then on the order is
    /// the author's own.
    pub fn move_segment(&mut self, axis: Axis, shown: &[String], key: &str, down: bool) {
        let Some(from) = shown.iter().position(|known| known == key) else {
            return;
        };
        let to = if down { from + 1 } else { from.wrapping_sub(1) };
        if to < shown.len() {
            let mut keys = shown.to_vec();
            keys.swap(from, to);
            self.set(axis, "order", Some(json!(keys)));
        }
    }

    /// Moves a value to the place of another one of those that are shown.
    pub fn place_segment(&mut self, axis: Axis, shown: &[String], key: &str, at: &str) {
        let place = |wanted: &str| shown.iter().position(|known| known == wanted);
        if let (Some(from), Some(to)) = (place(key), place(at))
            && from != to
        {
            let mut keys = shown.to_vec();
            let moved = keys.remove(from);
            keys.insert(to, moved);
            self.set(axis, "order", Some(json!(keys)));
        }
    }

    /// Hides a value, or shows it again.
    pub fn set_hidden(&mut self, axis: Axis, key: &str, hidden: bool) {
        let mut keys = self.hidden(axis);
        keys.retain(|known| !same(known, key));
        if hidden {
            keys.push(key.to_owned());
        }
        self.set(axis, "hide", (!keys.is_empty()).then(|| json!(keys)));
    }

    /// Gives a value another name; an empty one, or its own, gives the old one back.
    pub fn rename(&mut self, axis: Axis, key: &str, name: &str) {
        let name = name.trim();
        self.say(
            axis,
            "rename",
            key,
            (!name.is_empty() && name != key).then(|| name.into()),
        );
    }

    /// Gives a value a colour, `#rrggbb`.
    pub fn set_colour(&mut self, axis: Axis, key: &str, colour: &str) {
        self.say(axis, "colours", key, Some(colour.into()));
    }

    /// The colour that the author chose for a value.
    pub fn colour(&self, axis: Axis, key: &str) -> Option<&str> {
        self.said(axis, "colours", key)
    }

    /// The list of values: those of the table, then the hidden ones.
    pub fn segments(
        &self,
        axis: Axis,
        members: &[Member],
        counts: &[impl Copy + Into<Option<f64>>],
        names: &Names,
    ) -> Vec<Segment> {
        let there: HashSet<String> = members.iter().map(|member| folded(&member.key)).collect();
        let merges = self.merges(axis, &there, names);
        let both = members.iter().zip(counts);
        // What counts as another value goes at once, before the drawing has it.
        let alone = both.filter(|(member, _)| !merges.is_part(&member.key));
        let shown = alone.map(|(member, count)| {
            let merged = merges.of(&member.key);
            // And the one which others were put on has the name of them all.
            let (key, label) = match merged {
                Some(whole) if !same(&whole.name, &member.key) => {
                    let renamed = self.said(axis, "rename", &whole.name);
                    (&whole.name, renamed.unwrap_or(&whole.name).to_owned())
                }
                _ => (&member.key, member.label.clone()),
            };
            Segment {
                called: self.called(axis, key, names).to_owned(),
                key: key.clone(),
                label,
                colour: member.colour.clone(),
                count: (*count).into(),
                hidden: false,
                fixed: member.key == keys::OTHER || member.key == keys::ALL,
                parts: merged.map_or_else(Vec::new, |whole| self.parts(axis, whole, names)),
            }
        });
        let mut shown: Vec<Segment> = shown.collect();
        // An order of the author's own is seen at once, before the drawing has it.
        if let Some(order) = self.own_order(axis) {
            // The first of two that are the same counts.
            let places: HashMap<String, usize> = order
                .iter()
                .enumerate()
                .rev()
                .map(|(place, key)| (folded(key), place))
                .collect();
            let place = |key: &str| places.get(&folded(key)).copied();
            shown.sort_by_cached_key(|one| (one.fixed, place(&one.key).unwrap_or(usize::MAX)));
        }
        // One that stands under a name which the drawing does not have yet is there as well.
        let listed: HashSet<String> = shown.iter().map(|one| folded(&one.key)).collect();
        let hidden = self.hidden(axis).into_iter().filter(|key| {
            let key = folded(key);
            !there.contains(&key) && !listed.contains(&key)
        });
        let hidden = hidden.map(|key| {
            let called = self.called(axis, &key, names).to_owned();
            Segment {
                label: self
                    .said(axis, "rename", &key)
                    .map_or_else(|| called.clone(), str::to_owned),
                called,
                colour: self.said(axis, "colours", &key).unwrap_or(PALE).to_owned(),
                count: None,
                hidden: true,
                fixed: false,
                parts: merges
                    .named(&key)
                    .map_or_else(Vec::new, |whole| self.parts(axis, whole, names)),
                key,
            }
        });
        shown.into_iter().chain(hidden).collect()
    }

    fn parts(&self, axis: Axis, whole: &Merged, names: &Names) -> Vec<Part> {
        let part = |key: &String| Part {
            label: self.called(axis, key, names).to_owned(),
            key: key.clone(),
        };
        whole.values.iter().map(part).collect()
    }

    /// The order of the author's own, where there is one.
    pub(super) fn own_order(&self, axis: Axis) -> Option<Vec<String>> {
        let keys = self.dimension(axis)?.get("order")?.as_array()?;
        let keys = keys.iter().filter_map(Value::as_str).map(str::to_owned);
        Some(keys.collect())
    }

    /// Whether a value is left out of the chart.
    pub(super) fn is_hidden(&self, axis: Axis, key: &str) -> bool {
        self.hidden(axis).iter().any(|known| same(known, key))
    }

    fn hidden(&self, axis: Axis) -> Vec<String> {
        let keys = self
            .dimension(axis)
            .and_then(|dimension| dimension.get("hide"))
            .and_then(Value::as_array);
        keys.into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect()
    }

    pub(super) fn said(&self, axis: Axis, about: &str, key: &str) -> Option<&str> {
        let all = self.dimension(axis)?.get(about)?.as_object()?;
        all.iter().find(|(known, _)| same(known, key))?.1.as_str()
    }

    pub(super) fn say(&mut self, axis: Axis, about: &str, key: &str, value: Option<Value>) {
        let mut all = self
            .dimension(axis)
            .and_then(|d| d.get(about))
            .and_then(Value::as_object)
            .cloned()
            .unwrap_or_default();
        let known = all.keys().find(|known| same(known, key)).cloned();
        put(&mut all, &known.unwrap_or_else(|| key.to_owned()), value);
        self.set(axis, about, (!all.is_empty()).then_some(Value::Object(all)));
    }
}

/// Keys are the same whatever the case of their letters, as in [`chart::Dimension`].
pub(super) fn same(a: &str, b: &str) -> bool {
    folded(a) == folded(b)
}

pub(super) fn folded(key: &str) -> String {
    key.to_lowercase()
}
