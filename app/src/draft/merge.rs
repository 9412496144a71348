//! Several values that count as one. A merge has the name of the value that the others were put on;
//! its values are keys.

use super::{
    Axis, Draft, Names,
    segment::{folded, same},
};
use serde_json::{Value, json};
use std::collections::HashSet;

/// Values under one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Merged {
    pub(super) name: String,
    pub(super) values: Vec<String>,
}

impl Draft {
    /// Lets a value count as part of another one. Both may be merged from several already.
    pub fn merge(&mut self, axis: Axis, key: &str, into: &str, names: &Names) {
        if same(key, into) {
            return;
        }
        let mut all = self.merged(axis);
        let more = values_of(&all, key);
        if let Some(gone) = all.iter().position(|merged| same(&merged.name, key)) {
            let gone = all.remove(gone);
            if let Some(host) = self.host(axis, &gone, names) {
                self.carry(axis, &gone.name, &host);
            }
        }
        let known = all.iter().position(|merged| same(&merged.name, into));
        let place = known.unwrap_or_else(|| {
            let name = self.free_name(axis, into, &all, names);
            self.carry(axis, into, &name);
            let values = vec![into.to_owned()];
            all.push(Merged { name, values });
            all.len() - 1
        });
        for value in more {
            if !all[place].values.iter().any(|known| same(known, &value)) {
                all[place].values.push(value);
            }
        }
        self.set_merged(axis, &all);
        self.set_hidden(axis, key, false);
        self.forget_place(axis, key);
    }

    /// Lets a value count by itself again.
    pub fn unmerge(&mut self, axis: Axis, name: &str, value: &str, names: &Names) {
        let mut all = self.merged(axis);
        let Some(place) = all.iter().position(|merged| same(&merged.name, name)) else {
            return;
        };
        let host = self.host(axis, &all[place], names);
        let named_after = self.named_after(axis, &all[place], names);
        all[place].values.retain(|known| !same(known, value));
        if all[place].values.len() < 2 {
            // One value under its own name is merged with nothing.
            let gone = all.remove(place);
            if let Some(host) = host {
                self.carry(axis, &gone.name, &host);
            }
        } else if let Some(host) = named_after.filter(|host| same(host, value)) {
            // The others cannot go on under the name of the one that left.
            let gone = all.remove(place);
            self.carry(axis, &gone.name, &host);
            let name = self.free_name(axis, &gone.values[0], &all, names);
            self.carry(axis, &gone.values[0], &name);
            let values = gone.values;
            all.insert(place, Merged { name, values });
        }
        self.set_merged(axis, &all);
    }

    /// Takes apart what counts under this name, and what was said about it. Its place is that of the
    /// value which the others were put on.
    pub(super) fn take_apart(&mut self, axis: Axis, name: &str, names: &Names) {
        let mut all = self.merged(axis);
        let Some(place) = all.iter().position(|merged| same(&merged.name, name)) else {
            return;
        };
        let gone = all.remove(place);
        if let Some(own) = self.named_after(axis, &gone, names) {
            for about in ["rename", "colours"] {
                self.say(axis, about, &own, None);
            }
        }
        if let Some(host) = self.host(axis, &gone, names) {
            self.carry(axis, &gone.name, &host);
        }
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

    /// The names of merges that are no value's key, their case folded.
    pub(super) fn only_names(&self, axis: Axis) -> HashSet<String> {
        let all = self.merged(axis).into_iter();
        all.filter(|merged| !merged.values.iter().any(|value| same(value, &merged.name)))
            .map(|merged| folded(&merged.name))
            .collect()
    }

    /// The value that the others of a merge were put on; where nothing tells, the first one.
    pub(super) fn host(&self, axis: Axis, merged: &Merged, names: &Names) -> Option<String> {
        self.named_after(axis, merged, names)
            .or_else(|| merged.values.first().cloned())
    }

    /// The value whose key or name a merge has.
    fn named_after(&self, axis: Axis, merged: &Merged, names: &Names) -> Option<String> {
        let values = || merged.values.iter();
        values()
            .find(|value| same(value, &merged.name))
            .or_else(|| values().find(|value| same(self.called(axis, value, names), &merged.name)))
            .cloned()
    }

    /// What a merge into this value is called: as the value is, unless something else is called so
    /// already (two people may have one name).
    fn free_name(&self, axis: Axis, into: &str, all: &[Merged], names: &Names) -> String {
        let called = self.called(axis, into, names).trim();
        let called = if called.is_empty() { into } else { called };
        let taken = |name: &str| {
            !same(name, into)
                && (all.iter().any(|merged| same(&merged.name, name))
                    || names.of(self.field(axis), name).is_some())
        };
        let numbered = (2..).map(|number| format!("{called} ({number})"));
        std::iter::once(called.to_owned())
            .chain(numbered)
            .find(|name| !taken(name))
            .unwrap_or_else(|| into.to_owned())
    }

    /// What was said about one key is said about another one.
    fn carry(&mut self, axis: Axis, from: &str, to: &str) {
        if same(from, to) {
            return;
        }
        for about in ["rename", "colours"] {
            let said = self.said(axis, about, from).map(str::to_owned);
            // A value that has the chosen name already needs nothing said; it waits for the other.
            if let Some(said) = said.filter(|said| about != "rename" || said != to) {
                self.say(axis, about, from, None);
                self.say(axis, about, to, Some(said.into()));
            }
        }
        if self.is_hidden(axis, from) {
            self.set_hidden(axis, from, false);
            self.set_hidden(axis, to, true);
        }
        if let Some(mut keys) = self.own_order(axis) {
            for key in keys.iter_mut().filter(|key| same(key, from)) {
                to.clone_into(key);
            }
            self.set(axis, "order", Some(json!(keys)));
        }
    }

    pub(super) fn merged(&self, axis: Axis) -> Vec<Merged> {
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
