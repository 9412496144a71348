//! Scanned records, held as columns in memory.
//!
//! A change of kind, grouping, order or colour folds them again and asks Jira nothing. They belong
//! to one grant, in one generation of it: what one person may see is never shown to another, and a
//! new consent starts afresh. Nothing of it is written to disk.

use crate::Failure;
use chart::{Field, Record, Value};
use jiff::Timestamp;
use std::{
    collections::{HashMap, HashSet},
    hash::{Hash, Hasher},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use store::{GrantId, SiteId};

/// What was asked, as whom.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    pub(crate) grant: GrantId,
    pub(crate) generation: i64,
    pub(crate) site: SiteId,
    pub(crate) language: String,
    pub(crate) jql: String,
}

/// One answer of Jira's, whole or marked as partial.
#[derive(Debug)]
pub(crate) struct Held {
    pub(crate) fields: Vec<Field>,
    pub(crate) fetched_at: Timestamp,
    pub(crate) complete: bool,
    pub(crate) calls: u64,
    pub(crate) points: u64,
    ids: Vec<u64>,
    seen: HashSet<u64>,
    columns: Vec<Column>,
}

/// The values of one field: each distinct value once, and its number for each record.
#[derive(Debug, Default)]
struct Column {
    values: Vec<Value>,
    codes: Vec<u32>,
    known: HashMap<ValueKey, u32>,
}

/// A value as a key of the column's dictionary: by its text, which is what tells values apart.
#[derive(Debug, PartialEq, Eq)]
struct ValueKey(String);

impl Hash for ValueKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl Column {
    fn push(&mut self, value: Value) {
        let next = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
        let code = match &value {
            // Nearly every instant and number is its own; a dictionary of them would only cost.
            Value::Instant(_) | Value::Number(_) | Value::Day(_) => {
                self.values.push(value);
                next
            }
            _ => *self
                .known
                .entry(ValueKey(format!("{value:?}")))
                .or_insert_with(|| {
                    self.values.push(value);
                    next
                }),
        };
        self.codes.push(code);
    }

    fn at(&self, row: usize) -> Value {
        self.values[self.codes[row] as usize].clone()
    }

    fn bytes(&self) -> usize {
        self.codes.len() * 4 + self.values.iter().map(weigh).sum::<usize>() * 2
    }
}

fn weigh(value: &Value) -> usize {
    let inside = match value {
        Value::One(_) => 96,
        Value::Many(items) => 96 * items.len(),
        Value::Text(text) => text.len(),
        _ => 0,
    };
    inside + size_of::<Value>()
}

impl Held {
    pub(crate) fn new(fields: Vec<Field>, fetched_at: Timestamp) -> Self {
        let columns = fields.iter().map(|_| Column::default()).collect();
        Self {
            fields,
            fetched_at,
            complete: true,
            calls: 0,
            points: 0,
            ids: Vec::new(),
            seen: HashSet::new(),
            columns,
        }
    }

    /// Adds a record whose values are parallel to `fields`. Jira may show an issue on two pages
    /// when it changes meanwhile; it counts once.
    pub(crate) fn push(&mut self, record: Record) {
        if !self.seen.insert(record.id) {
            return;
        }
        self.ids.push(record.id);
        for (column, value) in self.columns.iter_mut().zip(record.values) {
            column.push(value);
        }
    }

    /// Lets go of what only filling needed.
    pub(crate) fn settle(&mut self) {
        self.seen = HashSet::new();
        for column in &mut self.columns {
            column.known = HashMap::new();
            column.values.shrink_to_fit();
            column.codes.shrink_to_fit();
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.ids.len()
    }

    /// Which issues there are.
    pub(crate) fn ids(&self) -> HashSet<u64> {
        self.ids.iter().copied().collect()
    }

    /// Where the wanted fields are, if all of them were fetched.
    pub(crate) fn positions(&self, wanted: &[Field]) -> Option<Vec<usize>> {
        wanted
            .iter()
            .map(|w| self.fields.iter().position(|f| f.id == w.id))
            .collect()
    }

    /// The records again, with the fields at these positions.
    pub(crate) fn records<'a>(
        &'a self,
        positions: &'a [usize],
    ) -> impl Iterator<Item = Record> + 'a {
        self.ids.iter().enumerate().map(|(row, id)| Record {
            id: *id,
            values: positions.iter().map(|p| self.columns[*p].at(row)).collect(),
        })
    }

    fn bytes(&self) -> u32 {
        let bytes = self.ids.len() * 8 + self.columns.iter().map(Column::bytes).sum::<usize>();
        u32::try_from(bytes).unwrap_or(u32::MAX)
    }
}

