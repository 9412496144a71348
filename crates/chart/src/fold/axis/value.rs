//! What an axis knows of a value.

use jiff::civil::Date;

use crate::{Item, keys, names::folded};

/// When a sprint comes: planned ones have no start and come after all that have; ids grow with time.
pub(in crate::fold) type Moment = (bool, Option<jiff::Timestamp>, u64);

/// A sprint that came by.
#[derive(Clone, Debug)]
pub(in crate::fold) struct Passing {
    pub(in crate::fold) item: Item,
    pub(in crate::fold) active: bool,
}

/// What became of an issue's values.
#[derive(Clone, Copy, Debug)]
pub(in crate::fold) struct Placed {
    /// Whether any is shown.
    pub(in crate::fold) visible: bool,
    /// Whether any is hidden.
    pub(in crate::fold) hidden: bool,
}

/// What makes two values one.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::fold) enum Identity {
    /// No value.
    None,
    /// The bucket that starts on this day.
    Bucket(Date),
    /// The bin at this place.
    Bin(i64),
    /// A key, its case folded.
    Name(String),
}

/// What issues have, the value it belongs to, and how often it came.
#[derive(Clone, Debug)]
pub(in crate::fold) struct Spelt {
    pub(in crate::fold) item: Item,
    pub(in crate::fold) value: u32,
    pub(in crate::fold) times: u64,
}

/// A value.
#[derive(Clone, Debug)]
pub(in crate::fold) struct Seen {
    pub(in crate::fold) identity: Identity,
    pub(in crate::fold) hidden: bool,
    /// The name that the spec gives merged values.
    pub(in crate::fold) name: Option<String>,
}

impl Identity {
    /// A real value.
    pub(in crate::fold) fn of(item: &Item) -> Self {
        Self::Name(folded(&keys::of_value(&item.key)))
    }
}
