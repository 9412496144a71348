//! The scan plan: every issue of the query, page by page, into held columns.

use crate::{
    Failure, Service,
    access::SiteAccess,
    held::{Flight, Held, Key},
    mapping::record,
    ranges::cut,
};
use chart::Field;
use futures::{StreamExt, pin_mut, stream};
use jiff::SignedDuration;
use std::sync::Arc;

/// Younger than this, what is held is served as it is.
const FRESH: SignedDuration = SignedDuration::from_mins(5);
/// Younger than this, it is served at once while one refresh runs.
const STALE: SignedDuration = SignedDuration::from_hours(1);
/// Younger than this, it is served when Jira does not answer.
const LAST_RESORT: SignedDuration = SignedDuration::from_hours(24);

/// Longer than a frame waits between two questions.
const JUST_NOW: SignedDuration = SignedDuration::from_secs(3);

/// Ranges of one query that are read side by side.
const AT_ONCE: usize = 6;

/// How old an answer may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Age {
    /// As the rules of holding say.
    Usual,
    /// The person asked for new numbers.
    Now,
}

/// What is held, and a sentence when it is older than the person would expect.
pub(crate) struct Scanned {
    pub(crate) held: Arc<Held>,
    pub(crate) warning: Option<String>,
}

/// What to read: the fields that are needed, and those that come along because an issue costs the
/// same points with them (docs/adr/0005).
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    pub(crate) needed: Vec<Field>,
    pub(crate) along: Vec<Field>,
}

impl Service {
    /// The records of a query: held, or scanned now.
    pub(crate) async fn scanned(
        &self,
        access: &SiteAccess,
        key: &Key,
        wanted: &Wanted,
        age: Age,
    ) -> Result<Scanned, Failure> {
        let covering = |held: Arc<Held>| held.positions(&wanted.needed).is_some().then_some(held);
        let held = self.inner.held.get(key).await.and_then(covering);
        if let (Some(held), Age::Usual) = (&held, age) {
            let old = self.now().duration_since(held.fetched_at);
            if old < FRESH {
                return Ok(Scanned { held: held.clone(), warning: None });
            }
            if old < STALE {
                let (service, access, key, wanted) = (self.clone(), access.clone(), key.clone(), wanted.clone());
                tokio::spawn(async move { service.scan_once(&access, &key, &wanted, Age::Now).await.map(drop) });
                return Ok(Scanned { held: held.clone(), warning: None });
            }
        }
        match self.scan_once(access, key, wanted, age).await {
            Ok(held) => Ok(Scanned { held, warning: None }),
            Err(failure @ (Failure::Busy { .. } | Failure::Unreachable { .. })) => {
                match held.filter(|h| self.now().duration_since(h.fetched_at) < LAST_RESORT) {
                    Some(held) => Ok(Scanned { held, warning: Some(failure.sentence()) }),
                    None => Err(failure),
                }
            }
            Err(failure) => {
                self.inner.held.drop_held(key).await;
                Err(failure)
            }
        }
    }

    /// One scan at a time for the same question; who waited takes what the first one brought.
    async fn scan_once(&self, access: &SiteAccess, key: &Key, wanted: &Wanted, age: Age) -> Result<Arc<Held>, Failure> {
        let asked_at = self.now();
        let flight = self.inner.held.flight(key).await;
        flight.want(&wanted.needed);
        flight.want(&wanted.along);
        let _one_at_a_time = flight.one_at_a_time.lock().await;
        if let Some(held) = self.inner.held.get(key).await {
            let young = match age {
                Age::Usual => self.now().duration_since(held.fetched_at) < FRESH,
                Age::Now => held.fetched_at > asked_at,
            };
            if young && held.positions(&wanted.needed).is_some() {
                return Ok(held);
            }
        }
        // A failure while we waited is ours too: a sick Jira is not asked by everybody in turn. So
        // is one a moment ago: a frame that polls hears of it, instead of beginning anew.
        let since = if age == Age::Usual { asked_at - JUST_NOW } else { asked_at };
        if let Some(failure) = flight.failure_since(since) {
            return Err(failure);
        }
        match self.scan(access, key, &flight.wanted(), &flight).await {
            Ok(held) => {
                let held = Arc::new(held);
                self.inner.held.put(key.clone(), held.clone()).await;
                Ok(held)
            }
            Err(failure) => {
                flight.fail(self.now(), failure.clone());
                Err(failure)
            }
        }
    }

    async fn scan(&self, access: &SiteAccess, key: &Key, fields: &[Field], flight: &Flight) -> Result<Held, Failure> {
        let started_at = self.now();
        self.with_site(access, &key.language, |site| async move {
            let count = site.approximate_count(&key.jql).await?;
            flight.start(count);
            let ranges = cut(&site, &key.jql, count).await?;
            let mut held = Held::new(fields.to_vec(), started_at);
            let ids: Vec<&str> = fields.iter().map(|f| f.id.as_str()).collect();
            let pages = stream::iter(ranges)
                .map(|jql| site.search(jira::SearchRequest::new(jql, ids.iter().copied())))
                .flatten_unordered(AT_ONCE);
            pin_mut!(pages);
            while let Some(page) = pages.next().await {
                let issues = page?.issues;
                flight.advance(issues.len() as u64);
                for issue in issues {
                    held.push(record(issue, fields));
                }
            }
            let meter = site.meter();
            (held.calls, held.points) = (meter.calls, meter.points);
            held.settle();
            Ok(held)
        })
        .await
    }
}
