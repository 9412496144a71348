//! Jira's own order of values, as far as the caller knows it.

use std::collections::HashMap;

use crate::Item;

/// The values of fields in the order in which Jira keeps them: priorities from high to low,
/// statuses along the workflow, versions as released.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Order {
    fields: HashMap<String, Vec<Item>>,
}

impl Order {
    /// Sets the values of the field with this id.
    pub fn insert(&mut self, field: impl Into<String>, values: Vec<Item>) {
        self.fields.insert(field.into(), values);
    }

    /// Sets the values of a field of which only names are known.
    pub fn insert_names<'a>(
        &mut self,
        field: impl Into<String>,
        names: impl IntoIterator<Item = &'a str>,
    ) {
        self.insert(field, names.into_iter().map(Item::named).collect());
    }

    /// The values of a field; none where the order is unknown.
    pub fn of(&self, field: &str) -> &[Item] {
        self.fields.get(field).map_or(&[], Vec::as_slice)
    }
}
