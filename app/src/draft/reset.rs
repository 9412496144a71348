//! Taking back what was said about values.

use super::{Axis, Draft, Names};

impl Draft {
    /// Whether anything was said about this value.
    pub fn is_touched(&self, axis: Axis, key: &str) -> bool {
        self.is_hidden(axis, key)
            || ["rename", "colours"]
                .iter()
                .any(|about| self.said(axis, about, key).is_some())
            || !self.parts_of(axis, key).is_empty()
    }

    /// Takes back what was said about one value; its place stays.
    pub fn reset(&mut self, axis: Axis, key: &str, names: &Names) {
        for about in ["rename", "colours"] {
            self.say(axis, about, key, None);
        }
        self.set_hidden(axis, key, false);
        self.take_apart(axis, key, names);
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
}
