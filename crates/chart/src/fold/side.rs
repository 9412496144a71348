//! One dimension of a fold: its axis, and what is known of its values beforehand.

use std::{collections::HashSet, sync::Arc};

use jiff::{civil::Date, tz::TimeZone};

use super::{SEAM, axis::Axis, rules::Rules};
use crate::{
    Dimension, Field, FieldKind, Item, Order, OrderBy, Plan, Record, Segment, Value, plan::Ground,
};

/// One dimension of a fold.
#[derive(Clone, Debug)]
pub(super) struct Side {
    pub(super) dimension: Dimension,
    pub(super) ground: Place,
    /// For warnings: what people call it.
    pub(super) name: String,
    pub(super) kind: FieldKind,
    /// The values that are known before any issue comes, in Jira's or the author's order.
    pub(super) order: Vec<Item>,
    pub(super) axis: Axis,
}

/// Where the values are.
#[derive(Clone, Debug)]
pub(super) enum Place {
    /// In one field of the record.
    Field { index: usize, field: Field },
    /// In the lists of found issues, from the first one on.
    Segments { first: usize, list: Vec<Segment> },
    /// In several fields; each makes a column.
    Dates(Vec<(usize, Field)>),
}

/// The ids of the issues of each segment, in the plan's order.
pub(super) type Found = Arc<[HashSet<u64>]>;

impl Side {
    pub(super) fn new(
        dimension: &Dimension,
        ground: &Ground,
        plan: &Plan,
        order: &Order,
        timezone: &TimeZone,
        today: Date,
    ) -> Option<Self> {
        let (ground, name, kind, order) = match ground {
            Ground::Field(index) => {
                let field = plan.fields.get(*index)?.clone();
                let (name, kind) = (field.name.clone(), field.kind);
                let order = order.of(&field.id).to_vec();
                (
                    Place::Field {
                        index: *index,
                        field,
                    },
                    name,
                    kind,
                    order,
                )
            }
            Ground::Segments { first, list } => {
                let order = list
                    .iter()
                    .map(|segment| Item::named(&segment.name))
                    .collect();
                let ground = Place::Segments {
                    first: *first,
                    list: list.clone(),
                };
                (ground, "Segments".to_owned(), FieldKind::Other, order)
            }
            Ground::Dates(places) => {
                let fields: Vec<(usize, Field)> = places
                    .iter()
                    .filter_map(|place| Some((*place, plan.fields.get(*place)?.clone())))
                    .collect();
                let names: Vec<&str> = fields.iter().map(|(_, f)| f.name.as_str()).collect();
                let name = names.join(" and ");
                (Place::Dates(fields), name, FieldKind::DateTime, Vec::new())
            }
        };
        let rules = Rules::new(dimension, kind, timezone.clone(), today);
        Some(Self {
            dimension: dimension.clone(),
            ground,
            name,
            kind,
            order,
            axis: Axis::new(rules),
        })
    }

    /// Appends the ids of the issue's visible values; of several dates, those of each field between
    /// seams. False where the issue has none.
    pub(super) fn place(&mut self, record: &Record, found: &Found, out: &mut Vec<u32>) -> bool {
        let value = |index: usize| record.values.get(index).unwrap_or(&Value::Empty);
        let placed = match &self.ground {
            Place::Field { index, .. } => self.axis.place(value(*index), out),
            Place::Segments { first, list } => {
                let has = |i: &usize| {
                    found
                        .get(first + i)
                        .is_some_and(|issues| issues.contains(&record.id))
                };
                let items = (0..list.len()).filter(has).map(|i| self.order[i].clone());
                let value = Value::Many(items.collect());
                self.axis.place(&value, out)
            }
            Place::Dates(fields) => {
                let (mut visible, mut hidden) = (false, false);
                for (i, (index, _)) in fields.iter().enumerate() {
                    if i > 0 {
                        out.push(SEAM);
                    }
                    // An issue without the date is not in that column.
                    if let date @ (Value::Instant(_) | Value::Day(_)) = value(*index) {
                        let placed = self.axis.place(date, out);
                        visible |= placed.visible;
                        hidden |= placed.hidden;
                    }
                }
                super::axis::Placed { visible, hidden }
            }
        };
        if !placed.visible && placed.hidden {
            self.axis.hidden_issues += 1;
        }
        placed.visible
    }

    /// What people call it, over its values.
    pub(super) fn title(&self) -> String {
        match self.ground {
            Place::Segments { .. } => "Segment".to_owned(),
            _ => self.name.clone(),
        }
    }

    /// The key of the time that is not over yet.
    pub(super) fn so_far(&self) -> Option<String> {
        let rules = &self.axis.rules;
        self.kind
            .is_date()
            .then(|| rules.interval.start(rules.today).to_string())
    }

    /// Whether its values stand on a scale, so that those between two are known.
    pub(super) fn is_scale(&self) -> bool {
        self.kind.is_date() || self.dimension.bins.is_some()
    }

    /// Whether values and buckets without issues are shown.
    pub(super) fn shows_empty(&self) -> bool {
        let usual = self.is_scale() || matches!(self.ground, Place::Segments { .. });
        self.dimension.show_empty.unwrap_or(usual)
    }

    /// Whether an issue may have several values.
    pub(super) fn is_multi_valued(&self) -> bool {
        match &self.ground {
            Place::Field { field, .. } => field.kind.multi_valued(),
            Place::Segments { .. } | Place::Dates(_) => true,
        }
    }

    /// The order of values where the spec is silent.
    pub(super) fn usual_order(&self) -> OrderBy {
        match self.kind {
            _ if self.kind.is_date() || self.dimension.bins.is_some() => OrderBy::Oldest,
            _ if matches!(self.ground, Place::Segments { .. }) => OrderBy::Jira,
            kind if kind.has_order() => OrderBy::Jira,
            FieldKind::Number => OrderBy::Label,
            _ => OrderBy::ValueDesc,
        }
    }
}
