//! Keys of a dimension that mean something to some fields alone.

use super::Ground;
use crate::{Dimension, Field, FieldKind, OrderBy, SpecError};

/// Refuses the keys that mean nothing to what the dimension groups by.
pub(super) fn dimension(
    path: &str,
    dimension: &Dimension,
    ground: &Ground,
    fields: &[Field],
) -> Result<(), SpecError> {
    let field = match ground {
        Ground::Field(place) => fields.get(*place),
        Ground::Segments { .. } | Ground::Dates(_) => None,
    };
    let is = |kind: FieldKind| field.is_some_and(|field| field.kind == kind);
    let is_date = matches!(ground, Ground::Dates(_)) || field.is_some_and(|f| f.kind.is_date());
    let time_order = matches!(dimension.order, Some(OrderBy::Oldest | OrderBy::Newest));
    let misplaced = [
        (
            "interval",
            dimension.interval.is_some() && !is_date,
            "a date",
        ),
        ("range", dimension.range.is_some() && !is_date, "a date"),
        ("order", time_order && !is_date, "a date"),
        (
            "bins",
            dimension.bins.is_some() && !is(FieldKind::Number),
            "a number",
        ),
        (
            "sprint",
            dimension.sprint.is_some() && !is(FieldKind::Sprint),
            "a sprint field",
        ),
        (
            "level",
            dimension.level.is_some() && !is(FieldKind::Cascading),
            "a cascading select",
        ),
    ];
    let Some((key, _, wanted)) = misplaced.into_iter().find(|(_, wrong, _)| *wrong) else {
        return Ok(());
    };
    let message = match field {
        Some(field) => format!(
            "this is for {wanted}, and {} ({}) is none; leave it out",
            field.name, field.id
        ),
        None => format!("this is for {wanted} in field; leave it out"),
    };
    Err(SpecError::new(format!("{path}.{key}"), message))
}
