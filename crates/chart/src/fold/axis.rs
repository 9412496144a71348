//! The values of one dimension, numbered as they come.

mod value;

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use jiff::civil::Date;

use super::rules::Rules;
use crate::{FieldKind, Item, Sprint, SprintChoice, SprintState, Value, keys, number::plain};
pub(super) use value::{Identity, Moment, Passing, Placed, Seen, Spelt};

/// Numbers the values of a dimension and remembers how each was spelt.
#[derive(Clone, Debug)]
pub(super) struct Axis {
    pub(super) rules: Rules,
    pub(super) values: Vec<Seen>,
    pub(super) spelt: Vec<Spelt>,
    /// Issues of which every value is hidden.
    pub(super) hidden_issues: u64,
    /// Ids by what the issue has, before merging.
    pub(super) raw: HashMap<Identity, u32>,
    /// All sprints that came, by time, with their ids; also those that do not count.
    pub(super) sprints: BTreeMap<Moment, Passing>,
    /// Ids by what it counts as.
    rows: HashMap<Identity, u32>,
    /// Index into `spelt`, so that folding and merging run once for each spelling.
    known: HashMap<Item, usize>,
}

impl Axis {
    pub(super) fn new(rules: Rules) -> Self {
        Self {
            rules,
            values: Vec::new(),
            spelt: Vec::new(),
            hidden_issues: 0,
            raw: HashMap::new(),
            sprints: BTreeMap::new(),
            rows: HashMap::new(),
            known: HashMap::new(),
        }
    }

    /// Appends the ids of an issue's visible values, ascending and each once. There are none where all are
    /// hidden, or out of range.
    pub(super) fn place(&mut self, value: &Value, out: &mut Vec<u32>) -> Placed {
        let begin = out.len();
        let mut hidden = false;
        match value {
            Value::Instant(instant) => {
                let day = self.rules.day(*instant);
                self.place_day(day, out, &mut hidden);
            }
            Value::Day(day) => self.place_day(*day, out, &mut hidden),
            Value::One(item) => self.place_item(item, out, &mut hidden),
            Value::Many(items) => items
                .iter()
                .for_each(|item| self.place_item(item, out, &mut hidden)),
            Value::Path(path) => self.place_path(path, out, &mut hidden),
            Value::Sprints(sprints) => self.place_sprints(sprints, out, &mut hidden),
            Value::Number(number) if self.rules.bins.is_some() => {
                let place = self.rules.bins.map_or(0, |bins| bins.place(*number));
                let id = self.id(Identity::Bin(place));
                self.keep(id, out, &mut hidden);
            }
            Value::Number(number) => {
                self.place_item(&Item::named(&plain(*number)), out, &mut hidden);
            }
            Value::Text(text) if !text.is_empty() => {
                let text = text.clone();
                let item = Item {
                    id: text.clone(),
                    key: text.clone(),
                    label: text,
                    category: None,
                };
                self.place_item(&item, out, &mut hidden);
            }
            Value::Text(_) | Value::Empty => {}
        }
        if out.len() == begin && !hidden && !self.out_of_range(value) {
            let id = self.id(Identity::None);
            self.keep(id, out, &mut hidden);
        }
        out[begin..].sort_unstable();
        // Two ids of one name are one value.
        let mut kept = begin;
        for i in begin..out.len() {
            if i == begin || out[i] != out[kept - 1] {
                out[kept] = out[i];
                kept += 1;
            }
        }
        out.truncate(kept);
        Placed {
            visible: out.len() > begin,
            hidden,
        }
    }

    fn out_of_range(&self, value: &Value) -> bool {
        matches!(value, Value::Instant(_) | Value::Day(_))
            || (self.rules.kind.is_date() && self.rules.is_ranged())
    }

    fn place_day(&mut self, day: Date, out: &mut Vec<u32>, hidden: &mut bool) {
        if self.rules.in_range(day) {
            let id = self.id(Identity::Bucket(self.rules.interval.start(day)));
            self.keep(id, out, hidden);
        }
    }

    fn place_item(&mut self, item: &Item, out: &mut Vec<u32>, hidden: &mut bool) {
        // A cascading value that came as one text: `parent / child`.
        if self.rules.kind == FieldKind::Cascading
            && self.rules.level == 1
            && let Some((parent, _)) = item.key.split_once(" / ")
        {
            let id = self.named(&Item::named(parent));
            return self.keep(id, out, hidden);
        }
        let id = self.named(item);
        self.keep(id, out, hidden);
    }

    fn place_path(&mut self, path: &[Item], out: &mut Vec<u32>, hidden: &mut bool) {
        let depth = path.len().min(self.rules.level);
        if depth > 0 {
            let joined = |part: fn(&Item) -> &str, between: &str| -> Arc<str> {
                let parts: Vec<&str> = path[..depth].iter().map(part).collect();
                parts.join(between).into()
            };
            let label = joined(|item| &item.label, " / ");
            let id = self.named(&Item {
                id: joined(|item| &item.id, "/"),
                key: label.clone(),
                label,
                category: None,
            });
            self.keep(id, out, hidden);
        }
    }