/// A scan under way: those who ask the same meanwhile wait for it and can say how far it is.
#[derive(Debug, Default)]
pub(crate) struct Flight {
    pub(crate) one_at_a_time: tokio::sync::Mutex<()>,
    /// Every field that somebody wanted of this query: ten frames over one query are two scans,
    /// not ten, and do not push each other's columns out.
    wanted: Mutex<Vec<Field>>,
    /// How the last scan failed, and when.
    failed: Mutex<Option<(Timestamp, Failure)>>,
    /// How many issues Jira last counted for the query, and when.
    counted: Mutex<Option<(Timestamp, u64)>>,
    done: AtomicU64,
    of: AtomicU64,
}

impl Flight {
    /// Adds fields to those that the next scan fetches.
    pub(crate) fn want(&self, fields: &[Field]) {
        let mut wanted = self.wanted.lock().unwrap_or_else(PoisonError::into_inner);
        for field in fields {
            if !wanted.iter().any(|w| w.id == field.id) {
                wanted.push(field.clone());
            }
        }
    }

    /// What the next scan fetches.
    pub(crate) fn wanted(&self) -> Vec<Field> {
        self.wanted
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Remembers how a scan failed.
    pub(crate) fn fail(&self, at: Timestamp, failure: Failure) {
        *self.failed.lock().unwrap_or_else(PoisonError::into_inner) = Some((at, failure));
    }

    /// How the last scan failed, if it did so at `since` or later, or if Jira's request to wait
    /// still holds `now`.
    pub(crate) fn failure(&self, since: Timestamp, now: Timestamp) -> Option<Failure> {
        let failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, failure) = failed.as_ref()?;
        if let Failure::Busy { retry_after_s } = failure {
            let waited = u64::try_from(now.duration_since(*at).as_secs()).unwrap_or(0);
            let left = (*retry_after_s).min(3600).saturating_sub(waited);
            return (left > 0).then_some(Failure::Busy {
                retry_after_s: left,
            });
        }
        (*at >= since).then(|| failure.clone())
    }

    /// Remembers how many issues the query has.
    pub(crate) fn count(&self, at: Timestamp, issues: u64) {
        *self.counted.lock().unwrap_or_else(PoisonError::into_inner) = Some((at, issues));
    }

    /// How many issues the query had at `since` or later, if they were counted then.
    pub(crate) fn counted(&self, since: Timestamp) -> Option<u64> {
        let counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        counted.and_then(|(at, issues)| (at >= since).then_some(issues))
    }

    pub(crate) fn start(&self, of: u64) {
        self.done.store(0, Ordering::Relaxed);
        self.of.store(of, Ordering::Relaxed);
    }

    /// More is known of how much there is to do.
    pub(crate) fn expect(&self, of: u64) {
        self.of.store(of, Ordering::Relaxed);
    }

    pub(crate) fn advance(&self, by: u64) {
        self.done.fetch_add(by, Ordering::Relaxed);
    }

    /// Issues read, and about how many there are.
    pub(crate) fn progress(&self) -> (u64, u64) {
        let done = self.done.load(Ordering::Relaxed);
        (done, self.of.load(Ordering::Relaxed).max(done))
    }
}

/// All that is held, bounded by bytes.
pub(crate) struct HeldTables {
    tables: moka::future::Cache<Key, Arc<Held>>,
    flights: moka::future::Cache<Key, Arc<Flight>>,
    capacity: u64,
}

impl HeldTables {
    pub(crate) fn new(bytes: u64) -> Self {
        Self {
            tables: moka::future::Cache::builder()
                .weigher(|_: &Key, held: &Arc<Held>| held.bytes())
                // What was just read is shown next: it must not be turned away for older tables
                // that are looked at more often.
                .eviction_policy(moka::policy::EvictionPolicy::lru())
                .time_to_live(Duration::from_hours(24))
                .max_capacity(bytes)
                .build(),
            flights: moka::future::Cache::builder()
                .max_capacity(10_000)
                .time_to_idle(Duration::from_mins(10))
                .build(),
            capacity: bytes,
        }
    }

    /// How much is held, about.
    pub(crate) fn bytes(&self) -> u64 {
        self.tables.weighted_size()
    }

    pub(crate) async fn get(&self, key: &Key) -> Option<Arc<Held>> {
        self.tables.get(key).await
    }

    /// Holds a table; answers false where it is larger than all that may be held.
    pub(crate) async fn put(&self, key: Key, held: Arc<Held>) -> bool {
        let fits = u64::from(held.bytes()) <= self.capacity;
        if fits {
            self.tables.insert(key, held).await;
        }
        fits
    }

    pub(crate) async fn drop_held(&self, key: &Key) {
        self.tables.invalidate(key).await;
    }

    pub(crate) async fn flight(&self, key: &Key) -> Arc<Flight> {
        self.flights
            .get_with(key.clone(), async { Arc::default() })
            .await
    }
}
