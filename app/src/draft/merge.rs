//! Several values that count as one, and taking back what was said about values.

use super::{Axis, Draft, segment::same};
use serde_json::{Value, json};

/// Values under one name.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Merged {
    name: String,
    values: Vec<String>,
}

impl Draft {
    /// Lets a value count as part of another one. Both may be merged from several already.
    pub fn merge(&mut self, axis: Axis, key: &str, into: &str) {
        if same(key, into) {
            return;
        }
        let mut all = self.merged(axis);
        let mut values = values_of(&all, into);
        for value in values_of(&all, key) {
            if !values.iter().any(|known| same(known, &value)) {
                values.push(value);
            }
        }
        let whole = Merged {
            name: into.to_owned(),
            values,
        };
        match all.iter().position(|merged| same(&merged.name, into)) {
            Some(place) => all[place] = whole,
            None => all.push(whole),
        }
        all.retain(|merged| !same(&merged.name, key));
        self.set_merged(axis, &all);
        self.set_hidden(axis, key, false);
        self.forget_place(axis, key);
    }

    /// Lets a value count by itself again.
    pub fn unmerge(&mut self, axis: Axis, name: &str, value: &str) {
        let mut all = self.merged(axis);
        for merged in &mut all {
            if same(&merged.name, name) {
                merged.values.retain(|known| !same(known, value));
            }
        }
        // One value under its own name is merged with nothing.
        all.retain(|merged| merged.values.len() > 1);
        self.set_merged(axis, &all);
    }

    /// The values that count under this name; none where it is a value by itself.
    pub(super) fn parts_of(&self, axis: Axis, name: &str) -> Vec<String> {
        self.merged(axis)
            .into_iter()
            .find(|merged| same(&merged.name, name))
            .map(|merged| merged.values)
            .unwrap_or_default()
    }

    /// Every value that counts as one with others.
    pub(super) fn all_parts(&self, axis: Axis) -> Vec<String> {
        let all = self.merged(axis).into_iter();
        all.flat_map(|merged| merged.values).collect()
    }

    /// Whether anything was said about this value.
    pub fn is_touched(&self, axis: Axis, key: &str) -> bool {
        self.is_hidden(axis, key)
            || ["rename", "colours"]
                .iter()
                .any(|about| self.said(axis, about, key).is_some())
            || !self.parts_of(axis, key).is_empty()
    }

    /// Takes back what was said about one value; its place stays.
    pub fn reset(&mut self, axis: Axis, key: &str) {
        for about in ["rename", "colours"] {
            self.say(axis, about, key, None);
        }
        self.set_hidden(axis, key, false);
        let mut all = self.merged(axis);
        all.retain(|merged| !same(&merged.name, key));
        self.set_merged(axis, &all);
    }

    /// Whether anything was said about any value, its place included.
    pub fn is_any_touched(&self, axis: Axis) -> bool {
        self.order(axis) == "keys"
            || self.dimension(axis).is_some_and(|dimension| {
                ["hide", "rename", "merge", "colours"]
                    .iter()
                    .any(|about| dimension.contains_key(*about))
            })
    }

    /// Takes back what was said about all values, and their order.
    pub fn reset_all(&mut self, axis: Axis) {
        for about in ["hide", "rename", "merge", "colours"] {
            self.set(axis, about, None);
        }
        if self.order(axis) == "keys" {
            self.set(axis, "order", None);
        }
    }

    fn merged(&self, axis: Axis) -> Vec<Merged> {
        let list = self
            .dimension(axis)
            .and_then(|dimension| dimension.get("merge")?.as_array());
        let one = |merge: &Value| {
            let values = merge.get("values")?.as_array()?;
            Some(Merged {
                name: merge.get("name")?.as_str()?.to_owned(),
                values: values
                    .iter()
                    .filter_map(Value::as_str)
                    .map(str::to_owned)
                    .collect(),
            })
        };
        list.into_iter().flatten().filter_map(one).collect()
    }

    fn set_merged(&mut self, axis: Axis, all: &[Merged]) {
        let list: Vec<Value> = all
            .iter()
            .map(|merged| json!({"name": merged.name, "values": merged.values}))
            .collect();
        self.set(axis, "merge", (!list.is_empty()).then(|| json!(list)));
    }

    /// A value that is no row of its own has no place among them.
    fn forget_place(&mut self, axis: Axis, key: &str) {
        if let Some(mut keys) = self.own_order(axis) {
            keys.retain(|known| !same(known, key));
            self.set(axis, "order", (!keys.is_empty()).then(|| json!(keys)));
        }
    }
}

fn values_of(all: &[Merged], key: &str) -> Vec<String> {
    all.iter()
        .find(|merged| same(&merged.name, key))
        .map_or_else(|| vec![key.to_owned()], |merged| merged.values.clone())
}
