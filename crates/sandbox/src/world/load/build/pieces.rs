//! Parts of an issue: links, logged work, changes, parents, custom fields.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value as Json;

use super::super::raw::{RawChange, RawLink, RawParent, RawWorklog};
use super::instant;
use super::tables::Tables;
use crate::world::model::{
    Change, ChangeItem, CustomValue, FieldIx, FieldKind, Link, Parent, Worklog,
};

pub(super) fn link(raw: &RawLink<'_>) -> Option<Link> {
    let points = raw.outward.is_some();
    let other = raw.outward.as_ref().or(raw.inward.as_ref())?;
    Some(Link {
        id: raw.id.parse().unwrap_or(0),
        kind: raw.kind.name.as_ref().into(),
        inward: raw.kind.inward.as_ref().into(),
        outward: raw.kind.outward.as_ref().into(),
        points,
        other: other.key.as_ref().into(),
    })
}

pub(super) fn worklog(tables: &mut Tables, raw: &RawWorklog<'_>) -> Worklog {
    let created = instant(&raw.created).unwrap_or(Timestamp::UNIX_EPOCH);
    Worklog {
        id: raw.id.parse().unwrap_or(0),
        author: raw.author.as_ref().map(|it| tables.user(it)),
        started: instant(&raw.started).unwrap_or(created),
        created,
        seconds: raw.seconds,
    }
}

pub(super) fn change(tables: &mut Tables, raw: &RawChange<'_>) -> Change {
    let items = raw.items.iter().map(|item| {
        let mut text = |text: &Option<std::borrow::Cow<'_, str>>| {
            text.as_deref().map(|text| tables.text(text))
        };
        ChangeItem {
            field: text(&Some(item.field.clone())).unwrap_or_default(),
            field_id: text(&item.field_id),
            custom: item.fieldtype == "custom",
            from: text(&item.from),
            from_text: text(&item.from_text),
            to: text(&item.to),
            to_text: text(&item.to_text),
        }
    });
    let items = items.collect();
    Change {
        id: raw.id.parse().unwrap_or(0),
        at: instant(&raw.created).unwrap_or(Timestamp::UNIX_EPOCH),
        author: raw.author.as_ref().map(|it| tables.user(it)),
        items,
    }
}

pub(super) fn elsewhere(tables: &mut Tables, raw: &RawParent<'_>) -> Parent {
    let fields = raw.fields.as_ref();
    Parent::Elsewhere {
        id: raw.id.parse().unwrap_or(0),
        key: raw.key.as_ref().into(),
        summary: fields.and_then(|it| it.summary.as_deref()).map(Arc::from),
        status: fields
            .and_then(|it| it.status.as_ref())
            .map(|it| tables.status(it)),
        issue_type: fields
            .and_then(|it| it.issuetype.as_ref())
            .map(|it| tables.issue_type(it)),
        priority: fields
            .and_then(|it| it.priority.as_ref())
            .map(|it| tables.priority(it)),
    }
}

/// The value of a custom field; `None` where it is null or empty.
pub(super) fn custom(tables: &mut Tables, field: FieldIx, value: &Json) -> Option<CustomValue> {
    let text = |value: &Json| value.as_str().map(Arc::<str>::from);
    let each = |value: &Json| value.as_array().cloned().unwrap_or_default();
    let some = |all: CustomValue, is_empty: bool| (!is_empty).then_some(all);
    match tables.kind(field) {
        FieldKind::Number => value.as_f64().map(CustomValue::Number),
        FieldKind::Text => text(value).map(CustomValue::Text),
        FieldKind::Date => value.as_str()?.parse::<Date>().ok().map(CustomValue::Date),
        FieldKind::DateTime => instant(value.as_str()?).map(CustomValue::Instant),
        FieldKind::Option => tables.option(field, None, value).map(CustomValue::Option),
        FieldKind::Options => {
            let all: Vec<_> = each(value)
                .iter()
                .filter_map(|it| tables.option(field, None, it))
                .collect();
            let is_empty = all.is_empty();
            some(CustomValue::Options(all), is_empty)
        }
        FieldKind::Cascading => {
            let parent = tables.option(field, None, value)?;
            let child = value
                .get("child")
                .and_then(|child| tables.option(field, Some(parent), child));
            Some(CustomValue::Cascading(parent, child))
        }
        FieldKind::Labels => {
            let all: Vec<_> = each(value)
                .iter()
                .filter_map(Json::as_str)
                .map(|it| tables.label(it))
                .collect();
            let is_empty = all.is_empty();
            some(CustomValue::Labels(all), is_empty)
        }
        FieldKind::Sprint => {
            let all: Vec<_> = each(value)
                .iter()
                .filter_map(|it| tables.sprint(it))
                .collect();
            let is_empty = all.is_empty();
            some(CustomValue::Sprints(all), is_empty)
        }
        FieldKind::EpicLink => text(value).map(CustomValue::EpicLink),
        FieldKind::User => tables.user_json(value).map(CustomValue::User),
        FieldKind::Users => {
            let all: Vec<_> = each(value)
                .iter()
                .filter_map(|it| tables.user_json(it))
                .collect();
            let is_empty = all.is_empty();
            some(CustomValue::Users(all), is_empty)
        }
        _ => None,
    }
}
