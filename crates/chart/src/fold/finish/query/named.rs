//! Conditions over values that have names.

use super::Asked;
use crate::{
    Field, FieldKind, Item, SprintChoice,
    jql::{quoted, word},
    queries::Clause,
};

/// Jira takes no longer lists.
const MOST_NAMED: usize = 1000;
/// So many values are still read more easily than all but the others.
const LONG: usize = 20;

pub(super) fn value_of_sprint(item: &Item) -> String {
    Asked::quoted_or_id(item)
}

impl Asked<'_> {
    /// The issues that have one of these items; the values that they belong to are `ids`.
    pub(super) fn named(&self, field: &Field, items: &[&Item], ids: &[u32]) -> Vec<Clause> {
        let clause = word(&field.clause);
        if items.is_empty() {
            return Vec::new();
        }
        if !self.side.is_multi_valued()
            && let Some(condition) = self.all_but(field, &clause, items.len(), ids)
        {
            return vec![Clause::Where(condition)];
        }
        if items.len() > MOST_NAMED {
            return vec![Clause::Unknown];
        }
        if field.kind == FieldKind::Cascading {
            let deep = self.side.axis.rules.level == 2;
            let options = items.iter().map(|item| option(&clause, item, deep));
            return options.map(Clause::Where).collect();
        }
        if field.kind == FieldKind::Sprint && self.side.axis.rules.sprint == SprintChoice::Latest {
            return items
                .iter()
                .map(|item| Clause::Where(self.latest(&clause, item)))
                .collect();
        }
        let mut values: Vec<String> = items.iter().map(|item| value(field.kind, item)).collect();
        values.sort();
        values.dedup();
        vec![Clause::Where(match values.as_slice() {
            [only] => format!("{clause} = {only}"),
            several => format!("{clause} in ({})", several.join(", ")),
        })]
    }

    /// The rest of a field with one value each: shorter as all but the others, where it is long and there
    /// are fewer of those.
    fn all_but(&self, field: &Field, clause: &str, items: usize, ids: &[u32]) -> Option<String> {
        if field.kind == FieldKind::Cascading || items < LONG {
            return None;
        }
        let others = self.items_but(ids);
        if others.is_empty() || others.len() >= items {
            return None;
        }
        let mut values: Vec<String> = others.iter().map(|item| value(field.kind, item)).collect();
        values.sort();
        values.dedup();
        Some(format!("{clause} not in ({})", values.join(", ")))
    }

    /// The issues whose last sprint it is: it is one of theirs, and no later one is.
    fn latest(&self, clause: &str, item: &Item) -> String {
        let sprints = &self.side.axis.sprints;
        let at = sprints
            .iter()
            .find(|(_, sprint)| sprint.item == *item)
            .map(|(moment, _)| *moment);
        let later: Vec<String> = sprints
            .iter()
            .filter(|(moment, _)| at.is_some_and(|at| **moment > at))
            .map(|(_, sprint)| value_of_sprint(&sprint.item))
            .collect();
        let own = value_of_sprint(item);
        if later.is_empty() {
            format!("{clause} = {own}")
        } else {
            format!(
                "({clause} = {own} AND {clause} not in ({}))",
                later.join(", ")
            )
        }
    }
}

/// How JQL names a value: by its id where ids are numbers of Jira's own, users by account, the rest as text.
pub(crate) fn value(kind: FieldKind, item: &Item) -> String {
    match kind {
        FieldKind::Status
        | FieldKind::StatusCategory
        | FieldKind::IssueType
        | FieldKind::Priority
        | FieldKind::Resolution
        | FieldKind::Project
        | FieldKind::Option
        | FieldKind::Options
        | FieldKind::Component
        | FieldKind::Version
        | FieldKind::Versions
        | FieldKind::Sprint
        | FieldKind::Security => Asked::quoted_or_id(item),
        FieldKind::Team => quoted(&item.id),
        _ => quoted(&item.key),
    }
}

/// A cascading value by the ids of its levels, or by their names where there are none.
fn option(clause: &str, item: &Item, deep: bool) -> String {
    let ids: Vec<&str> = item.id.split('/').collect();
    let are_ids = ids
        .iter()
        .all(|id| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit()));
    let parts: Vec<String> = if are_ids {
        ids.iter().map(|id| (*id).to_owned()).collect()
    } else {
        item.key.split(" / ").map(quoted).collect()
    };
    let arguments = match parts.as_slice() {
        [parent] if deep => format!("{parent}, none"),
        parts => parts.join(", "),
    };
    format!("{clause} in cascadeOption({arguments})")
}
