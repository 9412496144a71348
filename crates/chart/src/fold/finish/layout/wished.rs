//! Values that the spec's own order names: a list of keys is a wish to see them, whether or not Jira lists them.

use std::collections::BTreeMap;

use super::super::super::{Place, Side};
use crate::{Dimension, FieldKind, OrderBy, keys, names::folded};

/// The keys that the order of a field lists, as they are written there, by the same with their case folded.
///
/// An account is left out unless the spec gives it a name: nobody knows a person by it.
pub(super) fn of<'a>(dimension: &'a Dimension, side: &Side) -> BTreeMap<String, &'a str> {
    let (Some(OrderBy::Keys(listed)), Place::Field { field, .. }) =
        (&dimension.order, &side.ground)
    else {
        return BTreeMap::new();
    };
    let is_account = matches!(field.kind, FieldKind::User | FieldKind::Users);
    let is_renamed = |key: &str| {
        let mut renamed = dimension.rename.iter();
        renamed.any(|(name, _)| folded(name) == key)
    };
    let each = listed.iter().map(|key| (folded(key), key.as_str()));
    each.filter(|(key, _)| ![keys::NONE, keys::OTHER, keys::ALL].contains(&key.as_str()))
        .filter(|(key, _)| !is_account || is_renamed(key))
        .collect()
}
