//! Counts, held in memory under what was asked, as whom.

use crate::held::{Flight, Key};
use chart::{ChartSpec, Counts, Dimension, Listed};
use jiff::{Timestamp, tz::TimeZone};
use serde_json::json;
use std::{sync::Arc, time::Duration};

/// What was counted, as whom. Everything of a spec that makes another query is in it: what is counted, by
/// which values, in which days. Kind, order, limit, names and colours are not: they need no other counts,
/// or some more.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct CountedKey {
    key: Key,
    asked: String,
}

/// Numbers that add up.
#[derive(Debug)]
pub(crate) struct Counted {
    pub(crate) listed: Listed,
    pub(crate) counts: Counts,
    /// When the first of them was asked for, and when the last.
    pub(crate) fetched_at: Timestamp,
    pub(crate) last_fetched: Timestamp,
    pub(crate) calls: u64,
    pub(crate) points: u64,
}

/// What is known of a question.
#[derive(Clone, Debug)]
pub(crate) enum Kept {
    Counted(Arc<Counted>),
    /// Its issues are read: counting them was tried, or would cost more.
    Scan {
        at: Timestamp,
        why: String,
    },
}

/// Bytes of counts that are held at most; a large table has some hundred kilobytes of queries.
const BYTES: u64 = 16 << 20;

pub(crate) struct CountedTables {
    tables: moka::future::Cache<CountedKey, Kept>,
    flights: moka::future::Cache<CountedKey, Arc<Flight>>,
}

impl CountedKey {
    pub(crate) fn new(
        key: &Key,
        spec: &ChartSpec,
        [zone, account]: [&TimeZone; 2],
        now: Timestamp,
    ) -> Self {
        let dimensions = [&spec.chart_by, &spec.group_by];
        let by = dimensions.map(|it| it.as_ref().map(bare));
        let ranged = dimensions
            .into_iter()
            .flatten()
            .any(|it| it.range.is_some());
        let today = ranged.then(|| zone.to_datetime(now).date().to_string());
        let names = [zone, account].map(|zone| zone.iana_name().unwrap_or_default());
        let by = by.map(|it| format!("{it:?}"));
        Self {
            key: key.clone(),
            asked: json!([by, names, today]).to_string(),
        }
    }

    fn bytes(&self) -> usize {
        self.asked.len() + self.key.jql.len()
    }
}

/// A dimension without what changes only how its values are shown.
fn bare(dimension: &Dimension) -> Dimension {
    Dimension {
        order: None,
        limit: None,
        others: None,
        show_empty: None,
        rename: Vec::new(),
        colours: Vec::new(),
        ..dimension.clone()
    }
}

impl Kept {
    fn bytes(&self) -> usize {
        match self {
            Self::Counted(counted) => {
                let queries = counted.counts.keys();
                queries.map(|query| query.len() + 64).sum()
            }
            Self::Scan { why, .. } => why.len() + 64,
        }
    }
}

impl Default for CountedTables {
    fn default() -> Self {
        let weigh = |key: &CountedKey, kept: &Kept| {
            u32::try_from(key.bytes() + kept.bytes()).unwrap_or(u32::MAX)
        };
        Self {
            tables: moka::future::Cache::builder()
                .weigher(weigh)
                .eviction_policy(moka::policy::EvictionPolicy::lru())
                .time_to_live(Duration::from_hours(24))
                .max_capacity(BYTES)
                .build(),
            flights: moka::future::Cache::builder()
                .max_capacity(10_000)
                .time_to_idle(Duration::from_mins(10))
                .build(),
        }
    }
}

impl CountedTables {
    pub(crate) async fn get(&self, key: &CountedKey) -> Option<Kept> {
        self.tables.get(key).await
    }

    pub(crate) async fn put(&self, key: CountedKey, kept: Kept) {
        self.tables.insert(key, kept).await;
    }

    pub(crate) async fn forget(&self, key: &CountedKey) {
        self.tables.invalidate(key).await;
    }

    /// A counting under way.
    pub(crate) async fn flight(&self, key: &CountedKey) -> Arc<Flight> {
        self.flights
            .get_with(key.clone(), async { Arc::default() })
            .await
    }
}