    fn place_sprints(&mut self, sprints: &[Sprint], out: &mut Vec<u32>, hidden: &mut bool) {
        let moment = |sprint: &Sprint| -> Moment {
            (
                sprint.start.is_none(),
                sprint.start,
                sprint.item.id.parse::<u64>().unwrap_or(0),
            )
        };
        let latest = sprints.iter().max_by_key(|sprint| moment(sprint));
        for sprint in sprints {
            self.sprints
                .entry(moment(sprint))
                .or_insert_with(|| Passing {
                    item: sprint.item.clone(),
                    active: sprint.state == SprintState::Active,
                });
            let wanted = match self.rules.sprint {
                SprintChoice::All => true,
                SprintChoice::Active => sprint.state == SprintState::Active,
                SprintChoice::Latest => latest.is_some_and(|latest| std::ptr::eq(latest, sprint)),
            };
            if wanted {
                let id = self.named(&sprint.item);
                self.keep(id, out, hidden);
            }
        }
    }

    fn keep(&self, id: u32, out: &mut Vec<u32>, hidden: &mut bool) {
        if self.values[id as usize].hidden {
            *hidden = true;
        } else {
            out.push(id);
        }
    }

    /// The id of a named value; one more of its spelling.
    fn named(&mut self, item: &Item) -> u32 {
        let index = if let Some(index) = self.known.get(item) {
            *index
        } else {
            let value = self.id(Identity::of(item));
            self.remember(Spelt {
                item: item.clone(),
                value,
                times: 0,
            })
        };
        self.spelt[index].times += 1;
        self.spelt[index].value
    }

    /// The id of a named value that so many more issues have.
    pub(super) fn list(&mut self, item: &Item, times: u64) -> u32 {
        let id = self.named(item);
        if let Some(index) = self.known.get(item) {
            // `named` took in one.
            let spelt = &mut self.spelt[*index];
            spelt.times = spelt.times - 1 + times;
        }
        id
    }

    fn remember(&mut self, spelt: Spelt) -> usize {
        self.known.insert(spelt.item.clone(), self.spelt.len());
        self.spelt.push(spelt);
        self.spelt.len() - 1
    }

    /// The id of what an issue has, new or known, after merging.
    pub(super) fn id(&mut self, raw: Identity) -> u32 {
        if let Some(id) = self.raw.get(&raw) {
            return *id;
        }
        let key = self.folded_key(&raw);
        // What is hidden stays so: it is no part of what others merge into.
        let merged = self.rules.merges(&key).filter(|_| !self.rules.hides(&key));
        let name = merged.map(str::to_owned);
        let identity = name
            .as_ref()
            .map_or_else(|| raw.clone(), |name| Identity::of(&Item::named(name)));
        let id = self.row(identity, name);
        self.raw.insert(raw, id);
        id
    }

    fn row(&mut self, identity: Identity, name: Option<String>) -> u32 {
        if let Some(id) = self.rows.get(&identity) {
            let seen = &mut self.values[*id as usize];
            seen.name = seen.name.take().or(name);
            return *id;
        }
        // Fewer than 2^32 values: each took more than a byte of memory.
        let id = u32::try_from(self.values.len()).unwrap_or(super::SEAM - 1);
        self.rows.insert(identity.clone(), id);
        self.values.push(Seen {
            hidden: self.rules.hides(&self.folded_key(&identity)),
            identity,
            name,
        });
        id
    }

    /// The key by which a spec names a value, its case folded.
    fn folded_key(&self, identity: &Identity) -> String {
        match identity {
            Identity::None => keys::NONE.to_owned(),
            Identity::Bucket(start) => start.to_string(),
            Identity::Bin(place) => self.rules.bin_key(*place),
            Identity::Name(name) => name.clone(),
        }
    }

    /// Takes in the values of another axis of the same rules; its ids become these, by index.
    pub(super) fn absorb(&mut self, other: Self) -> Vec<u32> {
        self.hidden_issues += other.hidden_issues;
        let ids: Vec<u32> = other
            .values
            .into_iter()
            .map(|seen| self.row(seen.identity, seen.name))
            .collect();
        for (raw, theirs) in other.raw {
            self.raw.entry(raw).or_insert(ids[theirs as usize]);
        }
        self.sprints.extend(other.sprints);
        for theirs in other.spelt {
            if let Some(index) = self.known.get(&theirs.item) {
                self.spelt[*index].times += theirs.times;
            } else {
                let value = ids[theirs.value as usize];
                self.remember(Spelt { value, ..theirs });
            }
        }
        ids
    }
}
